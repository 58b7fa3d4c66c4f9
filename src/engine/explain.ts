// A finished walk → why not the other tiers, what would change the answer, and what to watch.

import type { Answers, Caution, Condition, Question, Saying, Settled, TierId, Tree, Walk, WholeTier } from '../types.ts'
import { tierIds } from '../types.ts'
import { everyPath, withEveryMeasure } from './paths.ts'
import { type Outcome, type Part, peek, startWalk, walkSteps } from './walk.ts'

/** Answers that would have to differ, by question id. */
type Change = Readonly<Record<string, string | number>>

interface RuledOut {
  readonly tier: TierId
  readonly because: Saying
  /** The smallest change of answers that leads there; undefined when none does. */
  readonly wouldTake: Change | undefined
}

interface Flip {
  readonly question: Question
  /** The option that flips it. */
  readonly to: string | undefined
  /** The volume that flips it, and whether larger or smaller ones do as well. */
  readonly at: { readonly volume: number; readonly direction: 'up' | 'down' } | undefined
  readonly tier: TierId
  readonly parts: readonly Part[]
}

export interface Explanation {
  readonly runnerUp: { readonly tier: TierId; readonly because: Saying } | undefined
  readonly ruledOut: readonly RuledOut[]
  readonly flips: readonly Flip[]
  readonly cautions: readonly Caution[]
  /** The tiers of a split: the outcome's own, or the one that a single answer would make of it. */
  readonly split: { readonly hard: WholeTier; readonly rest: WholeTier } | undefined
}

export function explain(tree: Tree, answers: Answers, outcome: Outcome, consulted: readonly Settled[]): Explanation {
  const view = viewOf(tree, answers, outcome)
  const flips = findFlips(tree, answers, outcome, consulted)
  const ruledOut = tierIds
    .filter((tier) => tier !== outcome.tier)
    .map((tier): RuledOut => ({ tier, because: whyNot(tree, tier, view), wouldTake: smallestChange(tree, answers, tier) }))
  const cautions = tree.cautions.filter(({ conditions }) => holds(conditions, view))
  const split = splitOf([outcome, ...flips])
  return { runnerUp: findRunnerUp(outcome, ruledOut, view), ruledOut, flips, cautions, split }
}

function splitOf(ways: readonly { readonly parts: readonly Part[] }[]): Explanation['split'] {
  const [hard, rest] = ways.find(({ parts }) => parts.length > 1)?.parts ?? []
  return hard && rest && { hard: hard.tier, rest: rest.tier }
}

/** What sentences may look at: every answer, given or assumed, and the tiers of all parts. They never make a question be asked. */
export interface View {
  readonly walk: Walk
  readonly tiers: ReadonlySet<string>
}

export const viewOf = (tree: Tree, answers: Answers, { tier, parts }: Outcome): View => ({
  walk: startWalk(tree, answers, true),
  tiers: new Set([tier, ...parts.map((part) => part.tier)]),
})

export function holds(conditions: readonly Condition[], { walk, tiers }: View): boolean {
  return conditions.every((condition) => {
    if (condition.kind === 'tier') return [...condition.oneOf].some((tier) => tiers.has(tier))
    if (condition.kind === 'measure') return false
    const known = peek(walk, condition.question)
    return 'value' in known && condition.oneOf.has(String(known.value))
  })
}

const nothing: Saying = { conditions: [], because: '', sources: {} }

const whyNot = (tree: Tree, tier: TierId, view: View): Saying =>
  tree.tiers[tier].ruledOut.find(({ conditions }) => holds(conditions, view)) ?? nothing

/** The tier that the deciding rule names, else the one that the fewest changed answers lead to. */
function findRunnerUp({ rule }: Outcome, ruledOut: readonly RuledOut[], view: View): Explanation['runnerUp'] {
  const row = rule.runnerUp.find(({ conditions }) => holds(conditions, view))
  const named = ruledOut.find(({ tier }) => tier === row?.tier)
  const near = ruledOut
    .filter(({ wouldTake }) => wouldTake)
    .reduce<RuledOut | undefined>((best, other) => (best && size(best) <= size(other) ? best : other), undefined)
  const next = named ?? near
  return next && { tier: next.tier, because: next.because }
}

const size = ({ wouldTake }: RuledOut): number => Object.keys(wouldTake ?? {}).length

