// The date of prices and today's → how old they are, in a sentence for stderr, and whether "cheapest" may still be said.

import { UserError } from '../errors.ts'
import { sanitizeLine } from '../sanitize.ts'
import type { Figure } from '../types.ts'
import { type Terminal, variable } from './terminal.ts'

export interface Freshness {
  /** With `refuse`, nothing is called the cheapest. */
  readonly level: 'fresh' | 'note' | 'warning' | 'refuse'
  /** Undefined when there is no date to count from. */
  readonly days: number | undefined
  readonly text: string
}

const dayMs = 86_400_000

export function freshness(asOf: string, today: string, figures: ReadonlyMap<string, Pick<Figure, 'value'>>): Freshness {
  const days = Math.round((Date.parse(today) - Date.parse(asOf)) / dayMs)
  if (!Number.isFinite(days)) return { level: 'refuse', days: undefined, text: 'Warning: the age of the prices is not known.' }
  if (days < 0) return { level: 'fresh', days, text: `Prices as of ${asOf}, which is after today, ${today}.` }
  const age = `rices as of ${asOf}, ${days === 1 ? '1 day' : `${days} days`} old.`
  const after = (id: string) => days > (figures.get(id)?.value ?? 0)
  if (after('refuse-age')) return { level: 'refuse', days, text: `Warning: p${age} Too old to call any the cheapest. ${newer}` }
  if (after('warn-age')) return { level: 'warning', days, text: `Warning: p${age} ${newer}` }
  if (after('note-age')) return { level: 'note', days, text: `Note: p${age} ${newer}` }
  return { level: 'fresh', days, text: `P${age}` }
}

const newer = '`pick-llm refresh` fetches newer ones.'

/** The day in UTC: of SOURCE_DATE_EPOCH where it is set, so that a build can be repeated. Throws `UserError`. */
export function todayOf(terminal: Pick<Terminal, 'environment'>): string {
  const epoch = variable(terminal, 'SOURCE_DATE_EPOCH')
  if (epoch !== undefined && !/^\d{1,11}$/.test(epoch))
    throw new UserError(
      'E_VALUE',
      `SOURCE_DATE_EPOCH: "${sanitizeLine(epoch)}" is no number of seconds.`,
      'Write whole seconds since 1970.',
    )
  return new Date(epoch === undefined ? Date.now() : Number(epoch) * 1000).toISOString().slice(0, 10)
}
