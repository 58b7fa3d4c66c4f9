// What was learned from some answers is found for those that agree where it was looked, and for no others.

import { rules } from 'virtual:built-in-rules'
import { expect, it } from 'vitest'
import { learned } from '../src/engine/learned.ts'
import { type Asked, answerOf, tablesOf } from '../src/engine/tables.ts'
import type { Given } from '../src/engine/trail.ts'
import { link } from '../src/rules/link.ts'
import fc from './fc.ts'

const { asked } = tablesOf(link(rules))

const anyGiven: fc.Arbitrary<Given> = fc.tuple(
  ...asked.map((each) =>
    fc.constantFrom(
      undefined,
      null,
      ...[...each.options.values()].slice(0, 3),
      ...(each.options.size === 0 ? [answerOf(each, 5), answerOf(each, 7)] : []),
    ),
  ),
)

/** Where one looks next depends on what was seen, some questions are looked at twice, and it ends after four to eight looks. */
function look(given: Given): { readonly lookedAt: Asked[]; readonly value: { readonly seen: string } } {
  const lookedAt: Asked[] = []
  let [at, seen] = [0, '']
  for (let looks = 0; looks < 4 + (seen.length % 5); looks++) {
    const next = asked[at % asked.length]
    if (!next) break
    lookedAt.push(next)
    const answer = given[next.position]
    seen += ` ${next.question.id}=${answer === undefined ? '?' : (answer?.value ?? '-')}`
    at += answer === undefined ? 1 : answer === null ? 0 : answer.option + 2
  }
  return { lookedAt, value: { seen } }
}

it.each([
  ['all that was learned is kept', 2 ** 18],
  ['there is room for little', 200],
])('while %s', (_, room) => {
  let found = 0
  fc.assert(
    fc.property(fc.array(anyGiven, { minLength: 50, maxLength: 300 }), (many) => {
      const known = learned<{ readonly seen: string }>(room)
      for (const given of many) {
        const { lookedAt, value } = look(given)
        const before = known.find(given)
        if (before) found++
        expect(before ?? value).toEqual(value)
        if (!before) known.learn(given, lookedAt, value)
        const isLearned = lookedAt.every(({ options, position }) => (given[position]?.option ?? -1) < options.size)
        expect(known.find(given)).toEqual(isLearned ? value : undefined)
      }
    }),
  )
  expect(found).toBeGreaterThan(100)
})
