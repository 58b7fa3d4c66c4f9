// Merged rules with wrong shapes in them → the same with what is wrong replaced from the rules below, so that the names beside
// it can be looked up as well. Nothing is told of what was replaced.

import { isMap, type Plain } from './merge.ts'

type Keys = readonly PropertyKey[]

interface Issue {
  readonly code: string
  readonly path: Keys
  readonly keys?: readonly string[]
}

/** Beyond that, the entries are left out of the search for names. */
const mostMended = 50

export function mended(merged: Plain, base: Plain, issues: readonly Issue[]): { readonly value: Plain; readonly paths: readonly Keys[] } {
  const count = issues.reduce((sum, { keys }) => sum + (keys?.length ?? 1), 0)
  if (count > mostMended) return { value: merged, paths: [] }
  let value: unknown = merged
  for (const { code, path, keys = [] } of issues)
    if (code === 'unrecognized_keys') for (const key of keys) value = replaced(value, [...path, key], undefined)
    else value = replaced(value, path, donor(base, path))
  return { value: value as Plain, paths: issues.filter(({ code }) => code !== 'unrecognized_keys').map(({ path }) => path) }
}

/** What stands at the path in the rules below; where nothing does, in an entry beside. */
function donor(node: unknown, [step, ...rest]: Keys, isSection = true): unknown {
  if (step === undefined) return node
  if (typeof node !== 'object' || node === null) return undefined
  const entries = node as Readonly<Record<PropertyKey, unknown>>
  const own = Object.hasOwn(entries, step) ? donor(entries[step], rest, false) : undefined
  if (own !== undefined || isSection) return own
  for (const other of Object.values(entries)) {
    const found = donor(other, rest, false)
    if (found !== undefined) return found
  }
  return undefined
}

/** Without the last key of the path where there is nothing to put there. */
function replaced(node: unknown, [step, ...rest]: Keys, value: unknown): unknown {
  if (step === undefined) return value
  if (Array.isArray(node)) return node.map((each, index) => (index === step ? replaced(each, rest, value) : each))
  if (!isMap(node)) return node
  const { [String(step)]: inner, ...others } = node
  const next = replaced(inner, rest, value)
  return next === undefined ? others : { ...node, [String(step)]: next }
}
