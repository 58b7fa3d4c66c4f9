// Tree → its steps and questions by position, so that a walk looks nothing up by name.

import { perKey } from '../memo.ts'
import {
  type Assumption,
  type Citations,
  type Condition,
  type MeasureCondition,
  type Pick,
  type Question,
  type Rule,
  type Settled,
  type Step,
  type TierId,
  type Tree,
  tierIds,
} from '../types.ts'

type Status = 'decided' | 'narrowed' | 'passed' | 'not-needed'

/** What one step did. */
export interface Decision {
  readonly step: Step
  readonly status: Status
  /** Undefined when the step was not needed. */
  readonly rule: Rule | undefined
  readonly because: string
  readonly sources: Citations
}

/** A question, and every answer to it that can be made in advance. */
export interface Asked {
  readonly question: Question
  readonly position: number
  readonly options: ReadonlyMap<string, Answer>
  readonly assume: readonly Row<Answer>[]
  /** Whether the assumption depends on answers alone, so that it stays the same all along a walk. */
  readonly steady: boolean
  /** How much sooner than the last question it is asked: late ones are the softest to change. */
  readonly hardness: number
  /** Whether an assumption about another question depends on this one. */
  readonly shifts: boolean
}

/** `option` is its position; one past the last for whatever is no option. */
export interface Answer extends Settled {
  readonly kind: 'answer'
  readonly asked: Asked
  readonly option: number
}

/** One row of a table, and what it is the row of. */
export interface Row<T> {
  readonly is: T
  readonly checks: readonly Check[]
  readonly measures: readonly MeasureCondition[]
}

type Check =
  | { readonly asked: undefined; readonly tiers: ReadonlySet<string> }
  /** 1 at the position of each option that fits. */
  | { readonly asked: Asked; readonly fits: Uint8Array }

interface StepTable {
  readonly needs: readonly Asked[]
  readonly needed: Row<undefined>
  readonly otherwise: readonly Row<Decision>[]
  /** For a step that is not needed and has nothing to say about it. */
  readonly skipped: Decision
  readonly rules: readonly Row<RuleTable>[]
}

interface RuleTable {
  readonly rule: Rule
  readonly needs: readonly Asked[]
  /** Noted where it was answered, never asked. */
  readonly ifGiven: Asked | undefined
  readonly decision: Decision
}

export interface Tables {
  /** For a walk to start from: nothing by position yet. */
  readonly unseen: readonly undefined[]
  readonly unnoted: readonly false[]
  readonly asked: readonly Asked[]
  readonly askedById: ReadonlyMap<string, Asked>
  readonly askedOf: (question: Question) => Asked
  /** The question for the volume. */
  readonly volume: Asked | undefined
  readonly steps: readonly StepTable[]
  readonly picks: Readonly<Record<TierId, readonly Row<Pick>[]>>
}

/** The steps stay the same when measures are bound to a request. */
export const perSteps = <V>(make: (tree: Tree) => V): ((tree: Tree) => V) => perKey(({ steps }) => steps, make)

export const tablesOf: (tree: Tree) => Tables = perSteps(({ questions, steps, tiers }) => {
  // Stryker disable next-line ConditionalExpression,ArrayDeclaration: what is no question is never looked for among them.
  const looksAt = (conditions: readonly Condition[]) => conditions.flatMap((each) => (each.kind === 'answer' ? [each.question] : []))
  const movers = new Set(questions.flatMap(({ assume }) => assume.flatMap(({ conditions }) => looksAt(conditions))))
  const asked = questions.map((question, position): Mutable<Asked> => {
    const steady = isSteady(question, new Set())
    const hardness = questions.length - position
    // Stryker disable next-line ArrayDeclaration: it is filled in below, once all questions are known.
    return { question, position, hardness, options: new Map(), assume: [], steady, shifts: movers.has(question) }
  })
  const known = new Map(asked.map((each) => [each.question, each]))
  const askedOf = (question: Question): Asked => {
    const found = known.get(question)
    if (!found) throw new Error(`the question ${question.id} is of another tree`)
    return found
  }
  const row = <T>(is: T, conditions: readonly Condition[]): Row<T> => ({
    is,
    checks: conditions.flatMap((condition) => checkOf(condition, askedOf)),
    measures: conditions.filter((condition) => condition.kind === 'measure'),
  })
  for (const each of asked) {
    each.options = new Map(optionIds(each.question).map((id) => [id, answerOf(each, id)]))
    each.assume = each.question.assume.map((from) => row(answerOf(each, from.value, from), from.conditions))
  }
  const picks = tierIds.map((id) => [id, tiers[id].picks.map((pick) => row(pick, pick.conditions))] as const)
  const [unseen, unnoted] = [asked.map(() => undefined), asked.map(() => false as const)]
  const askedById = new Map(asked.map((each) => [each.question.id, each]))
  return {
    unseen,
    unnoted,
    asked,
    askedById,
    askedOf,
    volume: asked.find(({ question }) => question.kind === 'volume'),
    picks: Object.fromEntries(picks) as Record<TierId, Row<Pick>[]>,
    steps: steps.map((step) => stepTable(step, row, askedOf)),
  }
})

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

const optionIds = (question: Question): string[] => (question.kind === 'choice' ? question.options.map(({ id }) => id) : [])

/** An answer that was given, or the row that was assumed. */
export function answerOf(asked: Asked, value: string | number, assumed?: Assumption): Answer {
  const ids = optionIds(asked.question)
  const at = ids.indexOf(String(value))
  return { kind: 'answer', question: asked.question, value, assumed, asked, option: at < 0 ? ids.length : at }
}

function checkOf(condition: Condition, askedOf: Tables['askedOf']): Check[] {
  if (condition.kind === 'measure') return []
  if (condition.kind === 'tier') return [{ asked: undefined, tiers: condition.oneOf }]
  const fits = optionIds(condition.question).map((id) => (condition.oneOf.has(id) ? 1 : 0))
  return [{ asked: askedOf(condition.question), fits: Uint8Array.from([...fits, 0]) }]
}

function isSteady({ assume }: Question, above: ReadonlySet<Question>): boolean {
  return assume.every(({ conditions }) =>
    conditions.every(
      (each) => each.kind === 'answer' && (above.has(each.question) || isSteady(each.question, new Set([...above, each.question]))),
    ),
  )
}

function stepTable(step: Step, row: <T>(is: T, conditions: readonly Condition[]) => Row<T>, askedOf: Tables['askedOf']): StepTable {
  const skipped: Decision = { step, status: 'not-needed', rule: undefined, because: '', sources: {} }
  return {
    needs: step.needs.map(askedOf),
    needed: row(undefined, step.conditions),
    otherwise: step.otherwise.map((each) => row({ ...skipped, because: each.because, sources: each.sources }, each.conditions)),
    skipped,
    rules: step.rules.map((rule) => {
      const decision: Decision = { step, status: statusOf(rule), rule, because: rule.because, sources: rule.sources }
      const ifGiven = rule.only?.regionIfGiven && askedOf(rule.only.regionIfGiven)
      return row({ rule, needs: rule.needs.map(askedOf), ifGiven, decision }, rule.conditions)
    }),
  }
}

const statusOf = ({ tier, slice, only }: Rule): Status => (tier || slice ? 'decided' : only ? 'narrowed' : 'passed')
