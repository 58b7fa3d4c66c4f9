// Layers of rules → where each value of the merged rules was written, and the value that a path names.

import type { Origin } from '../contract-rules.ts'
import type { Problem } from '../errors.ts'
import { valueAt } from '../value-at.ts'
import { isMap } from './merge.ts'
import type { Parsed } from './parse.ts'

export type Keys = readonly string[]

/** What was laid over what. */
export interface Layers {
  /** As they ship. */
  readonly builtIn: object
  /** The same with refreshed prices. */
  readonly base: object
  readonly layers: readonly Parsed[]
  readonly merged: object
}

/** Lists and empty maps are leaves too, since a list is replaced as a whole. */
export const isLeaf = (value: unknown): boolean => !isMap(value) || Object.keys(value).length === 0

/** Every leaf below a value, in order. */
export function* leavesOf(value: unknown, keys: Keys = []): Generator<{ readonly keys: Keys; readonly value: unknown }> {
  if (!isMap(value) || isLeaf(value)) yield { keys, value }
  else for (const [key, child] of Object.entries(value)) yield* leavesOf(child, [...keys, key])
}

const unwritten = (file: string): Origin => ({ file, line: null, column: null })

export const originAt = ({ file, line, column }: Omit<Problem, 'message'>): Origin => ({ file, line: line ?? null, column: column ?? null })

/** The last layer that has a leaf of the merged rules wrote it. */
export function originOf(laid: Layers, keys: Keys): Origin {
  const { builtIn, base, layers, merged } = laid
  const owner = layers.findLast(({ value }) => (valueAt(value, keys) ?? null) !== null)
  const [fact, is] = [keys.slice(0, -1), valueAt(merged, keys)]
  // A date that nobody writes is that of a source.
  if (['checked', 'as-of'].includes(keys.at(-1) ?? '') && !same(is, valueAt(owner?.value ?? base, keys)))
    for (const source of Object.keys(valueAt(merged, [...fact, 'sources']) ?? {}))
      if (valueAt(merged, ['sources', source, 'checked']) === is) return originOf(laid, ['sources', source, 'checked'])
  if (owner) return originAt(owner.place(keys))
  return same(valueAt(builtIn, keys), valueAt(base, keys)) ? unwritten('built-in') : unwritten('refreshed-prices')
}

export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Ids hold dots themselves, so a path is read along the keys that there are. */
export type FoundPath = { readonly keys: Keys } | { readonly unknown: string; readonly within: Keys; readonly known: Keys }

export function findPath(value: unknown, path: string, within: Keys = []): FoundPath {
  const known = isMap(value) ? Object.keys(value) : []
  let nearest: FoundPath = { unknown: path, within, known }
  // The longest key first: where `a` and `a.b` are both there, the second is what was written.
  for (const key of known.filter((each) => path === each || path.startsWith(`${each}.`)).sort((a, b) => b.length - a.length)) {
    if (path === key) return { keys: [...within, key] }
    const found = findPath((value as Record<string, unknown>)[key], path.slice(key.length + 1), [...within, key])
    if ('keys' in found) return found
    nearest = found
  }
  return nearest
}
