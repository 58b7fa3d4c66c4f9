// Layers of rules → one: maps merge, lists and scalars replace, null deletes.

export type Plain = { readonly [key: string]: unknown }

export const isMap = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Where facts stand that are numbers: how deep in a section, and the keys of the numbers. */
const numbers = new Map<string, readonly [depth: number, keys: readonly string[]]>([
  ['figures', [2, ['value', 'low', 'high']]],
  ['gpus', [2, ['low', 'mid', 'high']]],
  ['memory', [2, ['bf16', 'fp8', 'fp4']]],
  ['offers', [3, ['input', 'output', 'cached', 'batch', 'above', 'regions']]],
])

/**
 * Whether the layer gives all numbers of the fact at the path anew, and sources for them, so that what the rules below cite says
 * nothing of it any more. A number that stays is still cited from there.
 */
export function renews(below: unknown, layer: unknown, [section = '', ...ids]: readonly string[]): boolean {
  const [depth, keys = []] = numbers.get(section) ?? []
  if (ids.length + 1 !== depth || !isMap(below) || !isMap(layer) || !isMap(layer['sources'])) return false
  const kept = keys.filter((key) => below[key] !== undefined && layer[key] === undefined)
  return kept.length === 0 && keys.some((key) => layer[key] !== undefined && JSON.stringify(layer[key]) !== JSON.stringify(below[key]))
}

/** Lays one layer over another; neither is changed. */
export const merge = (base: Plain, layer: Plain): Plain => mergeAt([], base, layer)

function mergeAt(path: readonly string[], base: Plain, layer: Plain): Plain {
  const merged: Record<string, unknown> = { ...base }
  if (renews(base, layer, path)) delete merged['sources']
  for (const [key, value] of Object.entries(layer)) {
    const below = merged[key]
    if (value === null) delete merged[key]
    // Also where there is nothing below, so that a null never stays as a value.
    else merged[key] = isMap(value) ? mergeAt([...path, key], isMap(below) ? below : {}, value) : value
  }
  return merged
}

/** Lays them all over the base, in their order; a file without content changes nothing. */
export const laidOver = (base: object, layers: readonly { readonly value: unknown }[]): Plain =>
  layers.reduce<Plain>((below, { value }) => merge(below, (value ?? {}) as Plain), base as Plain)
