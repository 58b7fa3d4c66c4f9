// What is exported → the comments at the head of the output: limits, variables, what is left out and why.

import { sanitizeLine } from '../sanitize.ts'
import { fill } from '../words.ts'
import type { Call, Target, Workload } from './calls.ts'
import type { ExportInput } from './input.ts'
import { limitNote } from './limits.ts'

/** Lines without a comment sign; whatever a user or a rules file said is on one line and cannot act. */
export function notesOf(
  input: ExportInput,
  all: readonly Workload[],
  more: readonly string[] = [],
  reads: readonly string[] = [],
): string[] {
  const lines = [`Made by pick-llm; prices as of ${input.catalog.asOf}.`]
  for (const { entry, name, limit, lanes, leftOut } of all) {
    const hosts = lanes.flatMap(({ calls }) => calls.flatMap(({ host, hostTitle }) => (host === undefined ? [] : [hostTitle])))
    const named = entry.name === name ? name : `${name} (${entry.name})`
    lines.push('', `${named}: ${entry.result.recommendation.title}. ${limitNote(input, limit, hosts)}`)
    lines.push(`Recommended by: ${entry.result.command}`, ...leftOut)
  }
  lines.push('')
  const calls = callsOf(all)
  const variables = [...variablesOf(calls), ...reads]
  if (variables.length > 0) lines.push(fill(input.words['export-variables'], { variables: variables.join(', ') }))
  lines.push(...new Set(calls.flatMap(({ gateway }) => gateway.note ?? [])))
  return [...lines, ...more].flatMap((line) => line.split('\n')).map(sanitizeLine)
}

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
