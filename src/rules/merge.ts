// Layers of rules → one: maps merge, lists and scalars replace, null deletes.

type Plain = { readonly [key: string]: unknown }

const isMap = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Lays one layer over another; neither is changed. */
export function merge(base: Plain, layer: Plain): Plain {
  const merged: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(layer)) {
    const below = merged[key]
    if (value === null) delete merged[key]
    else merged[key] = isMap(value) && isMap(below) ? merge(below, value) : value
  }
  return merged
}
