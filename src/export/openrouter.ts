// Recommendations → requests to OpenRouter that keep the answer on data residency, or a refusal where they cannot.

import type { Router } from '../gateway-types.ts'
import { datesOf } from '../price-dates.ts'
import type { Rates } from '../types.ts'
import { fill } from '../words.ts'
import { alike } from './alike.ts'
import { lanesOf, leftOutText, nothing } from './calls.ts'
import type { Exported, ExportInput } from './input.ts'
import { isInside, type Limit, limitNote, limitsOf, regionOf } from './limits.ts'
import { marginOf } from './money.ts'
import { workloadNames } from './names.ts'
import { type Place, placeOf } from './places.ts'

const title = 'OpenRouter'

interface Routed extends Place {
  /** The model and its host as the router calls them. */
  readonly router: { readonly model: string; readonly provider: string; readonly lifted: string | undefined }
}

export function exportOpenrouter(input: ExportInput): Exported {
  const { words, gateways, entries } = input
  const router = gateways.routers.get('openrouter')
  if (!router) throw nothing(input, title, [])
  const limits = limitsOf(input)
  const names = workloadNames(entries.map(({ name }) => name))
  const notes: string[] = [words['export-router-use'], fill(words['export-keys'], { variables: router.variable })]
  const leftOut: string[] = []
  const found: { readonly name: string; readonly limit: Limit; readonly routed: readonly Routed[] }[] = []
  for (const [index, entry] of entries.entries()) {
    const [limit, own] = [limits[index], names[index]]
    if (!limit || own === undefined) continue
    const refused = refusal(input, router, limit)
    if (refused !== undefined) {
      leftOut.push(leftOutText(input, entry, own, [refused]))
      continue
    }
    for (const { name, tier, listed } of lanesOf(entry, own)) {
      const reasons: string[] = listed.length === 0 ? [fill(words['export-no-model'], { tier })] : []
      const places = listed.map((each) => placeOf(input, each, limit))
      const all = places.flatMap((place) => routeOf(input, router, place, reasons))
      const routed = alike(input, entry.result, places, all, name, reasons)
      if (routed.length === 0) leftOut.push(leftOutText(input, entry, name, reasons))
      else {
        found.push({ name, limit, routed })
        notes.push(...reasons)
      }
    }
  }
  if (found.length === 0) throw nothing(input, title, leftOut)
  notes.push(
    ...(router.lifted === undefined ? [] : [router.lifted]),
    ...found.flatMap(({ routed }) => routed.flatMap(({ offer, router }) => [router.lifted ?? [], offer?.lifted ?? []].flat())),
  )
  const told = found.map(({ limit, routed }) =>
    limitNote(
      input,
      limit,
      routed.map(({ hostTitle }) => hostTitle),
    ),
  )
  const region = found.some(({ limit }) => urlOf(router, limit) !== router.url)
  const prices = datesOf(found.flatMap(({ routed }) => routed.flatMap(({ offer }) => offer?.asOf ?? [])))
  const text = {
    madeBy: 'pick-llm',
    pricesAsOf: prices?.oldest,
    notes: [...new Set([...notes, ...told, ...(region && router.note !== undefined ? [router.note] : []), ...leftOut])],
    requests: Object.fromEntries(found.map(({ name, limit, routed }) => [name, requestOf(input, routed, limit, urlOf(router, limit))])),
  }
  return { text: `${JSON.stringify(text, null, 2)}\n`, leftOut }
}

/** Why the router cannot keep the limit. What is not known is never taken as kept. */
function refusal({ words }: ExportInput, { host, regions }: Router, limit: Limit): string | undefined {
  const values = { router: host.title }
  if (host.ban) return host.ban.because
  if (isInside(limit)) return fill(words['export-router-own'], values)
  const region = regionOf(limit)
  const reasons = [
    ...(limit.kind === 'contract' && host.agreement !== 'yes' ? [fill(words['export-router-agreement'], values)] : []),
    ...(region && !(host.regions.has(region.id) && regions.has(region.id))
      ? [fill(words['export-router-region'], { ...values, region: region.title })]
      : []),
  ]
  return reasons.length > 0 ? reasons.join(' ') : undefined
}

const urlOf = ({ url, regions }: Router, limit: Limit): string => regions.get(regionOf(limit)?.id ?? '') ?? url

function routeOf(input: ExportInput, router: Router, place: Place, reasons: string[]): Routed[] {
  const { words, gateways } = input
  const values = { model: place.title, host: place.hostTitle, router: router.host.title, tier: place.tier }
  const rows = gateways.hosts.get(place.host ?? '')
  const model = router.models.get(place.model)
  const { openrouter: provider, lifted } = rows?.find(({ openrouter }) => openrouter !== undefined) ?? {}
  if (place.host === undefined) reasons.push(fill(words['export-router-own-tier'], values))
  else if (model === undefined) reasons.push(fill(words['export-router-model'], values))
  else if (provider === undefined) reasons.push(fill(words['export-router-host'], values))
  else return [{ ...place, router: { model, provider, lifted } }]
  return []
}

/** Only the hosts of the shortlist may serve it: they are the ones that passed every limit and wish. */
function requestOf(input: ExportInput, routed: readonly Routed[], limit: Limit, baseUrl: string): unknown {
  const providers = [...new Set(routed.map(({ router }) => router.provider))]
  return {
    baseUrl,
    body: {
      models: [...new Set(routed.map(({ router }) => router.model))],
      provider: {
        only: providers,
        order: providers,
        allow_fallbacks: false,
        require_parameters: true,
        data_collection: 'deny',
        ...(limit.kind === 'contract' ? { zdr: true } : {}),
        ...maxPrice(
          input,
          routed.flatMap(({ rates }) => rates ?? []),
        ),
      },
    },
  }
}

/** The dearest price of the shortlist with a margin on top, in USD per million tokens; the SDK's schema wants texts. */
function maxPrice(
  input: ExportInput,
  rates: readonly Rates[],
): { readonly max_price?: { readonly prompt: string; readonly completion: string } } {
  if (rates.length === 0) return {}
  const most = (price: (rates: Rates) => number) => String(Number((Math.max(...rates.map(price)) * (1 + marginOf(input))).toPrecision(6)))
  return { max_price: { prompt: most(({ input: usd }) => usd), completion: most(({ output: usd }) => usd) } }
}
