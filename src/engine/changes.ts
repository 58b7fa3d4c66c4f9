// A finished walk → the answers that would lead elsewhere: every single one, and the fewest for each tier.

import { memo } from '../memo.ts'
import { type Question, type Settled, type TierId, tierIds, type VolumeQuestion } from '../types.ts'
import { type Branching, branchingsOf } from './branches.ts'
import { thresholdsOf } from './cells.ts'
import { type Place, type Places, placeOf, placesFrom, samePlace } from './places.ts'
import { type Answer, answerOf, perSteps } from './tables.ts'
import { startWith, type Trail } from './trail.ts'
import { look, type Outcome } from './walk.ts'

/** Answers that would have to differ, by question id. */
export type Change = Readonly<Record<string, string | number>>

export interface Flip extends Place {
  readonly question: Question
  /** The option that flips it. */
  readonly to: string | undefined
  /** The volume that flips it, and whether larger or smaller ones do as well. */
  readonly at: { readonly volume: number; readonly direction: 'up' | 'down' } | undefined
}

/** Undefined for a tier that no answers lead to; `unsure` where there were too many to try them all. */
type Changes = ReadonlyMap<TierId, Change | 'unsure' | undefined>

/** A walk that assumes whatever is open, before its first step; where it leads, and where other answers would. */
export interface Vantage {
  readonly start: Trail
  readonly here: Outcome
  readonly places: Places
}

export const vantageOf = (start: Trail, here: Outcome): Vantage => ({ start, here, places: placesFrom(start) })

/** Every change of a single answer that leads to other tiers. */
export function* findFlips(vantage: Vantage, consulted: readonly Settled[]): Generator<Flip> {
  const { start, here, places } = vantage
  for (const { question, value } of consulted) {
    if (question.kind === 'volume') yield* volumeFlips(vantage, question)
    else
      for (const answer of start.tables.askedOf(question).options.values()) {
        // Stryker disable next-line ConditionalExpression: the answer that it has leads to where it is.
        const there = answer.value === value ? undefined : places.after([answer])
        if (there && !samePlace(there, here)) yield { question, to: String(answer.value), at: undefined, ...there }
      }
  }
}

