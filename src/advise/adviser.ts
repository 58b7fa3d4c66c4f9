// Tree → an adviser for many workloads: what they come to, without why not something else.

import type { RecommendationJson } from '../contract.ts'
import { splitBetween, splitOf, viewFrom } from '../engine/explain.ts'
import { type Part, startWalk, startWith, walkFrom } from '../engine/walk.ts'
import type { Request, Settings, Settled, TierId, Tree } from '../types.ts'
import { costOf, type OwnBill, ownBill } from './cost.ts'
import { bindMeasures } from './measures.ts'
import { listFor, published } from './models.ts'
import { answersOf, arrived, volumeOf } from './recommend.ts'

/** Every field is the one that `recommend` gives for the same request. Lists may be shared between results: do not change them. */
export interface Advice {
  readonly tier: TierId
  readonly parts: readonly Part[]
  /** What was decisive, given or assumed. */
  readonly consulted: readonly Settled[]
  readonly shortlist: readonly Readonly<RecommendationJson['shortlist'][number]>[]
  readonly tokensPerMonth: number | null
  /** These are worked out when they are looked at, since they take most of the time. */
  readonly answers: () => RecommendationJson['answers']
  readonly cost: () => RecommendationJson['cost']
  /** Of the tier alone, without the other bills; undefined without a volume. */
  readonly bill: () => OwnBill | undefined
}

const none: Settings = {}

/**
 * Gives advice on one request after the other. What two of them share is worked out once; memory does not grow with
 * their number.
 *
 * The adviser throws `UserError` as `recommend` does.
 */
export function adviser(unbound: Tree): (request: Request) => Advice {
  let last = { settings: none, tree: bindMeasures(unbound, none) }
  return (request) => {
    const { answers, settings = none } = request
    if (settings !== last.settings) last = { settings, tree: bindMeasures(unbound, settings) }
    const { tree } = last
    const start = startWalk(tree, answers, true)
    const { outcome, consulted } = arrived(walkFrom(start))
    const view = viewFrom(startWith(start), outcome)
    const tokens = volumeOf(tree, answers)
    const listOf = ({ tier }: Part) => published(tree, listFor(tree, view, tier, outcome, settings)).shortlist
    const [first, second] = outcome.parts
    return {
      tier: outcome.tier,
      parts: outcome.parts,
      consulted,
      shortlist: first && !second ? listOf(first) : outcome.parts.flatMap(listOf),
      tokensPerMonth: tokens ?? null,
      answers: () => answersOf(unbound, request, consulted),
      cost: () => costOf({ tree, view, outcome, split: splitOf(view, outcome, consulted), settings }, tokens),
      bill: () =>
        tokens === undefined ? undefined : ownBill({ tree, view, outcome, split: splitBetween(outcome.parts), settings }, tokens),
    }
  }
}
