// Today's facts behind a decision, and the date → the ones that nobody has looked at for too long.

import type { RecommendationJson } from '../contract.ts'
import type { Tree } from '../types.ts'
import type { Move } from './moves.ts'

interface Stale {
  readonly kind: 'staleness'
  readonly says: string
  readonly was: string
  readonly now: string
  readonly moved: readonly Move[]
}

/** The day of the check; the core reads no clock. */
export interface Calendar {
  readonly date: string
  /** The day so many days earlier. */
  readonly before: (days: number) => string
}

/** One finding for prices and one for figures, each with everything that is older than the rules allow. */
export function staleness(tree: Tree, { inputs }: RecommendationJson, calendar: Calendar): Stale[] {
  const limit = (id: string) => tree.figures.get(id)?.value ?? 0
  return [
    ...stale('prices', inputs.prices, 'asOf', limit('warn-age'), calendar),
    ...stale('figures', inputs.figures, 'checked', limit('figure-age'), calendar),
  ]
}

function stale(
  kind: 'prices' | 'figures',
  facts: RecommendationJson['inputs'][typeof kind],
  field: string,
  days: number,
  { date, before: dayBefore }: Calendar,
): Stale[] {
  const before = dayBefore(days)
  const old = Object.entries(facts).filter(([, fact]) => typeof fact[field] === 'string' && fact[field] < before)
  const [oldest] = old.map(([, fact]) => String(fact[field])).sort()
  if (oldest === undefined) return []
  return [
    {
      kind: 'staleness',
      says: `${old.length} of the ${kind} ${old.length === 1 ? 'was' : 'were'} last checked more than ${days} days ago, the oldest on ${oldest}.`,
      was: oldest,
      now: date,
      moved: old.map(([id, fact]) => ({ kind, id, field, was: fact[field] ?? null, now: date })),
    },
  ]
}
