// The schema of a rules file → that of an overlay: every key is optional at every depth, and null takes out what may be missing.

import { isMap, type Json } from './schemas-json.ts'

/** Lists replace and do not merge, so what stands in one has to be whole. Nobody takes out a section: `deletable` is false for those. */
export function overlayOf(schema: Json, deletable = true): Json {
  const { required, ...rest } = schema
  const needed = Array.isArray(required) ? required : []
  const entries = Object.entries(rest)
    .filter(isNoDemand)
    .map(([key, value]): [string, unknown] => {
      if (key === 'properties' && isMap(value))
        return [
          key,
          Object.fromEntries(Object.entries(value).map(([name, one]) => [name, layer(one, deletable && !needed.includes(name))])),
        ]
      if (key === 'additionalProperties') return [key, layer(value, true)]
      if (key === 'anyOf' && Array.isArray(value)) return [key, value.map((one) => layer(one, false))]
      return [key, value]
    })
  return Object.fromEntries(entries)
}

/** One of several keys may stand in the rules below as well. */
const isNoDemand = ([key, value]: readonly [string, unknown]): boolean =>
  !(key === 'anyOf' && Array.isArray(value) && value.every((one) => isMap(one) && Object.keys(one).join() === 'required'))

function layer(value: unknown, deletable: boolean): unknown {
  if (!isMap(value)) return value
  const overlay = overlayOf(value)
  return deletable ? orNull(overlay) : overlay
}

/** Beside the type and not as another branch, so that editors still say what is wrong inside. */
function orNull(schema: Json): Json {
  if ('$ref' in schema) return { description: schema['description'], anyOf: [{ $ref: schema['$ref'] }, { type: 'null' }] }
  if (Array.isArray(schema['anyOf'])) return { ...schema, anyOf: [...schema['anyOf'], { type: 'null' }] }
  const { const: only, ...rest } = schema
  const values = only === undefined ? schema['enum'] : [only]
  const some = Array.isArray(values) ? { enum: [...values, null] } : {}
  return { ...rest, ...('type' in schema ? { type: [schema['type'], 'null'].flat() } : {}), ...some }
}
