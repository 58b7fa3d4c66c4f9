// Tree → an adviser for many workloads: what they come to, without why not something else.

import type { RecommendationJson } from '../contract.ts'
import { splitOf, viewOf } from '../engine/explain.ts'
import type { Part } from '../engine/walk.ts'
import type { Request, TierId, Tree } from '../types.ts'
import { costOf } from './cost.ts'
import { bindMeasures } from './measures.ts'
import { listFor, published } from './models.ts'
import { answersOf, arrive, volumeOf } from './recommend.ts'

/** Every field is the one that `recommend` gives for the same request. Lists may be shared between results: do not change them. */
export interface Advice {
  readonly tier: TierId
  readonly parts: readonly Part[]
  readonly answers: RecommendationJson['answers']
  readonly shortlist: readonly Readonly<RecommendationJson['shortlist'][number]>[]
  /** Worked out when it is looked at, since bills take most of the time. */
  readonly cost: () => RecommendationJson['cost']
}

/**
 * Gives advice on one request after the other. What two of them share is worked out once; memory does not grow with
 * their number.
 *
 * The adviser throws `UserError` as `recommend` does.
 */
export function adviser(unbound: Tree): (request: Request) => Advice {
  return (request) => {
    const { answers, settings = {} } = request
    const tree = bindMeasures(unbound, settings)
    const { outcome, consulted } = arrive(tree, answers)
    const view = viewOf(tree, answers, outcome)
    return {
      tier: outcome.tier,
      parts: outcome.parts,
      answers: answersOf(unbound, request, consulted),
      shortlist: outcome.parts.flatMap((part) => published(tree, listFor(tree, view, part.tier, outcome, settings)).shortlist),
      cost: () => {
        const split = splitOf(view, outcome, consulted)
        return costOf({ tree, view, outcome, split, settings }, volumeOf(tree, answers))
      },
    }
  }
}
