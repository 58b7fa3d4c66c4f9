// Tree and answers → the next open question, or where the five steps lead.
//
// There is no state: every walk starts from the top and replays the answers. Prompting is a loop around it, flags are
// answers given early, and "back" deletes an answer.

import { isWithin } from '../measured.ts'
import { perObject } from '../memo.ts'
import type { Answers, MeasureCondition, Narrowing, Pick, Question, Rule, Settled, TierId, Tree, Walk, WholeTier } from '../types.ts'
import { learned } from './learned.ts'
import { type Beyond, beyondLimits } from './limits.ts'
import type { Answer, Asked, Decision, Row } from './tables.ts'
import { givenIn, givenTo, startFrom, type Trail } from './trail.ts'

export interface Part {
  readonly slice: 'hard' | 'rest'
  readonly tier: WholeTier
}

export interface Outcome {
  readonly tier: TierId
  readonly parts: readonly Part[]
  readonly narrowings: readonly Narrowing[]
  /** The rule that decided: the one that split the traffic, else the one that set the tier. */
  readonly rule: Rule
}

export type Progress =
  | { readonly kind: 'asking'; readonly question: Question; readonly path: readonly Decision[] }
  | { readonly kind: 'arrived'; readonly outcome: Outcome; readonly path: readonly Decision[]; readonly consulted: readonly Settled[] }
  /** No rule leads to a tier, or one leads to a tier that a limit leaves out. */
  | { readonly kind: 'stuck'; readonly path: readonly Decision[]; readonly beyond?: Beyond | undefined }

/** Walks the five steps. The walk is left with the tier of the rest. */
export function walkSteps(walk: Trail): Progress {
  const path: Decision[] = []
  const narrowings: Narrowing[] = []
  let slice: Rule | undefined
  let decisive: Rule | undefined
  const asking = (question: Question): Progress => ({ kind: 'asking', question: askFirst(walk, question), path })
  for (const step of walk.tables.steps) {
    const open = settleAll(walk, step.needs)
    if (open) return asking(open)
    const needed = test(walk, step.needed, narrowings)
    if (typeof needed === 'object') return asking(needed)
    if (!needed) {
      const row = firstFit(walk, step.otherwise, narrowings)
      if (row && 'kind' in row) return asking(row)
      path.push(row?.is ?? step.skipped)
      continue
    }
    const row = firstFit(walk, step.rules, narrowings)
    if (!row) return { kind: 'stuck', path }
    if ('kind' in row) return asking(row)
    const { rule, needs, ifGiven, decision } = row.is
    const unsettled = settleAll(walk, needs)
    if (unsettled) return asking(unsettled)
    if (ifGiven && givenTo(walk, ifGiven)) settleAsked(walk, ifGiven)
    if (rule.tier) {
      walk.tier = rule.tier
      decisive = rule
    }
    if (rule.slice) slice = rule
    if (rule.only) narrowings.push(rule.only)
    path.push(decision)
  }
  if (!decisive?.tier) return { kind: 'stuck', path }
  const rest: Part = { slice: 'rest', tier: decisive.tier }
  const outcome: Outcome =
    slice?.slice && slice.slice !== rest.tier
      ? { tier: 'hybrid', parts: [{ slice: 'hard', tier: slice.slice }, rest], narrowings, rule: slice }
      : { tier: rest.tier, parts: [rest], narrowings, rule: decisive }
  const beyond = beyondLimits(outcome, path)
  if (beyond) return { kind: 'stuck', path, beyond }
  return { kind: 'arrived', outcome, path, consulted: walk.consulted }
}

/** Walks the steps, then whatever the shortlist still has to know. Answers that agree where it is looked share what comes of it. */
export function walk(tree: Tree, answers: Answers, assume = false): Progress {
  const given = givenIn(tree, answers)
  const known = walksOf(tree)[assume ? 'assuming' : 'asking']
  return known.get(given, (lookedAt) => walkFrom(startFrom(tree, given, assume, lookedAt)))
}

const walksOf = perObject((_: Tree) => ({ assuming: learned<Progress>(), asking: learned<Progress>() }))

