// A finished walk → why not the other tiers, what would change the answer, and what to watch.

import type { Answers, Caution, Condition, Saying, Settled, TierId, Tree, Walk, WholeTier } from '../types.ts'
import { tierIds } from '../types.ts'
import { type Change, type Flip, findFlips, smallestChanges, vantageOf } from './changes.ts'
import { startWalk, type Trail } from './trail.ts'
import { isGiven, type Outcome, type Part, peek } from './walk.ts'

interface RuledOut {
  readonly tier: TierId
  readonly because: Saying
  /** The smallest change of answers that leads there; undefined when none does, or none is known to. */
  readonly wouldTake: Change | undefined
  /** Whether there were too many answers to try them all. */
  readonly unsure: boolean
}

export interface Explanation {
  readonly runnerUp: { readonly tier: TierId; readonly because: Saying } | undefined
  readonly ruledOut: readonly RuledOut[]
  readonly flips: readonly Flip[]
  readonly cautions: readonly Caution[]
  readonly split: Split | undefined
}

/** The tiers of a split: the outcome's own, or the one that a single answer would make of it. */
interface Split {
  readonly hard: WholeTier
  readonly rest: WholeTier
}

export function explain(tree: Tree, answers: Answers, outcome: Outcome, consulted: readonly Settled[]): Explanation {
  const view = viewOf(tree, answers, outcome)
  const vantage = vantageOf(view.walk, outcome)
  const flips = [...findFlips(vantage, consulted)]
  const changes = smallestChanges(vantage)
  const ruledOut = tierIds
    .filter((tier) => tier !== outcome.tier)
    .map((tier): RuledOut => {
      const change = changes.get(tier)
      const [unsure, wouldTake] = change === 'unsure' ? [true, undefined] : [false, change]
      return { tier, because: whyNot(tree, tier, view), wouldTake, unsure }
    })
  const cautions = tree.cautions.filter(
    ({ conditions, ifGiven }) => (ifGiven === undefined || isGiven(view.walk, ifGiven)) && holds(conditions, view),
  )
  return { runnerUp: findRunnerUp(outcome, ruledOut, view), ruledOut, flips, cautions, split: splitIn(outcome, flips) }
}

/** The same split as in the explanation, without the rest of it. */
export const splitOf = (view: View, outcome: Outcome, consulted: readonly Settled[]): Split | undefined =>
  splitIn(outcome, findFlips(vantageOf(view.walk, outcome), consulted))

function splitIn(outcome: Outcome, flips: Iterable<Flip>): Split | undefined {
  const own = splitBetween(outcome.parts)
  if (own) return own
  for (const { parts } of flips) {
    const split = splitBetween(parts)
    if (split) return split
  }
  return undefined
}

/** The split that the parts themselves are. */
export const splitBetween = ([hard, rest]: readonly Part[]): Split | undefined => hard && rest && { hard: hard.tier, rest: rest.tier }

/** The parts in a line: the same where the same tiers come out. */
export const signature = ({ parts }: Outcome): string => parts.map(({ slice, tier }) => `${slice} ${tier}`).join(', ')

/** What sentences may look at: every answer, given or assumed, and the tiers of all parts. They never make a question be asked. */
export interface View {
  readonly walk: Trail
  readonly tiers: ReadonlySet<string>
}

export const viewOf = (tree: Tree, answers: Answers, outcome: Outcome): View => viewFrom(startWalk(tree, answers, true), outcome)

/** `start` is a walk before its first step; rows of picks that go by the tier see that of the rest. */
export const viewFrom = (start: Trail, { tier, parts }: Outcome): View => ({
  // Stryker disable next-line OptionalChaining: every outcome has a part.
  walk: { ...start, tier: parts.at(-1)?.tier },
  tiers: new Set([tier, ...parts.map((part) => part.tier)]),
})

export const holds = (conditions: readonly Condition[], { walk, tiers }: View): boolean =>
  conditions.every((condition) => {
    if (condition.kind === 'tier') return anyIn(tiers, condition.oneOf)
    return condition.kind === 'answer' && answers(walk, condition)
  })

function anyIn(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const each of some) if (others.has(each)) return true
  return false
}

function answers(walk: Walk, { question, oneOf }: Extract<Condition, { kind: 'answer' }>): boolean {
  const known = peek(walk, question)
  return 'value' in known && oneOf.has(String(known.value))
}

const nothing: Saying = { conditions: [], because: '', sources: {} }

const whyNot = (tree: Tree, tier: TierId, view: View): Saying =>
  tree.tiers[tier].ruledOut.find(({ conditions }) => holds(conditions, view)) ?? nothing

/** The tier that the deciding rule names, else the one that the fewest changed answers lead to. */
function findRunnerUp({ rule, narrowings }: Outcome, all: readonly RuledOut[], view: View): Explanation['runnerUp'] {
  const row = rule.runnerUp.find(({ conditions }) => holds(conditions, view))
  // A limit of another rule holds for the next best as well; one that the rule leaves out itself is named for what it lacks.
  const limits = narrowings.flatMap((only) => (only === rule.only || !only.tiers ? [] : only.tiers))
  const ruledOut = all.filter(({ tier }) => limits.every((tiers) => (tier === 'hybrid' ? tiers.size > 1 : tiers.has(tier))))
  const named = ruledOut.find(({ tier }) => tier === row?.tier)
  const near = ruledOut
    .filter(({ wouldTake }) => wouldTake)
    .reduce<RuledOut | undefined>((best, other) => (best && size(best) <= size(other) ? best : other), undefined)
  const next = named ?? near
  return next && { tier: next.tier, because: next.because }
}

const size = ({ wouldTake }: RuledOut): number => Object.keys(wouldTake ?? {}).length
