// An offer, and moves of its prices → the offer as it was.

import type { Offer, Rates } from '../types.ts'
import type { Move } from './moves.ts'

/** Undefined where it was not there. Fields are named as in the inputs of a record: `input`, `batch input`, `eu input`, `above 200000 input`. */
export function offerBefore(offer: Offer, moves: readonly Move[]): Offer | undefined {
  if (moves.some(({ field, was }) => field === 'entry' && was === null)) return undefined
  return moves.reduce((before, { field, was }) => (field === 'entry' ? before : fieldBefore(before, field, was)), offer)
}

function fieldBefore(offer: Offer, field: string, was: Move['was']): Offer {
  const words = field.split(' ')
  const rate = words.at(-1) ?? ''
  const value = typeof was === 'number' ? was : undefined
  const changed = <R extends object>(rates: R): R => ({ ...rates, [rate]: value ?? (rate === 'cached' ? undefined : 0) })
  if (field === 'context') return { ...offer, context: value }
  if (words.length === 1) return changed(offer)
  if (words[0] === 'batch') {
    return {
      ...offer,
      batch: value === undefined ? undefined : { ...(offer.batch ?? { input: offer.input, output: offer.output }), [rate]: value },
    }
  }
  if (words[0] === 'above') {
    const tokens = Number(words[1])
    const none = { input: offer.input, output: offer.output, cached: offer.cached, tokens }
    const found = offer.above.find((each) => each.tokens === tokens) ?? none
    const others = offer.above.filter((each) => each.tokens !== tokens)
    const above = value === undefined && rate !== 'cached' ? others : [...others, changed(found)].sort((a, b) => a.tokens - b.tokens)
    return { ...offer, above }
  }
  const region = words[0] ?? ''
  const rates: (Rates & { readonly id: string }) | undefined = offer.regions.get(region)
  const regions = new Map(offer.regions)
  if (value === undefined && rate !== 'cached') regions.delete(region)
  else if (value !== undefined || rates) regions.set(region, changed(rates ?? { ...offer }))
  return { ...offer, regions }
}
