// Limits on tiers → the answers for which each tier is left out, and the ends of walks that lie within them.

import { type Rule, type Tree, tierIds, type WholeTier } from '../types.ts'
import type { Diagram } from './diagram.ts'
import type { Space } from './space.ts'

export const wholeTiers = tierIds.filter((tier): tier is WholeTier => tier !== 'hybrid')

interface Ending {
  readonly parts: readonly WholeTier[]
  readonly set: Diagram
}

type Takes = (rule: Rule) => Diagram

/** The tiers that a rule leaves out. */
export const leftOutBy = ({ only }: Pick<Rule, 'only'>): WholeTier[] =>
  only?.tiers ? wholeTiers.filter((tier) => !only.tiers?.has(tier)) : []

/** The walk ends without a tier where a limit leaves out the one that the rules lead to. */
export function withinLimits<E extends Ending>(tree: Tree, space: Space, ends: readonly E[], takes: Takes) {
  const out = new Map<WholeTier, Diagram>()
  for (const rule of tree.steps.flatMap(({ rules }) => rules))
    for (const tier of leftOutBy(rule)) out.set(tier, space.or(out.get(tier) ?? space.empty, takes(rule)))
  const split = ends.map((end) => {
    const over = space.and(end.set, space.union(end.parts.flatMap((tier) => out.get(tier) ?? [])))
    return { end, over, within: space.without(end.set, over) }
  })
  const kept = (end: E, set: Diagram): E[] => (set === space.empty ? [] : [{ ...end, set }])
  return {
    ends: split.flatMap(({ end, within }) => kept(end, within)),
    beyond: split.flatMap(({ end, over }) => kept(end, over)),
  }
}
