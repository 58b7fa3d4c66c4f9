// Merged rules that have not the right shape → what is wrong with them, and which entries that spoils.
//
// An overlay names parts of entries. So what is missing in an entry that the rules below do not have means mostly that its id
// is misspelled, and is told once and not key by key.

import type * as z from 'zod/mini'
import type { Problem } from '../errors.ts'
import { didYouMean } from '../suggest.ts'
import { valueAt } from '../value-at.ts'
import { isMap, type Plain } from './merge.ts'
import type { Beside } from './misplaced.ts'
import type { Parsed } from './parse.ts'
import { pathText } from './path-text.ts'
import { rulesFile } from './schema.ts'
import { told } from './told.ts'
import { isMissing, kindWanted, tellIssue } from './validate.ts'

type Keys = readonly PropertyKey[]
type Issue = z.core.$ZodIssue

/** `whole` says that nothing else lies over these rules, so that what is missing is missing indeed. */
export function shapeProblems(issues: readonly Issue[], merged: Parsed & Beside, base: Plain, whole: boolean): readonly Problem[] {
  const problems = told()
  const lacking = new Map<string, { readonly entry: Keys; readonly issues: Issue[] }>()
  const misspelled = new Set(issues.flatMap(({ code, path }) => (code === 'unrecognized_keys' ? [pathText(path)] : [])))
  for (const issue of issues) {
    // An unknown key is mostly why the map as a whole lacks something.
    if (issue.code === 'custom' && misspelled.has(pathText(issue.path))) continue
    const missing = isMissing(issue, merged.value)
    if (missing && !whole) continue
    const entry = missing ? newEntry(base, issue.path) : undefined
    if (!entry) {
      tellIssue(issue, merged, rulesFile, pathText(issue.path), problems)
      continue
    }
    const known = lacking.get(pathText(entry)) ?? { entry, issues: [] }
    lacking.set(pathText(entry), known)
    known.issues.push(issue)
  }
  for (const { entry, issues: missing } of lacking.values())
    problems.add(() => ({ ...merged.place(entry, true), message: lackingText(base, entry, missing), kind: 'wrong-shape' }))
  return problems.all()
}

/** The uppermost part of the path that the rules below do not have, where it has an id of its own. */
function newEntry(base: Plain, path: Keys): Keys | undefined {
  for (let length = 1; length < path.length; length++) {
    const entry = path.slice(0, length)
    if (entry.some((step) => typeof step === 'number')) return undefined
    // A section has no id; the first entry in it has.
    if (length > 1 && valueAt(base, entry) === undefined) return entry
  }
  return undefined
}

function lackingText(base: Plain, entry: Keys, missing: readonly Issue[]): string {
  const beside = valueAt(base, entry.slice(0, -1))
  const meant = isMap(beside) ? didYouMean(String(entry.at(-1)), Object.keys(beside)) : ''
  const parts = missing.map((issue) => `${pathText(issue.path.slice(entry.length))} (${kindWanted(issue)})`.replace(' ()', ''))
  return `${pathText(entry)}: the rules below have none of that id.${meant} To add one, write also ${parts.join(', ')}`
}

/** The rules without every entry that an issue is in, to look at the others; and the entries, by section and id. */
export function withoutSpoiled(merged: Plain, issues: readonly Issue[]): { readonly left: Plain; readonly spoiled: readonly Keys[] } {
  const left: Record<string, unknown> = { ...merged }
  const copied = new Set<string>()
  const spoiled = issues.map(({ path }) => path.slice(0, 2)).filter((path) => path.length > 0)
  for (const [section = '', id] of spoiled.map((path) => path.map(String))) {
    const entries = left[section]
    if (id === undefined || !isMap(entries)) {
      delete left[section]
      continue
    }
    if (!copied.has(section)) left[section] = { ...entries }
    copied.add(section)
    delete (left[section] as Record<string, unknown>)[id]
  }
  // Unknown sections have no entries that could be left.
  for (const { code, path, ...issue } of issues)
    if (code === 'unrecognized_keys' && path.length === 0 && 'keys' in issue) for (const key of issue.keys as string[]) delete left[key]
  return { left, spoiled }
}
