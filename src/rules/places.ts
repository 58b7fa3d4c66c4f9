// The text of a file and a position in it → line, column and what stands there, for messages.

import type { Problem } from '../errors.ts'
import { sanitizeLine } from '../sanitize.ts'

/** An offset in the text → its place. */
export type Places = (offset: number) => Omit<Problem, 'message'>

const longestExcerpt = 120

/** Finds places in one text. Nothing is counted before the first is asked for. */
export function placesOf(file: string, text: string): Places {
  let starts: readonly number[] | undefined
  return (offset) => {
    starts ??= lineStarts(text)
    const line = lineAt(starts, offset)
    const start = starts[line] ?? 0
    const end = Math.min((starts[line + 1] ?? text.length + 1) - 1, start + longestExcerpt)
    return { file, line: line + 1, column: offset - start + 1, excerpt: sanitizeLine(text.slice(start, end).replace(/\r$/, '')) }
  }
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1)
  return starts
}

/** The last line that begins at the offset or before it, counted from zero. */
function lineAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}
