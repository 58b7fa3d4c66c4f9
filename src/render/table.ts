// Label-value pairs and rows of cells → lines that are never wider than the terminal.

import Table from 'cli-table3'
import stringWidth from 'fast-string-width'
import { wrap } from './layout.ts'

/** Below this, pairs stand under each other instead of side by side. */
const narrow = 60

export type Cell = string

/** Columns of fixed width with the last one taking what is left; stacked where the terminal is narrow. */
export function rows(cells: readonly (readonly Cell[])[], columns: number): string[] {
  if (columns < narrow) return cells.flatMap((row) => stacked(row, columns))
  const count = Math.max(0, ...cells.map((row) => row.length))
  const widths = Array.from({ length: count }, (_, index) => Math.max(0, ...cells.map((row) => stringWidth(row[index] ?? ''))))
  const taken = widths.slice(0, -1).reduce((sum, width) => sum + width + 2, 0)
  const last = Math.max(20, columns - taken)
  const table = new Table({
    chars: blank,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colWidths: [...widths.slice(0, -1).map((width) => width + 2), last],
  })
  table.push(...cells.map((row) => row.map((cell, index) => (index === count - 1 ? wrap(cell, last).join('\n') : cell))))
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
}

function stacked(row: readonly Cell[], columns: number): string[] {
  const [last, ...labels] = [...row].reverse()
  return [...wrap(labels.reverse().join('  '), columns), ...wrap(last ?? '', columns, columns > 30 ? '  ' : '')]
}

const blank = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
}
