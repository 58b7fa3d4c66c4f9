// A checked ruleset and a user's own files → the ruleset with them laid over it, checked anew.

import { builtInRules, FileError, type Problem } from '../errors.ts'
import { valueAt } from '../value-at.ts'
import { blanks, emptySections, misnamed, straysIn } from './empty-sections.ts'
import { rank, withFlaws } from './flawed.ts'
import { link } from './link.ts'
import { mended } from './mended.ts'
import { isMap, laidOver, type Plain } from './merge.ts'
import type { Beside } from './misplaced.ts'
import type { Deleted, Path, Place } from './names.ts'
import { type Parsed, readYaml } from './parse.ts'
import { pathText } from './path-text.ts'
import { placeholderSlips } from './placeholders.ts'
import { type Ruleset, rulesFile } from './schema.ts'
import { unknownNulls } from './schema-keys.ts'
import { shapeProblems, withoutSpoiled } from './shape-problems.ts'
import { told } from './told.ts'
import { tellIssue } from './validate.ts'

type Issues = Parameters<typeof withoutSpoiled>[1]

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
  const { layers, problems } = parseAll(files, base)
  const empty = layers.map((layer) => emptySections(layer, base as Plain))
  problems.push(...empty.flatMap((each) => each.problems), ...blanks(base, layers))
  const value = laidOver(
    base,
    empty.map(({ left }) => ({ value: left })),
  )
  const [place, deleted] = [placeIn(layers), deletedIn(layers)]
  const result = rulesFile.safeParse(value)
  const flaws = layers.flatMap((layer) => layer.flaws ?? [])
  if (result.success && problems.length + flaws.length === 0) return { rules: result.data, place, deleted, layers }
  const issues = result.error?.issues ?? []
  const merged = { value, place: (path: Path, onKey = false) => place(path, onKey), beside: besideIn(layers), deleted }
  const whole = layers.length === files.length
  const shape = shapeProblems(issues, merged, base as Plain, whole)
  // What a file that cannot be read would have named is missing everywhere.
  const strays = empty.flatMap((each) => [...[...each.strays].map(([key, section]) => [section, key]), ...misnamed(each.left)])
  const doubtful = flaws.flatMap(({ paths }) => paths.filter((path) => path.length > 1))
  const names = whole ? namesIn(value, base as Plain, issues, strays, doubtful, place, deleted) : []
  const others = [...problems, ...shape, ...names].filter((each) => !flaws.some(({ hides }) => hides(each)))
  throw new FileError('The rules cannot be read', inOrder([...flaws.flatMap((each) => each.problems), ...others], files))
}

/** As they stand in the files. */
function inOrder(problems: readonly Problem[], files: readonly RulesText[]): readonly Problem[] {
  const order = files.map(({ file }) => file)
  return [...problems].sort(
    (a, b) => rank(order.indexOf(a.file), order.indexOf(b.file)) || rank(a.line, b.line) || rank(a.column, b.column),
  )
}

/** What does not fit together in the entries that have the right shape, and what is named in the others. */
function namesIn(
  value: Plain,
  base: Plain,
  issues: Issues,
  strays: readonly Path[],
  doubtful: readonly Path[],
  place: Place,
  deleted: Deleted,
): readonly Problem[] {
  const { value: whole, paths } = mended(value, base, issues)
  const { left, spoiled } = withoutSpoiled(whole, issues.length === 0 ? [] : (rulesFile.safeParse(whole).error?.issues ?? []))
  const result = rulesFile.safeParse(left)
  if (!result.success) return []
  try {
    link(result.data, place, deleted, [...spoiled, ...strays], [...paths, ...doubtful])
    return []
  } catch (error) {
    if (error instanceof FileError) return error.problems
    throw error
  }
}

