// A mistake that the YAML parser found, and the lines around it → the slip that was probably made, and where.

import { type Document, isScalar, Lexer, type Scalar, visit } from 'yaml'
import { lexerMarks } from './hidden.ts'
import { mistakeOf } from './yaml-words.ts'

export interface Slip {
  readonly offset: number
  readonly message: string
}

interface Found {
  readonly code: string
  readonly message: string
  readonly offset: number
}

/** Undefined where what the parser says is as near as can be told. */
export function slipAt({ code, message, offset }: Found, document: Document, text: string): Slip | undefined {
  if (code === 'MISSING_CHAR' && /quote/.test(message)) return openQuote(document, text, offset)
  if (code === 'MULTILINE_IMPLICIT_KEY' || code === 'BLOCK_AS_IMPLICIT_KEY' || (code === 'MISSING_CHAR' && /map values/.test(message)))
    return noSpace(text, offset) ?? tooFarRight(text, offset) ?? behindComments({ code, message, offset }, text)
  return code === 'BAD_INDENT' ? behindComments({ code, message, offset }, text) : undefined
}

/** To the parser, comments and empty lines in front of a line are the beginning of it. */
function behindComments({ code, message, offset }: Found, text: string): Slip | undefined {
  const [skipped = ''] = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*/.exec(text.slice(offset)) ?? []
  const there = offset + skipped.length
  return skipped === '' || there >= text.length || text[there] === '#'
    ? undefined
    : { offset: there, message: mistakeOf(code, message).message }
}

/** The parser notes it where the file ends. */
function openQuote(document: Document, text: string, offset: number): Slip | undefined {
  let start: number | undefined
  const look = (node: Scalar) => {
    const [from = 0, to = 0] = node.range ?? []
    if (from < offset && offset <= to && /["']/.test(text[from] ?? '')) start = from
  }
  visit(document, { Scalar: (_, node) => look(node), Pair: (_, { key }) => (isScalar(key) ? look(key) : undefined) })
  return start === undefined
    ? undefined
    : { offset: start, message: 'a quote opens here and does not close; write it at the end of the text, too' }
}

/**
 * The text with the quote that does not close written as a letter, and without the lines below it that are probably its own:
 * those that are indented further. What stands behind the quote, up to `end`, is no YAML. Undefined where no quote takes all of the rest.
 */
export function withoutOpenQuote(
  document: Document,
  text: string,
): { readonly text: string; readonly slip: Slip; readonly end: number } | undefined {
  const open = document.errors.find(
    ({ code, message, pos }) => code === 'MISSING_CHAR' && /quote/.test(message) && pos[1] >= text.trimEnd().length,
  )
  const slip = open && openQuote(document, text, open.pos[0])
  if (!slip) return undefined
  const { line, end } = lineAt(text, slip.offset)
  const indent = line.search(/[^ ]/)
  let below = end
  for (;;) {
    const next = lineAt(text, below + 1)
    if (below >= text.length || !(/^\s*$/.test(next.line) || next.line.search(/[^ ]/) > indent)) break
    below = next.end
  }
  const own = text.slice(end, below)
  return {
    text: `${text.slice(0, slip.offset)}_${text.slice(slip.offset + 1, end)}${own.replace(/[^\n]/g, ' ')}${text.slice(end + own.length)}`,
    slip,
    end,
  }
}

/** `key:value`. An address has such a colon as well. */
function noSpace(text: string, offset: number): Slip | undefined {
  const { line, start } = lineAt(text, offset)
  const [, key] = /^([ \t]*(?:- +)?[\w.-]+):(?=[^\s:/\\]).*$/.exec(line) ?? []
  return key === undefined ? undefined : { offset: start + key.length, message: 'put a space after the colon, such as `key: value`' }
}

const keyWithValue = /^( *)(?:- +)?[\w.-]+: +[^\s#"'[{|>&*!].*$/
const key = /^( *)["']?[\w.-]+["']?:(?:\s.*)?$/

/** A key one space further right than its sister, which has a value and can hold no keys. */
function tooFarRight(text: string, offset: number): Slip | undefined {
  const above = lineAt(text, offset)
  const indent = keyWithValue.exec(above.line)?.[1]?.length
  if (indent === undefined) return undefined
  let below = lineAt(text, above.end + 1)
  while (below.end < text.length && /^\s*$/.test(below.line)) below = lineAt(text, below.end + 1)
  const further = (key.exec(below.line)?.[1]?.length ?? 0) - indent
  if (further <= 0) return undefined
  const spaces = further === 1 ? 'one space' : `${further} spaces`
  return {
    offset: below.start + indent + further,
    message: `the line begins ${spaces} further right than the key above, which has a value already; indent both alike`,
  }
}

function lineAt(text: string, offset: number): { readonly line: string; readonly start: number; readonly end: number } {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  const next = text.indexOf('\n', offset)
  const end = next < 0 ? text.length : next
  return { line: text.slice(start, end).replace(/\r$/, ''), start, end }
}

/** In one line, since each hides those behind it. */
const mostCuts = 5

/**
 * Where comments probably cut texts without quotes short: the `#` touches a digit, or a letter behind several words that do not
 * end like a sentence, or either in the place of a value; numbers, volumes and dates are no text. And the file with those as text that hide a value, or what closes a brace or a bracket.
 */
export function cutTexts(written: string): { readonly offsets: readonly number[]; readonly text: string } {
  let text = written
  let offsets = cutsIn(text)
  for (let tried = 0; tried < mostCuts; tried++) {
    const hides = (at: number) =>
      /[}\]]/.test(text.slice(at, lineAt(text, at).end)) || /:[ \t]+$/.test(text.slice(lineAt(text, at).start, at))
    const hiding = offsets.filter((at) => text[at] === '#' && hides(at))
    if (hiding.length === 0) break
    const letters = text.split('')
    for (const at of hiding) letters[at] = '_'
    text = letters.join('')
    offsets = [...new Set([...offsets, ...cutsIn(text)])]
  }
  return { offsets, text }
}

/** Else the comment stands between a key and the map or list that it holds. */
function hasNoValueBelow(text: string, offset: number): boolean {
  const { line, end } = lineAt(text, offset)
  const [, blank = ''] = /^(?:[ \t]*(?:#.*)?\r?\n)*([ \t]*)/.exec(text.slice(end + 1)) ?? []
  return /[{[]/.test(line.replace(/#.*$/, '')) || blank.length <= line.search(/[^ ]/)
}

function cutsIn(text: string): readonly number[] {
  if (!/[ \t]#[\p{L}\d]/u.test(text)) return []
  const cuts: number[] = []
  let offset = 0
  let last: readonly string[] = []
  for (const token of new Lexer().lex(text)) {
    const [mark, scalar = '', blank = ''] = last
    const isText = mark === '\u001f' && /^[ \t]+$/.test(blank) && /\p{L}/u.test(scalar) && !/^\d\S*$/.test(scalar)
    if (scalar === ':' && /^#[\p{L}\d]/u.test(token) && hasNoValueBelow(text, offset)) cuts.push(offset)
    if (isText && (/^#\d/.test(token) || (/^#\p{L}/u.test(token) && /\S\s+\S/.test(scalar) && !/[.!?]$/.test(scalar)))) cuts.push(offset)
    if (!lexerMarks.includes(token)) offset += token.length
    last = [...last.slice(-2), token]
  }
  return cuts
}
