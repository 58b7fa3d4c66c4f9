// Rules that are too many to look at → told at the table that makes them so.

import { expect, it } from 'vitest'
import { generator } from '../bench/requests.ts'
import { verifyTables } from '../src/verify/verify.ts'
import { laid } from './laid.ts'

/** Twelve questions of five options, and rows that each look at seven of them. */
function crossing(section: (rows: readonly string[]) => string): string {
  const random = generator(3)
  const options = '{ o0: { means: a }, o1: { means: b }, o2: { means: c }, o3: { means: d }, o4: { means: e } }'
  const questions = Array.from(
    { length: 12 },
    (_, index) =>
      `  q${index}: { step: license, kind: choice, ask: a, why: b, options: ${options}, assume: [{ value: o0, because: b }] }\n`,
  )
  const rows = Array.from({ length: 120 }, (_, row) => {
    const asked = questions.map((_, index) => index).filter(() => random() < 0.6)
    return `    r${row}: { if: { ${asked.map((index) => `q${index}: [o${row % 2}, o${2 + Math.floor(random() * 3)}]`).join(', ')} }`
  })
  return `questions:\n${questions.join('')}${section(rows)}`
}
const cited = 'sources: { "003": x }'

it.each([
  [
    'picks.hosted-open',
    (rows) => `picks:\n  hosted-open:\n${rows.map((row) => `${row}, before: general, models: { glm-5: x }, ${cited} }`).join('\n')}`,
  ],
  ['cautions', (rows) => `cautions:\n${rows.map((row, index) => `${row.slice(2)}, because: Said ${index}., ${cited} }`).join('\n')}`],
] satisfies [string, (rows: readonly string[]) => string][])('%s', (where, section) => {
  const found = verifyTables(laid(crossing(section)).tree, { billed: new Set() }, 60_000)
  expect(found.filter(({ kind }) => kind === 'too-many-combinations').map(({ path }) => path.join('.'))).toEqual([where])
})
