// The shortlist as it is published, and what has to be confirmed or observed about the models on it.

import { demandsOf } from '../catalog/demands.ts'
import { type Candidate, hasModel, type Shortlist, shortlist } from '../catalog/shortlist.ts'
import type { RecommendationJson } from '../contract.ts'
import type { View } from '../engine/explain.ts'
import type { Trail } from '../engine/trail.ts'
import { type Outcome, pickFor } from '../engine/walk.ts'
import { perKey, perObject } from '../memo.ts'
import type { Ban, Figure, Model, Narrowing, Offer, Option, Pick, Settings, Tree, WholeTier } from '../types.ts'
import { fill, type WordKey } from '../words.ts'
import { demandsAt, regionOf, withRequest } from './demanded.ts'
import { requestOfTask } from './usage.ts'

/** All models that pass for a tier, the preferred ones first. */
export const candidatesFor = (tree: Tree, { walk }: View, tier: WholeTier, outcome: Outcome, settings: Settings): Shortlist['candidates'] =>
  listAt(tree, walk, tier, outcome, settings).whole.candidates

/** The same, cut to the length of a shortlist, with what was removed. */
export const listFor = (tree: Tree, { walk }: { readonly walk: Trail }, tier: WholeTier, outcome: Outcome, settings: Settings): Shortlist =>
  cut(tree, listAt(tree, walk, tier, outcome, settings))

function cut(tree: Tree, { whole, cuts }: Listed): Shortlist {
  const length = tree.figures.get('shortlist-length')?.value
  const before = cuts.get(length)
  if (before) return before
  const taken = whole.taken.filter(({ at }) => length === undefined || at < length)
  const made = { ...whole, candidates: whole.candidates.slice(0, length), taken }
  cuts.set(length, made)
  return made
}

function listAt(tree: Tree, walk: Trail, tier: WholeTier, { narrowings }: Outcome, settings: Settings): Listed {
  const pick = pickFor(walk, tier)
  if (!pick || 'kind' in pick) return listed(noList)
  let at = child(startsOf(settings), pick)
  const request = requestOfTask(walk)
  if (request) at = child(at.next, request)
  for (const narrowing of narrowings) {
    at = child(at.next, narrowing)
    const region = regionOf(walk, narrowing)
    if (region) at = child(at.next, region)
  }
  at.list ??= listed(shortlist(tree, tree.tiers[tier], pick, demandsAt(walk, narrowings, settings)))
  return at.list
}

/** Whether a tier has models under these limits, without any wishes; `request` is what the task says of requests. */
export const hasModels = (
  tree: Tree,
  tier: WholeTier,
  pick: Pick,
  narrowings: readonly Narrowing[],
  region: (narrowing: Narrowing) => Option | undefined,
  request?: Figure,
): boolean => hasModel(tree, tree.tiers[tier], pick, demandsOf(narrowings, region, withRequest({}, request)))

export const noList: Shortlist = { candidates: [], removed: [], taken: [] }

interface Listed {
  readonly whole: Shortlist
  readonly cuts: Map<number | undefined, Shortlist>
}

const listed = (whole: Shortlist): Listed => ({ whole, cuts: new Map() })

/** A list by the parts of the rules that lead to it: there are few, and they are found faster than demands are compared. */
interface Way {
  readonly next: Map<object, Way>
  list: Listed | undefined
}

const startsOf = perObject((_: Settings) => new Map<object, Way>())

function child(ways: Map<object, Way>, part: object): Way {
  const before = ways.get(part)
  if (before) return before
  const made: Way = { next: new Map(), list: undefined }
  ways.set(part, made)
  return made
}

/** The models of a list and what was removed from it, as published. Made once for each list: copy before you change them. */
export const published = (tree: Tree, list: Shortlist): Published => publish({ tree, list })

export interface Published {
  readonly shortlist: readonly Readonly<RecommendationJson['shortlist'][number]>[]
  readonly notShortlisted: readonly Readonly<RecommendationJson['notShortlisted'][number]>[]
}

const publish = perKey(
  ({ list }: { readonly tree: Tree; readonly list: Shortlist }) => list,
  ({ tree, list }): Published => ({
    shortlist: list.candidates.map((candidate) => entryOf(tree, candidate)),
    notShortlisted: list.removed.map(({ tier, model, reason }) => {
      return { tier: tier.id, model: model.id, title: model.title, because: fill(tree.words[reason.word], reason.with) }
    }),
  }),
)

function entryOf(
  tree: Tree,
  { tier, model, offer, idAtHost, standsFor, kept, because, sources }: Candidate,
): RecommendationJson['shortlist'][number] {
  const { words } = tree
  const notes = [because]
  if (standsFor) {
    const sentence = fill(words['stands-for'], { title: standsFor.title })
    const documents = Object.keys(standsFor.namedIn).join(', ')
    notes.push(documents === '' ? sentence : fill(words['named-in'], { sentence, documents }))
  }
  if (kept) notes.push(fill(words.kept, { successor: kept.successor.title, reason: fill(words[kept.reason.word], kept.reason.with) }))
  return {
    tier: tier.id,
    model: model.id,
    title: model.title,
    host: offer?.host.id ?? null,
    hostTitle: offer?.host.title ?? null,
    idAtHost: idAtHost ?? null,
    license: model.license.title,
    origin: model.origin,
    context: offer?.context ?? model.context ?? null,
    status: model.status,
    standsFor: standsFor?.id ?? null,
    because: notes.join('; '),
    sources: Object.keys({ ...sources, ...model.sources, ...offer?.sources }),
  }
}

