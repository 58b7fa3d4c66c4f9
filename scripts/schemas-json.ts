// What a JSON Schema is to those who make one: a map, in which some values are schemas themselves.

export type Json = { readonly [key: string]: unknown }

export const isMap = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every schema inside a schema, from the leaves up, each replaced by what `change` makes of it. */
export function changeAll(schema: Json, change: (schema: Json) => Json): Json {
  const inner = (value: unknown): unknown => (isMap(value) ? changeAll(value, change) : value)
  const each = (value: unknown): unknown =>
    isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inner(one)])) : value
  const entries = Object.entries(schema).map(([key, value]): [string, unknown] => {
    if (key === 'properties') return [key, each(value)]
    if (key === 'additionalProperties' || key === 'items') return [key, inner(value)]
    if (key === 'anyOf' && Array.isArray(value)) return [key, value.map(inner)]
    return [key, value]
  })
  return change(Object.fromEntries(entries))
}
