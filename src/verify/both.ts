// Rules before and after an overlay → one space for the answers to both of them, and what reaches what there.

import { once } from '../memo.ts'
import type { Condition, Tree } from '../types.ts'
import { openRegions } from './limits-made.ts'
import { type Reach, reachOf } from './reach.ts'
import { requestsApart } from './requests.ts'
import { everyRow, type Space, spaceOf, type Told } from './space.ts'
import { regionsApart } from './together.ts'

export interface Both {
  readonly before: Tree
  readonly after: Tree
  readonly space: Space
  readonly reachBefore: () => Reach
  readonly reachAfter: () => Reach
}

/** `most` is how many steps the diagrams may take. */
export function spaceOfBoth(before: Tree, after: Tree, most?: number, apart: readonly Told[] = []): Space {
  const told = [after, before].flatMap((tree) => [...openRegions(tree), ...regionsApart(tree), ...requestsApart(tree)])
  return spaceOf([after, before], most, [...told, ...apart])
}

/** `reach` is that of the rules afterwards, where it is known. */
export const bothIn = (before: Tree, after: Tree, space = spaceOfBoth(before, after), reach?: Reach): Both => ({
  before,
  after,
  space,
  reachBefore: once(() => reachOf(before, space)),
  reachAfter: once(() => reach ?? reachOf(after, space)),
})

/** Whether there is nothing to ask or to measure before that is not there afterwards, so that the answers to both are those afterwards. */
export function isWithin(before: Tree, after: Tree): boolean {
  const known = new Set(asksOf(after))
  return asksOf(before).every((each) => known.has(each))
}

const asksOf = (tree: Tree): string[] => [
  ...tree.questions.flatMap((each) => (each.kind === 'choice' ? each.options.map(({ id }) => `${each.id} ${id}`) : [])),
  ...everyRow(tree).flatMap(({ conditions }) => conditions.flatMap(figuresIn)),
]

const figuresIn = (each: Condition): string[] =>
  each.kind === 'measure'
    ? [each.atLeast, each.below].flatMap((figure) => (figure ? [`${each.measure} ${figure.id} ${figure.value}`] : []))
    : []
