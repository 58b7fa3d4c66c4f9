// Plain data → a ruleset of the right shape, or every place where it is not, with what was probably meant.

import type * as z from 'zod/mini'
import type { Problem } from '../errors.ts'
import { echo } from '../sanitize.ts'
import { didYouMean, isOneOff } from '../suggest.ts'
import { measureNames } from '../types.ts'
import { valueAt } from '../value-at.ts'
import { dateWanted } from './catalog-schema.ts'
import { measureWanted } from './measures.ts'
import { isMap } from './merge.ts'
import { afterComma, type Beside, belongsTo, emptyAbove, ofRules } from './misplaced.ts'
import type { Parsed } from './parse.ts'
import { pathText } from './path-text.ts'
import { keysAt } from './schema-keys.ts'
import { type Told, told } from './told.ts'

/** Checks parsed data against a schema. Returns the problems instead of the data when there are any. `nameOf` is what a place is called. */
export function validate<T>(
  schema: z.ZodMiniType<T>,
  parsed: Parsed,
  nameOf: (path: readonly PropertyKey[]) => string = pathText,
): { readonly data: T } | readonly Problem[] {
  const result = schema.safeParse(parsed.value)
  if (result.success) return { data: result.data }
  const problems = told()
  for (const issue of result.error.issues) tellIssue(issue, parsed, schema, nameOf(issue.path), problems)
  return problems.all()
}

/** Whether what the issue is about is not there at all. */
export const isMissing = ({ path, code }: z.core.$ZodIssue, value: unknown): boolean =>
  code !== 'unrecognized_keys' && code !== 'invalid_key' && path.length > 0 && valueAt(value, path) === undefined

/** Tells what is wrong and what to write instead. */
export function tellIssue(issue: z.core.$ZodIssue, written: Parsed & Beside, schema: z.core.$ZodType, name: string, problems: Told): void {
  const { place, value, beside, deleted } = written
  const path = issue.path
  const prefix = name && `${name}: `
  const tell = (make: () => Problem) => problems.add(make)
  if (issue.code === 'unrecognized_keys') {
    let known: readonly string[] | undefined
    for (const key of issue.keys)
      tell(() => {
        known ??= keysAt(schema, path)
        const keys =
          path.length === 0 && beside
            ? ` The sections are ${known.filter((section) => section !== 'version').join(', ')}.`
            : ` Known are ${known.join(', ')}.`
        const listed = known.length > 0 && (known.length <= 12 || keys.startsWith(' The')) ? keys : ''
        const inner = valueAt(value, [...path, key])
        const near = didYouMean(key, known) || ofRules(path, inner) || afterComma(key, inner)
        const meant =
          near && (isOneOff(key, known) || !listed.startsWith(' The')) ? near : `${near || emptyAbove(beside?.([...path, key]))}${listed}`
        return {
          ...place([...path, key], true),
          message: `${prefix}there is no key "${echo(key)}" here.${meant}`,
          kind: 'unknown-key',
        }
      })
    return
  }
  const given = valueAt(value, path)
  const inner = issue.code === 'invalid_union' && isMap(given) ? issue.errors.find(isOfMap) : undefined
  if (inner) {
    for (const each of inner)
      tellIssue(
        { ...each, path: [...path, ...each.path] },
        written,
        schema,
        [name, pathText(each.path)].filter(Boolean).join('.'),
        problems,
      )
    return
  }
  // What is missing has no place of its own; its owner has.
  if (isMissing(issue, value))
    tell(() => ({
      ...(deleted?.(path) ?? place(path.slice(0, -1), true)),
      path: pathText(path),
      message: `${prefix}${deleted?.(path) ? 'cannot be taken out' : 'is missing'}; ${wanted(issue, undefined, keysAt(schema, path))}`,
      kind: 'wrong-shape',
    }))
  else if (issue.code === 'invalid_key')
    tell(() => ({
      ...place(path, true),
      message: `${prefix}${issue.issues[0] ? plainly(issue.issues[0]) : 'write an id'}`,
      kind: 'unknown-key',
    }))
  else
    tell(() => ({
      ...place(path),
      message: `${prefix}${isMeasure(path) && issue.code !== 'custom' ? measureWanted : wanted(issue, given, keysAt(schema, path))}${belongsTo(path, keysAt(schema, path), beside)}`,
      kind: issue.code === 'invalid_value' ? 'unknown-value' : 'wrong-shape',
    }))
}

