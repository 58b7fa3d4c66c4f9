// A listing whose prices are too old to compare → the same without a cheapest host, sorted by name.

import type { Listing, ModelListing } from '../listing.ts'

/** `because` says why no host is named cheapest. */
export const unranked = (listing: Listing, because: string): Listing => ({
  ...listing,
  cheapestBecause: because,
  models: listing.models.map(byHost),
  whyNot: listing.whyNot && { ...listing.whyNot, model: byHost(listing.whyNot.model) },
})

const byHost = (model: ModelListing): ModelListing => ({
  ...model,
  cheapest: null,
  offers: [...model.offers].sort((a, b) => (a.host < b.host ? -1 : a.host > b.host ? 1 : 0)),
})
