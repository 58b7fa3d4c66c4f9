// Dates of prices → the oldest and the newest, or null where there is none.

import type { PriceDates } from './listing.ts'

export function datesOf(dates: readonly string[]): PriceDates {
  const sorted = [...dates].sort()
  const [oldest, newest] = [sorted[0], sorted.at(-1)]
  return oldest === undefined || newest === undefined ? null : { oldest, newest }
}
