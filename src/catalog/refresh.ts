// A price list from the network, of any shape, and the rules → what differs, and a layer of what may be taken.
//
// Only prices, contexts and statuses of offers that the rules know: never licenses, weights or origins.

import type { Difference, ListedRates, PriceChanges, PricedOffer, PricedRules, PriceField } from '../price-changes.ts'
import type { Bounds } from './price-bounds.ts'
import { sameBase } from './price-layer.ts'
import { findListing, type ListedFields, type Listing, listId, shown } from './price-list.ts'

export interface Caution {
  /** The day of the list. */
  readonly asOf: string
  /** A larger move, up or down, is taken only with `accept`. */
  readonly maxMove: number
  /** What lies beyond is not taken with `accept` either. */
  readonly bounds: Bounds
  readonly accept: boolean
}

interface Known {
  readonly model: string
  readonly host: string
  readonly offer: PricedOffer & { readonly differs?: string | undefined }
  readonly listing: Listing
}

/** A value that may be taken, or why not. */
type Reading = { readonly value: number } | { readonly because: string }

interface Part {
  readonly part: string | null
  readonly old: ListedRates
  /** Undefined when the list does not have this part. */
  readonly listed: ListedFields | undefined
}

export function comparePrices(list: unknown, rules: PricedRules, caution: Caution): PriceChanges {
  const differences: Difference[] = []
  const unlisted: { model: string; host: string }[] = []
  const offers: Record<string, Record<string, PricedOffer>> = {}
  const models: Record<string, PriceChanges['layer']['models'][string]> = {}
  const confirmed: string[] = []
  let known = 0
  for (const [model, hosts] of Object.entries(rules.offers ?? {})) {
    const found: Known[] = []
    for (const [host, offer] of Object.entries(hosts)) {
      known += 1
      const listing = findListing(list, rules.hosts?.[host]?.['models-dev'] ?? [], offer.id)
      if (listing) found.push({ model, host, offer, listing })
      else unlisted.push({ model, host })
    }
    for (const one of found) {
      const compared = compareOffer(list, one, rules, caution)
      differences.push(...compared.differences)
      if (!compared.taken) continue
      offers[model] = { ...offers[model], [one.host]: compared.taken }
      if (compared.confirmed) confirmed.push(`${model}@${one.host}`)
    }
    const status = compareStatus(found, rules)
    differences.push(...status.differences)
    if (status.agreed) models[model] = status.agreed
  }
  return { differences, unlisted, known, layer: { offers, models }, confirmed }
}

/**
 * All rates of an offer are taken together or not at all, since a mix of two days is no price of any day. Where the list
 * does not have them all, the offer keeps its date, which is that of its oldest rate.
 */
function compareOffer(list: unknown, known: Known, rules: PricedRules, caution: Caution) {
  const { offer, listing } = known
  const parts = partsOf(list, known, rules)
  const compared = parts.map((part) => compareRates(known, part, caution))
  const prices = compared.flatMap(({ differences }) => differences)
  const context = compareContext(known, rules, caution)
  const gaps = parts.flatMap(({ part, listed }) => (listed === undefined ? [part] : []))
  const because = refusal(prices, gaps, caution)
  if (because !== undefined) {
    const differences = [...prices, ...context.differences].map((one) => keep(one, because))
    return { differences, taken: undefined, confirmed: false }
  }
  const confirmed = compared.every((part) => part.confirmed)
  const rates = new Map(parts.map(({ part }, index) => [part, compared[index]?.rates]))
  const differences = [...prices, ...droppedBatch(known, rates.get(null) ?? offer), ...context.differences]
  const { regions, above, id } = offer
  const taken: PricedOffer = {
    id,
    ...(rates.get(null) ?? ratesOf(offer)),
    ...(context.value === undefined ? {} : { context: context.value }),
    ...(regions && {
      regions: Object.fromEntries(
        Object.entries(regions).map(([region, at]) => [region, { id: at.id, ...(rates.get(region) ?? ratesOf(at)) }]),
      ),
    }),
    ...(above && { above: above.map((tier) => ({ tokens: tier.tokens, ...(rates.get(aboveName(tier.tokens)) ?? ratesOf(tier)) })) }),
    'as-of': confirmed ? caution.asOf : offer['as-of'],
    sources: { [listId]: listing.provider },
  }
  return { differences, taken, confirmed }
}

/** Batch rates do not stay beside base rates of another day. */
function droppedBatch({ model, host, offer }: Known, base: ListedRates): Difference[] {
  if (!offer.batch || sameBase(offer, base)) return []
  const because = 'not on the list, which moved the rates that it belongs to'
  const { input, output } = offer.batch
  const fields = [['batch input', input] as const, ['batch output', output] as const]
  return fields.map(([field, old]) => ({ model, host, part: null, field, old, new: null, verdict: 'accepted', because }))
}

function refusal(prices: readonly Difference[], gaps: readonly (string | null)[], { accept }: Caution): string | undefined {
  if (prices.some(({ verdict }) => verdict === 'rejected')) return 'kept with the other rates of the offer'
  const moved = prices.some(({ part }) => part === null)
  return moved && gaps.length > 0 && !accept ? `the rates for ${gaps.join(', ')} are not on the list` : undefined
}

const keep = (one: Difference, because: string): Difference => (one.verdict === 'accepted' ? { ...one, verdict: 'rejected', because } : one)

