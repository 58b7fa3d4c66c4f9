// Names of workloads in exports: safe, each only once, and the same in any order.

import { describe, expect, it } from 'vitest'
import { camelCase, slug, uniqueNames, workloadNames } from '../src/export/names.ts'
import { hostile } from './export-support.ts'
import fc from './fc.ts'
import { hostileNames } from './hostile.ts'

const safe = /^[a-z0-9]+(-[a-z0-9]+)*$/

/** Names that lose letters, that collide, and that look like a part or a hash of another one. */
const tricky = [
  ...new Set([
    ...hostile,
    ...hostileNames,
    'default',
    'default hard',
    'default-hard',
    'Default Hard',
    'default fallback 1',
    'default rest fallback 1',
    'default models',
    'default pick',
    '默认',
    '默認',
    'Запрос',
    'Ответ',
    'Ünïted',
    'United',
    'C review',
    'C++ review',
    `${'x'.repeat(40)}1`,
    `${'x'.repeat(40)}2`,
  ]),
]

const suffixes = ['', '-hard', '-rest'].flatMap((slice) =>
  ['', '-fallback-1', '-fallback-2', '-models', '-pick', '-runner-up', '-frontier'].map((more) => slice + more),
)

const wanted = fc.uniqueArray(
  fc.oneof(fc.constantFrom(...tricky), fc.string({ unit: 'grapheme' }), fc.constantFrom(...workloadNames(tricky))),
  {
    maxLength: 40,
  },
)

const shuffled = wanted.chain((names) => fc.tuple(fc.constant(names), fc.shuffledSubarray(names, { minLength: names.length })))

describe('names', () => {
  it('are small letters, digits and hyphens, whatever they were', () => {
    for (const name of hostile) expect(slug(name)).toMatch(safe)
    for (const name of hostile) expect(slug(name).length).toBeLessThanOrEqual(40)
    fc.assert(
      fc.property(wanted, (names) => {
        for (const name of workloadNames(names)) expect(name).toMatch(safe)
      }),
    )
  })

  it('stay apart, with every part of a workload as well', () => {
    fc.assert(
      fc.property(wanted, (names) => {
        const all = workloadNames(names).flatMap((name) => suffixes.map((suffix) => name + suffix))
        expect(new Set(all).size).toBe(all.length)
      }),
    )
    expect(new Set(workloadNames(['a', 'a', 'a'])).size).toBe(3)
  })

  it('do not depend on the order of the file', () => {
    fc.assert(
      fc.property(shuffled, ([names, others]) => {
        const found = new Map(names.map((name, index) => [name, workloadNames(names)[index]]))
        expect(workloadNames(others)).toEqual(others.map((name) => found.get(name)))
      }),
    )
  })

  it('are plain where nothing is lost and nobody else has them', () => {
    expect(workloadNames(['Support chat', 'Ünïted', 'invoice_extraction', 'GPT-4 review'])).toEqual([
      'support-chat',
      'united',
      'invoice-extraction',
      'gpt-4-review',
    ])
  })

  it('have a hash where letters were lost, and where two would be one', () => {
    expect(workloadNames(['默认', 'Größe'])).toEqual([
      expect.stringMatching(/^workload-[0-9a-f]{8}$/),
      expect.stringMatching(/^gro-e-[0-9a-f]{8}$/),
    ])
    expect(workloadNames(['C review', 'C++ review'])).toEqual([
      expect.stringMatching(/^c-review-[0-9a-f]{8}$/),
      expect.stringMatching(/^c-review-/),
    ])
    expect(workloadNames(['default hard', 'default'])).toEqual([expect.stringMatching(/^default-hard-[0-9a-f]{8}$/), 'default'])
  })
})

it('names of hosts, which are not the user’s, get a number when they repeat', () => {
  const unique = uniqueNames()
  expect(['a', 'a', 'a-2', 'a'].map(unique)).toEqual(['a', 'a-2', 'a-2-2', 'a-3'])
  expect(camelCase('amazon-bedrock', 'eu')).toBe('amazonBedrockEu')
})
