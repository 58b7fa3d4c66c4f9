// Layers of rules → one: maps merge, lists and scalars replace, null deletes.

import { isDay } from '../calendar.ts'
import { valueAt } from '../value-at.ts'

export type Plain = { readonly [key: string]: unknown }

export const isMap = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Where facts stand that are numbers: how deep in a section, the keys of the numbers, and that of their date. */
const numbers = new Map<string, readonly [depth: number, keys: readonly string[], date?: string]>([
  ['figures', [2, ['value', 'low', 'high'], 'checked']],
  ['gpus', [2, ['low', 'mid', 'high'], 'checked']],
  ['memory', [2, ['bf16', 'fp8', 'fp4']]],
  ['offers', [3, ['input', 'output', 'cached', 'batch', 'above', 'regions'], 'as-of']],
])

/** The key of the date, where the layer gives numbers of the fact at the path anew, with sources, and whether some stay. */
function newNumbers(below: unknown, layer: unknown, [section = '', ...ids]: readonly string[]) {
  const [depth, keys = [], date] = numbers.get(section) ?? []
  if (ids.length + 1 !== depth || !isMap(below) || !isMap(layer) || !isMap(layer['sources'])) return undefined
  if (!keys.some((key) => layer[key] !== undefined && JSON.stringify(layer[key]) !== JSON.stringify(below[key]))) return undefined
  return { date, someStay: keys.some((key) => below[key] !== undefined && layer[key] === undefined) }
}

/**
 * Whether the layer gives all numbers of the fact at the path anew, and sources for them, so that what the rules below cite says
 * nothing of it any more. A number that stays is still cited from there.
 */
export const renews = (below: unknown, layer: unknown, path: readonly string[]): boolean =>
  newNumbers(below, layer, path)?.someStay === false

/** When what an id cites was last looked at. */
type Checked = (source: string) => unknown

const checkedIn =
  (layers: readonly unknown[]): Checked =>
  (source) =>
    layers.map((layer) => valueAt(layer, ['sources', source, 'checked'])).findLast((day) => day !== undefined)

/** Lays one layer over another; neither is changed. */
export const merge = (base: Plain, layer: Plain): Plain => mergeAt([], base, layer, checkedIn([base, layer]))

function mergeAt(path: readonly string[], base: Plain, layer: Plain, checked: Checked): Plain {
  const merged: Record<string, unknown> = { ...base }
  const { date = '', someStay } = newNumbers(base, layer, path) ?? {}
  if (someStay === false) delete merged['sources']
  const was = merged[date]
  if (typeof was === 'string') {
    const days = Object.keys(layer['sources'] ?? {}).map(checked)
    const newest = days.filter((day) => typeof day === 'string' && isDay(day)).sort()
    // What was there does not say when new numbers were looked up; those that stay are as old as they were.
    merged[date] = [...(someStay || newest.length === 0 ? [was] : []), ...newest.slice(-1)].sort()[0]
  }
  for (const [key, value] of Object.entries(layer)) {
    const below = merged[key]
    if (value === null) delete merged[key]
    // Also where there is nothing below, so that a null never stays as a value.
    else merged[key] = isMap(value) ? mergeAt([...path, key], isMap(below) ? below : {}, value, checked) : value
  }
  return merged
}

/** Lays them all over the base, in their order; a file without content changes nothing. */
export function laidOver(base: object, layers: readonly { readonly value: unknown }[]): Plain {
  const checked = checkedIn([base, ...layers.map(({ value }) => value)])
  return layers.reduce<Plain>((below, { value }) => mergeAt([], below, (value ?? {}) as Plain, checked), base as Plain)
}
