// Two trees → the answers that lead to another tier in the second one. A stand-in: exact, and slow where there are many questions.

import type { Question, TierId, Tree } from '../types.ts'
import { answerFor, everyPath, tierClasses, withEveryMeasure } from './paths.ts'
import { startWalk, walkSteps } from './walk.ts'

export interface MovedPath {
  /** Undefined where the answers lead nowhere. */
  readonly from: TierId | undefined
  readonly to: TierId | undefined
  /** Question id → options. Questions that are not named do not matter. */
  readonly when: Readonly<Record<string, readonly string[]>>
}

/** All of them, those together that differ in one question alone. */
export function movedPaths(before: Tree, after: Tree): readonly MovedPath[] {
  const [old, now] = [withEveryMeasure(before), withEveryMeasure(after)]
  const classes = tierClasses(now)
  const moved: MovedPath[] = []
  const follow = (from: TierId | undefined, when: MovedPath['when'], answers: Record<string, string | number>): void => {
    const progress = walkSteps(startWalk(now, answers, false))
    if (progress.kind !== 'asking') {
      const to = progress.kind === 'arrived' ? progress.outcome.tier : undefined
      if (from !== to) moved.push({ from, to, when: withoutAll(when, before, after) })
      return
    }
    const { question } = progress
    for (const options of classes.get(question.id) ?? []) {
      const left = when[question.id]?.filter((option) => options.includes(option)) ?? options
      if (left.length > 0) follow(from, { ...when, [question.id]: left }, { ...answers, [question.id]: answerFor(question, left) })
    }
  }
  for (const { answers, end } of everyPath(old, 'tier'))
    follow(
      end.kind === 'arrived' ? end.outcome.tier : undefined,
      Object.fromEntries(answers.map(({ question, options }) => [question.id, options])),
      {},
    )
  let left: readonly MovedPath[] = moved
  for (let count = -1; count !== left.length; ) {
    count = left.length
    left = joined(left).map((move) => ({ ...move, when: withoutAll(move.when, before, after) }))
  }
  return left
}

/** Without the questions of which every option is there. */
function withoutAll(when: MovedPath['when'], ...trees: readonly Tree[]): MovedPath['when'] {
  const all = new Map(trees.flatMap(({ questions }) => questions.map((question): [string, Question] => [question.id, question])))
  return Object.fromEntries(
    Object.entries(when).filter(([id, options]) => {
      const question = all.get(id)
      return question?.kind === 'volume' ? options.length < 2 : options.length < (question?.options.length ?? 0)
    }),
  )
}

function joined(moved: readonly MovedPath[]): readonly MovedPath[] {
  const left = [...moved]
  for (let index = 0; index < left.length; index++) {
    const one = left[index]
    const other = one ? left.findIndex((each, at) => at > index && differing(one, each) !== undefined) : -1
    const two = left[other]
    const question = one && two && differing(one, two)
    if (!one || !two || question === undefined) continue
    const options = [...new Set([...(one.when[question] ?? []), ...(two.when[question] ?? [])])]
    left.splice(other, 1)
    left[index] = { ...one, when: { ...one.when, [question]: options } }
    index = -1
  }
  return left
}

/** The only question in which the two differ. */
function differing(one: MovedPath, other: MovedPath): string | undefined {
  if (one.from !== other.from || one.to !== other.to) return undefined
  const ids = Object.keys(one.when)
  if (ids.length !== Object.keys(other.when).length || !ids.every((id) => other.when[id])) return undefined
  const unlike = ids.filter((id) => JSON.stringify(one.when[id]) !== JSON.stringify(other.when[id]))
  return unlike.length === 1 ? unlike[0] : undefined
}
