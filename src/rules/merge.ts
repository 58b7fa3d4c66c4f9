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

/** Lays them all over the base, in their order; a file without content changes nothing. */
export const laidOver = (base: object, layers: readonly { readonly value: unknown }[]): Plain =>
  layers.reduce<Plain>((below, { value }) => merge(below, (value ?? {}) as Plain), base as Plain)
