// What is seldom wrong in rules has the same words whether or not the validator brings its own.

import { afterEach, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { parseYaml } from '../src/rules/parse.ts'
import { rulesFile } from '../src/rules/schema.ts'
import { validate } from '../src/rules/validate.ts'

const messages = (text: string): string[] => {
  const parsed = parseYaml('a.yaml', text)
  const result = 'value' in parsed ? validate(rulesFile, parsed) : parsed
  return 'data' in result ? [] : result.map(({ message }) => message)
}

const runnerUp = (rows: string): string =>
  `steps: { s: { title: t, rules: { r: { because: b, sources: { x: y }, runner-up: [${rows}, { tier: wrong }] } } } }`

afterEach(() => {
  z.config({ localeError: undefined })
})

it.each([
  [`bans: { ${'x'.repeat(81)}: { because: b, models: [m] } }`, 'Too big: expected string to have <=80 characters'],
  [runnerUp('{ tier: hybrid, Odd: 1 }'), 'Unrecognized key: "Odd"'],
  [runnerUp('{ tier: hybrid, Odd: 1, b: 2 }'), 'Unrecognized keys: "Odd", "b"'],
  [runnerUp('{ tier: hybrid, if: { "A b": x } }'), 'Invalid key in record'],
  ['bills: { b: { title: t, tier: hybrid, models: [] } }', 'bills.b.models: name at least one'],
])('%s', (text, words) => {
  const [message = ''] = messages(text)
  expect(message.endsWith(words)).toBe(true)
  z.config(z.locales.en())
  expect(messages(text)).toEqual([message])
})
