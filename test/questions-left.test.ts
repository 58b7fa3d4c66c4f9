// "Question 3 of at most 9": the number against all ways to answer what is open, and that nobody waits for it.

import { describe, expect, it } from 'vitest'
import { generator } from '../bench/requests.ts'
import { bindMeasures } from '../src/advise/measures.ts'
import { everyPath } from '../src/engine/paths.ts'
import { questionsLeft } from '../src/engine/questions-left.ts'
import { walk } from '../src/engine/walk.ts'
import type { Answers, Tree } from '../src/types.ts'
import { laid } from './laid.ts'
import { tree } from './support.ts'

const longest = (of: Tree, given: Answers): number =>
  Math.max(...[...everyPath(of, 'shortlist', given)].map(({ answers }) => answers.length))

/** As an interview goes on: whatever is asked is answered by chance, with "not sure" now and then. */
function* interviews(of: Tree, count: number): Generator<Answers> {
  const random = generator(7)
  for (let index = 0; index < count; index++) {
    let given: Answers = {}
    for (;;) {
      const progress = walk(of, given)
      if (progress.kind !== 'asking') break
      const { question } = progress
      const options = question.kind === 'volume' ? [5e6, 3e9, 8e11, 'unknown'] : question.options.map(({ id }) => id)
      const unsure = question.assume.length > 0 && random() < 0.2
      given = { ...given, [question.id]: unsure ? null : options[Math.floor(random() * options.length)] } as Answers
      // From the start it is told once below.
      if (random() < 0.6) yield given
    }
  }
}

describe('is that of the longest way', () => {
  const own = laid(`
questions:
  stage-of-life: { step: license, kind: choice, ask: a, why: b, options: { x: { means: m }, y: { means: n } }, assume: [{ value: x, because: b }] }
steps:
  license:
    rules:
      odd: { before: any, if: { stage-of-life: y, latency: realtime }, only: { license: permissive }, because: b, sources: { "000": here } }
`).tree

  it.each([
    ['the built-in rules', tree, {}],
    ['the built-in rules for a long context', tree, { context: 400_000 }],
    ['rules with a question more', own, {}],
  ] as const)(
    'of %s',
    (_, of, settings) => {
      const bound = bindMeasures(of, settings)
      expect(questionsLeft(bound, {})).toBe(longest(bound, {}))
      for (const given of interviews(bound, 25)) expect([given, questionsLeft(bound, given)]).toEqual([given, longest(bound, given)])
    },
    120_000,
  )
})

it('takes less than a fifth of the walks that all ways take', () => {
  let looks = 0
  const bound = bindMeasures(tree)
  // Each walk looks there for its tables, so often as any other.
  const counting: Tree = Object.defineProperty({ ...bound }, 'steps', {
    get: () => {
      looks++
      return bound.steps
    },
  })
  const left = questionsLeft(counting, {})
  const few = looks
  looks = 0
  expect(left).toBe(longest(counting, {}))
  expect(few).toBeLessThan(looks / 5)
})
