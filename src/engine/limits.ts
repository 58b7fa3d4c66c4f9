// Where a walk would end → the limit of a rule on the way that it would break, if there is one.

import type { Narrowing, Rule, WholeTier } from '../types.ts'
import type { Decision } from './tables.ts'

/** A rule leads to a tier that another rule on the way, or the same one, leaves out. */
export interface Beyond {
  readonly rule: Rule
  readonly tier: WholeTier
  /** The rule that leaves it out, with the tiers that it leaves. */
  readonly limit: Rule
  readonly left: readonly WholeTier[]
}

interface Ending {
  readonly parts: readonly { readonly tier: WholeTier }[]
  readonly narrowings: readonly Narrowing[]
}

/** A limit holds for every part of the result, whichever rule comes later and whoever wrote it. */
export function beyondLimits({ parts, narrowings }: Ending, path: readonly Decision[]): Beyond | undefined {
  for (const { tiers } of narrowings) {
    if (!tiers) continue
    for (const { tier } of parts) if (!tiers.has(tier)) return named(tier, tiers, path)
  }
  return undefined
}

function named(tier: WholeTier, tiers: ReadonlySet<WholeTier>, path: readonly Decision[]): Beyond | undefined {
  const limit = path.find(({ rule }) => rule?.only?.tiers === tiers)?.rule
  const rule = path.findLast(({ rule: each }) => each?.tier === tier || each?.slice === tier)?.rule
  return limit && rule && { rule, tier, limit, left: [...tiers] }
}
