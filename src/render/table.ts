// Label-value pairs and rows of cells → lines that are never wider than the terminal.

import stringWidth from 'fast-string-width'
import { wrap } from './layout.ts'

/** Below this, pairs stand under each other instead of side by side. */
const narrow = 60

export type Cell = string

/** Columns of fixed width with the last one taking what is left; stacked where the terminal is narrow. */
export function rows(cells: readonly (readonly Cell[])[], columns: number): string[] {
  if (columns < narrow) return cells.flatMap((row) => stacked(row, columns))
  const { widths, lines } = fitted(cells, columns)
  if (cells.length === 0) return ['']
  return cells.flatMap((row, at) => {
    const parts = widths.map((_, index) => (index === widths.length - 1 ? (lines[at] ?? []) : (row[index] ?? '').split('\n')))
    const height = Math.max(...parts.map((part) => part.length))
    return Array.from({ length: height }, (_, line) =>
      parts
        .map((part, index) => padded(part[line] ?? '', widths[index] ?? 0))
        .join('')
        .trimEnd(),
    )
  })
}

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - stringWidth(text)))

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
