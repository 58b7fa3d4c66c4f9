// The hosts of the tiers before and after an overlay → data limits that no longer hold, though they leave the same tiers.
//
// A limit on tiers stands for what the hosts of those tiers may see. Own machines have none; and where a limit leaves out
// the tier of some kind of hosts, no other tier may bring that kind back.

import type { HostKind, Tree, WholeTier } from '../types.ts'
import { leftOutBy, wholeTiers } from './bounds.ts'
import type { Finding } from './finding.ts'

/** Each told once, at the hosts that the overlay gives to the tier. */
export function tierHostFindings(before: Tree, after: Tree): Finding[] {
  return wholeTiers.flatMap((tier): Finding[] => {
    const [was, now] = [before.tiers[tier].hosts, after.tiers[tier].hosts]
    const says = whatIsLifted(before, tier, was, now)
    return says === undefined ? [] : [{ kind: 'lifted-limit', path: ['tiers', tier, 'hosts'], also: [['tiers', tier]], says }]
  })
}

type Kinds = ReadonlySet<HostKind>

function whatIsLifted(before: Tree, tier: WholeTier, was: Kinds, now: Kinds): string | undefined {
  if (was.size > 0 && now.size === 0)
    return `without hosts, ${tier} counts as own machines, of which no agreement and no region is demanded`
  if (was.size === 0 && now.size > 0) return `${tier} was on own machines alone, and limits that leave only own machines now let hosts pass`
  const added = [...now].filter((kind) => !was.has(kind))
  for (const rule of before.steps.flatMap(({ rules }) => rules)) {
    const out = leftOutBy(rule)
    if (out.length === 0 || out.includes(tier)) continue
    // Open weights at their lab and closed ones there are not the same thing.
    const alike = wholeTiers.filter((other) => before.tiers[other].weights === before.tiers[tier].weights)
    for (const kind of added) {
      const gone = alike.find((other) => out.includes(other) && before.tiers[other].hosts.has(kind))
      const left = alike.some((other) => !out.includes(other) && before.tiers[other].hosts.has(kind))
      if (gone && !left) return `${rule.id} leaves out ${gone} and with it hosts of the kind ${kind}, which ${tier} has now`
    }
  }
  return undefined
}
