// A mistake that the YAML parser found, and the lines around it → the slip that was probably made, and where.

import { type Document, isScalar, type Scalar, visit } from 'yaml'
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