function parseAll(files: readonly RulesText[], base: Ruleset): { readonly layers: readonly Parsed[]; readonly problems: Problem[] } {
  const problems: Problem[] = []
  const layers = files.flatMap(({ file, text }): Parsed[] => {
    const parsed = readYaml(file, text)
    if (!('value' in parsed)) problems.push(...parsed)
    else if (parsed.value !== null && !isMap(parsed.value))
      problems.push(...withFlaws(parsed, [{ ...parsed.place([]), message: 'write a map of sections, such as `figures: { … }`' }]))
    else {
      const lost = told()
      for (const path of emptyMaps(parsed.value ?? {}, []))
        lost.add(() => ({ ...parsed.place(path), message: `${pathText(path)}: names nothing; leave it out, or name at least one` }))
      for (const path of unknownNulls(parsed.value ?? {}, rulesFile)) {
        const [owner, key = ''] = [path.slice(0, -1), path.at(-1)]
        tellIssue(
          { code: 'unrecognized_keys', keys: [key], path: owner, message: '' },
          { ...parsed, beside: besideIn([parsed]) },
          rulesFile,
          pathText(owner),
          lost,
        )
      }
      for (const { path, message } of placeholderSlips(parsed.value ?? {}, base.words))
        lost.add(() => ({ ...parsed.place(path), message: `${pathText(path)}: ${message}`, kind: 'wrong-shape' }))
      for (const { path, onKey, message } of misread(parsed.value ?? {}, []))
        lost.add(() => ({ ...parsed.place(path, onKey), message: `${pathText(path)}: ${message}` }))
      problems.push(...lost.all())
      return [parsed]
    }
    return []
  })
  return { layers, problems }
}

/** Maps that have to name something. Over a whole one, an empty one would say nothing without anybody noticing. */
export function* emptyMaps(value: Plain, path: readonly string[]): Generator<readonly string[]> {
  const [above, last = ''] = path.slice(-2)
  if (path.length > 2 && Object.keys(value).length === 0 && (above === 'if' || ['sources', 'named-in'].includes(last))) yield path
  for (const [key, inner] of Object.entries(value)) if (isMap(inner)) yield* emptyMaps(inner, [...path, key])
}

interface Misread {
  readonly path: readonly string[]
  readonly onKey: boolean
  readonly message: string
}

/** The one text that is code, and goes to a file. */
const inLines = 'words.export-promptfoo-use'

/**
 * What would not come out as it is written. A second line could be taken for one of the program's own, or for a command to
 * a CI runner; and keys that are numbers come first in JavaScript, wherever they stand.
 */
function* misread(value: unknown, path: readonly string[]): Generator<Misread> {
  if (typeof value === 'string' && value.includes('\n') && path.join('.') !== inLines)
    yield { path, onKey: false, message: 'holds a line break; write it in one line, or in several after `>-`' }
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    if (!Array.isArray(value) && inner !== null && /^(?:0|[1-9]\d*)$/.test(key))
      yield { path: [...path, key], onKey: true, message: 'an id of digits alone would not keep its place; begin it with a letter' }
    yield* misread(inner, [...path, key])
  }
}

/** Where the last layer that knows a path, or the longest beginning of it, has it. */
export function placeIn(layers: readonly Parsed[]): Place {
  const layerOf = (path: Path) => layers.findLastIndex(({ value }) => valueAt(value, path) !== undefined)
  const place = (path: Path, onKey: boolean) => {
    for (let length = path.length; length > 0; length--) {
      const owner = layers[layerOf(path.slice(0, length))]
      if (owner) return owner.place(path, onKey)
    }
    return { file: builtInRules }
  }
  return Object.assign(place, { layerOf })
}

const deletedIn =
  (layers: readonly Parsed[]): Deleted =>
  (path) =>
    layers.findLast(({ value }) => valueAt(value, path) === null)?.place(path, true)

const besideIn =
  (layers: readonly Parsed[]): NonNullable<Beside['beside']> =>
  (path) => {
    const owner = layers.findLast(({ value }) => valueAt(value, path) !== undefined)
    const map = valueAt(owner?.value, path.slice(0, -1))
    const entries = isMap(map) ? Object.entries(map) : []
    const [key, value] = entries[entries.findIndex(([other]) => other === path.at(-1)) - 1] ?? []
    const section = value !== null && path.length === 1 && isMap(map) ? straysIn(map).get(String(path[0])) : undefined
    if (section !== undefined) return { key: section, value: null }
    return key === undefined ? undefined : { key, value }
  }
