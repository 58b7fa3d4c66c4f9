// Sentences → lines that are never wider than the terminal.

import { wrapAnsi } from 'fast-wrap-ansi'

/** Wraps at words, and inside a word that is longer than a line. */
export function wrap(text: string, columns: number, indent = ''): string[] {
  const room = Math.max(1, columns - indent.length)
  return wrapAnsi(text, room, { hard: true, trim: true })
    .split('\n')
    .map((line) => indent + line)
}
