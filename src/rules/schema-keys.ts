// The schema of a map and a path in it → the keys that may stand there, or that any may.

import { z } from 'zod'
import { isMap, type Plain } from './merge.ts'

/** The keys that a closed map would take at a path; none where the map is open. */
export function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let current: unknown = schema
  for (const step of path) current = child(unwrap(current), step)
  return closedKeys(unwrap(current))
}

/**
 * Where a null stands under a key that its closed map cannot have. In layers null takes out, so that nothing of it is left
 * in the outcome that could be found wrong.
 */
export function* unknownNulls(value: Plain, schema: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  const map = unwrap(schema)
  const known = closedKeys(map)
  for (const [key, inner] of Object.entries(value)) {
    if (inner === null && known.length > 0 && !known.includes(key)) yield [...path, key]
    else if (isMap(inner)) yield* unknownNulls(inner, child(map, key), [...path, key])
  }
}

function closedKeys(map: unknown): string[] {
  if (map instanceof z.ZodRecord && map.keyType instanceof z.ZodEnum) return map.keyType.options.map(String)
  return map instanceof z.ZodObject ? Object.keys(map.shape) : []
}

function child(schema: unknown, step: PropertyKey): unknown {
  if (schema instanceof z.ZodObject) return (schema.shape as Record<PropertyKey, unknown>)[step]
  if (schema instanceof z.ZodRecord) return schema.valueType
  if (schema instanceof z.ZodArray) return schema.element
  return undefined
}

function unwrap(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional) return unwrap(schema.unwrap())
  if (schema instanceof z.ZodUnion) return schema.options.find((option) => option instanceof z.ZodObject) ?? schema
  return schema
}
