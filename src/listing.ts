// The published JSON of the catalog → the nouns that the catalog and its views share.

import type { ModelsJson } from './contract-models.ts'

/** The catalog under filters, without who made it. */
export type Listing = Omit<ModelsJson, 'schemaVersion' | 'ok' | 'tool' | 'rules'>
export type FilterListing = Listing['filters'][number]
export type ModelListing = Listing['models'][number]
export type OfferListing = ModelListing['offers'][number]
/** What became of one model under the filters. */
export type WhyNot = NonNullable<Listing['whyNot']>
/** The dates of the API prices that are shown. */
export type PriceDates = Listing['prices']
