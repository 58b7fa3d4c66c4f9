// A finished walk → the answers that would lead elsewhere: every single one, and the fewest for each tier.

import { type Question, type Settled, type TierId, type Tree, tierIds, type VolumeQuestion } from '../types.ts'
import { type Branching, branchingsOf } from './branches.ts'
import { type Answer, answerOf } from './tables.ts'
import { look, type Outcome, type Part, startWith, type Trail, walkSteps } from './walk.ts'

/** Answers that would have to differ, by question id. */
export type Change = Readonly<Record<string, string | number>>

export interface Flip {
  readonly question: Question
  /** The option that flips it. */
  readonly to: string | undefined
  /** The volume that flips it, and whether larger or smaller ones do as well. */
  readonly at: { readonly volume: number; readonly direction: 'up' | 'down' } | undefined
  readonly tier: TierId
  readonly parts: readonly Part[]
}

/** Every change of a single answer that leads to other tiers. `start` stands at the start, with everything assumed. */
export function* findFlips(start: Trail, outcome: Outcome, consulted: readonly Settled[]): Generator<Flip> {
  for (const { question, value } of consulted) {
    if (question.kind === 'volume') yield* volumeFlips(start, outcome, question)
    else
      for (const answer of start.tables.askedOf(question).options.values()) {
        const there = answer.value === value ? undefined : elsewhere(startWith(start, answer), outcome)
        if (there) yield { question, to: String(answer.value), at: undefined, tier: there.tier, parts: there.parts }
      }
  }
}

/** Where a walk leads, if that is not where the other one led. */
function elsewhere(walk: Trail, here: Outcome): Outcome | undefined {
  const there = outcomeOf(walk)
  return there && !sameParts(there.parts, here.parts) ? there : undefined
}

const sameParts = (some: readonly Part[], others: readonly Part[]): boolean =>
  some.length === others.length && some.every(({ slice, tier }, index) => slice === others[index]?.slice && tier === others[index]?.tier)

function outcomeOf(walk: Trail): Outcome | undefined {
  const progress = walkSteps(walk)
  return progress.kind === 'arrived' ? progress.outcome : undefined
}

/** The nearest volumes above and below at which a measure crosses its figure and the answer with it. */
function volumeFlips(start: Trail, outcome: Outcome, question: VolumeQuestion): Flip[] {
  const { tree } = start
  const asked = start.tables.askedOf(question)
  const given = start.given[asked.position]?.value
  // The measure settles what it needs, so it gets a walk of its own.
  const apart = startWith(start)
  const points = measuredConditions(tree).flatMap(
    ({ measure, atLeast }) => tree.measures[measure]?.crossings(apart, outcome.narrowings, atLeast) ?? [],
  )
  const current = typeof given === 'number' ? given : 0
  const flipAt = (volume: number, direction: 'up' | 'down'): Flip[] => {
    const there = volume > 0 ? elsewhere(startWith(start, answerOf(asked, volume)), outcome) : undefined
    return there ? [{ question, to: undefined, at: { volume, direction }, tier: there.tier, parts: there.parts }] : []
  }
  const sorted = [...new Set(points)].sort((a, b) => a - b)
  // Points take turns between crossing upwards and downwards, so when two in a row change nothing, none does.
  const above = sorted.filter((point) => point > current).slice(0, 2)
  const below = sorted
    .filter((point) => point <= current)
    .reverse()
    .slice(0, 2)
  return [...first(above, (point) => flipAt(point, 'up')), ...first(below, (point) => flipAt(point - 1, 'down'))]
}

/** What the first item gives that gives anything. */
function first<T, R>(items: readonly T[], attempt: (item: T) => R[]): R[] {
  for (const item of items) {
    const found = attempt(item)
    if (found.length > 0) return found
  }
  return []
}

const measuredConditions = (tree: Tree) =>
  tree.steps.flatMap(({ rules }) => rules.flatMap(({ conditions }) => conditions.filter((condition) => condition.kind === 'measure')))

/**
 * For each tier the fewest answers to change; among equals, the ones that the interview asks last, as they are the
 * softest. Nothing for a tier that no answers lead to. `start` stands at the start, with everything assumed.
 */
export function smallestChanges(start: Trail, { tier: here }: Outcome): ReadonlyMap<TierId, Change> {
  const found = new Map<TierId, Change>()
  const root = branchingsOf(start.tree)
  for (let size = 1; ; size++) {
    const wanted = tierIds.filter((tier) => tier !== here && !found.has(tier))
    const search: Search = {
      start,
      size,
      least: new Map(wanted.map((tier) => [tier, Number.POSITIVE_INFINITY])),
      best: new Map(),
      cut: false,
    }
    if (wanted.length > 0) searchFrom(root, start, search, [], 0)
    for (const [tier, answers] of search.best)
      found.set(tier, Object.fromEntries(answers.map(({ question, value }) => [question.id, value])))
    if (!search.cut) return found
  }
}

/** For changes of so many answers. */
interface Search {
  readonly start: Trail
  readonly size: number
  /** What the best change to each tier that is wanted weighs so far. */
  readonly least: Map<TierId, number>
  readonly best: Map<TierId, readonly Answer[]>
  /** Whether larger changes may lead to more. */
  cut: boolean
}

/** `walk` knows all changes on which an assumption depends. */
function searchFrom(node: Branching, walk: Trail, search: Search, changed: readonly Answer[], weight: number): void {
  if (node.kind === 'end') {
    if (node.tier && changed.length === search.size) propose(node.tier, search, changed, weight)
    return
  }
  const { asked, branches } = node
  const known = look(walk, asked)
  const heavier = weight + asked.hardness
  for (const { answer, options, next } of branches) {
    // What is measured is not a choice, so any volume is gone along with.
    if (asked.question.kind === 'volume' || (known.kind === 'answer' && options.has(known.option)))
      searchFrom(next(), walk, search, changed, weight)
    else if (changed.length === search.size) search.cut = true
    else if (canImprove(search, heavier))
      searchFrom(next(), asked.shifts ? startWith(walk, answer) : walk, search, [...changed, answer], heavier)
  }
}

function canImprove({ least }: Search, weight: number): boolean {
  for (const most of least.values()) if (weight < most) return true
  return false
}

/** A path counts only if the real measures lead along it. */
function propose(tier: TierId, { start, least, best }: Search, changed: readonly Answer[], weight: number): void {
  if (weight >= (least.get(tier) ?? 0) || outcomeOf(startWith(start, ...changed))?.tier !== tier) return
  least.set(tier, weight)
  best.set(tier, changed)
}