/** Says of each tier without a model what stood in the way of the preferred one. */
export function emptyLists(tree: Tree, listed: readonly Shortlist[], { parts }: Outcome): RecommendationJson['cautions'] {
  return listed.flatMap(({ candidates, removed: [first] }, index) => {
    const part = parts[index]
    if (candidates.length > 0 || !part) return []
    const reason = first ? `${first.model.title}: ${fill(tree.words[first.reason.word], first.reason.with)}` : ''
    return [{ id: `empty-shortlist-${part.slice}`, because: fill(tree.words['empty-shortlist'], { tier: part.tier, reason }), sources: [] }]
  })
}

/** The bans that keep something off these lists. */
export const bansOn = (listed: readonly Shortlist[]): readonly Ban[] => [
  ...new Set(listed.flatMap(({ taken }) => taken.map(({ ban }) => ban))),
]

/** Says of each of these bans what it keeps off. */
export function aboutBans(tree: Tree, listed: readonly Shortlist[]): RecommendationJson['cautions'] {
  const taken = listed.flatMap((list) => list.taken)
  return bansOn(listed).map((ban) => {
    const names = taken
      .filter((each) => each.ban === ban)
      .map(({ model, host }) => (host ? fill(tree.words['at-host'], { model: model.title, host: host.title }) : model.title))
    const values = { because: ban.because, models: [...new Set(names)].join(', ') }
    return { id: `ban-${ban.id}`, because: fill(tree.words['ban-took'], values), sources: Object.keys(ban.sources) }
  })
}

/** What has to be confirmed or observed about the models on the shortlist. */
export function aboutModels(
  tree: Tree,
  candidates: readonly Candidate[],
  view: View,
  narrowings: readonly Narrowing[],
): RecommendationJson['cautions'] {
  const cautions: RecommendationJson['cautions'] = []
  const add = (id: string, word: WordKey, values: Readonly<Record<string, string>>, sources: string[]) =>
    cautions.push({ id, because: fill(tree.words[word], values), sources })
  const open = candidates.filter(({ model }) => model.weights === 'open')
  for (const { model, offer } of candidates)
    if (offer?.lifted !== undefined) cautions.push({ id: `lifted-limit-${model.id}-${offer.host.id}`, because: offer.lifted, sources: [] })
  const secondHand = open.filter(({ model }) => model.evidence === 'secondary')
  if (secondHand.length > 0)
    add('confirm-license', 'confirm-license', { model: titles(secondHand) }, [
      ...new Set(secondHand.flatMap(({ model }) => Object.keys(model.sources))),
    ])
  for (const { model } of new Map(open.map((candidate) => [candidate.model.id, candidate])).values()) {
    const { license } = model
    if (license.conditions.length === 0) continue
    const values = {
      model: model.title,
      license: license.title,
      conditions: license.conditions.map((condition) => condition.replace(/\.$/, '')).join('; '),
    }
    add(`license-${license.id}`, 'license-conditions', values, Object.keys(model.sources))
  }
  if (narrowings.some((narrowing) => regionOf(view.walk, narrowing)?.anyHost))
    for (const candidate of candidates)
      if (candidate.offer)
        add(
          `confirm-region-${candidate.model.id}`,
          'confirm-region',
          { model: candidate.model.title, host: candidate.offer.host.title },
          [],
        )
  return cautions
}

/** A tier of own GPUs is billed for the first model whose capacity is known, which may not be the pick. */
export function aboutBills(
  tree: Tree,
  listed: readonly Shortlist[],
  { tier, parts }: Outcome,
  bills: RecommendationJson['cost']['bills'],
): RecommendationJson['cautions'] {
  const own = bills.find((bill) => bill.tier === tier)
  return listed.flatMap(({ candidates: [pick] }, index) => {
    const part = parts[index]
    const billed = tier === 'hybrid' ? own?.slices.find(({ slice }) => slice === part?.slice) : own
    if (!pick || part?.tier !== 'self-hosted-open' || !billed?.modelId || billed.modelId === pick.model.id) return []
    const values = { billed: billed.model, pick: pick.model.title }
    return [{ id: `billed-for-${billed.modelId}`, because: fill(tree.words['billed-for-another'], values), sources: [] }]
  })
}

interface EndingPrice {
  readonly model: Model
  readonly offer: Offer
  readonly until: string
}

/** The prices that are known to end, each once. */
export function endingPrices(candidates: readonly Candidate[]): readonly EndingPrice[] {
  const ending = candidates.flatMap(({ model, offer }): EndingPrice[] =>
    offer?.until === undefined ? [] : [{ model, offer, until: offer.until }],
  )
  return [...new Map(ending.map((each) => [each.offer, each])).values()]
}

export const endingPrice = (tree: Tree, model: Model, { host, sources }: Offer, until: string): RecommendationJson['cautions'][number] => ({
  id: `price-ends-${model.id}-${host.id}`,
  because: fill(tree.words['price-ends'], { model: model.title, host: host.title, until }),
  sources: Object.keys(sources),
})

const titles = (candidates: readonly Candidate[]): string => [...new Set(candidates.map(({ model }) => model.title))].join(', ')
