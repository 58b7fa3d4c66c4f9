// The schema of a rules file → what it demands beyond that of an overlay: required keys, and no null.
//
// An overlay may hold all that a rules file does, so the one is told by the other and the file stays small.

import { isMap, type Json } from './schemas-json.ts'

const types = ['object', 'array', 'string', 'number', 'boolean']

/** `overlay` is the name of the file beside it. */
export function wholeOf(schema: Json, overlay: string): Json {
  const solid = { $ref: '#/definitions/solid' }
  return {
    type: 'object',
    allOf: [{ $ref: overlay }, solid, demandsOf(schema) ?? {}],
    definitions: { solid: { type: types, items: solid, additionalProperties: solid } },
  }
}

/** What is left when all but required keys is taken away; nothing where none is. */
function demandsOf(schema: unknown): Json | undefined {
  if (!isMap(schema)) return undefined
  const { required, properties, additionalProperties, anyOf } = schema
  const inner = isMap(properties)
    ? Object.entries(properties).flatMap(([name, each]) => {
        const demands = demandsOf(each)
        return demands ? [[name, demands] as const] : []
      })
    : []
  const others = demandsOf(additionalProperties)
  // A key that has a schema of its own is none of the others.
  const named = others && isMap(properties) ? Object.keys(properties).map((name) => [name, true] as const) : []
  const demands = {
    ...(required === undefined ? {} : { required }),
    ...(inner.length + named.length > 0 ? { properties: Object.fromEntries([...named, ...inner]) } : {}),
    ...(others ? { additionalProperties: others } : {}),
    ...(Array.isArray(anyOf) ? ofOne(anyOf) : {}),
  }
  return Object.keys(demands).length > 0 ? demands : undefined
}

/** Required keys are demanded of maps alone, so they hold for the only branch that is one. */
function ofOne(branches: readonly unknown[]): Json {
  const demands = branches.map(demandsOf)
  const [only, ...more] = demands.filter((each) => each !== undefined)
  if (only === undefined) return {}
  const maps = branches.filter((branch) => isMap(branch) && branch['type'] === 'object')
  return more.length === 0 && maps.length === 1 ? only : { anyOf: branches }
}
