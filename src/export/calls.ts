// Recommendations → what a target has to call: the pick of each slice, its fallbacks, and why a model is left out.

import type { RecommendationJson } from '../contract.ts'
import { exit, UserError } from '../errors.ts'
import type { Gateway, GatewayCall, GatewaySettings } from '../gateway-types.ts'
import type { Offer, Rates } from '../types.ts'
import { fill } from '../words.ts'
import type { ExportEntry, ExportInput } from './input.ts'
import { type Limit, limitOf } from './limits.ts'
import { slug, uniqueNames } from './names.ts'

export type Target = 'litellm' | 'aiSdk' | 'promptfoo'

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
  readonly embedding: boolean
  /** USD per million tokens; undefined when it has no price by the token or none is known. */
  readonly rates: Rates | undefined
  readonly offer: Offer | undefined
  /** Whether the catalog has this id there: a saved result may be old, or not ours. */
  readonly known: boolean
}

export interface Call<T extends Target = Target> extends Place {
  readonly gateway: Gateway
  readonly how: NonNullable<Gateway[T]>
  readonly settings: GatewaySettings
  /** The region that the settings keep it in. */
  readonly region: string | undefined
}

/** One slice of a workload. */
export interface Lane<T extends Target = Target> {
  readonly name: string
  readonly tier: string
  /** The pick, then its fallbacks. */
  readonly calls: readonly Call<T>[]
}

export interface Workload<T extends Target = Target> {
  readonly entry: ExportEntry
  readonly name: string
  readonly limit: Limit
  readonly lanes: readonly Lane<T>[]
  readonly leftOut: readonly string[]
}

/** Throws `UserError` with exit code 1 when nothing is left to call. */
export function workloads<T extends Target>(input: ExportInput, target: T, title: string): Workload<T>[] {
  const unique = uniqueNames()
  const all = input.entries.map((entry): Workload<T> => {
    const limit = limitOf(input, entry.result)
    const name = unique(slug(entry.name))
    const leftOut: string[] = []
    const { parts } = entry.result.recommendation
    const lanes = parts.map((part): Lane<T> => {
      const places = entry.result.shortlist.filter(({ tier }) => tier === part.tier).map((listed) => placeOf(input, listed, limit))
      if (places.length === 0) leftOut.push(fill(input.words['export-no-model'], { name, tier: part.tier }))
      const calls = places.flatMap((place) => {
        const call = callOf(input, place, limit, target, title)
        if (typeof call === 'object') return [call]
        leftOut.push(call)
        return []
      })
      return {
        name: parts.length > 1 ? unique(`${name}-${part.slice}`) : name,
        tier: part.tier,
        calls: withoutMixing(input, calls, name, leftOut),
      }
    })
    return { entry, name, limit, lanes: lanes.filter(({ calls }) => calls.length > 0), leftOut }
  })
  if (all.every(({ lanes }) => lanes.length === 0))
    throw nothing(
      input,
      title,
      all.flatMap(({ leftOut }) => leftOut),
    )
  return all
}

export const nothing = ({ words }: ExportInput, target: string, reasons: readonly string[]): UserError =>
  new UserError(
    'E_EXPORT',
    [fill(words['export-nothing'], { target }), ...reasons.map((reason) => `  ${reason}`)].join('\n'),
    words['export-nothing-hint'],
    exit.no,
  )

/** A second embedding model would fill an index with vectors that do not compare, and none can answer for a chat model. */
function withoutMixing<T extends Target>(input: ExportInput, calls: readonly Call<T>[], name: string, notes: string[]): readonly Call<T>[] {
  const [pick, ...others] = calls
  if (!pick?.embedding) return calls.filter(({ embedding }) => !embedding)
  if (others.length > 0) notes.push(fill(input.words['export-embedding-fallback'], { name }))
  return [pick]
}

type Listed = Pick<RecommendationJson['shortlist'][number], 'tier' | 'model' | 'title' | 'host' | 'hostTitle' | 'idAtHost'>

export function placeOf({ catalog }: Pick<ExportInput, 'catalog'>, listed: Listed, limit: Limit): Place {
  const { tier, title, host, hostTitle, idAtHost } = listed
  const model = catalog.models.get(listed.model)
  const offer = model?.offers.find((each) => each.host.id === host)
  const region = limit.kind === 'region' ? limit.id : undefined
  return {
    tier,
    model: listed.model,
    title,
    host: host ?? undefined,
    hostTitle: hostTitle ?? '',
    id: idAtHost ?? listed.model,
    embedding: model?.goodAt.includes('embeddings') ?? false,
    rates: offer && (offer.regions.get(region ?? '') ?? offer),
    offer,
    known: host === null ? model !== undefined && (idAtHost === null || idAtHost === listed.model) : idsOf(offer).includes(idAtHost ?? ''),
  }
}

const idsOf = (offer: Offer | undefined): string[] => (offer ? [offer.id, ...[...offer.regions.values()].map(({ id }) => id)] : [])

/** How a target calls it, or why it is left out. What cannot be kept inside the limit is never called. */
export function callOf<T extends Target>(input: ExportInput, place: Place, limit: Limit, target: T, title: string): Call<T> | string {
  const { words, gateways } = input
  const values = { model: place.title, host: place.hostTitle, target: title }
  if (limit.kind === 'own' && place.host !== undefined) return fill(words['export-outside'], values)
  if (!place.known) return fill(words['export-gone'], values)
  const gateway = gateways.hosts.get(place.host ?? 'own')?.find((row) => fits(row, place.id))
  if (gateway?.because !== undefined) return fill(gateway.because, values)
  const how = gateway?.[target]
  if (!gateway || !how) return fill(words['export-unknown-host'], values)
  const region = limit.kind === 'region' && place.host !== undefined ? limit.id : undefined
  const kept = region === undefined || gateway.inRegion.has(region) || how.regions.has(region)
  if (!kept) return fill(words['export-region'], { ...values, region: limit.kind === 'region' ? limit.title : '' })
  return { ...place, gateway, how, settings: settingsIn(how, region), region }
}

const fits = ({ startsWith, endsWith }: Gateway, id: string): boolean =>
  (startsWith.length === 0 || startsWith.some((start) => id.startsWith(start))) &&
  (endsWith.length === 0 || endsWith.some((end) => id.endsWith(end)))

const settingsIn = ({ settings, regions }: GatewayCall, region: string | undefined): GatewaySettings => ({
  ...settings,
  ...regions.get(region ?? ''),
})
