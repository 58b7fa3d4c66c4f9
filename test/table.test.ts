// Tables are drawn as another program draws them, and count their lines without that.

import Table from 'cli-table3'
import stringWidth from 'fast-string-width'
import { expect, it } from 'vitest'
import { wrap } from '../src/render/layout.ts'
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

const sides = ['', '-left', '-mid', '-right']
const none = Object.fromEntries(
  ['top', 'bottom', 'left', 'mid', 'right'].flatMap((place) => sides.map((side) => [`${place}${side}`, ''])).concat([['middle', '']]),
)

it('columns of text, colored or wide, stand as cli-table3 puts them', () => {
  const word = fc.constantFrom(
    'a',
    'word',
    '—',
    '漢字',

    '\u001b[1mbold\u001b[22m',
    '\u001b[32mgreen and\u001b[39m',
    '1,000',
    'e\u0301',
    '',
  )
  const cell = fc.array(word, { maxLength: 9 }).map((words) => words.join(' '))
  const cells = fc
    .integer({ min: 1, max: 4 })
    .chain((count) => fc.array(fc.array(cell, { minLength: count, maxLength: count }), { maxLength: 5 }))
  fc.assert(
    fc.property(cells, fc.integer({ min: 60, max: 120 }), (table, columns) => {
      const last = (table[0]?.length ?? 1) - 1
      const widths = Array.from({ length: last }, (_, index) => 2 + Math.max(0, ...table.map((row) => stringWidth(row[index] ?? ''))))
      const left = Math.max(20, columns - widths.reduce((sum, width) => sum + width, 0))
      const drawn = new Table({
        chars: none,
        style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
        colWidths: [...widths, left],
      })
      drawn.push(...table.map((row) => [...row.slice(0, last), wrap(row[last] ?? '', left).join('\n')]))
      const expected = drawn
        .toString()
        .split('\n')
        .map((line) => line.trimEnd())
      expect(rows(table, columns)).toEqual(expected)
    }),
    { numRuns: 300 },
  )
})
