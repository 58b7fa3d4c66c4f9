// Merged rules → the same with steps, rules and rows of picks in the order in which they apply, which `before` may change.

import { type Tree, tierIds } from '../types.ts'
import { isMap } from './merge.ts'

interface Sections {
  readonly steps?: object | undefined
  readonly picks?: object | undefined
}

/** `tree` is what the rules were linked to. */
export function asApplied<R extends Sections>(rules: R, { steps, tiers }: Tree): R {
  const withRules = inOrder(rules.steps, steps, (raw, step) => (isMap(raw) ? { ...raw, rules: inOrder(raw['rules'], step.rules) } : raw))
  const lists = Object.entries(rules.picks ?? {}).map(([id, rows]: [string, unknown]) => {
    const tier = tierIds.find((each) => each === id)
    return [id, tier ? inOrder(rows, tiers[tier].picks) : rows]
  })
  return { ...rules, ...(rules.steps && { steps: withRules }), ...(rules.picks && { picks: Object.fromEntries(lists) }) }
}

function inOrder<T extends { readonly id: string }>(raw: unknown, order: readonly T[], inside = (value: unknown, _: T) => value): unknown {
  return isMap(raw) ? Object.fromEntries(order.map((each) => [each.id, inside(raw[each.id], each)])) : raw
}
