// YAML text from anywhere → plain data, or every problem in it with its line and column.
//
// The format needs no anchors, aliases, tags, directives or merge keys, so all are refused: each has been used to exhaust
// memory or to smuggle in a value that reads differently from how it is written.

import { type Document, isAlias, isCollection, isMap, isNode, isScalar, type Node, parseDocument, visit, type YAMLMap } from 'yaml'
import type { Problem, ProblemKind } from '../errors.ts'
import { perObject } from '../memo.ts'
import { echo, isClean } from '../sanitize.ts'
import { decimalCommas } from './decimal-commas.ts'
import { byPlace, type Flaws } from './flawed.ts'
import { isReadable, repaired } from './flaws.ts'
import { tellHidden, tellOddSpaces } from './hidden.ts'
import { soundJson } from './json.ts'
import { pathText } from './path-text.ts'
import { type Places, placesOf } from './places.ts'
import { type Told, told } from './told.ts'
import { cutTexts, slipAt, withoutOpenQuote } from './yaml-slips.ts'
import { bottomlessAt, tokensOf } from './yaml-tokens.ts'
import { cutShort, mistakeOf, noAliases, noAnchors, noTags } from './yaml-words.ts'

const maxDepth = 64
const tooDeep = `nested deeper than ${maxDepth} levels`

const forbiddenKeys = new Set(['__proto__', 'constructor', '<<'])

export interface Parsed {
  readonly value: unknown
  /** The place of a value inside the file, for messages about it. */
  readonly place: (path: readonly PropertyKey[], onKey?: boolean) => Omit<Problem, 'message'>
  /** What is wrong with the file, where the value is what was probably meant. */
  readonly flaws?: Flaws
  /** Whether nothing at all is written where the value is null. */
  readonly isBlank?: (path: readonly string[]) => boolean
}

type Scalars = 'typed' | 'as written'

/** Parses strictly. Returns the problems instead of a value when there are any. */
export function parseYaml(file: string, written: string, scalars: Scalars = 'typed'): Parsed | readonly Problem[] {
  const read = readYaml(file, written, scalars)
  return 'value' in read ? (read.flaws?.problems ?? read) : read
}

/** The same, but with a value and its flaws where the mistakes leave no doubt about the rest: who takes it has to tell those. */
export function readYaml(file: string, written: string, scalars: Scalars = 'typed'): Parsed | readonly Problem[] {
  const at = placesOf(file, written)
  const problems = told()
  tellHidden(written, at, problems)
  const cut = cutTexts(tellOddSpaces(written, at, problems))
  for (const offset of cut.offsets) problems.add(() => ({ ...at(offset), message: cutShort, kind: 'syntax' }))
  let { text } = cut
  const hidden = problems.all().length > 0
  const json = scalars === 'typed' && !hidden ? soundJson(text, { maxDepth, forbiddenKeys }) : undefined
  if (json) return { value: json.value, place: (path, onKey = false) => ({ ...at(json.offsetOf(path, onKey)), path: pathText(path) }) }
  const bottomless = bottomlessAt(text, maxDepth)
  if (bottomless !== undefined) {
    problems.add(() => ({ ...at(bottomless), message: tooDeep, kind: 'too-deep' }))
    return byPlace(problems.all())
  }
  let document = documentOf(text, scalars)
  const quotes: { readonly from: number; readonly end: number }[] = []
  for (let tried = 0; tried < mostQuotes; tried++) {
    const open = withoutOpenQuote(document, text)
    if (!open) break
    problems.add(() => ({ ...at(open.slip.offset), message: open.slip.message, kind: 'syntax' }))
    quotes.push({ from: text.lastIndexOf('\n', open.slip.offset), end: open.end })
    text = open.text
    document = documentOf(text, scalars)
  }
  const exhausted = document.errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION')
  const found = exhausted ? [exhausted] : [...document.errors, ...document.warnings]
  const readable = quotes.length === 0 && found.every(({ code, message }) => isReadable(code, mistakeOf(code, message).kind))
  // Behind that, every closing bracket is an error too.
  const slips = new Set<number>()
  let indented: number | undefined
  for (const { message, code, pos } of found) {
    if (quotes.some(({ from, end }) => from < pos[0] && pos[0] <= end)) continue
    const mistake = mistakeOf(code, message)
    const isMark = marks.has(mistake.message)
    // Those are told below, with the ones that the parser knows.
    if (readable && isMark) continue
    const slip = problems.isFull() ? undefined : slipAt({ code, message, offset: pos[0] }, document, text)
    const offset = slip?.offset ?? pos[0]
    // One slip is mostly several mistakes to the parser.
    if ((slip || isMark) && slips.has(offset)) continue
    if (slip || isMark) slips.add(offset)
    // Nor is every line wrong that follows one which begins too far left or right.
    const before = indented
    indented = code === 'BAD_INDENT' ? at(offset).line : undefined
    if (before !== undefined && indented === before + 1) continue
    problems.add(() => ({ ...at(offset), ...mistake, ...(slip && { message: slip.message }) }))
  }
  if (document.directives?.yaml.explicit)
    problems.add(() => ({ ...at(0), message: 'leave out the %YAML directive', kind: 'forbidden-yaml' }))
  if (Object.keys(document.directives?.tags ?? {}).some((handle) => handle !== '!!'))
    problems.add(() => ({ ...at(text.indexOf('%TAG')), message: 'leave out the %TAG directive', kind: 'forbidden-yaml' }))
  // What a broken document holds is partly the parser's guess.
  if (readable) tellMarks(text, at, problems)
  const deep = readable && tellForbidden(document, text, at, problems, hidden)
  const all = byPlace(problems.all())
  const place: Parsed['place'] = (path, onKey = false) => ({ ...at(offsetOf(document, path, onKey)), path: pathText(path) })
  const isBlank = (path: readonly string[]) => {
    const end = path.reduce<unknown>((node, step) => (isMap(node) ? valuesOf(node).get(step) : undefined), document.contents)
    return !isNode(end) || (isScalar(end) && end.source === '')
  }
  if (all.length === 0) return { value: document.toJS({ maxAliasCount: 0 }) as unknown, place, isBlank }
  if (!readable || deep || problems.isFull() || /\r(?!\n)/.test(text)) return all
  const flaws = repaired(document, text, at, all, forbiddenKeys)
  return { value: document.toJS({ maxAliasCount: 0 }) as unknown, place, flaws, isBlank }
}

