// The text of a file → the characters in it that nobody sees, in comments too: they can hide words from a review.

import { Lexer } from 'yaml'
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

const oddSpace = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/

/**
 * Tells the no-break spaces, and others that look like a space, where YAML takes a space alone: it reads them as letters there.
 * Returns the text with a space in the place of each. In sentences and comments they may stand.
 */
export function tellOddSpaces(text: string, at: Places, told: Told): string {
  if (!oddSpace.test(text)) return text
  const offsets = [...oddSpacesIn(text)]
  for (const offset of offsets)
    told.add(() => {
      const character = text[offset] ?? ''
      const what = character === '\u00a0' ? 'a no-break space' : 'a space of another kind'
      const message = `${what} (${codeOf(character)}) stands where a space belongs; type a space instead`
      return { ...at(offset), message, kind: 'hidden-characters' }
    })
  const letters = text.split('')
  for (const offset of offsets) letters[offset] = ' '
  return letters.join('')
}

/** What the lexer puts between the pieces of the text: a document begins, a scalar in a flow, a scalar. */
export const lexerMarks = ['\u0002', '\u0018', '\u001f']

function* oddSpacesIn(text: string): Generator<number> {
  let offset = 0
  let isValue = false
  let isBlock = false
  for (const token of new Lexer().lex(text)) {
    if (lexerMarks.includes(token)) continue
    if (!/^["'#]/.test(token) && !(isBlock && token.includes('\n') && token.trim() !== '') && oddSpace.test(token)) {
      let start = offset
      for (const line of token.split('\n')) {
        for (const at of oddSpacesOf(line, !isValue)) yield start + at
        start += line.length + 1
      }
    }
    offset += token.length
    if (/^[|>]/.test(token)) isBlock = true
    else if (isBlock && token.trim() !== '' && !token.startsWith('#')) isBlock = false
    if (token === ':') isValue = true
    else if (!/^[ \t]+$/.test(token)) isValue = false
  }
}

/** At both ends of a line of plain text; where a key may stand, also behind its colon, or behind the hyphen of a list. */
function oddSpacesOf(line: string, mayBeKey: boolean): number[] {
  const isSpace = (at: number) => /[ \t\r]/.test(line[at] ?? '') || oddSpace.test(line[at] ?? '')
  let [from, to] = [0, line.length]
  while (from < to && isSpace(from)) from++
  while (to > from && isSpace(to - 1)) to--
  const key = mayBeKey ? /^(?:-|[\w.-]{1,80}:)/.exec(line.slice(from, from + 81))?.[0].length : undefined
  const behind = from + (key ?? 0)
  let next = behind
  if (key !== undefined) while (next < to && isSpace(next)) next++
  return indices(line.length).filter((at) => (at < from || at >= to || (at >= behind && at < next)) && oddSpace.test(line[at] ?? ''))
}

const indices = (length: number): number[] => Array.from({ length }, (_, at) => at)

const codeOf = (character: string): string => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
