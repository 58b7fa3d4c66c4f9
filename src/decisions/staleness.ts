// Today's facts behind a decision, and the date → the ones that nobody has looked at for too long, and prices that have ended.

import { halves } from '../advise/inputs.ts'
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

/** One finding for prices and one for figures, each with everything that is older than the rules allow; of prices, also those whose announced end is past. */
export function staleness(tree: Tree, { inputs }: RecommendationJson, calendar: Calendar): Stale[] {
  const limit = (id: string) => tree.figures.get(id)?.value ?? 0
  const ended = Object.keys(inputs.prices).flatMap((id) => endedPrice(tree, id, calendar) ?? [])
  return [
    ...stale('prices', inputs.prices, 'asOf', limit('warn-age'), calendar, ended),
    ...stale('figures', inputs.figures, 'checked', limit('figure-age'), calendar, []),
  ]
}

interface Ended {
  readonly says: string
  readonly until: string
}

function endedPrice({ catalog }: Tree, id: string, { date }: Calendar): Ended | undefined {
  const [modelId, hostId] = halves(id, '@')
  const model = catalog.models.get(modelId)
  const offer = model?.offers.find(({ host }) => host.id === hostId)
  if (!model || offer?.until === undefined || offer.until >= date) return undefined
  return { until: offer.until, says: `The price of ${model.title} at ${offer.host.title} was announced until ${offer.until} only.` }
}

function stale(
  kind: 'prices' | 'figures',
  facts: RecommendationJson['inputs'][typeof kind],
  field: string,
  days: number,
  { date, before: dayBefore }: Calendar,
  ended: readonly Ended[],
): Stale[] {
  const before = dayBefore(days)
  const old = Object.entries(facts).filter(([, fact]) => typeof fact[field] === 'string' && fact[field] < before)
  const [oldest] = old.map(([, fact]) => String(fact[field])).sort()
  const was = oldest ?? ended.map(({ until }) => until).sort()[0]
  if (was === undefined) return []
  const unchecked = `${old.length} of the ${kind} ${old.length === 1 ? 'was' : 'were'} last checked more than ${days} days ago, the oldest on ${oldest}.`
  return [
    {
      kind: 'staleness',
      says: [...(old.length > 0 ? [unchecked] : []), ...ended.map(({ says }) => says)].join(' '),
      was,
      now: date,
      moved: old.map(([id, fact]) => ({ kind, id, field, was: fact[field] ?? null, now: date })),
    },
  ]
}
