// A date as text, and a span of time → whether it is a day, and the later date; by arithmetic alone, so that no clock or time zone can matter.

interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** Whether it is a day of the calendar, written `YYYY-MM-DD`. */
export const isDay = (date: string): boolean => parse(date) !== undefined

/** The same day of the month so much later, or the last day of a shorter month. Undefined when `date` is no `YYYY-MM-DD`. */
export function addMonths(date: string, months: number): string | undefined {
  const from = parse(date)
  if (!from) return undefined
  const count = from.year * 12 + from.month - 1 + months
  const [year, month] = [Math.floor(count / 12), (count % 12) + 1]
  return written({ year, month, day: Math.min(from.day, daysIn(year, month)) })
}

/** Undefined when `date` is no `YYYY-MM-DD`. */
export function addDays(date: string, days: number): string | undefined {
  const from = parse(date)
  if (!from) return undefined
  let { year, month } = from
  let day = from.day + days
  while (day > daysIn(year, month)) {
    day -= daysIn(year, month)
    ;[year, month] = month === 12 ? [year + 1, 1] : [year, month + 1]
  }
  return written({ year, month, day })
}

function parse(date: string): Day | undefined {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date) ?? []
  const read = { year: Number(year), month: Number(month), day: Number(day) }
  return read.month >= 1 && read.month <= 12 && read.day >= 1 && read.day <= daysIn(read.year, read.month) ? read : undefined
}

const written = ({ year, month, day }: Day): string => [String(year).padStart(4, '0'), two(month), two(day)].join('-')

const two = (part: number): string => String(part).padStart(2, '0')

function daysIn(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
}
