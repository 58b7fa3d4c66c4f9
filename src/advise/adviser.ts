// Tree → an adviser for many workloads: what they come to, without why not something else.

import type { Shortlist } from '../catalog/shortlist.ts'
import type { RecommendationJson } from '../contract.ts'
import type { PlannedLine } from '../contract-lines.ts'
import { splitBetween, splitOf, viewFrom } from '../engine/explain.ts'
import { type Learned, learned } from '../engine/learned.ts'
import { type Asked, tablesOf } from '../engine/tables.ts'
import { type Given, givenIn, startFrom, startWith, type Trail } from '../engine/trail.ts'
import { type Outcome, type Part, walkFrom } from '../engine/walk.ts'
import { memo, once, perObject, perPath } from '../memo.ts'
import type { Request, Settings, Settled, TierId, Tree } from '../types.ts'
import { costOf, type OwnBill, ownBill } from './cost.ts'
import { bindMeasures } from './measures.ts'
import { listFor, noList, published } from './models.ts'
import { answersOf, arrived } from './recommend.ts'

/** Where answers lead. Every field is the one that `recommend` gives for the same request. */
interface Course {
  readonly tier: TierId
  readonly parts: readonly Part[]
  /** For each part the model that comes first; parts that none passes for are left out. */
  readonly models: PlannedLine['models']
  readonly shortlist: () => readonly Readonly<RecommendationJson['shortlist'][number]>[]
}

export interface Advice {
  /** One of few, the very same object for all requests that lead there: do not change it. */
  readonly course: Course
  /** What was decisive without being given: question → answer. Shared as the course is. */
  readonly assumed: PlannedLine['assumed']
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
export function adviser(tree: Tree): (request: Request) => Advice {
  const advise = givenAdviser(tree)
  return (request) => advise(givenIn(tree, request.answers), request.settings, () => request)
}

/** The same on answers by position; `request` has them by name. */
export function givenAdviser(unbound: Tree): (given: Given, settings: Settings | undefined, request: () => Request) => Advice {
  let bound: Bound = { settings: none, tree: bindMeasures(unbound, none), known: undefined }
  const { volume } = tablesOf(unbound)
  return (given, settings = none, request) => {
    if (settings !== bound.settings) bound = { settings, tree: bindMeasures(unbound, settings), known: undefined }
    // The wishes of one workload are hardly ever used again.
    else bound.known ??= learned()
    const { tree, known } = bound
    const amount = volume && given[volume.position]?.value
    const tokens = typeof amount === 'number' ? amount : undefined
    const { course, outcome, consulted, assumed } = known ? known.get(given, (lookedAt) => led(bound, given, lookedAt)) : led(bound, given)
    const view = once(() => viewFrom(startFrom(tree, given, true), outcome))
    return {
      course,
      assumed,
      tokensPerMonth: tokens ?? null,
      answers: () => answersOf(unbound, request(), consulted),
      cost: () => costOf({ tree, view: view(), outcome, split: splitOf(view(), outcome, consulted), settings }, tokens),
      bill: () =>
        tokens === undefined ? undefined : ownBill({ tree, view: view(), outcome, split: splitBetween(outcome.parts), settings }, tokens),
    }
  }
}

interface Bound {
  readonly settings: Settings
  readonly tree: Tree
  known: Learned<Led> | undefined
}

/** Where answers lead, without the answers that make no difference. */
interface Led {
  readonly course: Course
  readonly outcome: Outcome
  readonly consulted: readonly Settled[]
  readonly assumed: PlannedLine['assumed']
}

function led({ settings, tree }: Bound, given: Given, lookedAt?: Asked[]): Led {
  const start = startFrom(tree, given, true, lookedAt)
  const { outcome, consulted } = arrived(walkFrom(start))
  return { outcome, consulted, assumed: assumedIn(consulted), course: courseOf(startWith(start), outcome, settings) }
}

const assumedIn = perPath(
  ({ assumed }: Settled) => assumed,
  (consulted): PlannedLine['assumed'] =>
    Object.fromEntries(consulted.flatMap(({ question, assumed }) => (assumed ? [[question.id, assumed.value]] : []))),
)

function courseOf(walk: Trail, outcome: Outcome, settings: Settings): Course {
  const { tree } = walk
  const { tier, parts } = outcome
  const lists = parts.map((part) => listFor(tree, { walk }, part.tier, outcome, settings))
  const [first = noList, second = first] = lists
  return coursesWith(first)(second).get(parts.length > 1 ? parts.map((part) => part.tier).join(' ') : tier, () => {
    return {
      tier,
      parts,
      models: parts.flatMap(({ slice }, index) => {
        const first = lists[index]?.candidates[0]
        return first ? [{ slice, model: first.model.id, host: first.offer?.host.id ?? null }] : []
      }),
      shortlist: () => lists.flatMap((list) => published(tree, list).shortlist),
    }
  })
}

/** There are few courses for the same lists, and few lists. */
const coursesWith = perObject((_: Shortlist) => perObject((_: Shortlist) => memo<string, Course>(100)))
