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
    const end = (starts[line + 1] ?? text.length + 1) - 1
    return { file, line: line + 1, column: offset - start + 1, ...excerptOf(text, start, end, offset) }
  }
}

/** Of a long line, what stands around the offset; what is written out in front of the caret moves it. */
function excerptOf(text: string, start: number, end: number, offset: number): { readonly excerpt: string; readonly caret: number } {
  const stop = text[end - 1] === '\r' ? Math.max(start, end - 1) : end
  const from = Math.max(start, Math.min(offset - longestExcerpt / 2, stop - longestExcerpt))
  const to = Math.min(stop, from + longestExcerpt)
  const [left, right] = [wholeFrom(text, from), wholeFrom(text, to)]
  const before = `${left > start ? '…' : ''}${sanitizeLine(text.slice(left, Math.min(offset, right)))}`
  const after = `${sanitizeLine(text.slice(Math.max(left, offset), right))}${right < stop ? '…' : ''}`
  return { excerpt: `${before}${after}`, caret: before.length + 1 }
}

/** Not between the halves of a character. */
const wholeFrom = (text: string, at: number): number => (/[\udc00-\udfff]/.test(text[at] ?? '') && at > 0 ? at - 1 : at)

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
