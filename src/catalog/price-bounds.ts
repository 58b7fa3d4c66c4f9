// The rules' own prices and contexts → the range that a price list or a file may not leave, whatever is asked for.

import type { ListedRates, PricedRules, PriceLayer } from '../price-changes.ts'
import { isMap, own } from './price-list.ts'

/** Rates in USD per million tokens, contexts in tokens. */
export interface Bounds {
  /** The lowest believable rate. */
  readonly floor: number
  /** No rate is as high as that. */
  readonly ceiling: number
  readonly contexts: { readonly low: number; readonly high: number }
}

/** As far beyond the lowest rate and the outermost contexts as one move may go. */
export function boundsOf(rules: PricedRules, maxMove: number, ceiling: number): Bounds {
  const offers = Object.values(rules.offers ?? {}).flatMap((hosts) => Object.values(hosts))
  const rates = offers
    .flatMap((offer) => [offer, ...Object.values(offer.regions ?? {}), ...(offer.above ?? [])])
    .flatMap(({ input, output, cached = 0 }) => [input, output, cached].filter((rate) => rate > 0))
  const contexts = [
    ...offers.flatMap(({ context }) => context ?? []),
    ...Object.values(rules.models ?? {}).flatMap(({ context }) => (typeof context === 'number' ? context : [])),
  ]
  return {
    floor: Math.min(...rates) / maxMove,
    ceiling,
    contexts: { low: Math.min(...contexts) / maxMove, high: Math.max(...contexts) * maxMove },
  }
}

/** Whether `refresh` could have written it by that day. Offers that the rules do not have are never laid, and may hold anything. */
export function isBelievable(layer: PriceLayer, rules: PricedRules, bounds: Bounds, latest: string): boolean {
  const rate = (value: number) => value >= bounds.floor && value < bounds.ceiling
  const { low, high } = bounds.contexts
  return Object.entries(layer.offers).every(([model, hosts]) =>
    Object.entries(hosts).every(([host, offer]) => {
      const known = own(own(rules.offers, model), host)
      if (!isMap(known)) return true
      // An embedding model has no output to pay for.
      const free = own(known, 'output') === 0
      const rates = ({ input, output, cached = input }: ListedRates) =>
        rate(input) && (rate(output) || (free && output === 0)) && rate(cached) && cached <= input
      const { context = low, regions = {}, above = [] } = offer
      const inBounds = context >= low && context <= high && offer['as-of'] <= latest
      return inBounds && [offer, ...Object.values(regions), ...above].every(rates)
    }),
  )
}
