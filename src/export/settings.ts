// How a host is called → the same for one model under one limit: variables by name, the region, what must not be stored.

import type { Gateway, GatewayCall, GatewayFields, GatewayPackage, GatewaySettings } from '../gateway-types.ts'
import { fill } from '../words.ts'
import type { ExportInput } from './input.ts'
import { isBound, type Limit, limitWords, regionOf } from './limits.ts'
import { hash } from './names.ts'
import { isEmbedding, type Place } from './places.ts'

interface Settled {
  readonly settings: GatewaySettings
  readonly variables: readonly string[]
  readonly retention: GatewayFields
}

export function settled(
  input: Pick<ExportInput, 'catalog'>,
  gateway: Gateway,
  how: GatewayCall | GatewayPackage,
  place: Place,
  limit: Limit,
): Settled {
  const values = { place: placeName(input, place, limit) }
  const named = Object.entries({ ...how.settings, ...how.regions.get(place.host === undefined ? '' : (regionOf(limit)?.id ?? '')) })
  const settings: GatewaySettings = Object.fromEntries(
    named.map(([key, value]) => [key, typeof value === 'string' ? fill(value, values) : { variable: fill(value.variable, values) }]),
  )
  const variables = [
    ...Object.values(settings).flatMap((value) => (typeof value === 'string' ? [] : [value.variable])),
    ...[...gateway.variables, ...how.variables].map((name) => fill(name, values)),
  ]
  // Vectors are not stored, and the APIs for them do not know the field.
  const stored = isBound(limit) && !isEmbedding(place) && !('package' in how && how.options === undefined)
  return { settings, variables: [...new Set(variables)], retention: (stored && gateway.retention) || {} }
}

/** `AIR_GAPPED__GPT_OSS_120B`. Two underscores: a limit with a region and a model may not be read as another pair. */
function placeName({ catalog }: Pick<ExportInput, 'catalog'>, { model }: Place, limit: Limit): string {
  const own = capitals(model)
  const shared = [...catalog.models.keys()].some((other) => other !== model && capitals(other) === own)
  return `${limitWords(limit).map(capitals).join('_')}__${own}${shared ? `_${capitals(hash(model, 1))}` : ''}`
}

const capitals = (id: string): string => id.toUpperCase().replace(/[^A-Z0-9]+/g, '_')