/** The offer itself, its regions, which the list has under ids of their own, and its rates for long requests. */
function partsOf(list: unknown, { host, offer, listing }: Known, rules: PricedRules): Part[] {
  const providers = rules.hosts?.[host]?.['models-dev'] ?? []
  const regions = Object.entries(offer.regions ?? {}).map(([region, at]) => ({
    part: region,
    old: at,
    // The same id would find the rates of the offer itself.
    listed: at.id === offer.id ? undefined : findListing(list, providers, at.id)?.rates,
  }))
  const above = (offer.above ?? []).map((tier) => ({ part: aboveName(tier.tokens), old: tier, listed: listing.above.get(tier.tokens) }))
  return [{ part: null, old: offer, listed: listing.rates }, ...regions, ...above]
}

const aboveName = (tokens: number): string => `above ${tokens}`

const ratesOf = ({ input, output, cached }: ListedRates): ListedRates => ({ input, output, ...(cached === undefined ? {} : { cached }) })

function compareRates({ model, host, offer }: Known, { part, old, listed }: Part, caution: Caution) {
  const differences: Difference[] = []
  const rates = { ...ratesOf(old) }
  let confirmed = listed !== undefined
  for (const field of ['input', 'output', 'cached'] as const) {
    const value = listed?.[field]
    const silent =
      listed === undefined || (field === 'cached' && isAbsent(value) && (old.cached === undefined || rates.input === old.input))
    if (silent) {
      if (old[field] !== undefined) confirmed = false
      continue
    }
    // A rate that stays can still be wrong beside one that moved.
    const stays = value === old[field] && !(field === 'cached' && old.cached !== undefined && old.cached > rates.input)
    if (stays) continue
    const reading = readPrice(value, old[field], rates.input, field, caution, offer.differs !== undefined)
    differences.push(difference(model, host, part, field, old[field], value, reading))
    if ('value' in reading) rates[field] = reading.value
  }
  return { differences, rates, confirmed }
}

function readPrice(
  value: unknown,
  old: number | undefined,
  input: number,
  field: PriceField,
  caution: Caution,
  disputed: boolean,
): Reading {
  if (isAbsent(value)) return { because: 'missing' }
  if (typeof value !== 'number' || !Number.isFinite(value)) return { because: 'not a number' }
  if (value <= 0) return { because: value === 0 ? 'zero' : 'negative' }
  const { floor, ceiling } = caution.bounds
  if (value >= ceiling) return { because: `not below the ceiling of ${ceiling}` }
  if (value < floor) return { because: 'far below every price of the catalog' }
  if (field === 'cached' && value > input) return { because: 'dearer than input that is not cached' }
  if (disputed && !caution.accept) return { because: 'the catalog says why its price differs' }
  return old === undefined ? { value } : move(value, old, caution)
}

function compareContext({ model, host, offer, listing }: Known, rules: PricedRules, caution: Caution) {
  const ofModel = rules.models?.[model]?.context
  const old = offer.context ?? (typeof ofModel === 'number' ? ofModel : undefined)
  const { context } = listing
  if (isAbsent(context) || context === old) return { value: offer.context, differences: [] }
  const reading = readContext(context, old, caution)
  return {
    value: 'value' in reading ? reading.value : offer.context,
    differences: [difference(model, host, null, 'context', old, context, reading)],
  }
}

function readContext(value: unknown, old: number | undefined, caution: Caution): Reading {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return { because: 'not a whole number' }
  if (value <= 0) return { because: value === 0 ? 'zero' : 'negative' }
  const { low, high } = caution.bounds.contexts
  if (value < low || value > high) return { because: 'far from every context of the catalog' }
  if (old === undefined) return caution.accept ? { value } : { because: 'nothing to compare it with' }
  return move(value, old, caution)
}

/** Up or down alike; from zero, any move is too large. */
function move(value: number, old: number, { maxMove, accept }: Caution): Reading {
  const ratio = Math.max(value, old) / Math.min(value, old)
  return ratio <= maxMove || accept ? { value } : { because: `a move of more than ${maxMove} times` }
}

/** A status is of the model: it is taken when all hosts on the list agree, and a lab is among them. */
function compareStatus(found: readonly Known[], rules: PricedRules) {
  const [first] = found
  const status = first?.listing.status
  const labs = found.filter(({ host }) => rules.hosts?.[host]?.kind === 'lab')
  const agree = labs.length > 0 && found.every(({ listing }) => listing.status === status)
  const differences = found.flatMap(({ model, host, listing }) => {
    const old = rules.models?.[model]?.status ?? 'unknown'
    if (listing.status === undefined || !changes(old, listing.status)) return []
    const verdict = agree ? 'accepted' : 'noted'
    const because = agree ? null : 'hosts do not agree'
    return [{ model, host, part: null, field: 'status', old, new: listing.status, verdict, because } satisfies Difference]
  })
  const old = rules.models?.[first?.model ?? '']?.status ?? 'unknown'
  const taken = agree && status !== undefined && (status === old || changes(old, status))
  return { differences, agreed: taken ? { status, sources: { [listId]: `status at ${first?.listing.provider}` } } : undefined }
}

const changes = (old: string, status: 'preview' | 'retired'): boolean =>
  (status === 'retired' ? ['current', 'preview', 'superseded', 'unknown'] : ['current', 'unknown']).includes(old)

const isAbsent = (value: unknown): value is undefined | null => value === undefined || value === null

const difference = (
  model: string,
  host: string,
  part: string | null,
  field: PriceField,
  old: number | undefined,
  value: unknown,
  reading: Reading,
): Difference => ({
  model,
  host,
  part,
  field,
  old: old ?? null,
  new: shown(value),
  verdict: 'value' in reading ? 'accepted' : 'rejected',
  because: 'value' in reading ? null : reading.because,
})
