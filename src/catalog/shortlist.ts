// The models that the rules prefer for a tier, and what they must satisfy → the shortlist, and why the others are not on it.
//
// What is unknown never passes. Each preferred model is tried from its newest successor back to itself.

import { memo, perObject } from '../memo.ts'
import type { Citations, Model, Offer, Pick, Tier, Tree } from '../types.ts'
import { type Demands, keyOf } from './demands.ts'
import { type Banned, failure, type Reason } from './filters.ts'

export interface Candidate {
  readonly tier: Tier
  readonly model: Model
  /** The cheapest that passes; undefined when the user's own machines serve it. */
  readonly offer: Offer | undefined
  /** The id to call: the regional one where a region was asked for. */
  readonly idAtHost: string | undefined
  /** All that pass, the cheapest first. */
  readonly offers: readonly Offer[]
  /** The model that the rules prefer and that this one came after. */
  readonly standsFor: Model | undefined
  /** The newest one, where it was not taken, and why. */
  readonly kept: { readonly successor: Model; readonly reason: Reason } | undefined
  readonly because: string
  readonly sources: Citations
}

/** What a ban alone keeps off the list: a model, or a host that would be cheaper. */
interface Taken extends Banned {
  readonly model: Model
  /** So many candidates stand before its place. */
  readonly at: number
}

interface Removed {
  readonly tier: Tier
  readonly model: Model
  readonly reason: Reason
}

export interface Shortlist {
  readonly candidates: readonly Candidate[]
  readonly removed: readonly Removed[]
  readonly taken: readonly Taken[]
}

/** The models of one tier that pass, the preferred ones first. The same list for the same demands. */
export function shortlist(tree: Tree, tier: Tier, pick: Pick, demands: Demands): Shortlist {
  const key = `${tier.id} ${keyOf(demands)}`
  return listsOf(pick).get(key, () => makeShortlist(tree, tier, pick, demands, key))
}

/** Whether any model of it passes; less work than the list. */
export function hasModel(tree: Tree, tier: Tier, { models }: Pick, demands: Demands): boolean {
  const key = `${tier.id} ${keyOf(demands)}`
  return models.some(({ model }) => passesOf(model).get(key, () => tryLine(tree, tier, model, demands).found !== undefined))
}

// There are few demands, but for the size of the context window, of which any number is one.
const listsOf = perObject((_: Pick) => memo<string, Shortlist>(200))
const linesOf = perObject((_: Model) => memo<string, Tried>(200))
const passesOf = perObject((_: Model) => memo<string, boolean>())

/** `key` stands for the tier and the demands. */
function makeShortlist(tree: Tree, tier: Tier, pick: Pick, demands: Demands, key: string): Shortlist {
  const candidates: Candidate[] = []
  const removed: Removed[] = []
  const taken: Taken[] = []
  for (const { model, because } of pick.models) {
    const tried = linesOf(model).get(key, () => tryLine(tree, tier, model, demands))
    taken.push(...tried.taken.map((each) => ({ ...each, at: candidates.length })))
    if (!tried.found) {
      removed.push({ tier, model, reason: tried.reason })
      continue
    }
    const { found, offers, kept } = tried
    if (candidates.some((candidate) => candidate.model === found)) continue
    const standsFor = found === model ? undefined : model
    candidates.push({
      tier,
      model: found,
      offer: offers[0],
      idAtHost: idIn(offers[0], demands.region),
      offers,
      standsFor,
      kept,
      because,
      sources: pick.sources,
    })
  }
  return { candidates, removed, taken }
}

const idIn = (offer: Offer | undefined, region: string | undefined): string | undefined => offer?.regions.get(region ?? '')?.id ?? offer?.id

type Tried = { readonly taken: readonly Omit<Taken, 'at'>[] } & (
  | { readonly found: Model; readonly offers: readonly Offer[]; readonly kept: Candidate['kept'] }
  | { readonly found: undefined; readonly reason: Reason }
)

function tryLine(tree: Tree, tier: Tier, preferred: Model, demands: Demands): Tried {
  let kept: Candidate['kept']
  let last: Reason | undefined
  const taken: Omit<Taken, 'at'>[] = []
  for (const model of newestFirst(preferred)) {
    const result = failure(tree, tier, model, demands)
    // The newest of a line speaks for the older ones.
    if (taken.length === 0) taken.push(...[result.taken ?? []].flat().map((each) => ({ ...each, model })))
    if ('offers' in result) return { found: model, offers: result.offers, kept, taken }
    kept ??= { successor: model, reason: result }
    last = isUnknown(result) ? (last ?? result) : result
  }
  // Newer ones may have failed for lack of a fact; what removes the preferred model itself says more.
  return { found: undefined, taken, reason: last ?? { word: 'removed-host', with: {} } }
}

const isUnknown = ({ word }: Reason): boolean => word === 'removed-license-unknown' || word === 'removed-host' || word === 'removed-status'

function newestFirst(model: Model): Model[] {
  const line: Model[] = []
  for (let next: Model | undefined = model; next; next = next.replacedBy) line.unshift(next)
  return line
}
