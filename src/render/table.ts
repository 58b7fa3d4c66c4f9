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
  const { widths, lines } = fitted(cells, columns)
  const table = new Table({
    chars: blank,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colWidths: [...widths],
  })
  table.push(...cells.map((row, at) => row.map((cell, index) => (index === widths.length - 1 ? lines[at]?.join('\n') : cell))))
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
}

/** As many lines, in a hundredth of the time: for who wants to know how many they are. */
export const emptyRows = (cells: readonly (readonly Cell[])[], columns: number): string[] =>
  columns < narrow ? rows(cells, columns) : fitted(cells, columns).lines.flatMap((lines) => lines.map(() => ''))

/** The widths of the columns, and of each row the lines of its last cell, at least one. */
function fitted(cells: readonly (readonly Cell[])[], columns: number) {
  const count = Math.max(0, ...cells.map((row) => row.length))
  const widths = Array.from({ length: count - 1 }, (_, index) => 2 + Math.max(0, ...cells.map((row) => stringWidth(row[index] ?? ''))))
  const last = Math.max(20, columns - widths.reduce((sum, width) => sum + width, 0))
  const lines = cells.map((row) => {
    const wrapped = wrap(row[count - 1] ?? '', last)
    return wrapped.length > 0 ? wrapped : ['']
  })
  return { widths: [...widths, last], lines }
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
