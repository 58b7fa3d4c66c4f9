// A line of a file and the place in it that is meant → that line with a caret below, no wider than the terminal.

import stringWidth from 'fast-string-width'

const indent = '    '

/** `at` counts from 1. What does not fit is cut at both ends, so that what is meant stays in sight. */
export function fittedExcerpt(excerpt: string, at: number | undefined, columns: number): readonly string[] {
  const room = Math.max(8, columns - indent.length)
  const isPlaced = at !== undefined && at <= excerpt.length
  const cells = [...new Intl.Segmenter().segment(excerpt)].map(({ segment, index }) => ({ segment, index, width: stringWidth(segment) }))
  const caret = isPlaced
    ? Math.max(
        0,
        cells.findLastIndex(({ index }) => index < at),
      )
    : 0
  let [from, to, width] = [caret, caret, 0]
  const add = (cell: (typeof cells)[number] | undefined, start: number, end: number): boolean => {
    if (!cell || width + cell.width + Number(start > 0) + Number(end < cells.length) > room) return false
    ;[from, to, width] = [start, end, width + cell.width]
    return true
  }
  // What is meant begins at the caret, and as much is shown in front of it where there is room for both.
  for (let more = true; more; ) {
    more = add(cells[to], from, to + 1)
    more = add(cells[from - 1], from - 1, to) || more
  }
  const text = (start: number, end: number) =>
    cells
      .slice(start, end)
      .map(({ segment }) => segment)
      .join('')
  const before = `${from > 0 ? '…' : ''}${text(from, caret)}`
  const line = `${indent}${before}${text(caret, to)}${to < cells.length ? '…' : ''}`
  return isPlaced ? [line, `${indent}${' '.repeat(stringWidth(before))}^`] : [line]
}
