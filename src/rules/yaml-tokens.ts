// YAML text → its tokens with their places, before anything is made of them.

import { Lexer } from 'yaml'

export interface Token {
  readonly source: string
  readonly offset: number
  /** The text of a plain or block scalar, whatever it looks like. */
  readonly isText: boolean
}

/** What the lexer puts between the pieces of the text. */
const marks: Readonly<Record<string, true>> = { '\ufeff': true, '\u0002': true, '\u0018': true, '\u001f': true }

export function* tokensOf(text: string): Generator<Token> {
  let [before, offset] = ['', 0]
  for (const source of new Lexer().lex(text)) {
    yield { source, offset, isText: before === '\u001f' }
    if (!(source in marks)) offset += source.length
    before = source
  }
}

/** Fewer take no time and no memory to speak of, and where they are nested too deep the parser's own tree tells. */
const manyBrackets = 10_000

/** Where braces and brackets are more than `most` deep, in a text with so many of them that the parser would make too much of it. */
export function bottomlessAt(text: string, most: number): number | undefined {
  if ((text.match(/[[{]/g)?.length ?? 0) < manyBrackets) return undefined
  let depth = 0
  for (const { source, offset, isText } of tokensOf(text)) {
    if (isText) continue
    if (source === '[' || source === '{') depth++
    else if (source === ']' || source === '}') depth--
    if (depth > most) return offset
  }
  return undefined
}
