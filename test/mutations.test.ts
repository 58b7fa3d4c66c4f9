// Mistakes seeded into the built-in rules are found, each by its id and its line; harmless changes are left alone.

import { describe, expect, it } from 'vitest'
import { kinds, problems } from '../src/verify/finding.ts'
import { harmless, type Mutant, mutations } from './mutants.ts'
import { type Hit, hitsIn, shipped } from './seeded.ts'

const seeded = Object.entries(mutations).map(([kind, make]) => ({ kind, mutants: make() }))
const all = seeded.flatMap(({ mutants }) => mutants)

/** What only the rules beneath an overlay can show. */
const comparing = [
  'lifted-limit',
  'unnamed-option',
  'kept-source',
  'far-from-before',
  'changed-unit',
  'emptied-list',
  'unlisted-model',
  'idle-ban',
]

/** So many of a kind are tried, spread over all of its places; ALL_MUTANTS=1 tries every one. */
const most = process.env['ALL_MUTANTS'] ? Number.POSITIVE_INFINITY : 4
const spread = (mutants: readonly Mutant[]): Mutant[] =>
  mutants.filter(
    (_, index) =>
      mutants.length <= most || Math.floor((index * most) / mutants.length) !== Math.floor(((index - 1) * most) / mutants.length),
  )

const isFound = ({ id, at }: Mutant, hits: readonly Hit[]): boolean => hits.some((hit) => hit.id === id && hit.at === at)

describe('the built-in rules', () => {
  it('have no finding', () => expect(hitsIn(shipped)).toEqual([]))
})

describe('a mistake in the built-in rules is found with its id and line', () => {
  it.each(seeded.map(({ kind, mutants }) => [kind, mutants.length, mutants] as const))(
    '%s, %i times',
    { timeout: 120_000 },
    (_, count, mutants) => {
      expect(count).toBeGreaterThan(0)
      const missed = spread(mutants).flatMap((mutant) => {
        const hits = hitsIn(mutant.texts, mutant.examples, comparing.includes(mutant.id))
        return isFound(mutant, hits) ? [] : [{ wanted: `${mutant.id} ${mutant.at}`, name: mutant.name, hits }]
      })
      expect(missed).toEqual([])
    },
  )

  it('of at least 35 kinds in 1,000 places, no two alike', () => {
    expect(seeded.length).toBeGreaterThanOrEqual(35)
    expect(all.length).toBeGreaterThanOrEqual(1000)
    const texts = new Set(all.map((mutant) => JSON.stringify([...mutant.texts].filter(([file, text]) => shipped.get(file) !== text))))
    expect(texts.size).toBeGreaterThan(all.length - 10)
  })

  it('and every kind of finding and problem is among them', () => {
    // An overlay alone can say something in vain or add a question, and no single mistake makes too many combinations.
    const elsewhere = ['in-vain', 'unassumed-question', 'too-many-combinations']
    const found = new Set([...all.map(({ id }) => id), ...elsewhere])
    expect([...Object.keys(kinds), ...Object.keys(problems)].filter((id) => !found.has(id))).toEqual([])
  })
})

describe('a harmless change gives no finding', () => {
  it.each(Object.entries(harmless))('%s', { timeout: 120_000 }, (_, make) => {
    const changes = make()
    expect(changes.length).toBeGreaterThan(0)
    for (const { name, texts } of changes)
      expect(
        hitsIn(texts).filter(({ note }) => !note),
        name,
      ).toEqual([])
  })
})

describe('what is probably meant', () => {
  it.each([
    'a misspelled key',
    'a misspelled value',
    'a question that is not there',
    'a figure that is not there',
    'a step that is not there',
  ])('is said of %s', (kind) => {
    for (const mutant of mutations[kind]?.() ?? []) {
      const says = hitsIn(mutant.texts).find(({ id, at }) => id === mutant.id && at === mutant.at)?.says
      expect(says, mutant.name).toMatch(/Did you mean ".+"\?/)
    }
  })
})
