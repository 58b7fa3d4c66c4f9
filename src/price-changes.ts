// What a price list changes: differences for people, and a layer to lay over the catalog.

export type PriceField = 'input' | 'output' | 'cached' | 'batch input' | 'batch output' | 'context' | 'status'

/** Noted ones are shown and not taken, but are no mistake of the list. */
export type Verdict = 'accepted' | 'rejected' | 'noted'

export interface Difference {
  readonly model: string
  readonly host: string
  /** The region or the size of request that the rate is of; null for the offer itself. */
  readonly part: string | null
  readonly field: PriceField
  readonly old: number | string | null
  readonly new: number | string | null
  readonly verdict: Verdict
  /** Why it is not taken. */
  readonly because: string | null
}

export interface ListedRates {
  readonly input: number
  readonly output: number
  readonly cached?: number | undefined
}

/** The part of an offer in a rules file that a price list can change. */
export interface PricedOffer extends ListedRates {
  readonly id: string
  readonly context?: number | undefined
  readonly regions?: Readonly<Record<string, ListedRates & { readonly id: string }>> | undefined
  readonly above?: readonly (ListedRates & { readonly tokens: number })[] | undefined
  /** The list has none: they stand beside the base rates that they belong to, or not at all. */
  readonly batch?: { readonly input: number; readonly output: number } | undefined
  /** The oldest date of its rates. */
  readonly 'as-of': string
  readonly sources: Readonly<Record<string, string>>
}

interface PricedModel {
  readonly status: string
  readonly sources: Readonly<Record<string, string>>
}

/** Model id → host id → value. */
type ByOffer<T> = Readonly<Record<string, Readonly<Record<string, T>>>>

/** Shaped like a rules file, with nothing in it but prices, contexts and statuses. */
export interface PriceLayer {
  readonly offers: ByOffer<PricedOffer>
  readonly models: Readonly<Record<string, PricedModel>>
}

/** The sections of the rules that prices are compared with. */
export interface PricedRules {
  readonly hosts?: Readonly<Record<string, { readonly kind: string; readonly 'models-dev'?: readonly string[] | undefined }>> | undefined
  readonly offers?: ByOffer<PricedOffer & { readonly differs?: string | undefined }> | undefined
  readonly models?: Readonly<Record<string, PricedModel & { readonly context: number | 'unknown' }>> | undefined
}

export interface PriceChanges {
  readonly differences: readonly Difference[]
  readonly layer: PriceLayer
  /** Offers of the layer of which the list has every rate, as `model@host`. */
  readonly confirmed: readonly string[]
  /** Offers that the list does not have; their prices stay. */
  readonly unlisted: readonly { readonly model: string; readonly host: string }[]
  readonly known: number
}

/** What `pick-llm refresh` did, for printing. */
export interface RefreshResult extends Omit<PriceChanges, 'layer' | 'confirmed'> {
  readonly url: string
  readonly date: string
  /** The list is the one of the last time; so many of its prices were rejected then. */
  readonly unchanged: { readonly rejected: number } | null
}
