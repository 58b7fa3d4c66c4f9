// Rules that look at many questions crosswise: overlays whose combinations of answers are hard to keep track of.

import { randomFrom } from './random.ts'

/** How many questions, each with five options. */
const count = 12
const sources = 'sources: { "003": x }'

/** The questions that each row looks at. */
type Rows = readonly (readonly number[])[]

const each = (rows: number, row: (index: number) => readonly number[]): Rows => Array.from({ length: rows }, (_, index) => row(index))

const shuffled = (seed: number): number[] => {
  const random = randomFrom(seed)
  return Array.from({ length: count }, (_, index) => ({ index, place: random(1e9) }))
    .sort((a, b) => a.place - b.place)
    .map(({ index }) => index)
}

/** Each row looks at questions that stand close together, a pair far apart, pairs or triples out of order, or any three. */
export const families: Readonly<Record<string, () => string>> = {
  'neighbours, 40 rows': () => overlay([each(40, (row) => [0, 1, 2].map((part) => (row + part * (1 + (row % 4))) % count))]),
  'question i with question i+6, 30 rows': () => overlay([each(30, (row) => [row % 6, (row % 6) + 6])]),
  'pairs at random, 30 rows': () => overlay([each(30, (row) => shuffled(1).slice((row % 6) * 2, (row % 6) * 2 + 2))]),
  'triples at random, 40 rows': () => overlay([each(40, (row) => shuffled(2).slice((row % 4) * 3, (row % 4) * 3 + 3))]),
  'any two, 40 rows': () => overlay([each(40, (row) => shuffled(row + 1).slice(0, 2))]),
  'any three, 40 rows': () => overlay([each(40, (row) => shuffled(row + 1).slice(0, 3))]),
}

/** Two steps of rows that look at any four questions each: more than can be proven. */
export const hopeless = (): string =>
  overlay([each(40, (row) => shuffled(row + 1).slice(0, 4)), each(40, (row) => shuffled(row + 99).slice(0, 4))])

/** Wherever the answers lead, a last step leads to one of two tiers. */
export const narrow = (): string =>
  overlay([each(40, (row) => [0, 1, 2].map((part) => (row + part * (1 + (row % 4))) % count))], 2, 'tier: hosted-open, ')

const effects = ['tier: hosted-open', 'tier: self-hosted-open', 'tier: frontier-closed', 'tier: frontier-private']

function overlay(steps: readonly Rows[], tiers = effects.length, otherwise = ''): string {
  const random = randomFrom(7)
  const ids = Array.from({ length: count }, (_, index) => `many-${index}`)
  const listed = Array.from({ length: 5 }, (_, index) => `o${index}: { means: Option ${index} }`).join(', ')
  const asked = ids.map(
    (id) =>
      `  ${id}: { step: many-0, kind: choice, ask: Which?, why: It counts., options: { ${listed} }, assume: [{ value: o0, because: Mostly. }] }`,
  )
  const step = (rows: Rows, index: number): string[] => [
    `  many-${index}:`,
    '    title: Many',
    '    rules:',
    ...rows.map((questions, row) => {
      const conditions = questions.map((question) => `${ids[question]}: [o${random(4)}, o4]`)
      const effect = effects[row % tiers]
      return `      r${row}: { if: { ${conditions.join(', ')} }, ${effect}, because: Row ${row}., ${sources} }`
    }),
    `      rest: { ${otherwise}because: Nothing of these., ${sources} }`,
  ]
  return ['questions:', ...asked, 'steps:', ...steps.flatMap(step), ''].join('\n')
}
