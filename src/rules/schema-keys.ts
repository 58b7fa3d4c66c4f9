// The schema of a map and a path in it → the keys that may stand there, or that any may.

import type * as z from 'zod/mini'
import { isMap, type Plain } from './merge.ts'

/** The keys that a closed map would take at a path; none where the map is open. */
export function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
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
  const def = defOf(map)
  if (def?.type === 'record') {
    const keys = defOf(def.keyType)
    return keys?.type === 'enum' ? Object.values(keys.entries).map(String) : []
  }
  return def?.type === 'object' ? Object.keys(def.shape) : []
}

function child(schema: unknown, step: PropertyKey): unknown {
  const def = defOf(schema)
  if (def?.type === 'object') return (def.shape as Record<PropertyKey, unknown>)[step]
  if (def?.type === 'record') return def.valueType
  return def?.type === 'array' ? def.element : undefined
}

function unwrap(schema: unknown): unknown {
  const def = defOf(schema)
  if (def?.type === 'optional') return unwrap(def.innerType)
  return def?.type === 'union' ? (def.options.find((option) => defOf(option)?.type === 'object') ?? schema) : schema
}

/** What a schema was made from, where it is one. */
const defOf = (schema: unknown): z.core.$ZodTypes['_zod']['def'] | undefined => (schema as z.core.$ZodTypes | undefined)?._zod.def
