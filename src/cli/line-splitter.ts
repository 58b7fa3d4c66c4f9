// Bytes as they come → lines of text with their numbers. However long a line is, only so much of it is kept.

import { isUtf8 } from 'node:buffer'

export const maxLineBytes = 64 * 1024

/** A line, or why it cannot be read. */
export interface Line {
  /** Counted from 1. */
  readonly number: number
  readonly text: string
  readonly wrong: 'E_TOO_LONG' | 'E_UTF8' | undefined
}

export interface Splitter {
  /** The lines that end in this chunk. */
  readonly next: (chunk: Buffer) => readonly Line[]
  /** The last line, where no newline ends it. */
  readonly end: () => readonly Line[]
}

const newline = 0x0a
const byteOrderMark = '\ufeff'

/** Lines without anything but white space are counted and left out, and a byte order mark is passed over. */
export function lineSplitter(): Splitter {
  let number = 0
  /** The start of the line that has not ended yet; nothing once it is too long. */
  let held: Buffer[] = []
  let heldBytes = 0

  const add = (lines: Line[], text: string, wrong?: Line['wrong']) => {
    number++
    const own = number === 1 && text.startsWith(byteOrderMark) ? text.slice(1) : text
    if (wrong || own.trim() !== '') lines.push({ number, text: wrong ? '' : own, wrong })
  }
  const addBytes = (lines: Line[], bytes: Buffer) => {
    if (bytes.length > maxLineBytes) add(lines, '', 'E_TOO_LONG')
    else if (isUtf8(bytes)) add(lines, bytes.toString('utf8'))
    else add(lines, '', 'E_UTF8')
  }
  const hold = (bytes: Buffer) => {
    heldBytes += bytes.length
    // A chunk may be a part of something that lives longer, so what is held is a copy.
    if (heldBytes <= maxLineBytes + 1) held.push(Buffer.from(bytes))
    else held = []
  }
  const release = (lines: Line[]) => {
    if (heldBytes > maxLineBytes + 1) add(lines, '', 'E_TOO_LONG')
    else addBytes(lines, withoutReturn(Buffer.concat(held)))
    held = []
    heldBytes = 0
  }
  const next = (chunk: Buffer): Line[] => {
    const lines: Line[] = []
    const first = chunk.indexOf(newline)
    if (first < 0) {
      hold(chunk)
      return lines
    }
    let start = 0
    if (heldBytes > 0) {
      hold(chunk.subarray(0, first))
      release(lines)
      start = first + 1
    }
    const last = chunk.lastIndexOf(newline)
    const whole = chunk.subarray(start, last)
    // Most chunks hold nothing wrong, and one text is cut up faster than many are decoded.
    if (start <= last) {
      if (whole.length <= maxLineBytes && isUtf8(whole)) for (const text of whole.toString('utf8').split('\n')) add(lines, text)
      else for (const bytes of cut(whole)) addBytes(lines, withoutReturn(bytes))
    }
    if (last + 1 < chunk.length) hold(chunk.subarray(last + 1))
    return lines
  }
  const end = (): Line[] => {
    const lines: Line[] = []
    if (heldBytes > 0) release(lines)
    return lines
  }
  return { next, end }
}

function* cut(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; ; ) {
    const at = bytes.indexOf(newline, start)
    yield bytes.subarray(start, at < 0 ? bytes.length : at)
    if (at < 0) return
    start = at + 1
  }
}

/** The one that ends a line on Windows does not count for its length. */
const withoutReturn = (bytes: Buffer): Buffer => (bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes)
