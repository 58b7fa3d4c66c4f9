// A JSON Schema as the contracts make them → the TypeScript type of what it describes, read only, with its descriptions.

import { isMap, type Json } from './schemas-json.ts'

/** Throws for a keyword that it does not know, rather than to write a type that says something else. */
export function typeOf(schema: Json, indent = ''): string {
  if (Array.isArray(schema['anyOf'])) return schema['anyOf'].map((each) => typeOf(each as Json, indent)).join(' | ')
  if ('const' in schema) return JSON.stringify(schema['const'])
  if (Array.isArray(schema['enum'])) return schema['enum'].map((each) => JSON.stringify(each)).join(' | ')
  const { type } = schema
  if (Array.isArray(type)) return type.map((each) => typeOf({ ...schema, type: each as unknown }, indent)).join(' | ')
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
      return type
    case 'number':
    case 'integer':
      return 'number'
    case 'array':
      return `readonly ${grouped(typeOf(schema['items'] as Json, indent))}[]`
    case 'object':
      return objectType(schema, indent)
    default:
      throw new Error(`no type for ${JSON.stringify(schema)}`)
  }
}

/** Of a member of a union, when an array is made of it. */
const grouped = (type: string): string => (/^[^{]* \| /.test(type) ? `(${type})` : type)

function objectType({ properties, required, additionalProperties }: Json, indent: string): string {
  if (!isMap(properties)) return `{ readonly [key: string]: ${typeOf(additionalProperties as Json, indent)} }`
  const needed = new Set(Array.isArray(required) ? required : [])
  const inner = `${indent}  `
  const lines = Object.entries(properties).map(([key, value]) => {
    const { description } = value as Json
    const told = typeof description === 'string' ? `${inner}/** ${description} */\n` : ''
    const name = /^[A-Za-z]\w*$/.test(key) ? key : JSON.stringify(key)
    const type = typeOf(value as Json, inner)
    return `${told}${inner}readonly ${name}${needed.has(key) ? `: ${type}` : `?: ${type} | undefined`}\n`
  })
  return `{\n${lines.join('')}${indent}}`
}
