// Rules before and after an overlay → one space for whatever compares the two.

import type { Tree } from '../types.ts'
import { openRegions } from './limits-made.ts'
import { type Space, spaceOf, type Told } from './space.ts'

/** Most of what one comparison needs, the next one needs as well. */
export const spaceOfBoth = (before: Tree, after: Tree, most?: number): Space =>
  spaceOf(
    [after, before],
    most,
    [before, after].flatMap((tree) => [...openRegions(tree), ...regionsApart(tree)]),
  )

/** Each region has hosts of its own, though no condition may tell it from others. */
const regionsApart = ({ steps, questions }: Tree): Told[] => {
  const limiting = new Set(steps.flatMap(({ rules }) => rules.flatMap(({ only }) => only?.region?.id ?? [])))
  return questions.flatMap((question): Told[] =>
    question.kind === 'choice' && limiting.has(question.id) ? question.options.map(({ id }): Told => [question.id, new Set([id])]) : [],
  )
}
