// A text that may be JSON → its data and where each value stands, much faster than YAML is read; or nothing where anything
// about it could be wrong, as the slower way tells that with its place.

import { isClean } from '../sanitize.ts'

export interface Json {
  readonly value: unknown
  /** Where a value stands, or its key; as far along the path as the file goes. */
  readonly offsetOf: (path: readonly PropertyKey[], onKey: boolean) => number
}

interface Rules {
  readonly maxDepth: number
  readonly forbiddenKeys: ReadonlySet<string>
}

/** Undefined where the text is no JSON, or nests too deep, or has a key twice or one that is forbidden, or hidden characters. */
export function soundJson(text: string, rules: Rules): Json | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const keys = keysIn(value, rules, text.includes('\\'))
  // Of two that are the same only one is left in the data.
  if (keys === undefined || keys !== keysWritten(text)) return undefined
  return { value, offsetOf: placesIn(text) }
}

/** How many keys there are at all; undefined where something is not as it should be. */
function keysIn(root: unknown, { maxDepth, forbiddenKeys }: Rules, escapes: boolean): number | undefined {
  let keys = 0
  const isFine = (value: unknown, depth: number): boolean => {
    if (typeof value === 'string') return !escapes || isClean(value)
    if (typeof value !== 'object' || value === null) return true
    if (depth === maxDepth) return false
    if (Array.isArray(value)) return value.every((each) => isFine(each, depth + 1))
    return Object.entries(value).every(([key, each]) => {
      keys++
      return !forbiddenKeys.has(key) && isFine(key, depth) && isFine(each, depth + 1)
    })
  }
  return isFine(root, 0) ? keys : undefined
}

/** A string, a key being one with a colon behind it; or a sign; or white space; or any other value. */
const word = /("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\],]|\s+|[^\s{}[\],"]+/y

function keysWritten(text: string): number {
  let keys = 0
  word.lastIndex = 0
  for (let match = word.exec(text); match; match = word.exec(text)) if (match[2] !== undefined) keys++
  return keys
}

/** Of a map by key, of a list by position. */
type Children = ReadonlyMap<string, { readonly key: number; readonly value: number }>

/** Looks into a map or list only once something in it is asked for. The text has to be JSON. */
function placesIn(text: string): Json['offsetOf'] {
  const known = new Map<number, Children>()
  return (path, onKey) => {
    let offset = text.search(/\S/)
    for (const [index, step] of path.entries()) {
      const children = known.get(offset) ?? childrenAt(text, offset)
      known.set(offset, children)
      const child = children.get(String(step))
      if (!child) break
      if (onKey && index === path.length - 1) return child.key
      offset = child.value
    }
    return offset
  }
}

function childrenAt(text: string, start: number): Children {
  const children = new Map<string, { key: number; value: number }>()
  let [depth, position] = [0, 0]
  let key: { readonly name: string; readonly at: number } | undefined
  word.lastIndex = start
  for (;;) {
    const at = word.lastIndex
    const match = word.exec(text)
    if (!match) return children
    const [whole, string, colon] = match
    const closes = whole === '}' || whole === ']'
    if (closes) depth--
    else if (depth === 1 && colon !== undefined) key = { name: JSON.parse(string ?? '""') as string, at }
    else if (depth === 1 && whole !== ',' && whole.trim() !== '') {
      children.set(key?.name ?? String(position), { key: key?.at ?? at, value: at })
      position++
      key = undefined
    }
    if (whole === '{' || whole === '[') depth++
    if (depth === 0) return children
  }
}