/** Every change of a single answer that leads to other tiers. */
function findFlips(tree: Tree, answers: Answers, outcome: Outcome, consulted: readonly Settled[]): Flip[] {
  const here = signature(outcome)
  return consulted.flatMap(({ question, value }) => {
    if (question.kind === 'volume') return volumeFlips(tree, answers, outcome, question)
    return question.options.flatMap(({ id: to }): Flip[] => {
      if (to === value) return []
      const there = outcomeOf(tree, { ...answers, [question.id]: to })
      return there && signature(there) !== here ? [{ question, to, at: undefined, tier: there.tier, parts: there.parts }] : []
    })
  })
}

/** The nearest volumes above and below at which a measure crosses its figure and the answer with it. */
function volumeFlips(tree: Tree, answers: Answers, outcome: Outcome, question: Question): Flip[] {
  const here = signature(outcome)
  const walk = startWalk(tree, answers, true)
  const points = measuredConditions(tree).flatMap(
    ({ measure, atLeast }) => tree.measures[measure]?.crossings(walk, outcome.narrowings, atLeast) ?? [],
  )
  const given = answers[question.id]
  const current = typeof given === 'number' ? given : 0
  const flipAt = (volume: number, direction: 'up' | 'down'): Flip[] => {
    const there = volume > 0 ? outcomeOf(tree, { ...answers, [question.id]: volume }) : undefined
    return there && signature(there) !== here
      ? [{ question, to: undefined, at: { volume, direction }, tier: there.tier, parts: there.parts }]
      : []
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

export const signature = ({ parts }: Outcome): string => parts.map(({ slice, tier }) => `${slice} ${tier}`).join(', ')

function outcomeOf(tree: Tree, answers: Answers): Outcome | undefined {
  const progress = walkSteps(startWalk(tree, answers, true))
  return progress.kind === 'arrived' ? progress.outcome : undefined
}

/** The fewest answers to change; among equals, the ones that the interview asks last, as they are the softest. */
function smallestChange(tree: Tree, answers: Answers, tier: TierId): Change | undefined {
  let best: Change | undefined
  let least = Number.POSITIVE_INFINITY
  for (const path of tierPaths(tree)) {
    if (path.tier !== tier) continue
    const { change, weight } = changeTo(tree, answers, path, least)
    // What is measured is not a choice, so a path counts only if the real measures lead along it.
    if (weight < least && outcomeOf(tree, { ...answers, ...change })?.tier === tier) [best, least] = [change, weight]
  }
  return best
}

/** What has to change for the walk to take a path; gives up once it weighs as much as `least`. */
function changeTo(tree: Tree, answers: Answers, path: TierPath, least: number): { readonly change: Change; readonly weight: number } {
  const change: Record<string, string> = {}
  let walk = startWalk(tree, answers, true)
  let weight = 0
  for (const { question, options, rank } of path.answers) {
    if (question.kind === 'volume') continue
    const known = peek(walk, question)
    if ('value' in known && options.includes(String(known.value))) continue
    weight += changeWeight + rank
    if (weight >= least) break
    change[question.id] = options[0] as string
    // Anew, since the change may shift what is assumed about later questions.
    walk = startWalk(tree, { ...answers, ...change }, true)
  }
  return { change, weight }
}

/** More than all ranks together, so that fewer changes always win. */
const changeWeight = 1e6

interface TierPath {
  readonly tier: TierId
  readonly answers: readonly { readonly question: Question; readonly options: readonly string[]; readonly rank: number }[]
}

const cache = new WeakMap<Tree['steps'], readonly TierPath[]>()

/** Worked out once a tree: all paths, with the questions that the interview asks late ranked low. */
function tierPaths(tree: Tree): readonly TierPath[] {
  let known = cache.get(tree.steps)
  if (!known) {
    const rank = new Map(tree.questions.map((question, index) => [question, tree.questions.length - index]))
    known = [...everyPath(withEveryMeasure(tree), 'tier')].flatMap(({ answers, end }): TierPath[] =>
      end.kind === 'arrived'
        ? [{ tier: end.outcome.tier, answers: answers.map((answer) => ({ ...answer, rank: rank.get(answer.question) ?? 0 })) }]
        : [],
    )
    cache.set(tree.steps, known)
  }
  return known
}
