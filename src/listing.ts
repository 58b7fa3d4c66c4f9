// What `pick-llm models` says: the catalog under filters, as plain data that every view shows.

import type { HostKind, Model } from './catalog-types.ts'

export interface Listing {
  readonly catalog: { readonly asOf: string; readonly models: number }
  /** The share of input in a blended price. */
  readonly inputShare: number
  readonly filters: readonly FilterListing[]
  /** Those that pass every filter, the current ones first. */
  readonly models: readonly ModelListing[]
  readonly whyNot: WhyNot | null
}

export interface FilterListing {
  /** The flag without its dashes. */
  readonly id: string
  readonly value: string
  /** False for what holds when nothing is said. */
  readonly given: boolean
  /** How many models of the whole catalog it removes by itself. */
  readonly removes: number
  /** How many models would pass all the others. */
  readonly leftWithout: number
}

export interface ModelListing {
  readonly id: string
  readonly title: string
  readonly lab: string
  readonly origin: string
  readonly weights: Model['weights']
  readonly license: {
    readonly id: string
    readonly title: string
    readonly permissive: Model['license']['permissive']
    readonly commercial: Model['license']['commercial']
  }
  readonly evidence: Model['evidence']
  readonly status: Model['status']
  readonly context: number | null
  readonly goodAt: readonly string[]
  readonly replacedBy: string | null
  /** Source id → where in it. */
  readonly namedIn: Readonly<Record<string, string>>
  readonly note: string | null
  readonly cheapest: OfferListing | null
  /** Those that pass the filters, the cheapest first; none on own machines. */
  readonly offers: readonly OfferListing[]
}

export interface OfferListing {
  readonly host: string
  readonly hostKind: HostKind
  readonly idAtHost: string
  /** USD per million tokens. */
  readonly input: number
  readonly output: number
  readonly cached: number | null
  readonly blended: number
  readonly context: number | null
  readonly asOf: string
}

/** What became of one model under the filters. */
export interface WhyNot {
  readonly model: ModelListing
  /** The filters that removed it: without all of these, it passes. */
  readonly removedBy: readonly { readonly id: string; readonly value: string; readonly because: string }[]
  /** What came after it, the newest last. */
  readonly successors: readonly {
    readonly id: string
    readonly title: string
    readonly status: Model['status']
    readonly passes: boolean
  }[]
}
