// What is exported → the comments at the head of the output: limits, variables, what is left out and why.

import type { PriceDates } from '../listing.ts'
import { datesOf } from '../price-dates.ts'
import { sanitizeLine } from '../sanitize.ts'
import { fill } from '../words.ts'
import type { Call, Target, Workload } from './calls.ts'
import type { ExportInput } from './input.ts'
import { isInside, limitNote } from './limits.ts'

/** Lines without a comment sign; whatever a user or a rules file said is on one line and cannot act. */
export function notesOf(
  input: ExportInput,
  all: readonly Workload[],
  more: readonly string[] = [],
  reads: readonly string[] = [],
): string[] {
  const calls = callsOf(all)
  const lines = [`Made by pick-llm${pricesText(input, datesOf(calls.flatMap(({ offer }) => offer?.asOf ?? [])))}.`]
  const alone = all.every(({ limit }) => isInside(limit))
  for (const { entry, name, limit, lanes, notes } of all) {
    const hosts = lanes.flatMap(({ calls: own }) => own.flatMap(({ host, hostTitle }) => (host === undefined ? [] : [hostTitle])))
    const named = entry.name === name ? name : `${name} (${entry.name})`
    lines.push(
      '',
      `${named}: ${entry.result.recommendation.title}. ${lanes.length > 0 ? limitNote(input, limit, hosts, alone) : ''}`.trimEnd(),
    )
    lines.push(`Recommended by: ${entry.result.command}`, ...new Set(notes))
  }
  lines.push(...all.flatMap(({ leftOut }) => leftOut.flatMap((line) => ['', line])), '')
  const variables = [...variablesOf(calls), ...reads]
  if (variables.length > 0) lines.push(fill(input.words['export-variables'], { variables: variables.join(', ') }))
  lines.push(...new Set(calls.flatMap(({ gateway }) => gateway.note ?? [])))
  return [...lines, ...more].flatMap((line) => line.split('\n')).map(sanitizeLine)
}

/** Of the prices that stand in the output; nothing where none does. */
function pricesText({ words }: ExportInput, dates: PriceDates): string {
  if (!dates) return ''
  return `; ${fill(words[dates.oldest === dates.newest ? 'prices-as-of' : 'prices-from-to'], { ...dates })}`
}

/** What to know of fallbacks: that they are within the limits, and that those on own machines are in no bill. */
export function fallbackNotes({ words }: ExportInput, all: readonly Workload[]): string[] {
  const lanes = all.flatMap((workload) => workload.lanes).filter(({ calls }) => calls.length > 1)
  const own = lanes.filter(({ calls }) => calls.slice(1).some(({ host }) => host === undefined)).map(({ name }) => name)
  return [
    ...(lanes.length > 0 ? [words['export-fallbacks']] : []),
    ...(own.length > 0 ? [fill(words['export-own-fallbacks'], { names: own.join(', ') })] : []),
  ]
}

export const leftOutOf = (all: readonly Workload[]): string[] => all.flatMap(({ leftOut }) => leftOut)

export const callsOf = <T extends Target>(all: readonly Workload<T>[]): Call<T>[] =>
  all.flatMap(({ lanes }) => lanes.flatMap(({ calls }) => calls))

/** Every environment variable that a call reads, in the order of their use. */
export const variablesOf = (calls: readonly Call[]): string[] => [
  ...new Set(
    calls.flatMap(({ gateway, settings }) => [
      ...Object.values(settings).flatMap((value) => (typeof value === 'string' ? [] : [value.variable])),
      ...gateway.variables,
    ]),
  ),
]

/** A comment block; an empty line stays a bare sign. */
export const comment = (sign: string, lines: readonly string[]): string =>
  lines.map((line) => `${sign}${line === '' ? '' : ` ${line}`}`).join('\n')
