// Layers of rules → one: maps merge, lists and scalars replace, null deletes.

export type Plain = { readonly [key: string]: unknown }

export const isMap = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Lays one layer over another; neither is changed. */
export function merge(base: Plain, layer: Plain): Plain {
  const merged: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(layer)) {
    const below = merged[key]
    if (value === null) delete merged[key]
    // Also where there is nothing below, so that a null never stays as a value.
    else merged[key] = isMap(value) ? merge(isMap(below) ? below : {}, value) : value
  }
  return merged
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value
  for (const step of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined
    current = (current as Record<PropertyKey, unknown>)[step]
  }
  return current
}