const valuesOf = perObject(
  ({ items }: YAMLMap) =>
    new Map(items.flatMap(({ key, value }): [string, unknown][] => (isScalar(key) ? [[String(key.value), value]] : []))),
)

/** Each takes another look at the file. */
const mostQuotes = 5

const documentOf = (text: string, scalars: Scalars): Document =>
  withoutStacks(() =>
    parseDocument(text, {
      version: '1.2',
      schema: scalars === 'typed' ? 'core' : 'failsafe',
      stringKeys: true,
      // A set is no map, and none is meant to be one.
      resolveKnownTags: false,
      // The library's own check is quadratic; `tellKeys` below is not.
      uniqueKeys: false,
      // The library's excerpts copy raw bytes of the file.
      prettyErrors: false,
    }),
  )

const marks: ReadonlySet<string> = new Set([noAliases, noAnchors, noTags])

/** Nobody reads where the parser made its errors, and for thousands of them it takes seconds to note. */
function withoutStacks<T>(parse: () => T): T {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0
  try {
    return parse()
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

/** Whether a YAML text says more than its data does. JSON has no comments. */
export function hasComments(text: string): boolean {
  if (/^\s*[{[]/.test(text) || !text.includes('#')) return false
  for (const { source, isText } of tokensOf(text)) if (!isText && source.startsWith('#')) return true
  return false
}

/** Returns whether it is nested too deep to look at all of it. */
function tellForbidden(document: Document, text: string, at: Places, problems: Told, hidden: boolean): boolean {
  let deep = false
  const tell = (node: Node, message: string, kind: ProblemKind = 'forbidden-yaml') =>
    problems.add(() => ({ ...at(node.range?.[0] ?? 0), message, kind }))
  visit(document, {
    Node: (_, node, ancestors) => {
      if (isAlias(node)) tell(node, noAliases)
      // What stands in the text itself is told already, where it stands.
      if (isScalar(node) && typeof node.value === 'string' && !isClean(node.value) && !(hidden && standsIn(text, node)))
        tell(node, 'holds control or invisible characters', 'hidden-characters')
      if (isMap(node)) {
        const commas = decimalCommas(node, text)
        for (const { offset, message } of commas) problems.add(() => ({ ...at(offset), message, kind: 'unknown-key' }))
        const noKeys = new Set(commas.flatMap(({ keys }) => keys))
        tellKeys(noKeys.size > 0 ? node.items.filter(({ key }) => !noKeys.has(key)) : node.items, at, tell)
      }
      if (ancestors.length > maxDepth && ancestors.filter(isCollection).length > maxDepth) {
        tell(node, tooDeep, 'too-deep')
        deep = true
        return visit.BREAK
      }
      return undefined
    },
  })
  return deep
}

/** The document does not keep where they stand, nor those tags that change nothing. */
function tellMarks(text: string, at: Places, problems: Told): void {
  if (!/[!&]/.test(text)) return
  for (const { source, offset, isText } of tokensOf(text))
    if (!isText && (source.startsWith('!') || source.startsWith('&')))
      problems.add(() => ({ ...at(offset), message: source.startsWith('!') ? noTags : noAnchors, kind: 'forbidden-yaml' }))
}

/** Whether what is not clean in it is written as it is, and not by an escape. */
const standsIn = (text: string, { range }: Node): boolean => !isClean(text.slice(range?.[0], range?.[1]))

function tellKeys(
  pairs: readonly { readonly key: unknown }[],
  at: Places,
  tell: (node: Node, message: string, kind?: ProblemKind) => void,
) {
  const seen = new Map<string, Node>()
  for (const { key } of pairs) {
    if (!isScalar(key)) continue
    const name = String(key.value)
    const first = seen.get(name)
    if (forbiddenKeys.has(name)) tell(key, `"${name}" cannot be a key here`)
    if (first) tell(key, `the key "${echo(name)}" is there twice, first in line ${at(first.range?.[0] ?? 0).line}`, 'duplicate-key')
    else seen.set(name, key)
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
