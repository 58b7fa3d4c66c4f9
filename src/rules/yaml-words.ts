// What the YAML parser says to programmers → what is wrong for people who write rules, and what to write.

import type { ProblemKind } from '../errors.ts'

export interface Mistake {
  readonly message: string
  readonly kind: ProblemKind
}

export const noAliases = 'aliases are not used here: write the value out instead of *name, or put the text in quotes'
export const noAnchors = 'anchors are not used here: write the value out instead of &name, or put the text in quotes'
export const noTags = 'tags are not used here: leave out !name, or put the text in quotes'
export const cutShort =
  'this # begins a comment, so the text ends in front of it; put the text in quotes, or a space behind the # of a comment'

const list = 'a list in brackets opens before and'
const braces = 'a brace opens before and'
const quotes = 'put the text in quotes, such as "a: b"'

/** By the code of the parser and what its message holds; the first row that fits. */
const rows: readonly (readonly [code: string, holds: RegExp, message: string, kind?: ProblemKind])[] = [
  ['RESOURCE_EXHAUSTION', /./, 'nested deeper than 64 levels', 'too-deep'],
  ['MULTIPLE_DOCS', /./, 'a second document begins here; keep to one'],
  ['TAB_AS_INDENT', /./, 'a tab stands in front of the line; indent with spaces, such as two for each level'],
  ['MISSING_CHAR', /quote/, 'a quote opens here and does not close; write it at the end of the text, too'],
  ['MISSING_CHAR', /comments/i, 'a comment needs a space in front of its #; to write a # in a text, put the text in quotes'],
  ['MISSING_CHAR', /map values/, 'a key is not followed by a colon; write `key: value`, or `- value` for an entry of a list'],
  ['MISSING_CHAR', /without - /, 'an entry of the list has no hyphen; write `- value`'],
  ['MISSING_CHAR', /space after :/, 'a space is missing after the colon; write `key: value`'],
  ['MISSING_CHAR', /Missing , /, `a comma is missing; write \`{ a: 1, b: 2 }\` or \`[a, b]\`, or ${quotes}`],
  ['MISSING_CHAR', /map .*end with/, `${braces} does not close here; write \`{ key: value }\``],
  ['MISSING_CHAR', /sequence .*end with|\]/, `${list} does not close here; write \`[a, b]\``],
  ['MISSING_CHAR', /\}/, `${braces} does not close here; write \`{ key: value }\``],
  ['BAD_INDENT', /end with a \}/, `${braces} does not close, or its lines begin too far left; write \`{ key: value }\``],
  ['BAD_INDENT', /end with a \]/, `${list} does not close, or its lines begin too far left; write \`[a, b]\``],
  ['BAD_INDENT', /map/i, 'the line does not begin where those beside it do; indent keys of one map alike, with spaces'],
  ['BAD_INDENT', /sequence|list/i, 'the line does not begin where those beside it do; indent entries of one list alike, with spaces'],
  ['BAD_INDENT', /./, 'the line is indented too little for what it belongs to; indent it further, with spaces'],
  ['BAD_DQ_ESCAPE', /./, 'a backslash in double quotes begins an escape, and there is none like this; write \\\\, or use single quotes'],
  ['BAD_SCALAR_START', /./, `a text cannot begin with this sign unless it stands in quotes; ${quotes}`],
  ['BLOCK_AS_IMPLICIT_KEY', /Nested/, `a second colon follows in the same line; put the key on a line of its own, or ${quotes}`],
  ['BLOCK_AS_IMPLICIT_KEY', /./, 'a list cannot be a key; write `key:` first and the list below it'],
  [
    'BLOCK_IN_FLOW',
    /./,
    'a comma is missing, lines are mixed with braces, or a text holds a colon and a space; write `{ a: 1, b: 2 }` or `[a, b]`, or put the text in quotes, such as "a: b"',
  ],
  ['MULTILINE_IMPLICIT_KEY', /./, 'a key goes over several lines; write `key: value` on one line, and close every quote and bracket'],
  ['KEY_OVER_1024_CHARS', /./, 'a key is far too long; write `key: value`, and close every quote'],
  ['BAD_ALIAS', /anchor/i, noAnchors, 'forbidden-yaml'],
  ['BAD_ALIAS', /./, noAliases, 'forbidden-yaml'],
  ['ALIAS_PROPS', /./, noAliases, 'forbidden-yaml'],
  ['MULTIPLE_ANCHORS', /./, noAnchors, 'forbidden-yaml'],
  ['BAD_PROP_ORDER', /./, noAnchors, 'forbidden-yaml'],
  ['MULTIPLE_TAGS', /./, noTags, 'forbidden-yaml'],
  ['TAG_RESOLVE_FAILED', /./, noTags, 'forbidden-yaml'],
  ['BAD_COLLECTION_TYPE', /./, noTags, 'forbidden-yaml'],
  ['BAD_DIRECTIVE', /./, 'a line cannot begin with % here; leave it out, or put the text in quotes', 'forbidden-yaml'],
  ['NON_STRING_KEY', /./, 'a key has to be a word; write `key: value`'],
  ['UNEXPECTED_TOKEN', /block scalar header/i, 'after | or > only the line may end; write the text on the lines below'],
  ['UNEXPECTED_TOKEN', /empty item|Unexpected ,/, 'a comma stands where a value belongs; leave it out, or write the value'],
  [
    'UNEXPECTED_TOKEN',
    /flow-(map|seq)-end|Unexpected [\]}]/,
    'this closes what nothing has opened; leave it out, or put the text in quotes',
  ],
  ['UNEXPECTED_TOKEN', /./, `this cannot stand here; write \`key: value\` on a line of its own, or ${quotes}`],
]

/** Never the parser's own words, which may repeat bytes of the file. */
export function mistakeOf(code: string, message: string): Mistake {
  const row = rows.find(([known, holds]) => known === code && holds.test(message))
  return { message: row?.[2] ?? `this is not YAML; write \`key: value\` on a line of its own, or ${quotes}`, kind: row?.[3] ?? 'syntax' }
}
