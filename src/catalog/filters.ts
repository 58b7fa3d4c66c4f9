// One model, one tier, and the demands → the offer that passes, or the first reason why none does.

import type { Ban, Host, Model, Offer, Rates, Tier, Tree } from '../types.ts'
import type { WordKey } from '../words.ts'
import type { Demands } from './demands.ts'

/** A sentence from the rules, with what to fill into it. */
export interface Reason {
  readonly word: WordKey
  readonly with: Readonly<Record<string, string>>
  /** It would pass without this ban, of the model or of a host. */
  readonly taken?: Banned | undefined
}

export interface Banned {
  readonly ban: Ban
  readonly host: Host | undefined
}

/** The offers that pass, the cheapest first; none for own machines. */
interface Passed {
  readonly offers: readonly Offer[]
  /** Hosts that would be cheaper. */
  readonly taken: readonly Banned[]
}

export function failure(tree: Tree, tier: Tier, model: Model, demands: Demands): Reason | Passed {
  const found = failureBesides(tree, tier, model, demands)
  const { ban } = model
  return ban ? { ...banned('removed-ban', ban), taken: 'offers' in found ? { ban, host: undefined } : undefined } : found
}

/** The sentence goes on after the reason of a ban, so its full stop is left out. */
export const banned = (word: 'removed-ban' | 'removed-ban-host', { because }: Ban): Reason =>
  reason(word, { because: because.replace(/\.$/, '') })

function failureBesides(tree: Tree, tier: Tier, model: Model, demands: Demands): Reason | Passed {
  const own = tier.hosts.size === 0
  return (
    unavailable(tier, model, own) ??
    // Whatever the tier says of weights: an overlay may take that out, and a license is still one.
    (model.weights === 'open' ? licenseFailure(model, demands) : undefined) ??
    originFailure(model, demands) ??
    (own ? contextFailure(model.context, demands) : undefined) ??
    (own ? { offers: [], taken: [] } : passingOffers(tree, tier, model, demands))
  )
}

const reason = (word: WordKey, values: Reason['with'] = {}): Reason => ({ word, with: values })

function unavailable(tier: Tier, model: Model, own: boolean): Reason | undefined {
  if (tier.weights !== undefined && model.weights !== tier.weights) return reason('removed-weights')
  const gone: readonly string[] = own ? ['never-existed', 'unknown'] : ['never-existed', 'retired', 'unknown']
  return gone.includes(model.status) ? reason('removed-status', { status: model.status }) : undefined
}

function licenseFailure({ license, evidence }: Model, demands: Demands): Reason | undefined {
  if (evidence === 'none' || license.commercial === 'unknown') return reason('removed-license-unknown')
  if (license.commercial === 'no') return reason('removed-license-commercial', { title: license.title })
  if (demands.license === 'permissive' && license.permissive !== 'yes')
    return reason('removed-license-permissive', { title: license.title })
  if (demands.region !== undefined && license.bars.includes(demands.region))
    return reason('removed-license-barred', { title: license.title })
  return undefined
}

function originFailure({ origin }: Model, { excludeOrigin }: Demands): Reason | undefined {
  if (excludeOrigin.size === 0) return undefined
  if (origin === 'unknown') return reason('removed-origin-unknown')
  return excludeOrigin.has(origin) ? reason('removed-origin', { origin }) : undefined
}

function contextFailure(context: number | undefined, demands: Demands): Reason | undefined {
  if (demands.context === undefined) return undefined
  if (context === undefined) return reason('removed-context-unknown')
  return context < demands.context ? reason('removed-context', { context: String(context) }) : undefined
}

