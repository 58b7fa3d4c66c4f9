// YAML text from anywhere → plain data, or every problem in it with its line and column.
//
// The format needs no anchors, aliases, tags, directives or merge keys, so all are refused: each has been used to exhaust
// memory or to smuggle in a value that reads differently from how it is written.

import { type Document, isAlias, isCollection, isMap, isNode, isScalar, Lexer, LineCounter, type Node, parseDocument, visit } from 'yaml'
import type { Problem, ProblemKind } from '../errors.ts'
import { isClean, sanitizeLine } from '../sanitize.ts'

const maxDepth = 64
const maxProblems = 20
const tooDeep = `nested deeper than ${maxDepth} levels`

/** Where the parser speaks to programmers. */
const ownWords: Readonly<Record<string, string>> = { MULTIPLE_DOCS: 'a second document begins here; keep to one' }

/** The parser notes these on collections of its own accord. */
const defaultTags = new Set(['tag:yaml.org,2002:map', 'tag:yaml.org,2002:seq'])
const forbiddenKeys = new Set(['__proto__', 'constructor', '<<'])

export interface Parsed {
  readonly value: unknown
  /** The place of a value inside the file, for messages about it. */
  readonly place: (path: readonly PropertyKey[], onKey?: boolean) => Omit<Problem, 'message'>
}

/** Parses strictly. Returns the problems instead of a value when there are any. */
export function parseYaml(file: string, text: string, scalars: 'typed' | 'as written' = 'typed'): Parsed | readonly Problem[] {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    version: '1.2',
    schema: scalars === 'typed' ? 'core' : 'failsafe',
    stringKeys: true,
    // The library's own check is quadratic; `duplicates` below is not.
    uniqueKeys: false,
    // The library's excerpts copy raw bytes of the file.
    prettyErrors: false,
    lineCounter: lines,
  })
  const at = (offset: number) => placeAt(file, text, lines, offset)
  const problems: Problem[] = []
  for (const { message, code, pos } of [...document.errors, ...document.warnings].slice(0, maxProblems))
    problems.push({
      ...at(pos[0]),
      ...(/call stack/.test(message)
        ? { message: tooDeep, kind: 'too-deep' }
        : { message: ownWords[code] ?? sanitizeLine(message.slice(0, 200)), kind: 'syntax' }),
    })
  if (document.directives?.yaml.explicit) problems.push({ ...at(0), message: 'leave out the %YAML directive', kind: 'forbidden-yaml' })
  if (problems.length === 0) problems.push(...forbidden(document, at))
  if (problems.length > 0) return problems
  return {
    value: document.toJS({ maxAliasCount: 0 }) as unknown,
    place: (path, onKey = false) => at(offsetOf(document, path, onKey)),
  }
}

/** Whether a YAML text says more than its data does. JSON has no comments. */
export function hasComments(text: string): boolean {
  if (/^\s*[{[]/.test(text) || !text.includes('#')) return false
  let before = ''
  for (const token of new Lexer().lex(text)) {
    // The text of a plain or block scalar follows a mark of its own.
    if (token.startsWith('#') && before !== '\u001f') return true
    before = token
  }
  return false
}

type Found = readonly [Node, string, ProblemKind]

function* forbidden(document: Document, at: (offset: number) => Omit<Problem, 'message'>): Generator<Problem> {
  const found: Found[] = []
  visit(document, {
    Node: (_, node, ancestors) => {
      if (isAlias(node)) found.push([node, 'aliases are not used here: write the value out', 'forbidden-yaml'])
      else if (node.anchor) found.push([node, 'anchors are not used here: write the value out', 'forbidden-yaml'])
      if (node.tag && !defaultTags.has(node.tag)) found.push([node, 'tags are not used here: write plain text', 'forbidden-yaml'])
      if (isScalar(node) && typeof node.value === 'string' && !isClean(node.value))
        found.push([node, 'holds control or invisible characters', 'hidden-characters'])
      if (isMap(node)) found.push(...keyProblems(node.items.map(({ key }) => key)))
      if (ancestors.length > maxDepth && ancestors.filter(isCollection).length > maxDepth) {
        found.push([node, tooDeep, 'too-deep'])
        return visit.BREAK
      }
      return undefined
    },
  })
  for (const [node, message, kind] of found.slice(0, maxProblems)) yield { ...at(node.range?.[0] ?? 0), message, kind }
}

function* keyProblems(keys: readonly unknown[]): Generator<Found> {
  const seen = new Set<string>()
  for (const key of keys) {
    if (!isScalar(key)) continue
    const name = String(key.value)
    if (forbiddenKeys.has(name)) yield [key, `"${name}" cannot be a key here`, 'forbidden-yaml']
    if (seen.has(name)) yield [key, `the key "${sanitizeLine(name)}" is there twice`, 'duplicate-key']
    seen.add(name)
  }
}

/** Where a path leads, or as far along it as the file goes. */
function offsetOf(document: Document, path: readonly PropertyKey[], onKey: boolean): number {
  let node: unknown = document.contents
  let offset = 0
  for (const [index, step] of path.entries()) {
    if (!isCollection(node)) break
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step)) : undefined
    const child: unknown = pair ? pair.value : node.get(step, true)
    const last = index === path.length - 1
    const target = pair && ((last && onKey) || !isNode(child)) ? pair.key : child
    if (!isNode(target)) break
    offset = target.range?.[0] ?? offset
    node = child
  }
  return offset
}

function placeAt(file: string, text: string, lines: LineCounter, offset: number): Omit<Problem, 'message'> {
  const { line, col } = lines.linePos(offset)
  const start = lines.lineStarts[Math.max(0, line - 1)] ?? 0
  const end = text.indexOf('\n', start)
  const excerpt = sanitizeLine(text.slice(start, Math.min(end < 0 ? text.length : end, start + 120)))
  return { file, line: Math.max(1, line), column: Math.max(1, col), excerpt }
}
