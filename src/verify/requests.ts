// Answers → the same by what their task says of the size of a request, which the context of a model has to hold.

import { requestOf } from '../advise/usage.ts'
import { perObject } from '../memo.ts'
import type { ChoiceQuestion, Figure, Tree } from '../types.ts'
import type { Diagram } from './diagram.ts'
import type { Space, Told } from './space.ts'

/** Tasks with a size of request, each by itself, and all others. */
export function requestsOf(tree: Tree, space: Space, set: Diagram) {
  const question = taskOf(tree)
  let left = set
  const own = requestsApart(tree).flatMap(([, options]) => {
    const [id] = options
    const taken = question && id !== undefined ? space.and(left, space.answered(question, [id])) : space.empty
    left = space.without(left, taken)
    return { request: requestOf(tree, id), set: taken }
  })
  return [...own, { request: undefined, set: left }].filter((each) => each.set !== space.empty)
}

const taskOf = ({ questions }: Tree): ChoiceQuestion | undefined =>
  questions.find((each): each is ChoiceQuestion => each.id === 'task' && each.kind === 'choice')

/** What holds it holds all others; undefined where no task says anything. */
export const largestRequest = perObject((tree: Tree): Figure | undefined => {
  const all = requestsApart(tree).flatMap(([, options]) => requestOf(tree, [...options][0]) ?? [])
  return all.sort((one, other) => other.value - one.value)[0]
})

/** No condition may tell them from others. */
export const requestsApart = perObject(
  (tree: Tree): readonly Told[] =>
    taskOf(tree)?.options.flatMap(({ id }): Told[] => (requestOf(tree, id) ? [['task', new Set([id])]] : [])) ?? [],
)