/** The offers that pass, the cheapest first by the usual share of input; or the reason that removed the last one. */
function passingOffers(tree: Tree, tier: Tier, model: Model, demands: Demands): Reason | Passed {
  let left = model.offers.filter(({ host }) => tier.hosts.has(host.kind))
  const stages: [Reason, (offer: Offer) => boolean][] = [
    [reason('removed-host'), ({ host }) => !excluded(host, demands)],
    [otherHostReason(demands), ({ host }) => demands.hosts?.has(host.id) ?? true],
    [reason('removed-agreement'), ({ host }) => !demands.agreement || host.agreement === 'yes'],
    [regionReason(left, demands), (offer) => inRegion(offer, demands.region)],
  ]
  if (left.length === 0) return reason('removed-host')
  for (const [why, passes] of stages) {
    left = left.filter(passes)
    if (left.length === 0) return why
  }
  const roomy = left.filter(({ context }) => !contextFailure(context ?? model.context, demands))
  if (roomy.length === 0) return contextFailure(left[0]?.context ?? model.context, demands) ?? reason('removed-context-unknown')
  const usd = new Map(roomy.map((offer) => [offer, mixed(tree, offer, demands)]))
  return withoutBanned(roomy.sort((a, b) => (usd.get(a) ?? 0) - (usd.get(b) ?? 0)))
}

const otherHostReason = ({ hosts }: Demands): Reason =>
  hosts?.size === 0 ? reason('removed-host-none') : reason('removed-host-other', { hosts: [...(hosts ?? [])].join(', ') })

/** Last, so that a ban is only held against what would pass without it. */
function withoutBanned(sorted: readonly Offer[]): Reason | Passed {
  const offers = sorted.filter(({ host }) => !host.ban)
  const [first] = offers
  const cheaper = sorted.slice(0, first && sorted.indexOf(first))
  const taken = cheaper.flatMap(({ host }) => (host.ban ? { ban: host.ban, host } : []))
  const [one] = taken
  return first || !one ? { offers, taken } : { ...banned('removed-ban-host', one.ban), taken: one }
}

const excluded = (host: Host, { excludeOrigin }: Demands): boolean =>
  excludeOrigin.size > 0 && (host.origin === 'unknown' || excludeOrigin.has(host.origin))

/** Hosts that are known to be in the region, for other models at least, are the ones to ask. */
function regionReason(offers: readonly Offer[], { region, regionTitle }: Demands): Reason {
  const inside = offers.filter(({ host }) => host.regions.has(region ?? ''))
  const hosts = new Set((inside.length > 0 ? inside : offers).map(({ host }) => host.title))
  return reason('removed-region', { region: regionTitle ?? '', hosts: [...hosts].join(', ') })
}

/** A host in many regions does not serve every model in each, so the offer itself has to name the region. */
function inRegion(offer: Offer, region: string | undefined): boolean {
  if (region === undefined) return true
  return offer.regions.has(region) || (offer.host.regions.size === 1 && offer.host.regions.has(region))
}

const ratesIn = (offer: Offer, { region }: Pick<Demands, 'region'>): Rates => offer.regions.get(region ?? '') ?? offer

/** USD per million tokens in the mix of the user, as the bill of it will have it. */
function mixed(tree: Tree, offer: Offer, demands: Demands): number {
  const { inputShare, cachedShare = 0, batchShare = 0 } = demands.mix
  const base = ratesIn(offer, demands)
  const rates = offer.above.filter(({ tokens }) => (demands.context ?? 0) > tokens).at(-1) ?? base
  if (inputShare === undefined && cachedShare === 0 && batchShare === 0) return blended(tree, rates)
  const batch = rates === offer ? offer.batch : undefined
  const waiting = (rate: number, later: number | undefined) => rate * (1 - batchShare) + (later ?? rate) * batchShare
  const input = (1 - cachedShare) * waiting(rates.input, batch?.input) + cachedShare * (rates.cached ?? rates.input)
  return blended(tree, { input, output: waiting(rates.output, batch?.output) }, inputShare)
}

/** USD per million tokens in the usual mix of input and output, to a millionth, so that what is shown compares as what is computed. */
export function blended(tree: Tree, { input, output }: Pick<Rates, 'input' | 'output'>, inputShare?: number): number {
  const share = inputShare ?? tree.figures.get('input-share')?.value ?? 0.5
  return Number((share * input + (1 - share) * output).toFixed(6))
}
