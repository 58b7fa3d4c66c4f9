// What an overlay may not hold, though it is sound YAML; and the order of rows, however long a chain of `before` is.

import { rules } from 'virtual:built-in-rules'
import { describe, expect, it } from 'vitest'
import { dayBefore } from '../src/cli/freshness.ts'
import { FileError } from '../src/errors.ts'
import { inOrder, Names } from '../src/rules/names.ts'
import { layRules } from '../src/rules/overlay.ts'
import fc from './fc.ts'

const told = (text: string): string[] => {
  try {
    layRules(rules, [{ file: 'ours.yaml', text }])
    return []
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    return error.problems.map(({ line, column, message }) => `${line}:${column} ${message}`)
  }
}

describe('refused, with its place:', () => {
  it.each([
    [
      'a second line in a title',
      'tiers:\n  hosted-open:\n    title: "T\\n::error::tier"\n',
      '3:12 tiers.hosted-open.title: holds a line break',
    ],
    ['a carriage return', 'tiers: { hosted-open: { title: "T\\rU" } }', '1:32 holds control or invisible characters'],
    ['a line separator in a list', 'bans: { x: { origins: [cn], because: "a\\u2028b" } }', '1:38 holds control or invisible characters'],
    [
      'an id of digits',
      'figures:\n  7: { title: a, value: 1, unit: b, checked: 2026-11-21, sources: { "003": x } }',
      '2:3 figures.7: an id of digits alone',
    ],
    ['a tag that changes nothing', 'figures: !!map { overhead: { value: 0.3 } }', '1:10 tags are not used here'],
    ['the tag without a name', 'figures: ! { overhead: { value: 0.3 } }', '1:10 tags are not used here'],
    ['a tag at the start', '!!map {figures: { overhead: { value: 0.3 } }}', '1:1 tags are not used here'],
    ['a handle for tags', '%TAG ! tag:x,2000:\n---\nfigures: { overhead: { value: 0.3 } }', '1:1 leave out the %TAG directive'],
    ['a blank reason', 'steps: { license: { rules: { any: { because: " " } } } }', '1:46 steps.license.rules.any.because: write some text'],
    [
      'a reason of signs alone',
      'steps: { license: { rules: { any: { lifts-limits: "—. …" } } } }',
      '1:51 steps.license.rules.any.lifts-limits: write some text, in words',
    ],
    ['no title', 'steps: { license: { title: "" } }', '1:28 steps.license.title: write some text'],
    ['a short sentence of nothing', 'words: { removed-weights: "." }', '1:27 words.removed-weights: write some text'],
    [
      'a reason that is left out of its sentence',
      'words: { limit-lifted: "Nothing to see." }',
      '1:24 words.limit-lifted: write {rule}, {because} in it, which is filled in',
    ],
    [
      'a host that is left out',
      'words: { confirm-region: "Confirm {model} with {them}." }',
      '1:26 words.confirm-region: write {host} in it, which is filled in; nothing is filled in for {them}; known here are {host}, {model}',
    ],
    [
      'a placeholder that nothing fills in',
      'words: { removed-status: "It is {state}." }',
      '1:26 words.removed-status: nothing is filled in for {state}; known here are {status}',
    ],
    ['an anchor before a comment', 'figures:\n  overhead: &big\n    # how much\n    value: 0.3\n', '2:13 anchors are not used here'],
  ])('%s', (_, text, wanted) => expect(told(text)).toEqual([expect.stringContaining(wanted)]))

  it.each([
    ['marks in quotes and comments', 'figures:\n  overhead: { value: 0.3, title: "! & * a" } # !x &y\n'],
    ['other words around what is filled in', 'words: { limit-lifted: "{because}: {rule}", removed-status: It is not for sale. }'],
    ...['語', 'क', 'ю', '5', 'é', '한', 'ا'].map((text): [string, string] => [text, `tiers: { hosted-open: { title: "${text}" } }`]),
    ['variables of another program', 'words: { export-promptfoo-use: "Ask {{name}}." }'],
    ['marks within words', 'figures: { overhead: { value: 0.3, title: a & b! } }'],
    ['a text in several lines, folded', 'tiers:\n  hosted-open:\n    title: >-\n      An open model\n      behind an API\n'],
  ])('but not %s', (_, text) => expect(told(text)).toEqual([]))
})

it('rows stand ahead of those that they name, in the order in which they are written', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
  const entry = fc.record({ before: fc.option(fc.constantFrom(...ids), { nil: undefined }) })
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...ids), entry), (things) => {
      const names = new Names(
        () => ({ file: 'x' }),
        () => undefined,
      )
      const ordered = inOrder(things, names, 'row', []).map(([id]) => id)
      const written = Object.keys(things)
      expect([...ordered].sort()).toEqual([...written].sort())
      if (names.problems.length > 0) return
      const rank = (id: string | undefined) => ordered.indexOf(id ?? '')
      for (const [index, id] of written.entries()) {
        const { before } = things[id] ?? {}
        if (before !== undefined) expect(rank(id)).toBeLessThan(rank(before))
        const twin = written.slice(index + 1).find((other) => things[other]?.before === before)
        if (twin !== undefined) expect(rank(id)).toBeLessThan(rank(twin))
      }
    }),
    { numRuns: 2000 },
  )
})

it('a chain of thousands of rows is put in order at once', () => {
  const rows = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, index) => [`r${index}`, { before: index === 19_999 ? 'last' : `r${index + 1}` }]),
  )
  const names = new Names(
    () => ({ file: 'x' }),
    () => undefined,
  )
  const ordered = inOrder<{ before?: string }>({ last: {}, ...rows }, names, 'row', [])
  expect([ordered.length, ordered[0]?.[0], ordered.at(-1)?.[0], names.problems]).toEqual([20_001, 'r0', 'last', []])
})

it('an age of any number of days is some day', () => {
  for (const days of [0, 365, 1e9, 1e300]) expect(dayBefore('2026-11-21', days)).toMatch(/^\d{4}-\d\d-\d\d$/)
})
