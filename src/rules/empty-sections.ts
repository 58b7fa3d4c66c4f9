// A parsed file → the sections and keys in it that hold nothing, and the keys beside them that were meant to stand in one.

import type { Problem } from '../errors.ts'
import { echo } from '../sanitize.ts'
import { didYouMean } from '../suggest.ts'
import { valueAt } from '../value-at.ts'
import { isMap, type Plain } from './merge.ts'
import type { Parsed } from './parse.ts'
import { rulesFile } from './schema.ts'
import { keysAt } from './schema-keys.ts'

interface EmptySections {
  readonly problems: readonly Problem[]
  /** The file without them. */
  readonly left: Plain
  /** Key → the section that it was meant to stand in. */
  readonly strays: ReadonlyMap<string, string>
}

/**
 * Mostly all lines of such a section are comments. YAML reads it as null, which elsewhere takes out what stands there; nobody
 * means that of a whole section.
 */
export function emptySections({ value, place }: Parsed, base: Plain): EmptySections {
  const map = isMap(value) ? value : {}
  const empty = keysAt(rulesFile, []).filter((section) => Object.hasOwn(map, section) && map[section] === null)
  if (empty.length === 0) return { problems: [], left: map, strays: new Map() }
  const strays = straysIn(map)
  const told = new Set(strays.values())
  const problems = empty
    .filter((section) => !told.has(section))
    .map((section): Problem => {
      const message = `\`${section}:\` is empty${section === version ? versionWanted : sectionWanted(section, base)}, or delete the line`
      return { ...place([section], true), message, kind: 'wrong-shape' }
    })
  return { problems, left: Object.fromEntries(Object.entries(map).filter(([section]) => !empty.includes(section))), strays }
}

/**
 * Keys below the sections with nothing behind them, where there is something beneath: mostly all lines under them are comments.
 * To take out what stands there, `null` has to be written.
 */
export function blanks(base: unknown, layers: readonly Parsed[]): Problem[] {
  return layers.flatMap(({ value, place, isBlank }, index) => {
    const below = [base, ...layers.slice(0, index).map((layer) => layer.value)]
    const isThere = (path: readonly string[]) => below.some((each) => (valueAt(each, path) ?? null) !== null)
    return nullsIn(value)
      .filter((path) => path.length > 1 && isBlank?.(path) && isThere(path))
      .map((path): Problem => {
        const message = `\`${echo(path.at(-1) ?? '')}:\` has nothing behind it, which would take out what stands there: write \`null\` to mean that, or indent something under it`
        return { ...place(path, true), message, kind: 'wrong-shape' }
      })
  })
}

const nullsIn = (value: unknown, path: readonly string[] = []): (readonly string[])[] =>
  isMap(value) ? Object.entries(value).flatMap(([key, child]) => nullsIn(child, [...path, key])) : value === null ? [path] : []

/** Unknown keys that follow an empty section, and are not the misspelled name of another one. */
export function straysIn(map: Plain): ReadonlyMap<string, string> {
  const known = sections()
  const strays = new Map<string, string>()
  let above: string | undefined
  for (const [key, value] of Object.entries(map))
    if (known.includes(key)) above = value === null ? key : undefined
    else if (above !== undefined && didYouMean(key, known) === '') strays.set(key, above)
  return strays
}

/** Entries of what is probably the misspelled name of a section, by section and id. */
export const misnamed = (map: Plain): readonly (readonly string[])[] =>
  Object.entries(map).flatMap(([key, value]) => {
    const meant = sections().includes(key) || !isMap(value) ? '' : didYouMean(key, sections())
    return isMap(value) && meant !== '' ? Object.keys(value).map((id) => [meant.split('"')[1] ?? '', id]) : []
  })

const version = 'version'

const versionWanted = ': write one behind it'

const sectionWanted = (section: string, base: Plain): string =>
  `${base[section] === undefined ? '' : `, so it would take out all of the built-in ${section}`}: indent something under it`

const sections = (): readonly string[] => keysAt(rulesFile, []).filter((key) => key !== version)
