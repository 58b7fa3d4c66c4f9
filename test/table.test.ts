// Tables count their lines without drawing them.

import { expect, it } from 'vitest'
import { emptyRows, rows } from '../src/render/table.ts'
import fc from './fc.ts'

it('as many lines as are drawn', () => {
  const cell = fc
    .array(fc.constantFrom('a', 'word', 'longer-word', '—', '漢字', '1,000'), { maxLength: 20 })
    .map((words) => words.join(' '))
  const cells = fc.array(fc.tuple(fc.constantFrom('x', 'Ruled out', ''), cell), { maxLength: 6 })
  fc.assert(
    fc.property(cells, fc.integer({ min: 20, max: 120 }), (cells, columns) => {
      expect(emptyRows(cells, columns).length).toBe(cells.length === 0 ? 0 : rows(cells, columns).length)
    }),
    { numRuns: 300 },
  )
})