/** The nearest volumes above and below at which a measure crosses its figure and the answer with it. */
function volumeFlips({ start, here }: Vantage, question: VolumeQuestion): Flip[] {
  const { tree } = start
  const asked = start.tables.askedOf(question)
  const given = start.given[asked.position]?.value
  // The measure settles what it needs, so it gets a walk of its own.
  const apart = startWith(start)
  // Stryker disable next-line ArrayDeclaration: no volume crosses what is no number.
  const crossings = thresholdsOf(tree).map(({ measure, figure }) => tree.measures[measure]?.crossings(apart, here.narrowings, figure) ?? [])
  // Stryker disable next-line ConditionalExpression,EqualityOperator: those of one figure are in order, and only take longer to put in order.
  const points = crossings.length > 1 ? [...new Set(crossings.flat())].sort((a, b) => a - b) : crossings.flat()
  const current = typeof given === 'number' ? given : 0
  const flipAt = (volume: number, direction: 'up' | 'down'): Flip[] => {
    const there = volume > 0 ? placeOf(startWith(start, answerOf(asked, volume))) : undefined
    return there && !samePlace(there, here) ? [{ question, to: undefined, at: { volume, direction }, ...there }] : []
  }
  const next = points.findIndex((point) => point > current)
  const middle = next < 0 ? points.length : next
  // Points take turns between crossing upwards and downwards, so when two in a row change nothing, none does.
  const above = points.slice(middle, middle + 2)
  const below = points.slice(Math.max(0, middle - 2), middle).reverse()
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

/**
 * For each tier the fewest answers to change; among equals, the ones that the interview asks last, as they are the
 * softest.
 */
export function smallestChanges(vantage: Vantage): Changes {
  const { start, here, places } = vantage
  // Stryker disable next-line ConditionalExpression,MethodExpression: nobody asks what leads to where it is; it is not looked for.
  const others = tierIds.filter((tier) => tier !== here.tier)
  const sure = sureChanges(vantage)
  // Stryker disable next-line MethodExpression: what is sure is found once more.
  const open = others.filter((tier) => !sure.has(tier))
  return new Map([...sure, ...search(start, places, open)])
}

/** For tiers where it does not matter what is measured, and so not at which volume either. What is not known here is looked for as well. */
function sureChanges({ start, places: { key, bounds } }: Vantage): Changes {
  // Stryker disable next-line ArrowFunction: without it nothing is sure, and everything is looked for.
  const [known, ...others] = bounds.map((tree, index) =>
    // Stryker disable next-line BlockStatement: the same.
    remembered(start.tree).get(`${index} ${key}`, () => {
      const from = startWith({ ...start, tree })
      const places = placesFrom(from)
      const here = places.after([])?.tier
      // Stryker disable next-line ArrowFunction,ConditionalExpression,EqualityOperator,MethodExpression: the same; nobody asks what leads to where it is.
      const wanted = tierIds.filter((tier) => tier !== here)
      return search(from, places, wanted)
    }),
  )
  // Stryker disable next-line ConditionalExpression: the same.
  if (!known) return new Map()
  // Stryker disable next-line ArrayDeclaration,ArrowFunction,ConditionalExpression,MethodExpression: the same.
  return new Map([...known].filter(([tier, change]) => others.every((other) => other.has(tier) && isSame(change, other.get(tier)))))
}

const remembered = perSteps((_) => memo<string, Changes>(5000))

const isSame = (some: Change | 'unsure' | undefined, other: Change | 'unsure' | undefined): boolean =>
  // Stryker disable next-line ConditionalExpression: the same.
  JSON.stringify(some) === JSON.stringify(other)

function search(start: Trail, places: Places, wanted: readonly TierId[]): Changes {
  // Stryker disable next-line ArrayDeclaration: what has no entry is undefined as well.
  const found = new Map<TierId, Change | 'unsure' | undefined>(wanted.map((tier) => [tier, undefined]))
  const effort = { left: mostBranches }
  const root = branchingsOf(start.tree)
  for (let size = 1; ; size++) {
    const open = wanted.filter((tier) => !found.get(tier))
    const least = new Map(open.map((tier) => [tier, Number.POSITIVE_INFINITY]))
    const under: Search = { places, size, least, best: new Map(), cut: false, effort }
    // Stryker disable next-line ConditionalExpression,EqualityOperator: where no tier is wanted, nothing improves on it.
    if (open.length > 0) searchFrom(root, start, under, [], 0)
    for (const [tier, answers] of under.best)
      found.set(tier, Object.fromEntries(answers.map(({ question, value }) => [question.id, value])))
    if (effort.left < 0) for (const tier of wanted) if (!found.get(tier)) found.set(tier, 'unsure')
    // Once the effort is spent, nothing is gone along, and so nothing cut.
    if (!under.cut) return found
  }
}

/** For changes of so many answers. */
interface Search {
  readonly places: Places
  readonly size: number
  /** What the best change to each tier that is wanted weighs so far. */
  readonly least: Map<TierId, number>
  readonly best: Map<TierId, readonly Answer[]>
  /** Whether larger changes may lead to more. */
  cut: boolean
  /** How many branches may still be gone along. */
  readonly effort: { left: number }
}

/** The built-in rules need a fraction of that; rules that cross many questions have more than anybody waits for. */
const mostBranches = 10_000

/** `walk` knows all changes on which an assumption depends. */
function searchFrom(node: Branching, walk: Trail, search: Search, changed: readonly Answer[], weight: number): void {
  if (--search.effort.left < 0) return
  if (node.kind === 'end') {
    // Stryker disable next-line ConditionalExpression: what is no tier is none that is wanted.
    if (node.tier) propose(node.tier, search, changed, weight)
    return
  }
  const { asked, branches } = node
  const known = look(walk, asked)
  const heavier = weight + asked.hardness
  // Stryker disable next-line ConditionalExpression,LogicalOperator: ways that are not measured so are refused at their ends.
  const measured = known.kind === 'answer' && typeof known.value === 'number'
  for (const { answer, options, next } of branches) {
    // Stryker disable next-line ConditionalExpression: a question has no option.
    const same = known.kind === 'answer' && options.has(known.option)
    // Stryker disable next-line ConditionalExpression,StringLiteral: volumes are no options, so whichever it is counts as the one that is known.
    if (asked.question.kind === 'volume') {
      // What is measured is no choice, so both ways are gone along with; but at an unknown volume nothing is.
      // Stryker disable next-line ConditionalExpression: ways that are not measured so are refused at their ends.
      if (measured || typeof answer.value === 'string') searchFrom(next(), walk, search, changed, weight)
    } else if (same) searchFrom(next(), walk, search, changed, weight)
    else if (changed.length === search.size) search.cut = true
    else if (canImprove(search, heavier))
      searchFrom(next(), asked.shifts ? startWith(walk, answer) : walk, search, [...changed, answer], heavier)
  }
}

function canImprove({ least }: Search, weight: number): boolean {
  // Stryker disable next-line ConditionalExpression,EqualityOperator: what is no better is refused at its end.
  for (const most of least.values()) if (weight < most) return true
  // Stryker disable next-line BooleanLiteral: the same.
  return false
}

/** A path counts only if the real measures lead along it. */
function propose(tier: TierId, { places, least, best }: Search, changed: readonly Answer[], weight: number): void {
  if (weight >= (least.get(tier) ?? 0) || places.after(changed)?.tier !== tier) return
  least.set(tier, weight)
  best.set(tier, changed)
}
