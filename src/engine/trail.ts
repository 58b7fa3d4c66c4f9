// Tree and answers → a walk before its first step, with everything by the position of the question.

import type { Answers, Tree, Walk } from '../types.ts'
import { type Answer, type Asked, answerOf, type Tables, tablesOf } from './tables.ts'

/** The answers by the position of their question: null says "not sure", undefined that nobody was asked. */
export type Given = readonly (Answer | null | undefined)[]

/** A walk as the engine sees it: everything by the position of the question. */
export interface Trail extends Walk {
  readonly tables: Tables
  readonly given: Given
  /** What was looked at before, so that it is not worked out twice. */
  readonly seen: (Answer | undefined)[]
  readonly noted: boolean[]
  readonly consulted: Answer[]
  readonly lookedAt: Asked[] | undefined
}

export const startWalk = (tree: Tree, answers: Answers, assume: boolean): Trail => startFrom(tree, givenIn(tree, answers), assume)

/** `lookedAt` is filled with the questions whose answers the walk depended on, in order and perhaps twice. */
export const startFrom = (tree: Tree, given: Given, assume: boolean, lookedAt?: Asked[]): Trail =>
  trail(tree, tablesOf(tree), given, assume, lookedAt)

export function givenIn(tree: Tree, answers: Answers): Given {
  const tables = tablesOf(tree)
  const given: (Answer | null | undefined)[] = tables.unseen.slice()
  // By what was answered, which is mostly less than what could be.
  for (const id in answers) {
    const value = answers[id]
    if (value === undefined) continue
    const asked = tables.askedById.get(id)
    if (!asked) continue
    given[asked.position] = value === null ? null : (asked.options.get(value as string) ?? answerOf(asked, value))
  }
  return given
}

/** By the name of the question again. */
export const answersIn = (tree: Tree, given: Given): Answers =>
  Object.fromEntries(
    tablesOf(tree).asked.flatMap(({ question, position }) => {
      const answer = given[position]
      return answer === undefined ? [] : [[question.id, answer === null ? null : answer.value]]
    }),
  )

/** The same walk from the start again, with other answers or more of them. */
export function startWith({ tree, tables, given, assume, lookedAt }: Trail, ...answers: readonly Answer[]): Trail {
  const changed = given.slice()
  for (const answer of answers) changed[answer.asked.position] = answer
  return trail(tree, tables, changed, assume, lookedAt)
}

const trail = (tree: Tree, tables: Tables, given: Given, assume: boolean, lookedAt: Asked[] | undefined): Trail => ({
  tree,
  tables,
  given,
  assume,
  seen: tables.unseen.slice(),
  noted: tables.unnoted.slice(),
  consulted: [],
  lookedAt,
  tier: undefined,
})

/** Notes that it was looked at. */
export function givenTo(walk: Trail, asked: Asked): Answer | null | undefined {
  walk.lookedAt?.push(asked)
  return walk.given[asked.position]
}
