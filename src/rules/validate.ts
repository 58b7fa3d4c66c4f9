// Plain data → a ruleset of the right shape, or every place where it is not, with what was probably meant.

import { z } from 'zod'
import type { Problem } from '../errors.ts'
import { sanitizeLine } from '../sanitize.ts'
import { didYouMean } from '../suggest.ts'
import { valueAt } from './merge.ts'
import type { Parsed } from './parse.ts'

/** Checks parsed data against a schema. Returns the problems instead of the data when there are any. `nameOf` is what a place is called. */
export function validate<T>(
  schema: z.ZodType<T>,
  parsed: Parsed,
  nameOf: (path: readonly PropertyKey[]) => string = dotted,
): { readonly data: T } | readonly Problem[] {
  const result = schema.safeParse(parsed.value)
  if (result.success) return { data: result.data }
  return result.error.issues.flatMap((issue) => problemsOf(issue, parsed, schema, nameOf(issue.path)))
}

const dotted = (path: readonly PropertyKey[]): string => path.map((step) => sanitizeLine(String(step))).join('.')

function problemsOf(issue: z.core.$ZodIssue, { place, value }: Parsed, schema: z.ZodType, name: string): Problem[] {
  const path = issue.path
  const prefix = name && `${name}: `
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = keysAt(schema, path)
      return issue.keys.map((key) => ({
        ...place([...path, key], true),
        message: `${prefix}there is no key "${sanitizeLine(key)}" here.${didYouMean(key, known)}`,
        kind: 'unknown-key',
      }))
    }
    case 'invalid_value':
      if (valueAt(value, path) === undefined && path.length > 0)
        return [{ ...place(path.slice(0, -1), true), message: `${prefix}is missing; ${wanted(issue, undefined)}`, kind: 'wrong-shape' }]
      return [{ ...place(path), message: `${prefix}${oneOf(issue.values.map(String), valueAt(value, path))}`, kind: 'unknown-value' }]
    case 'invalid_key':
      return [{ ...place(path, true), message: `${prefix}${issue.issues[0]?.message ?? 'not an id'}`, kind: 'unknown-key' }]
    default:
      // What is missing has no place of its own; its owner has.
      if (path.length > 0 && valueAt(value, path) === undefined)
        return [
          {
            ...place(path.slice(0, -1), true),
            message: `${prefix}is missing; ${wanted(issue, valueAt(value, path))}`,
            kind: 'wrong-shape',
          },
        ]
      return [{ ...place(path), message: `${prefix}${wanted(issue, valueAt(value, path))}`, kind: 'wrong-shape' }]
  }
}

/** What to write, without a programmer's words for it. */
function wanted(issue: z.core.$ZodIssue, given: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      // What may not be there says itself why.
      if (issue.expected === 'never') return issue.message
      return `write ${kindsOfValue[issue.expected] ?? issue.expected}`
    case 'invalid_union': {
      const ways = new Set(issue.errors.flatMap(([first]) => (first ? [wanted(first, given)] : [])))
      return ways.size === 0
        ? 'write one of the forms that fit here'
        : [...ways].sort((a, b) => Number(a.includes('?')) - Number(b.includes('?'))).join(', or ')
    }
    case 'invalid_value':
      return oneOf(issue.values.map(String), given)
    case 'too_small':
      if (issue.origin === 'array' && !issue.message.startsWith('Too small')) return issue.message
      if (issue.origin === 'string' || issue.origin === 'array') return issue.origin === 'string' ? 'write some text' : 'name at least one'
      return `write a number ${issue.inclusive ? 'from' : 'above'} ${issue.minimum}`
    case 'too_big':
      return issue.origin === 'string' ? `write at most ${issue.maximum} characters` : `write at most ${issue.maximum}`
    default:
      return issue.message
  }
}

const kindsOfValue: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
}

const oneOf = (values: readonly string[], given: unknown): string =>
  `write one of ${values.join(', ')}${typeof given === 'string' ? `.${didYouMean(given, values)}` : ''}`

/** The keys that a strict object would take at a path. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let current: unknown = schema
  for (const step of path) current = child(unwrap(current), step)
  const object = unwrap(current)
  return object instanceof z.ZodObject ? Object.keys(object.shape) : []
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