/** The same for a walk before its first step. */
export function walkFrom(under: Trail): Progress {
  const progress = walkSteps(under)
  if (progress.kind !== 'arrived') return progress
  for (const { tier } of progress.outcome.parts) {
    const pick = pickFor(under, tier)
    if (pick && 'kind' in pick) return { kind: 'asking', question: askFirst(under, pick), path: progress.path }
  }
  return progress
}

/** The row of models for a tier, or the question that has to be answered first. */
export function pickFor(walk: Walk, tier: WholeTier): Pick | Question | undefined {
  const under = walk as Trail
  const row = firstFit(under, under.tables.picks[tier], none)
  return row && ('kind' in row ? row : row.is)
}

const none: readonly Narrowing[] = []

function firstFit<T>(walk: Trail, rows: readonly Row<T>[], narrowings: readonly Narrowing[]): Row<T> | Question | undefined {
  for (const row of rows) {
    const fits = test(walk, row, narrowings)
    if (typeof fits === 'object') return fits
    if (fits) return row
  }
  return undefined
}

/**
 * Whether all conditions hold, or the question to ask before that is known. A condition that is known to fail settles it
 * without asking for the ones before it.
 */
function test(walk: Trail, { checks, measures }: Row<unknown>, narrowings: readonly Narrowing[]): boolean | Question {
  let open: Question | undefined
  for (const check of checks) {
    if (!check.asked) {
      if (!check.tiers.has(walk.tier ?? 'undecided')) return false
      continue
    }
    const known = look(walk, check.asked)
    if (known.kind !== 'answer') open ??= known
    else if (check.fits[known.option] !== 1) {
      note(walk, known)
      return false
    }
  }
  // Measures last, since they cost most; but what they need is asked first, as they may settle the row without more.
  for (const condition of measures) {
    const measured = reaches(walk, condition, narrowings)
    if (measured !== true) return measured
  }
  if (open) return open
  for (const { asked } of checks) if (asked) settleAsked(walk, asked)
  return true
}

function reaches(walk: Trail, condition: MeasureCondition, narrowings: readonly Narrowing[]): boolean | Question {
  const value = walk.tree.measures[condition.measure]?.value(walk, narrowings)
  return typeof value === 'object' ? value : isWithin(condition, value)
}

function settleAll(walk: Trail, questions: readonly Asked[]): Question | undefined {
  for (const asked of questions) {
    const open = settleAsked(walk, asked)
    if (open) return open
  }
  return undefined
}

/** Notes the answer as consulted, or returns the question to ask. */
export const settle = (walk: Walk, question: Question): Question | undefined =>
  settleAsked(walk as Trail, (walk as Trail).tables.askedOf(question))

function settleAsked(walk: Trail, asked: Asked): Question | undefined {
  const known = look(walk, asked)
  if (known.kind !== 'answer') return known
  note(walk, known)
  return undefined
}

/** The answer, given or assumed, without noting it; or the question to ask. */
export const peek = (walk: Walk, question: Question): Settled | Question => look(walk as Trail, (walk as Trail).tables.askedOf(question))

/** Whether it was answered, and not with "not sure". */
export function isGiven(walk: Walk, question: Question): boolean {
  return Boolean(givenTo(walk as Trail, (walk as Trail).tables.askedOf(question)))
}

export function look(walk: Trail, asked: Asked): Answer | Question {
  const seen = walk.seen[asked.position]
  if (seen) return seen
  const given = givenTo(walk, asked)
  const found = given ?? (given === undefined && !walk.assume ? asked.question : assumed(walk, asked))
  // Stryker disable next-line ConditionalExpression,EqualityOperator,StringLiteral: what is steady is found again; remembering is for speed.
  if (asked.steady && found.kind === 'answer') walk.seen[asked.position] = found
  return found
}

function assumed(walk: Trail, asked: Asked): Answer | Question {
  const row = firstFit(walk, asked.assume, none)
  if (!row) return asked.question
  return 'kind' in row ? row : row.is
}

function note(walk: Trail, answer: Answer): void {
  const { position } = answer.asked
  if (walk.noted[position]) return
  walk.noted[position] = true
  walk.seen[position] = answer
  walk.consulted.push(answer)
}

/** What an assumption about a question would depend on is asked before the question itself. */
function askFirst(walk: Trail, question: Question): Question {
  const row = firstFit(walk, walk.tables.askedOf(question).assume, none)
  return row && 'kind' in row && row !== question ? askFirst(walk, row) : question
}
