// Rows of gateways as plain data → what they say of a call, and what is told of them.

import { valueAt } from '../value-at.ts'
import type { Finding, Path } from './finding.ts'
import { keysIn } from './sections.ts'

/** A row as plain data. */
export interface Row {
  readonly host: string
  readonly id: string
  readonly at: (...keys: readonly string[]) => unknown
}

export const targets = ['litellm', 'ai-sdk', 'promptfoo'] as const

export const rowsOf = (sections: unknown, host: string): Row[] =>
  keysIn(sections, ['gateways', host]).map((row): Row => {
    return { host, id: row, at: (...keys) => valueAt(sections, ['gateways', host, row, ...keys]) }
  })

export function rowFor(sections: unknown, host: string, id: string): Row | undefined {
  const fits = (ends: unknown, fit: (end: string) => boolean) => !Array.isArray(ends) || ends.map(String).some(fit)
  return rowsOf(sections, host).find(
    ({ at }) => fits(at('starts-with'), (end) => id.startsWith(end)) && fits(at('ends-with'), (end) => id.endsWith(end)),
  )
}

/** Alike for what leads to the same place. */
export const address = (value: unknown): string =>
  typeof value === 'string' ? value.toLowerCase().replace(/\/+$/, '') : JSON.stringify(value)

export const elsewhere = (old: unknown, now: unknown, where: string): string =>
  `was ${words(old)} and is ${words(now)}, so exports send what has to stay ${where} elsewhere`

export const words = (value: unknown): string =>
  value === undefined ? 'nothing' : typeof value === 'object' ? `the variable ${String(valueAt(value, ['variable']))}` : String(value)

export const map = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}

export const listed = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

export const hintFor = (entry: string) => `Leave it as it is, or say in \`lifts-limits:\` of the ${entry} why it may change.`

/** Told at what the overlay says, be it of the row that was there. */
export function lifted({ host, id: old }: Row, { id }: Row, keys: readonly string[], says: string): Finding {
  const at = (row: string, ...more: readonly string[]): Path => ['gateways', host, row, ...more]
  const above = [...keys.keys()].slice(1).map((count) => at(id, ...keys.slice(0, -count)))
  const also = [...above, at(old, ...keys), at(old, 'starts-with'), at(old, 'ends-with'), at(old), at(id), ['gateways', host]]
  return { kind: 'lifted-limit', path: at(id, ...keys), also, says, hint: hintFor('row') }
}

/** Of a promise that nothing keeps. */
export const unkept = 'so exports promise what no setting of theirs is known to keep'
