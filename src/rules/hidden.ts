// The text of a file → the characters in it that nobody sees, in comments too: they can hide words from a review.

import { sanitize } from '../sanitize.ts'
import type { Places } from './places.ts'
import type { Told } from './told.ts'

const notPlain = /[^\t\n -~]/gu

/** Tells all of them. A carriage return belongs to the end of a line, and a byte order mark to the start of a file. */
export function tellHidden(text: string, at: Places, told: Told): void {
  for (const { 0: character, index } of text.matchAll(notPlain)) {
    if (character === '\r') {
      if (text[index + 1] === '\n') continue
      told.add(() => ({ ...at(index), message: 'a line ends with a carriage return alone; save the file with line feeds', kind: 'syntax' }))
    } else if (sanitize(character) !== character && !(character === '\ufeff' && index === 0))
      told.add(() => ({
        ...at(index),
        message: `an invisible or control character (${codeOf(character)}) stands here; delete it`,
        kind: 'hidden-characters',
      }))
  }
}

const codeOf = (character: string): string => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
