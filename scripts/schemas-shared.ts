// A JSON Schema → the same with what stands in it more than once written once, and the text of it: short, a line for each part.

import { isMap, type Json } from './schemas-json.ts'

/** Shorter ones are not worth a reference. */
const longEnough = 60

/** Every schema in a schema, with the name that it has there. */
function* inside(schema: Json): Generator<readonly [string, Json]> {
  for (const [key, value] of Object.entries(schema)) {
    if ((key === 'properties' || key === 'definitions') && isMap(value))
      for (const [name, each] of Object.entries(value)) yield [name, each as Json]
    else if (key === 'anyOf' && Array.isArray(value)) for (const each of value) yield ['one', each as Json]
    else if (['items', 'additionalProperties', 'propertyNames', 'if', 'then', 'else'].includes(key) && isMap(value))
      yield [key === 'items' || key === 'additionalProperties' ? 'each' : key, value]
  }
}

/** With `definitions`, in draft-07 the place for that. A reference stands alone: what is beside it would not count. */
export function shared(schema: Json): Json {
  const counts = new Map<string, number>()
  const count = (each: Json) => {
    const text = JSON.stringify(each)
    const before = counts.get(text) ?? 0
    counts.set(text, before + 1)
    // What is inside something that is there twice is only there once more where it stands elsewhere too.
    if (before === 0) for (const [, one] of inside(each)) count(one)
  }
  for (const [, each] of inside(schema)) count(each)

  const names = new Map<string, string>()
  const { definitions: before = {}, ...rest } = schema as { readonly definitions?: Readonly<Record<string, Json>> }
  const definitions: Record<string, Json> = { ...before }
  const reference = (name: string, each: Json): Json => {
    const text = JSON.stringify(each)
    if (text.length < longEnough || (counts.get(text) ?? 0) < 2) return withReferences(each)
    if (!names.has(text)) {
      const free = freeName(name, definitions)
      names.set(text, free)
      definitions[free] = {}
      definitions[free] = withReferences(each)
    }
    return { $ref: `#/definitions/${names.get(text)}` }
  }
  const withReferences = (each: Json): Json => {
    const entries = Object.entries(each).map(([key, value]): [string, unknown] => {
      if (key === 'properties' && isMap(value))
        return [key, Object.fromEntries(Object.entries(value).map(([name, one]) => [name, reference(name, one as Json)]))]
      if (key === 'anyOf' && Array.isArray(value)) return [key, value.map((one) => reference('one', one as Json))]
      const [[name] = ['']] = [...inside({ [key]: value })]
      return [key, name !== '' && isMap(value) ? reference(name, value) : value]
    })
    return Object.fromEntries(entries)
  }
  for (const [name, each] of Object.entries(before)) definitions[name] = withReferences(each)
  const whole = withReferences(rest)
  return Object.keys(definitions).length === 0 ? whole : { ...whole, definitions }
}

function freeName(name: string, taken: Readonly<Record<string, unknown>>): string {
  if (!(name in taken)) return name
  for (let number = 2; ; number++) if (!(`${name}-${number}` in taken)) return `${name}-${number}`
}

/** Keys and what `properties` and `definitions` hold have lines of their own, so that a change can be read. */
export function textOf(schema: Json): string {
  const lines = (map: Json, indent: string, deeper: readonly string[]): string => {
    const each = Object.entries(map).map(([key, value]) => {
      const text = deeper.includes(key) && isMap(value) ? lines(value, `${indent} `, []) : JSON.stringify(value)
      return `${indent} ${JSON.stringify(key)}:${text}`
    })
    return `{\n${each.join(',\n')}\n${indent}}`
  }
  return `${lines(schema, '', ['properties', 'definitions'])}\n`
}
