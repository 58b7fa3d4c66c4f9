// Tree and answers → the next open question, or where the five steps lead.
//
// There is no state: every walk starts from the top and replays the answers. Prompting is a loop around it, flags are
// answers given early, and "back" deletes an answer.

import type {
  Answers,
  Citations,
  Condition,
  Narrowing,
  Pick,
  Question,
  Rule,
  Settled,
  Step,
  TierId,
  Tree,
  Walk,
  WholeTier,
} from '../types.ts'

type Status = 'decided' | 'narrowed' | 'passed' | 'not-needed'

/** What one step did. */
interface Decision {
  readonly step: Step
  readonly status: Status
  /** Undefined when the step was not needed. */
  readonly rule: Rule | undefined
  readonly because: string
  readonly sources: Citations
}

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
  | { readonly kind: 'stuck'; readonly path: readonly Decision[] }

export const startWalk = (tree: Tree, answers: Answers, assume: boolean): Walk => ({
  tree,
  answers,
  assume,
  consulted: new Map(),
  tier: undefined,
})

/** Walks the five steps. The walk is left with the tier of the rest. */
export function walkSteps(walk: Walk): Progress {
  const path: Decision[] = []
  const narrowings: Narrowing[] = []
  let slice: Rule | undefined
  let decisive: Rule | undefined
  const asking = (question: Question): Progress => ({ kind: 'asking', question: askFirst(walk, question), path })
  for (const step of walk.tree.steps) {
    const open = settleAll(walk, step.needs)
    if (open) return asking(open)
    const needed = test(walk, step.conditions, narrowings)
    if (typeof needed === 'object') return asking(needed)
    if (!needed) {
      const row = firstFit(walk, step.otherwise)
      if (row && 'kind' in row) return asking(row)
      path.push({ step, status: 'not-needed', rule: undefined, because: row?.because ?? '', sources: row?.sources ?? {} })
      continue
    }
    const rule = firstFit(walk, step.rules, narrowings)
    if (rule && 'kind' in rule) return asking(rule)
    if (!rule) return { kind: 'stuck', path }
    const unsettled = settleAll(walk, rule.needs)
    if (unsettled) return asking(unsettled)
    if (rule.tier) [walk.tier, decisive] = [rule.tier, rule]
    if (rule.slice) slice = rule
    if (rule.only) narrowings.push(rule.only)
    path.push({ step, status: statusOf(rule), rule, because: rule.because, sources: rule.sources })
  }
  if (!walk.tier || !decisive) return { kind: 'stuck', path }
  const rest: Part = { slice: 'rest', tier: walk.tier }
  const hard = slice?.slice
  const outcome: Outcome =
    slice && hard && hard !== rest.tier
      ? { tier: 'hybrid', parts: [{ slice: 'hard', tier: hard }, rest], narrowings, rule: slice }
      : { tier: rest.tier, parts: [rest], narrowings, rule: decisive }
  return { kind: 'arrived', outcome, path, consulted: [...walk.consulted.values()] }
}

/** Walks the steps, then whatever the shortlist still has to know. */
export function walk(tree: Tree, answers: Answers, assume = false): Progress {
  const under = startWalk(tree, answers, assume)
  const progress = walkSteps(under)
  if (progress.kind !== 'arrived') return progress
  for (const { tier } of progress.outcome.parts) {
    const pick = pickFor(under, tier)
    if (pick && 'kind' in pick) return { kind: 'asking', question: askFirst(under, pick), path: progress.path }
  }
  return { ...progress, consulted: [...under.consulted.values()] }
}

/** The row of models for a tier, or the question that has to be answered first. */
export const pickFor = (walk: Walk, tier: WholeTier): Pick | Question | undefined => firstFit(walk, walk.tree.tiers[tier].picks)

const statusOf = ({ tier, slice, only }: Rule): Status => (tier || slice ? 'decided' : only ? 'narrowed' : 'passed')

function firstFit<T extends { readonly conditions: readonly Condition[] }>(
  walk: Walk,
  rows: readonly T[],
  narrowings: readonly Narrowing[] = [],
): T | Question | undefined {
  for (const row of rows) {
    const fits = test(walk, row.conditions, narrowings)
    if (typeof fits === 'object') return fits
    if (fits) return row
  }
  return undefined
}

/**
 * Whether all conditions hold, or the question to ask before that is known. A condition that is known to fail settles it
 * without asking for the ones before it.
 */
function test(walk: Walk, conditions: readonly Condition[], narrowings: readonly Narrowing[]): boolean | Question {
  let open: Question | undefined
  for (const condition of conditions) {
    if (condition.kind === 'measure') continue
    if (condition.kind === 'tier') {
      if (!condition.oneOf.has(walk.tier ?? 'undecided')) return false
      continue
    }
    const known = peek(walk, condition.question)
    if (!('value' in known)) {
      open ??= known
      continue
    }
    if (!condition.oneOf.has(String(known.value))) {
      walk.consulted.set(condition.question.id, known)
      return false
    }
  }
  // Measures last, since they cost most; but what they need is asked first, as they may settle the row without more.
  for (const condition of conditions) {
    const measured = condition.kind !== 'measure' || reaches(walk, condition, narrowings)
    if (measured !== true) return measured
  }
  if (open) return open
  for (const condition of conditions) if (condition.kind === 'answer') settle(walk, condition.question)
  return true
}

function reaches(
  walk: Walk,
  { measure, atLeast }: Extract<Condition, { kind: 'measure' }>,
  narrowings: readonly Narrowing[],
): boolean | Question {
  const value = walk.tree.measures[measure]?.value(walk, narrowings)
  return typeof value === 'object' ? value : value !== undefined && value >= atLeast.value
}

function settleAll(walk: Walk, questions: readonly Question[]): Question | undefined {
  for (const question of questions) {
    const open = settle(walk, question)
    if (open) return open
  }
  return undefined
}

/** Notes the answer as consulted, or returns the question to ask. */
export function settle(walk: Walk, question: Question): Question | undefined {
  const known = peek(walk, question)
  if (!('value' in known)) return known
  walk.consulted.set(question.id, known)
  return undefined
}

/** The answer, given or assumed, without noting it; or the question to ask. */
export function peek(walk: Walk, question: Question): Settled | Question {
  const seen = walk.consulted.get(question.id)
  if (seen) return seen
  const given = walk.answers[question.id]
  if (given !== undefined && given !== null) return { question, value: given, assumed: undefined }
  if (given === undefined && !walk.assume) return question
  const row = firstFit(walk, question.assume)
  if (!row) return question
  return 'kind' in row ? row : { question, value: row.value, assumed: row }
}

/** What an assumption about a question would depend on is asked before the question itself. */
function askFirst(walk: Walk, question: Question): Question {
  const row = firstFit(walk, question.assume)
  return row && 'kind' in row && row !== question ? askFirst(walk, row) : question
}
