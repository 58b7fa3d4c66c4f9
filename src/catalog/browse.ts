// The catalog and filters → the models that pass, what each filter removed, and why one model is not among them.
//
// An unknown license, origin, context or price never passes a filter on it.

import type { FilterListing, Listing, ModelListing, OfferListing, WhyNot } from '../listing.ts'
import { pickedModels } from '../picked.ts'
import { datesOf } from '../price-dates.ts'
import type { Model, Offer, Tier, Tree } from '../types.ts'
import { fill } from '../words.ts'
import type { Reason } from './filters.ts'
import { banned, blended } from './filters.ts'

export type Status = Model['status']

export type Filter =
  | { readonly kind: 'license' | 'origin' | 'task'; readonly oneOf: readonly string[] }
  | { readonly kind: 'status'; readonly oneOf: readonly Status[]; readonly given: boolean }
  | { readonly kind: 'bans'; readonly ids: readonly string[] }
  | { readonly kind: 'tier'; readonly tier: Tier }
  | { readonly kind: 'context'; readonly tokens: number; readonly text: string }
  /** USD per million tokens at most, input and output blended. */
  | { readonly kind: 'price'; readonly most: number }

/** What filters can name. */
export interface Vocabulary {
  readonly licenses: readonly string[]
  readonly origins: readonly string[]
  readonly tasks: readonly string[]
  readonly tiers: readonly Tier[]
}

/** A word that stands for several licenses. */
const permissive = 'permissive'

const order: Readonly<Record<Status, number>> = { current: 0, preview: 1, superseded: 2, retired: 3, unknown: 4, 'never-existed': 5 }
export const statuses = Object.keys(order) as readonly Status[]

export function vocabulary({ catalog, tiers }: Tree): Vocabulary {
  const models = [...catalog.models.values()]
  const known = (words: readonly string[]) => [...new Set(words)].filter((word) => word !== 'unknown').sort()
  return {
    licenses: [permissive, ...known(models.map(({ license }) => license.id))],
    origins: known(models.map(({ origin }) => origin)),
    tasks: known(models.flatMap(({ goodAt }) => goodAt)),
    tiers: Object.values(tiers).filter(({ weights }) => weights !== undefined),
  }
}

export function browse(tree: Tree, filters: readonly Filter[], asked?: Model): Listing {
  const models = [...tree.catalog.models.values()].sort((a, b) => order[a.status] - order[b.status])
  const passing = (some: readonly Filter[]) => models.filter((model) => judge(tree, model, some).removals.length === 0)
  const shown = passing(filters).map((model) => listed(tree, model, judge(tree, model, filters).offers))
  const why = asked === undefined ? null : whyNot(tree, asked, filters)
  return {
    catalog: { asOf: tree.catalog.asOf, models: models.length },
    prices: datesOf((why ? [why.model] : shown).flatMap(({ offers }) => offers.map(({ asOf }) => asOf))),
    inputShare: inputShare(tree),
    cheapestBecause: null,
    filters: filters.map(
      (filter): FilterListing => ({
        ...named(filter),
        given: filter.kind !== 'bans' && (filter.kind !== 'status' || filter.given),
        removes: models.length - passing([filter]).length,
        leftWithout: passing(filters.filter((other) => other !== filter)).length,
      }),
    ),
    models: shown,
    whyNot: why,
  }
}

function whyNot(tree: Tree, model: Model, filters: readonly Filter[]): WhyNot {
  const { offers, removals } = judge(tree, model, filters)
  const successors: Model[] = []
  for (let next = model.replacedBy; next; next = next.replacedBy) successors.push(next)
  return {
    model: listed(tree, model, offers),
    pickedFor: pickedModels(tree).get(model.id) ?? [],
    removedBy: removals.map(({ filter, reason }) => ({ ...named(filter), because: fill(tree.words[reason.word], reason.with) })),
    successors: successors.map((next) => ({
      id: next.id,
      title: next.title,
      status: next.status,
      passes: judge(tree, next, filters).removals.length === 0,
    })),
  }
}

interface Removal {
  readonly filter: Filter
  readonly reason: Reason
}

/** Where a model can be had: at a host, or `undefined` for own machines and for a model that no known host has. */
type Place = Offer | undefined

interface Verdict {
  /** At the places that are left, the cheapest first. */
  readonly offers: readonly Offer[]
  readonly removals: readonly Removal[]
}

/** A filter that would leave no place removes the model and is passed over, so without the filters named the model passes. */
function judge(tree: Tree, model: Model, filters: readonly Filter[]): Verdict {
  const removals: Removal[] = []
  let places: readonly Place[] = model.weights === 'open' || model.offers.length === 0 ? [undefined, ...model.offers] : model.offers
  for (const filter of filters) {
    const result = apply(tree, filter, model, places)
    if ('word' in result) removals.push({ filter, reason: result })
    else places = result
  }
  const price = (offer: Offer) => blended(tree, offer)
  const offers = places.filter((place) => place !== undefined).sort((a, b) => price(a) - price(b))
  return { offers, removals }
}

