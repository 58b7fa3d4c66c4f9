// A layer of prices, from a file that may hold anything, laid over the rules where it still fits them.

import { isDay } from '../calendar.ts'
import type { ListedRates, PricedOffer, PricedRules, PriceLayer } from '../price-changes.ts'
import { isMap, listId, own } from './price-list.ts'

/** Prices of offers that the rules have, with the same id and no newer date, and statuses of models that they have. */
export function layPrices<R extends PricedRules>(rules: R, layer: PriceLayer): R {
  const offers = mapValues(rules.offers ?? {}, (hosts, model) =>
    mapValues(hosts, (offer, host) => {
      const prices = ownEntry(ownEntry(layer.offers, model) ?? {}, host)
      return prices && prices.id === offer.id && prices['as-of'] >= offer['as-of'] ? layOffer(offer, prices) : offer
    }),
  )
  const models = mapValues(rules.models ?? {}, (model, id) => {
    const change = ownEntry(layer.models, id)
    return change ? { ...model, status: change.status, sources: { ...model.sources, ...change.sources } } : model
  })
  return { ...rules, offers, models }
}

function layOffer<O extends PricedOffer>(offer: O, prices: PricedOffer): O {
  const { regions, above, ...base } = prices
  const keepsBatch = offer.batch !== undefined && sameBase(offer, prices)
  // Where a rate is not from the layer, what the rules cite for it still stands.
  const mixed = keepsBatch || prices['as-of'] === offer['as-of']
  return {
    ...offer,
    ...base,
    sources: mixed ? { ...offer.sources, ...prices.sources } : prices.sources,
    ...(offer.batch && !keepsBatch && { batch: undefined }),
    ...(offer.regions && {
      regions: mapValues(offer.regions, (at, region) => {
        const change = ownEntry(regions ?? {}, region)
        return change && change.id === at.id ? { ...at, ...change } : at
      }),
    }),
    ...(offer.above && {
      above: offer.above.map((tier) => ({ ...tier, ...above?.find(({ tokens }) => tokens === tier.tokens) })),
    }),
  }
}

export const sameBase = (one: ListedRates, other: ListedRates): boolean => one.input === other.input && one.output === other.output

/** The newer layer's prices before the older one's; only the newer one's statuses. */
export function joinLayers(older: PriceLayer, newer: PriceLayer): PriceLayer {
  const models = [...new Set([...Object.keys(older.offers), ...Object.keys(newer.offers)])].sort()
  return { offers: Object.fromEntries(models.map((id) => [id, { ...older.offers[id], ...newer.offers[id] }])), models: newer.models }
}

/** The same prices, confirmed once more: those offers, named as `model@host`, are as of another day. */
export function redate(layer: PriceLayer, confirmed: readonly string[], to: string): PriceLayer {
  const all = new Set(confirmed)
  const offers = mapValues(layer.offers, (hosts, model) =>
    mapValues(hosts, (offer, host) => (all.has(`${model}@${host}`) ? { ...offer, 'as-of': to } : offer)),
  )
  return { ...layer, offers }
}

const mapValues = <T, U>(map: Readonly<Record<string, T>>, change: (value: T, key: string) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]))

const ownEntry = <T>(map: Readonly<Record<string, T>>, key: string): T | undefined => (Object.hasOwn(map, key) ? map[key] : undefined)

/** Takes only what it knows out of plain data; undefined when anything is not as written by `refresh`. */
export function readLayer(value: unknown): PriceLayer | undefined {
  const offers = readMap(own(value, 'offers'), (hosts) => readMap(hosts, readOffer))
  const models = readMap(own(value, 'models'), (model) => {
    const status = own(model, 'status')
    const sources = readSources(own(model, 'sources'))
    return sources && (status === 'preview' || status === 'retired') ? { status, sources } : undefined
  })
  return offers && models ? { offers, models } : undefined
}

function readOffer(value: unknown): PricedOffer | undefined {
  const read = readRates(value)
  const id = text(own(value, 'id'))
  const date = readDate(own(value, 'as-of'))
  const sources = readSources(own(value, 'sources'))
  const context = optional(own(value, 'context'), tokenCount)
  const regions = optional(own(value, 'regions'), (map) => readMap(map, readRegion))
  const above = optional(own(value, 'above'), (list) => (Array.isArray(list) ? readAll(list, readTier) : undefined))
  if (!read || id === undefined || !date || !sources || !context || !regions || !above) return undefined
  return { id, ...read, ...named('context', context), ...named('regions', regions), ...named('above', above), 'as-of': date, sources }
}

/** A refresh has one source. Another one might not be in the rules. */
function readSources(value: unknown): Record<string, string> | undefined {
  const place = text(own(value, listId))
  return place !== undefined && isMap(value) && Object.keys(value).length === 1 ? { [listId]: place } : undefined
}

function readRates(value: unknown): ListedRates | undefined {
  const [input, output] = [price(own(value, 'input')), price(own(value, 'output'))]
  const cached = optional(own(value, 'cached'), price)
  return input === undefined || output === undefined || !cached ? undefined : { input, output, ...named('cached', cached) }
}

function readRegion(value: unknown): (ListedRates & { id: string }) | undefined {
  const [id, read] = [text(own(value, 'id')), readRates(value)]
  return read && id !== undefined ? { id, ...read } : undefined
}

function readTier(value: unknown): (ListedRates & { tokens: number }) | undefined {
  const [tokens, read] = [tokenCount(own(value, 'tokens')), readRates(value)]
  return read && tokens !== undefined ? { tokens, ...read } : undefined
}

/** Absent is fine, wrong is not. */
function optional<T>(value: unknown, read: (value: unknown) => T | undefined): { readonly value: T | undefined } | undefined {
  if (value === undefined) return { value: undefined }
  const found = read(value)
  return found === undefined ? undefined : { value: found }
}

const named = <K extends string, T>(key: K, { value }: { readonly value: T | undefined }): { [P in K]?: T } =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: T }

function readMap<T>(value: unknown, read: (value: unknown) => T | undefined): Record<string, T> | undefined {
  if (!isMap(value)) return undefined
  const entries: [string, T][] = []
  for (const [key, raw] of Object.entries(value)) {
    const found = /^[a-z0-9][a-z0-9.-]{0,79}$/.test(key) ? read(raw) : undefined
    if (found === undefined) return undefined
    entries.push([key, found])
  }
  return Object.fromEntries(entries)
}

function readAll<T>(list: readonly unknown[], read: (value: unknown) => T | undefined): T[] | undefined {
  const found = list.flatMap((raw) => read(raw) ?? [])
  return found.length === list.length ? found : undefined
}

const price = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined
const tokenCount = (value: unknown): number | undefined =>
  Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : undefined
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.length > 0 && value.length <= 400 ? value : undefined

/** A day that is in the calendar. */
export const readDate = (value: unknown): string | undefined => (typeof value === 'string' && isDay(value) ? value : undefined)
