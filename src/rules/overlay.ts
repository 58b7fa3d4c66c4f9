// A checked ruleset and a user's own files → the ruleset with them laid over it, checked anew.

import { FileError, type Problem } from '../errors.ts'
import { isMap, merge, type Plain, valueAt } from './merge.ts'
import type { Deleted, Place } from './names.ts'
import { type Parsed, parseYaml } from './parse.ts'
import { type Ruleset, rulesFile } from './schema.ts'
import { validate } from './validate.ts'

export interface RulesText {
  readonly file: string
  readonly text: string
}

export interface Laid {
  readonly rules: Ruleset
  readonly place: Place
  readonly deleted: Deleted
  /** The files as they were parsed, in their order. */
  readonly layers: readonly Parsed[]
}

/**
 * Lays the files over the base in their order. An overlay may name a single leaf, so it is the outcome that has to be whole.
 *
 * Throws `FileError` with all problems of all files.
 */
export function layRules(base: Ruleset, files: readonly RulesText[]): Laid {
  const layers = parseAll(files)
  const merged = layers.reduce<Plain>((below, { value }) => merge(below, (value ?? {}) as Plain), base as Plain)
  const place = placeIn(layers)
  const valid = validate(rulesFile, { value: merged, place: (path, onKey = false) => place(path, onKey) })
  if (!('data' in valid)) throw new FileError('The rules cannot be read', valid)
  return { rules: valid.data, place, deleted: deletedIn(layers), layers }
}

function parseAll(files: readonly RulesText[]): Parsed[] {
  const problems: Problem[] = []
  const layers = files.flatMap(({ file, text }): Parsed[] => {
    const parsed = parseYaml(file, text)
    if (!('value' in parsed)) problems.push(...parsed)
    else if (parsed.value !== null && !isMap(parsed.value))
      problems.push({ ...parsed.place([]), message: 'write a map of sections such as `figures:`' })
    else return [parsed]
    return []
  })
  if (problems.length > 0) throw new FileError('The rules cannot be read', problems)
  return layers
}

/** Where the last layer that knows a path, or the longest beginning of it, has it. */
export function placeIn(layers: readonly Parsed[]): Place {
  return (path, onKey) => {
    for (let length = path.length; length > 0; length--) {
      const owner = layers.findLast(({ value }) => valueAt(value, path.slice(0, length)) !== undefined)
      if (owner) return owner.place(path, onKey)
    }
    return { file: 'the built-in rules' }
  }
}

const deletedIn =
  (layers: readonly Parsed[]): Deleted =>
  (path) =>
    layers.findLast(({ value }) => valueAt(value, path) === null)?.place(path, true)
