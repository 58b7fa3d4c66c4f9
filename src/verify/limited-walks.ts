// Tree → every walk of some answers at once, told apart by the tiers that come out and by what the limits on it come to.

import { perObject } from '../memo.ts'
import type { Narrowing, Rule, Step, Tree, WholeTier } from '../types.ts'
import type { Diagram } from './diagram.ts'
import { TooManyCombinations } from './nodes.ts'
import { leftBy, takenFrom } from './reach.ts'
import type { Space } from './space.ts'
import { togetherIn } from './together.ts'

export interface Limit {
  readonly step: Step
  readonly rule: Rule
  readonly only: Narrowing
}

/** Walks that are alike so far: the same tiers, and limits that come to the same, those of an overlay by themselves. */
interface Alike {
  readonly tier: WholeTier | undefined
  readonly slice: WholeTier | undefined
  readonly limits: readonly Limit[]
}

export interface Walks extends Alike {
  /** Never empty; put together when it is first asked for, since most are only counted. */
  readonly set: () => Diagram
}

/** Whether the limit comes from an overlay. */
export type IsNew = (limit: Limit) => boolean

/** Each of them takes a list for every row of picks and every region, so more are not gone through. */
const mostWalks = 500

/** Every walk of these answers, as sets of them. Throws `TooManyCombinations` where the limits on them come to too many different things. */
export function walksUnder(tree: Tree, space: Space, isNew: IsNew, within: Diagram): readonly Walks[] {
  const isOfOverlay = perObject(isNew)
  const together = (limits: readonly Limit[]) => togetherIn(limits.map(({ only }) => only))
  /** One that demands nothing more would only tell walks apart. */
  const under = (limits: readonly Limit[], limit: Limit): readonly Limit[] => {
    const beside = limits.filter((each) => isOfOverlay(each) === isOfOverlay(limit))
    return together(beside) === together([...beside, limit]) ? limits : [...limits, limit]
  }
  const keyOf = ({ tier, slice, limits }: Alike): string => {
    const [own, theirs] = [limits.filter(isOfOverlay), limits.filter((limit) => !isOfOverlay(limit))]
    return JSON.stringify([tier, slice, together(own), together(theirs)])
  }
  const limitOfRule = perObject((rule: Rule): Limit | undefined => {
    const step = tree.steps.find(({ rules }) => rules.includes(rule))
    return step && rule.only && { step, rule, only: rule.only }
  })
  let all: readonly Walks[] = within === space.empty ? [] : [{ tier: undefined, slice: undefined, limits: [], set: () => within }]
  for (const step of tree.steps) {
    const next = new Map<string, { readonly walks: Alike; readonly sets: (() => Diagram)[] }>()
    const add = (walks: Alike, set: () => Diagram) => {
      const key = keyOf(walks)
      const known = next.get(key) ?? { walks, sets: [] }
      known.sets.push(set)
      next.set(key, known)
      if (next.size > mostWalks) throw new TooManyCombinations()
    }
    for (const { set, ...walks } of all) {
      const tiers = new Set([walks.tier ?? 'undecided'])
      const needed = space.and(set(), space.fits(step.conditions, tiers))
      const skipped = space.without(set(), needed)
      if (skipped !== space.empty) add(walks, () => skipped)
      const left = leftBy(space, step.rules, needed, tiers)
      // Rows that lead alike are taken together.
      const alike = new Map<string, { readonly to: Alike; readonly rows: Set<number> }>()
      for (const [row, rule] of step.rules.entries()) {
        if (left.sets[row] === left.sets[row + 1]) continue
        const limit = limitOfRule(rule)
        const to = {
          tier: rule.tier ?? walks.tier,
          slice: rule.slice ?? walks.slice,
          limits: limit ? under(walks.limits, limit) : walks.limits,
        }
        const key = keyOf(to)
        alike
          .set(key, { to, rows: new Set(), ...alike.get(key) })
          .get(key)
          ?.rows.add(row)
      }
      for (const { to, rows } of alike.values()) add(to, () => takenFrom(space, [left], (row) => rows.has(row)))
    }
    all = [...next.values()].map(({ walks, sets }) => ({ ...walks, set: madeOnce(() => space.union(sets.map((set) => set()))) }))
  }
  return all
}

function madeOnce(make: () => Diagram): () => Diagram {
  let made: Diagram | undefined
  return () => {
    made ??= make()
    return made
  }
}
