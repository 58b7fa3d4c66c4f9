// An entry of a shortlist → the model where it is served, with what the catalog knows of it there.

import type { RecommendationJson } from '../contract.ts'
import type { Offer, Rates } from '../types.ts'
import type { ExportInput } from './input.ts'
import { type Limit, regionOf } from './limits.ts'

/** A model where it is served. */
export interface Place {
  readonly tier: string
  readonly model: string
  readonly title: string
  /** Undefined on the user's own machines. */
  readonly host: string | undefined
  readonly hostTitle: string
  /** The id to call. */
  readonly id: string
  /** Tasks. */
  readonly goodAt: readonly string[]
  /** USD per million tokens; undefined when it has no price by the token or none is known. */
  readonly rates: Rates | undefined
  readonly offer: Offer | undefined
  /** Whether the catalog has this id there: a saved result may be old, or not ours. */
  readonly known: boolean
}

type Listed = Pick<RecommendationJson['shortlist'][number], 'tier' | 'model' | 'title' | 'host' | 'hostTitle' | 'idAtHost'>

export function placeOf({ catalog }: Pick<ExportInput, 'catalog'>, listed: Listed, limit: Limit): Place {
  const { tier, title, host, hostTitle, idAtHost } = listed
  const model = catalog.models.get(listed.model)
  const offer = model?.offers.find((each) => each.host.id === host)
  const region = regionOf(limit)?.id
  return {
    tier,
    model: listed.model,
    title,
    host: host ?? undefined,
    hostTitle: hostTitle ?? '',
    id: idAtHost ?? listed.model,
    goodAt: model?.goodAt ?? [],
    rates: offer && (offer.regions.get(region ?? '') ?? offer),
    offer,
    known: host === null ? model !== undefined && (idAtHost === null || idAtHost === listed.model) : idsOf(offer).includes(idAtHost ?? ''),
  }
}

/** Not by the id of another region or of none, where regions have ids of their own; but where the rules say why. */
export function asksFor({ offer }: Place, region: string): boolean {
  const own = offer?.regions.get(region)?.id
  if (!offer || own === undefined || offer.lifted !== undefined) return true
  const others = [...offer.regions].flatMap(([id, at]) => (id === region ? [] : [at.id]))
  return own === offer.id ? others.every((id) => id === own) : !others.includes(own)
}

const idsOf = (offer: Offer | undefined): string[] => (offer ? [offer.id, ...[...offer.regions.values()].map(({ id }) => id)] : [])

export const isEmbedding = ({ goodAt }: Place): boolean => goodAt.includes('embeddings')
