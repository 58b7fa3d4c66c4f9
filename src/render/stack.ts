// Rows of cells → lines side by side where the labels leave room for the last column, else under each other.

import stringWidth from 'fast-string-width'
import { rows } from './table.ts'

/** The last column is never narrower. */
export const lastColumn = 20

/** Lines of `rows` narrower than this are stacked. */
export const stackedBelow = 60

/** No line is wider than `columns`, however long a label is. */
export function stackable(cells: readonly (readonly string[])[], columns: number): string[] {
  const count = Math.max(0, ...cells.map((row) => row.length))
  const widths = Array.from({ length: Math.max(0, count - 1) }, (_, index) =>
    Math.max(0, ...cells.map((row) => stringWidth(row[index] ?? '') + 2)),
  )
  const taken = widths.reduce((sum, width) => sum + width, 0)
  return rows(cells, taken + lastColumn <= columns ? columns : Math.min(columns, stackedBelow - 1))
}
