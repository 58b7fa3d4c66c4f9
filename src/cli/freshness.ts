// The date of prices and today's → how old they are, in a sentence for stderr, and whether "cheapest" may still be said.

import { UserError } from '../errors.ts'
import { echo } from '../sanitize.ts'
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

/** Judged by the oldest price. `forced` is true when the cheapest is named at any age. */
export function freshness(oldest: string, today: string, figures: Ages, newest = oldest, forced = false): Freshness {
  const days = Math.round((Date.parse(today) - Date.parse(oldest)) / dayMs)
  if (!Number.isFinite(days)) return { level: 'refuse', days: undefined, text: 'Warning: the age of the prices is not known.' }
  if (days < 0) return { level: 'fresh', days, text: `Prices as of ${oldest}, which is after today, ${today}.` }
  const old = daysOld(days)
  const age = oldest === newest ? `rices as of ${oldest}, ${old}.` : `rices from ${oldest} to ${newest}, ${old} at most.`
  const after = (id: string) => days > limit(figures, id)
  if (after('refuse-age')) return { level: 'refuse', days, text: `Warning: p${age} ${forced ? named : tooOld} ${newer}` }
  if (after('warn-age')) return { level: 'warning', days, text: `Warning: p${age} ${newer}` }
  if (after('note-age')) return { level: 'note', days, text: `Note: p${age} ${newer}` }
  return { level: 'fresh', days, text: `P${age}` }
}

/** The same for GPU prices, which no refresh fetches. */
export function gpuFreshness(oldest: string, today: string, figures: Ages, forced = false): Freshness {
  const { level, days } = freshness(oldest, today, figures)
  if (days === undefined) return { level, days, text: 'Warning: the age of the GPU prices is not known.' }
  const age = days < 0 ? `which is after today, ${today}` : daysOld(days)
  const say = { fresh: '', note: 'Note: ', warning: 'Warning: ', refuse: 'Warning: ' }[level]
  const more = [...(level === 'refuse' ? [forced ? named : tooOld] : []), ...(level === 'fresh' ? [] : [yours])]
  return { level, days, text: [`${say}GPU prices as of ${oldest}, ${age}.`, ...more].join(' ') }
}

export type Ages = ReadonlyMap<string, Pick<Figure, 'value'>>

const daysOld = (days: number): string => `${days === 1 ? '1 day' : `${days} days`} old`

export const limit = (figures: Ages, id: string): number => figures.get(id)?.value ?? 0

const tooOld = 'Too old to call any the cheapest.'
const named = 'The cheapest is named because of --stale-prices.'
const newer = '`pick-llm refresh` fetches newer ones.'
const yours = '--gpu-hour sets what you pay.'

/** Why nothing is called the cheapest, without the day, so that it stays the same; null where it may be. */
export function whyNoCheapest(oldest: string, today: string, figures: Ages, what = 'price'): string | null {
  const { level, days: age } = freshness(oldest, today, figures)
  if (level !== 'refuse') return null
  if (age === undefined) return 'The age of the prices is not known. --stale-prices names the cheapest all the same.'
  const days = limit(figures, 'refuse-age')
  return `The oldest ${what} is of ${oldest}, more than ${days} days ago: too old to call any the cheapest. --stale-prices does it all the same.`
}

/** The day in UTC: of SOURCE_DATE_EPOCH where it is set, so that a build can be repeated. Throws `UserError`. */
export const todayOf = (terminal: Pick<Terminal, 'environment'>): string => dayAt(nowOf(terminal))

/** The latest day that it is anywhere, which is 14 hours ahead of UTC. Throws `UserError`. */
export const latestDayOf = (terminal: Pick<Terminal, 'environment'>): string => dayAt(nowOf(terminal) + 14 * 60 * 60 * 1000)

const dayAt = (moment: number): string => new Date(moment).toISOString().slice(0, 10)

function nowOf(terminal: Pick<Terminal, 'environment'>): number {
  const epoch = variable(terminal, 'SOURCE_DATE_EPOCH')
  if (epoch !== undefined && !/^\d{1,11}$/.test(epoch))
    throw new UserError('E_VALUE', `SOURCE_DATE_EPOCH: "${echo(epoch)}" is no number of seconds.`, 'Write whole seconds since 1970.')
  return epoch === undefined ? Date.now() : Number(epoch) * 1000
}

/** The day so many days earlier. */
export const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(day) - Math.min(days, longestAge) * dayMs).toISOString().slice(0, 10)

/** Two thousand years: before that, dates are written otherwise. */
const longestAge = 730_000
