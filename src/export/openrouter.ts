// Recommendations → requests to OpenRouter that keep the answer on data residency, or a refusal where they cannot.

import type { RecommendationJson } from '../contract.ts'
import type { Router } from '../gateway-types.ts'
import { sanitizeLine } from '../sanitize.ts'
import type { Rates } from '../types.ts'
import { fill } from '../words.ts'
import { nothing, type Place, placeOf } from './calls.ts'
import type { ExportInput } from './input.ts'
import { type Limit, limitNote, limitOf } from './limits.ts'
import { marginOf } from './money.ts'
import { slug, uniqueNames } from './names.ts'

const title = 'OpenRouter'

interface Routed {
  readonly place: Place
  /** The model and its host as the router calls them. */
  readonly model: string
  readonly provider: string
}

export function exportOpenrouter(input: ExportInput): string {
  const { words, gateways } = input
  const router = gateways.routers.get('openrouter')
  if (!router) throw nothing(input, title, [])
  const unique = uniqueNames()
  const notes: string[] = [words['export-router-use'], fill(words['export-keys'], { variables: router.variable })]
  const reasons: string[] = []
  const requests: Record<string, unknown> = {}
  const urls = new Set<string>()
  for (const { name, result } of input.entries) {
    const limit = limitOf(input, result)
    const refused = refusal(input, router, limit)
    const own = unique(slug(name))
    if (refused !== undefined) throw nothing(input, title, [`${sanitizeLine(name)}: ${refused}`])
    for (const { slice, tier } of result.recommendation.parts) {
      const listed = result.shortlist.filter((entry) => entry.tier === tier)
      if (listed.length === 0) reasons.push(fill(words['export-no-model'], { name: own, tier }))
      const routed = listed.flatMap((entry) => routeOf(input, router, entry, limit, own, reasons))
      if (routed.length === 0) continue
      urls.add(urlOf(router, limit))
      notes.push(
        limitNote(
          input,
          limit,
          routed.map(({ place }) => place.hostTitle),
        ),
      )
      requests[result.recommendation.parts.length > 1 ? unique(`${own}-${slice}`) : own] = requestOf(
        input,
        routed,
        limit,
        urlOf(router, limit),
      )
    }
  }
  if (urls.size === 0) throw nothing(input, title, [...new Set(reasons)])
  if (router.note !== undefined && urls.has(router.url) === false) notes.push(router.note)
  return `${JSON.stringify({ madeBy: 'pick-llm', pricesAsOf: input.catalog.asOf, notes: [...new Set([...notes, ...reasons])], requests }, null, 2)}\n`
}

/** Why the router cannot keep the limit. What is not known is never taken as kept. */
function refusal({ words }: ExportInput, { host, regions }: Router, limit: Limit): string | undefined {
  const values = { router: host.title }
  if (host.ban) return host.ban.because
  switch (limit.kind) {
    case 'anywhere':
      return undefined
    case 'own':
      return fill(words['export-router-own'], values)
    case 'contract':
      return host.agreement === 'yes' ? undefined : fill(words['export-router-agreement'], values)
    case 'region':
      if (limit.id !== undefined && host.regions.has(limit.id) && regions.has(limit.id)) return undefined
      return fill(words['export-router-region'], { ...values, region: limit.title })
    case 'other':
      return fill(words['export-router-other'], values)
  }
}

const urlOf = ({ url, regions }: Router, limit: Limit): string => (limit.kind === 'region' ? regions.get(limit.id ?? '') : undefined) ?? url

function routeOf(
  input: ExportInput,
  router: Router,
  entry: RecommendationJson['shortlist'][number],
  limit: Limit,
  name: string,
  reasons: string[],
): Routed[] {
  const { words, gateways } = input
  const place = placeOf(input, entry, limit)
  const values = { model: place.title, host: place.hostTitle, router: router.host.title, name, tier: place.tier }
  const rows = gateways.hosts.get(place.host ?? '')
  const model = router.models.get(place.model)
  const provider = rows?.find(({ openrouter }) => openrouter !== undefined)?.openrouter
  if (place.host === undefined) reasons.push(fill(words['export-router-own-tier'], values))
  else if (model === undefined) reasons.push(fill(words['export-router-model'], values))
  else if (provider === undefined) reasons.push(fill(words['export-router-host'], values))
  else return [{ place, model, provider }]
  return []
}

/** Only the hosts of the shortlist may serve it: they are the ones that passed every limit and wish. */
function requestOf(input: ExportInput, routed: readonly Routed[], limit: Limit, baseUrl: string): unknown {
  const providers = [...new Set(routed.map(({ provider }) => provider))]
  return {
    baseUrl,
    body: {
      models: [...new Set(routed.map(({ model }) => model))],
      provider: {
        only: providers,
        order: providers,
        allow_fallbacks: false,
        require_parameters: true,
        data_collection: 'deny',
        ...(limit.kind === 'contract' ? { zdr: true } : {}),
        ...maxPrice(
          input,
          routed.flatMap(({ place }) => place.rates ?? []),
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