const isMeasure = (path: readonly PropertyKey[]): boolean =>
  path.at(-2) === 'if' && (measureNames as readonly PropertyKey[]).includes(path.at(-1) ?? '')

/** Of the ways to write something, the one that takes maps, where what is wrong is inside of the map. */
const isOfMap = (issues: readonly z.core.$ZodIssue[]): boolean =>
  issues.every(({ code, path }) => path.length > 0 || (code !== 'invalid_type' && code !== 'invalid_union'))

/** What a missing value has to be, in a word or two. */
export function kindWanted(issue: z.core.$ZodIssue): string {
  if (issue.message === dateWanted) return 'a date'
  if (issue.code === 'invalid_type') return kindsOfValue[issue.expected] ?? issue.expected
  return issue.code === 'invalid_value' ? `one of ${issue.values.join(', ')}` : ''
}

/** What to write, without a programmer's words for it. */
function wanted(issue: z.core.$ZodIssue, given: unknown, keys: readonly string[] = []): string {
  switch (issue.code) {
    case 'invalid_type':
      // What may not be there says itself why, and some shapes what they want.
      if (issue.expected === 'never' || !issue.message.startsWith('Invalid input')) return issue.message
      return `write ${kindsOfValue[issue.expected] ?? issue.expected}${exampleOf(issue.expected, given, keys)}`
    case 'invalid_union': {
      const ways = new Set(issue.errors.flatMap(([first]) => (first ? [wanted(first, given)] : [])))
      return ways.size === 0
        ? 'write one of the forms that fit here'
        : [...ways].sort((a, b) => Number(a.includes('?')) - Number(b.includes('?'))).join(', or ')
    }
    case 'invalid_value':
      return oneOf(issue.values.map(String), given)
    case 'too_small':
      // Whoever uses the library may have set words for the validator.
      if (issue.origin === 'array' && !/^(Invalid input|Too small)/.test(issue.message)) return issue.message
      if (issue.origin === 'string') return 'write some text'
      if (issue.origin === 'array') return 'name at least one'
      return `write a number ${issue.inclusive ? 'from' : 'above'} ${issue.minimum}`
    case 'too_big':
      return issue.origin === 'string' ? `write at most ${issue.maximum} characters` : `write at most ${issue.maximum}`
    case 'invalid_format':
      return issue.format === 'url' ? 'write an address that begins with https://' : issue.message
    default:
      return plainly(issue)
  }
}

/** For what is seldom wrong, and has no words of its own; the validator is bundled without its own. */
function plainly(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_big':
      return `Too big: expected string to have <=${issue.maximum} characters`
    case 'too_small':
      return `Too small: expected string to have >=${issue.minimum} characters`
    case 'unrecognized_keys':
      return `Unrecognized key${issue.keys.length > 1 ? 's' : ''}: ${issue.keys.map((key) => `"${key}"`).join(', ')}`
    case 'invalid_key':
      return `Invalid key in ${issue.origin}`
    default:
      return issue.message
  }
}

/** What to write instead of what is there, so that it can be copied. */
function exampleOf(expected: string, given: unknown, keys: readonly string[]): string {
  switch (expected) {
    case 'string':
      if (typeof given === 'boolean') return `, such as \`${given ? 'yes' : 'no'}\``
      return typeof given === 'number' ? `; in quotes it is one: "${given}"` : ', such as `some words`'
    case 'number':
      return ' without unit, comma or quotes, such as 0.5 or 1200'
    case 'int':
      return ' without comma or quotes, such as 1200'
    case 'array':
      if (isMap(given)) return ` of rows, such as \`[{ ${Object.keys(given)[0] ?? 'because'}: … }]\``
      return `, such as \`[${typeof given === 'string' || typeof given === 'number' ? echo(String(given)) : 'a, b'}]\``
    case 'object':
    case 'record':
      return `, such as \`{ ${
        keys.length > 0
          ? keys
              .slice(0, 3)
              .map((key) => `${key}: …`)
              .join(', ')
          : 'id: …'
      } }\``
    default:
      return ''
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
  `write ${values.length > 1 ? 'one of ' : ''}${values.join(', ')}${typeof given === 'string' ? `.${didYouMean(given, values)}` : ''}`
