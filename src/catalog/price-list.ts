// The data of models.dev, of any shape → what it lists for one id at one host. Reads own properties only, never keys.

import { sanitizeLine } from '../sanitize.ts'

export const listId = 'models-dev'

export interface Listing {
  /** The host's name on the list. */
  readonly provider: string
  readonly rates: ListedFields
  readonly context: unknown
  readonly status: 'preview' | 'retired' | undefined
  /** Rates of requests with more input tokens than that. */
  readonly above: ReadonlyMap<number, ListedFields>
}

/** As they came. */
export interface ListedFields {
  readonly input: unknown
  readonly output: unknown
  readonly cached: unknown
}

/** The first of the providers that lists the id. */
export function findListing(list: unknown, providers: readonly string[], id: string): Listing | undefined {
  for (const provider of providers) {
    const entry = own(own(own(list, provider), 'models'), id)
    if (isMap(entry)) return listing(provider, entry)
  }
  return undefined
}

function listing(provider: string, entry: object): Listing {
  const cost = own(entry, 'cost')
  const tiers = own(cost, 'tiers')
  const above = new Map<number, ListedFields>()
  for (const tier of Array.isArray(tiers) ? tiers.slice(0, 20) : []) {
    const kind = own(tier, 'tier')
    const size = own(kind, 'size')
    if (own(kind, 'type') === 'context' && typeof size === 'number') above.set(size, fields(tier))
  }
  return { provider, rates: fields(cost), context: own(own(entry, 'limit'), 'context'), status: status(own(entry, 'status')), above }
}

const fields = (cost: unknown): ListedFields => ({
  input: own(cost, 'input'),
  output: own(cost, 'output'),
  cached: own(cost, 'cache_read'),
})

/** Deprecated means there that the host no longer serves it. */
function status(word: unknown): Listing['status'] {
  if (word === 'alpha' || word === 'beta') return 'preview'
  return word === 'deprecated' ? 'retired' : undefined
}

/** A value of the list for people: numbers as they are, anything else in a few harmless characters. */
export function shown(value: unknown): number | string | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'string') return `"${sanitizeLine(value.slice(0, 40))}${value.length > 40 ? '…' : ''}"`
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'a map'
  return typeof value
}

export const isMap = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value)

export function own(value: unknown, key: string): unknown {
  return isMap(value) && Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined
}
