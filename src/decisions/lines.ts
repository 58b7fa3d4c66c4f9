// One workload after the other → the decision about each in a line. Memory does not grow with their number.

import { type Advice, givenAdviser } from '../advise/adviser.ts'
import { nextQuestion } from '../advise/ask.ts'
import type { LineProblem, PlannedLine } from '../contract-lines.ts'
import type { Given } from '../engine/trail.ts'
import { UserError } from '../errors.ts'
import type { Answers, Request, Settings, Tree } from '../types.ts'
import { withoutVolume } from './bill.ts'

/** A use case on its line. */
export interface LineWorkload {
  readonly name: string
  readonly owner: string | undefined
  readonly given: Given
  readonly settings: Settings | undefined
  /** Those that were given, by name. */
  readonly answers: () => Answers
}

export interface LineAdvice {
  readonly result: PlannedLine
  /** The oldest date of the prices that the bill rests on; undefined where there is no bill, or where they have none. */
  readonly pricesAsOf: string | undefined
}

/** What is wrong with answers that can be read, wherever they stand. */
type Unplanned = Pick<LineProblem, 'code' | 'message'>

/** Where an answer without an assumption is missing, or no tier satisfies the answers, the planner says so. */
export function linePlanner(tree: Tree): (line: number, workload: LineWorkload) => LineAdvice | { readonly error: Unplanned } {
  const advise = givenAdviser(tree)
  return (line, { name, owner, given, settings, answers }) => {
    const advice = advised(() => advise(given, settings, () => ({ answers: answers(), settings })))
    if (advice instanceof UserError) return { error: whyNot(tree, { answers: answers(), settings }, advice) }
    const { course, tokensPerMonth, bill, assumed } = advice
    const { tier, parts, models } = course
    const own = bill()
    const { monthlyUsd, low, high, because } = own ?? withoutVolume
    const result: PlannedLine = {
      schemaVersion: '1',
      line,
      ok: true,
      name,
      owner: owner ?? null,
      tier,
      parts,
      models,
      billedModels: own?.billed ?? [],
      assumed,
      tokensPerMonth,
      monthlyUsd,
      low,
      high,
      because,
    }
    return { result, pricesAsOf: own?.pricesAsOf }
  }
}

function advised(advise: () => Advice): Advice | UserError {
  try {
    return advise()
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
}

function whyNot(tree: Tree, request: Request, { message }: UserError): Unplanned {
  const { question } = nextQuestion(tree, request, true)
  return question ? { code: 'E_MISSING_ANSWER', message: `${question.id} has to be answered.` } : { code: 'E_NO_TIER', message }
}
