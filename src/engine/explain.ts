// A finished walk → why not the other tiers, what would change the answer, and what to watch.

import type { Answers, Caution, Condition, Question, Saying, TierId, Tree, WholeTier } from '../types.ts'
import { tierIds } from '../types.ts'
import { everyPath } from './paths.ts'
import { type Outcome, type Part, peek, type Settled, startWalk, type Walk, walkSteps } from './walk.ts'

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
  readonly to: string
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
    if (question.kind !== 'choice') return []
    return question.options.flatMap(({ id: to }): Flip[] => {
      if (to === value) return []
      const there = outcomeOf(tree, { ...answers, [question.id]: to })
      return there && signature(there) !== here ? [{ question, to, tier: there.tier, parts: there.parts }] : []
    })
  })
}

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
    if (weight < least) [best, least] = [change, weight]
  }
  return best
}

/** What has to change for the walk to take a path; gives up once it weighs as much as `least`. */
function changeTo(tree: Tree, answers: Answers, path: TierPath, least: number): { readonly change: Change; readonly weight: number } {
  const change: Record<string, string> = {}
  let walk = startWalk(tree, answers, true)
  let weight = 0
  for (const { question, options, rank } of path.answers) {
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

const cache = new WeakMap<Tree, readonly TierPath[]>()

/** Worked out once a tree: all paths, with the questions that the interview asks late ranked low. */
function tierPaths(tree: Tree): readonly TierPath[] {
  let known = cache.get(tree)
  if (!known) {
    const rank = new Map(tree.questions.map((question, index) => [question, tree.questions.length - index]))
    known = [...everyPath(tree, 'tier')].flatMap(({ answers, end }): TierPath[] =>
      end.kind === 'arrived'
        ? [{ tier: end.outcome.tier, answers: answers.map((answer) => ({ ...answer, rank: rank.get(answer.question) ?? 0 })) }]
        : [],
    )
    cache.set(tree, known)
  }
  return known
}
