// Tiers and hosts before and after an overlay → data limits that no longer hold, though they leave the same tiers.
//
// A limit on tiers stands for what the hosts of those tiers may see. Own machines have none; and where a limit leaves out
// the tier of some kind of hosts, no other tier may bring that kind back, nor may a host get there by being called another kind.

import type { Host, HostKind, Tier, Tree, WholeTier } from '../types.ts'
import { leftOutBy, wholeTiers } from './bounds.ts'
import type { Finding } from './finding.ts'

/** Each told once, at what the overlay says of the tier or of the host. */
export const tierHostFindings = (before: Tree, after: Tree): Finding[] => [
  ...wholeTiers.flatMap((tier): Finding[] => {
    const [was, now] = [before.tiers[tier], after.tiers[tier]]
    const hosts = whatIsLifted(before, tier, was.hosts, now.hosts)
    const weights = otherWeights(was, now)
    return [
      ...(hosts === undefined ? [] : [lifted(['tiers', tier], 'hosts', hosts)]),
      ...(weights === undefined ? [] : [lifted(['tiers', tier], 'weights', weights)]),
    ]
  }),
  ...[...after.catalog.hosts.values()].flatMap((host): Finding[] => {
    const says = whereItMoved(before, after, host)
    return says === undefined ? [] : [lifted(['hosts', host.id], 'kind', says)]
  }),
]

const lifted = (entry: readonly string[], key: string, says: string): Finding => ({
  kind: 'lifted-limit',
  path: [...entry, key],
  also: [entry],
  says,
})

/** Which tiers data may go to, and whose license has to be clear, is said by tier: so a tier keeps its kind of models. */
function otherWeights({ id, weights: was }: Tier, { weights: now }: Tier): string | undefined {
  if (was === undefined || was === now) return undefined
  return `${id} is for models with ${was} weights, which limits go by, and with this it takes ${now === undefined ? 'all others too' : `${now} ones`}`
}

type Kinds = ReadonlySet<HostKind>

function whatIsLifted(before: Tree, tier: WholeTier, was: Kinds, now: Kinds): string | undefined {
  if (was.size > 0 && now.size === 0)
    return `without hosts, ${tier} counts as own machines, of which no agreement and no region is demanded`
  if (was.size === 0 && now.size > 0) return `${tier} was on own machines alone, and limits that leave only own machines now let hosts pass`
  const added = [...now].filter((kind) => !was.has(kind))
  for (const { rule, out } of limitsOnTiers(before)) {
    if (out.includes(tier)) continue
    // Open weights at their lab and closed ones there are not the same thing.
    const alike = wholeTiers.filter((other) => before.tiers[other].weights === before.tiers[tier].weights)
    for (const kind of added) {
      const gone = alike.find((other) => out.includes(other) && before.tiers[other].hosts.has(kind))
      const left = alike.some((other) => !out.includes(other) && before.tiers[other].hosts.has(kind))
      if (gone && !left) return `${rule} leaves out ${gone} and with it hosts of the kind ${kind}, which ${tier} has now`
    }
  }
  return undefined
}

/** Of one kind, the host was where no limit let it see anything; of the other one, it is in a tier that a limit leaves. */
function whereItMoved(before: Tree, after: Tree, { id, kind }: Host): string | undefined {
  const was = before.catalog.hosts.get(id)?.kind
  if (was === undefined || was === kind) return undefined
  const offered = new Set(
    [...after.catalog.models.values()].flatMap(({ offers, weights }) => (offers.some(({ host }) => host.id === id) ? weights : [])),
  )
  for (const { rule, out } of limitsOnTiers(before))
    for (const weights of offered) {
      const alike = wholeTiers.filter((tier) => before.tiers[tier].weights === weights && before.tiers[tier].hosts.size > 0)
      const [gone] = alike.filter((tier) => out.includes(tier))
      const into = alike.find((tier) => !out.includes(tier) && after.tiers[tier].hosts.has(kind))
      const wasLeft = alike.some((tier) => !out.includes(tier) && before.tiers[tier].hosts.has(was))
      if (gone && into && !wasLeft)
        return `${id} was of the kind ${was}, which is in no tier of ${weights} weights that ${rule} leaves; as ${kind} it is in ${into}`
    }
  return undefined
}

interface LimitOnTiers {
  readonly rule: string
  readonly out: readonly WholeTier[]
}

const limitsOnTiers = (tree: Tree): LimitOnTiers[] =>
  tree.steps
    .flatMap(({ rules }) => rules)
    .map((rule) => ({ rule: rule.id, out: leftOutBy(rule) }))
    .filter(({ out }) => out.length > 0)
