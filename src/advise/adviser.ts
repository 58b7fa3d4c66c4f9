// Tree → an adviser for many workloads: what they come to, without why not something else.

import type { Candidate, Shortlist } from '../catalog/shortlist.ts'
import type { RecommendationJson } from '../contract.ts'
import { splitBetween, splitOf, viewFrom } from '../engine/explain.ts'
import { type Outcome, type Part, startWalk, startWith, type Trail, walkFrom } from '../engine/walk.ts'
import { memo, once, perObject } from '../memo.ts'
import type { Request, Settings, Settled, TierId, Tree } from '../types.ts'
import { costOf, type OwnBill, ownBill } from './cost.ts'
import { bindMeasures } from './measures.ts'
import { listFor, noList, published } from './models.ts'
import { answersOf, arrived, volumeOf } from './recommend.ts'

/** Where answers lead. Every field is the one that `recommend` gives for the same request. */
export interface Course {
  readonly tier: TierId
  readonly parts: readonly Part[]
  /** For each part the model that comes first; undefined where none passes. */
  readonly firsts: readonly (Candidate | undefined)[]
  readonly shortlist: () => readonly Readonly<RecommendationJson['shortlist'][number]>[]
}

export interface Advice {
  /** One of few, the very same object for all requests that lead there: do not change it. */
  readonly course: Course
  /** What was decisive, given or assumed. */
  readonly consulted: readonly Settled[]
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
  let bound = { settings: none, tree: bindMeasures(unbound, none) }
  return (request) => {
    const { answers, settings = none } = request
    if (settings !== bound.settings) bound = { settings, tree: bindMeasures(unbound, settings) }
    const { tree } = bound
    const start = startWalk(tree, answers, true)
    const { outcome, consulted } = arrived(walkFrom(start))
    const walk = startWith(start)
    const view = once(() => viewFrom(walk, outcome))
    const tokens = volumeOf(tree, answers)
    return {
      course: courseOf(walk, outcome, settings),
      consulted,
      tokensPerMonth: tokens ?? null,
      answers: () => answersOf(unbound, request, consulted),
      cost: () => costOf({ tree, view: view(), outcome, split: splitOf(view(), outcome, consulted), settings }, tokens),
      bill: () =>
        tokens === undefined ? undefined : ownBill({ tree, view: view(), outcome, split: splitBetween(outcome.parts), settings }, tokens),
    }
  }
}

function courseOf(walk: Trail, outcome: Outcome, settings: Settings): Course {
  const { tree } = walk
  const { tier, parts } = outcome
  const lists = parts.map((part) => listFor(tree, { walk }, part.tier, outcome, settings))
  const [first = noList, second = first] = lists
  return coursesWith(first)(second).get(parts.length > 1 ? parts.map((part) => part.tier).join(' ') : tier, () => {
    return {
      tier,
      parts,
      firsts: lists.map(({ candidates }) => candidates[0]),
      shortlist: () => lists.flatMap((list) => published(tree, list).shortlist),
    }
  })
}

/** There are few courses for the same lists, and few lists. */
const coursesWith = perObject((_: Shortlist) => perObject((_: Shortlist) => memo<string, Course>(100)))
