// What is exported → the comments at the head of the output: limits, variables, what is left out and why.

import type { PriceDates } from '../listing.ts'
import { datesOf } from '../price-dates.ts'
import { sanitizeLine } from '../sanitize.ts'
import { fill } from '../words.ts'
import type { Call, Lane, Target, Workload } from './calls.ts'
import type { ExportEntry, ExportInput } from './input.ts'
import { isBound, isInside, type Limit, limitNote } from './limits.ts'
import { isEmbedding } from './places.ts'

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
    lines.push(
      `Recommended by: ${entry.result.command}`,
      ...new Set(notes),
      ...voiceNotes(input, entry, lanes),
      ...retentionNotes(
        input,
        limit,
        lanes.flatMap(({ calls: own }) => own),
      ),
    )
  }
  lines.push(...all.flatMap(({ leftOut }) => leftOut.flatMap((line) => ['', line])), '')
  const variables = [...variablesOf(calls), ...reads]
  if (variables.length > 0) lines.push(fill(input.words['export-variables'], { variables: variables.join(', ') }))
  lines.push(...new Set(calls.flatMap(({ gateway, offer }) => [gateway.note ?? [], offer?.lifted ?? []].flat())))
  return [...lines, ...more].flatMap((line) => line.split('\n')).map(sanitizeLine)
}

/** What stands around a model that neither hears nor speaks. */
const voiceNotes = ({ words }: ExportInput, { result }: ExportEntry, lanes: readonly Lane[]): string[] =>
  lanes.flatMap(({ name, calls: [pick] }) =>
    pick && result.answers['task']?.value === 'voice' && !pick.goodAt.includes('voice')
      ? [fill(words['export-voice-text'], { name, model: pick.title })]
      : [],
  )

/** What keeps hosts from storing a request, and where only the agreement does. */
function retentionNotes({ words }: ExportInput, limit: Limit, calls: readonly Call[]): string[] {
  const asked = calls.filter(({ host }) => isBound(limit) && host !== undefined)
  const hosts = (some: readonly Call[]) => [...new Set(some.map(({ hostTitle }) => hostTitle))].join(', ')
  const none = asked.filter(({ retention }) => Object.keys(retention).length === 0)
  const fields = new Map(asked.filter((call) => !none.includes(call)).map((call) => [JSON.stringify(call.retention), call.retention]))
  return [
    ...[...fields].map(([key, retention]) =>
      fill(words['export-retention'], {
        hosts: hosts(asked.filter((call) => JSON.stringify(call.retention) === key)),
        fields: Object.entries(retention)
          .map(([field, value]) => `${field}: ${value}`)
          .join(', '),
      }),
    ),
    ...(none.length > 0 ? [fill(words['export-retention-none'], { hosts: hosts(none) })] : []),
  ]
}

/** Of the prices that stand in the output; nothing where none does. */
function pricesText({ words }: ExportInput, dates: PriceDates): string {
  if (!dates) return ''
  return `; ${fill(words[dates.oldest === dates.newest ? 'prices-as-of' : 'prices-from-to'], { ...dates })}`
}

/** What to know of fallbacks: that they are within the limits, and that those on own machines are in no bill. */
export function fallbackNotes({ words }: ExportInput, all: readonly Workload[]): string[] {
  const single = all
    .flatMap(({ lanes }) => lanes)
    .flatMap(({ name, calls: [pick, ...others] }) =>
      pick && others.length === 0 && !isEmbedding(pick) ? [fill(words['export-no-fallback'], { name, model: pick.title })] : [],
    )
  const lanes = all.flatMap((workload) => workload.lanes).filter(({ calls }) => calls.length > 1)
  const own = lanes.filter(({ calls }) => calls.slice(1).some(({ host }) => host === undefined)).map(({ name }) => name)
  return [
    ...(lanes.length > 0 ? [words['export-fallbacks']] : []),
    ...single,
    ...(own.length > 0 ? [fill(words['export-own-fallbacks'], { names: own.join(', ') })] : []),
  ]
}

export const leftOutOf = (all: readonly Workload[]): string[] => all.flatMap(({ leftOut }) => leftOut)

export const callsOf = <T extends Target>(all: readonly Workload<T>[]): Call<T>[] =>
  all.flatMap(({ lanes }) => lanes.flatMap(({ calls }) => calls))

/** Every environment variable that a call needs, in the order of their use. */
export const variablesOf = (calls: readonly Call[]): string[] => [...new Set(calls.flatMap(({ variables }) => variables))]

/** A comment block; an empty line stays a bare sign. */
export const comment = (sign: string, lines: readonly string[]): string =>
  lines.map((line) => `${sign}${line === '' ? '' : ` ${line}`}`).join('\n')
