// What the rules that applied, and the user's own wishes, demand of models and hosts.

import { type Narrowing, type Option, type Settings, tierIds, type WholeTier } from '../types.ts'

/** Everything that models and hosts must satisfy. */
export interface Demands {
  readonly license: 'permissive' | 'commercial' | undefined
  readonly agreement: boolean
  /** A region id; undefined also where every host passes and has to confirm. */
  readonly region: string | undefined
  readonly regionTitle: string | undefined
  /** Ids; undefined where any host will do. */
  readonly hosts: ReadonlySet<string> | undefined
  readonly context: number | undefined
  readonly excludeOrigin: ReadonlySet<string>
  /** How the tokens are made up, as far as the user says: it decides which host is the cheapest. */
  readonly mix: Mix
}

interface Mix {
  readonly inputShare: number | undefined
  readonly cachedShare: number | undefined
  readonly batchShare: number | undefined
}

export function demandsOf(
  narrowings: readonly Narrowing[],
  region: (narrowing: Narrowing) => Option | undefined,
  settings: Settings,
): Demands {
  // Limits add up: a later rule may narrow what an earlier one left, never widen it.
  const asked = narrowings.flatMap((narrowing) => region(narrowing) ?? [])
  const named = [...new Map(asked.filter(({ anyHost }) => !anyHost).map((option) => [option.id, option])).values()]
  const licenses = narrowings.flatMap(({ license }) => license ?? [])
  return {
    license: licenses.includes('permissive') ? 'permissive' : licenses[0],
    agreement: narrowings.some(({ agreement }) => agreement),
    // No host processes a request wholly in two regions at once.
    region: named.length === 0 ? undefined : named.map(({ id }) => id).join(' and '),
    regionTitle: named.length === 0 ? asked[0]?.means : named.map(({ means }) => means).join(' and '),
    hosts: hostsLeft(narrowings),
    context: settings.context,
    excludeOrigin: new Set(settings.excludeOrigin),
    mix: {
      inputShare: settings.figures?.['input-share'],
      cachedShare: settings.figures?.['cached-share'],
      batchShare: settings.figures?.['batch-share'],
    },
  }
}

/** The hosts that all of these leave. */
function hostsLeft(narrowings: readonly Narrowing[]): ReadonlySet<string> | undefined {
  const lists = narrowings.flatMap(({ hosts }) => hosts ?? [])
  const [first] = lists
  return first && new Set([...first].filter((host) => lists.every((list) => list.has(host))))
}

/** The tiers that all of these leave. */
export function tiersLeft(narrowings: readonly Narrowing[]): ReadonlySet<WholeTier> {
  const whole = tierIds.filter((tier): tier is WholeTier => tier !== 'hybrid')
  return new Set(whole.filter((tier) => narrowings.every((narrowing) => narrowing.tiers?.has(tier) ?? true)))
}

/** The same for the same demands. */
export const keyOf = ({ license, agreement, region, regionTitle, hosts, context, excludeOrigin, mix }: Demands): string =>
  `${mix.inputShare} ${mix.cachedShare} ${mix.batchShare} ${license} ${agreement} ${region} ${context} ${excludeOrigin.size === 0 ? '' : JSON.stringify([...excludeOrigin])} ${regionTitle}${hosts === undefined ? '' : ` ${JSON.stringify([...hosts])}`}`