/** The places that are left, or why the model is removed. */
function apply(tree: Tree, filter: Filter, model: Model, places: readonly Place[]): readonly Place[] | Reason {
  switch (filter.kind) {
    case 'license':
      return licenseFailure(model, filter.oneOf) ?? places
    case 'origin':
      if (model.origin === 'unknown') return reason('removed-origin-unknown')
      return filter.oneOf.includes(model.origin) ? places : reason('removed-origin-other', { origin: model.origin })
    case 'task':
      return model.goodAt.some((task) => filter.oneOf.includes(task)) ? places : reason('removed-task', { task: filter.oneOf.join(' or ') })
    case 'status':
      return filter.oneOf.includes(model.status) ? places : reason('removed-status', { status: model.status })
    case 'bans':
      return allowed(model, places)
    case 'tier':
      return inTier(filter.tier, model, places)
    case 'context':
      return roomy(filter.tokens, model, places)
    case 'price':
      return affordable(tree, filter.most, places)
  }
}

const reason = (word: Reason['word'], values: Reason['with'] = {}): Reason => ({ word, with: values })

function licenseFailure({ license, evidence }: Model, oneOf: readonly string[]): Reason | undefined {
  if (license.id === 'unknown' || evidence === 'none') return reason('removed-license-unknown')
  if (oneOf.includes(license.id) || (oneOf.includes(permissive) && license.permissive === 'yes')) return undefined
  const onlyPermissive = oneOf.every((one) => one === permissive)
  return reason(onlyPermissive ? 'removed-license-permissive' : 'removed-license-other', { title: license.title })
}

function allowed({ ban }: Model, places: readonly Place[]): readonly Place[] | Reason {
  if (ban) return banned('removed-ban', ban)
  const left = places.filter((place) => !place?.host.ban)
  const [first] = places.flatMap((place) => place?.host.ban ?? [])
  return left.length === 0 && first ? banned('removed-ban-host', first) : left
}

function inTier(tier: Tier, model: Model, places: readonly Place[]): readonly Place[] | Reason {
  if (model.weights !== tier.weights) return reason('removed-weights')
  const left = places.filter((place) => (tier.hosts.size === 0 ? place === undefined : place && tier.hosts.has(place.host.kind)))
  return left.length > 0 ? left : reason('removed-host')
}

function roomy(tokens: number, model: Model, places: readonly Place[]): readonly Place[] | Reason {
  const room = (place: Place): number => place?.context ?? model.context ?? 0
  const left = places.filter((place) => room(place) >= tokens)
  if (left.length > 0) return left
  const most = Math.max(...places.map(room))
  return most === 0 ? reason('removed-context-unknown') : reason('removed-context', { context: String(most) })
}

function affordable(tree: Tree, most: number, places: readonly Place[]): readonly Place[] | Reason {
  const prices = places.flatMap((place) => (place ? [blended(tree, place)] : []))
  if (prices.length === 0) return reason('removed-price-unknown')
  const least = Math.min(...prices)
  if (least > most) return reason('removed-price', { price: String(least) })
  return places.filter((place) => place && blended(tree, place) <= most)
}

const inputShare = (tree: Tree): number => tree.figures.get('input-share')?.value ?? 0.5

function named(filter: Filter): { readonly id: string; readonly value: string } {
  switch (filter.kind) {
    case 'tier':
      return { id: filter.kind, value: filter.tier.id }
    case 'bans':
      return { id: filter.kind, value: filter.ids.join(',') }
    case 'context':
      return { id: filter.kind, value: filter.text }
    case 'price':
      return { id: filter.kind, value: String(filter.most) }
    default:
      return { id: filter.kind, value: filter.oneOf.join(',') }
  }
}

function listed(tree: Tree, model: Model, offers: readonly Offer[]): ModelListing {
  const { id, title, lab, origin, weights, license, evidence, status, goodAt, namedIn } = model
  const shown = offers.map((offer) => offerListing(tree, model, offer))
  return {
    id,
    title,
    lab,
    origin,
    weights,
    license: { id: license.id, title: license.title, permissive: license.permissive, commercial: license.commercial },
    evidence,
    status,
    context: model.context ?? null,
    goodAt,
    replacedBy: model.replacedBy?.id ?? null,
    namedIn,
    note: model.note ?? null,
    cheapest: shown[0] ?? null,
    offers: shown,
  }
}

function offerListing(tree: Tree, model: Model, offer: Offer): OfferListing {
  const { host, id, input, output, cached, asOf } = offer
  return {
    host: host.id,
    hostKind: host.kind,
    idAtHost: id,
    input,
    output,
    cached: cached ?? null,
    blended: blended(tree, offer),
    context: offer.context ?? model.context ?? null,
    asOf,
  }
}
