// Questions with their assumptions → the assumptions that go round in a circle, each told once.

import type { Question } from '../types.ts'
import type { Names } from './names.ts'

/** Told at the assumption that was written last, since the others were sound without it. */
export function tellCircles(questions: Iterable<Question>, names: Names): void {
  const told = new Set<Question>()
  for (const question of questions) {
    const circle = circleFrom(question)
    if (!circle || circle.some((each) => told.has(each))) continue
    for (const each of circle) told.add(each)
    const written = circle.map(({ id }) => names.layerOf(['questions', id, 'assume']))
    const closing = written.indexOf(Math.max(...written))
    const from = [...circle.slice(closing), ...circle.slice(0, closing)]
    const ids = [...from, ...from.slice(0, 1)].map(({ id }) => id)
    names.report(['questions', ids[0] ?? '', 'assume'], `is assumed by way of itself: ${ids.join(', ')}`, true)
  }
}

/** The questions that an assumption looks at, and those that their assumptions look at, up to the one that looks at the first. */
function circleFrom(
  start: Question,
  at: Question = start,
  trail: readonly Question[] = [],
  seen = new Set<Question>(),
): Question[] | undefined {
  for (const { conditions } of at.assume)
    for (const condition of conditions) {
      if (condition.kind !== 'answer') continue
      if (condition.question === start) return [...trail, at]
      if (seen.has(condition.question)) continue
      seen.add(condition.question)
      const found = circleFrom(start, condition.question, [...trail, at], seen)
      if (found) return found
    }
  return undefined
}
