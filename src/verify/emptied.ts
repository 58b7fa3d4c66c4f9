// Rules before and after an overlay → answers for which a tier of the result had models, and has none any more.

import { listUnder } from '../advise/models.ts'
import { type Memo, memo, once, perObject } from '../memo.ts'
import type { Ban, Figure, Narrowing, Option, Pick, Rule, Step, Tree, WholeTier } from '../types.ts'
import { culpritsIn, type NewLimit } from './culprits.ts'
import type { Diagram } from './diagram.ts'
import type { Finding, FindingKind, Path } from './finding.ts'
import { TooManyCombinations } from './nodes.ts'
import { leftBy, type Reach, reachOf, takenFrom } from './reach.ts'
import { largestRequest, requestsApart, requestsOf } from './requests.ts'
import { type Space, spaceOf } from './space.ts'
import { optionsOf, regionsApart, regionsOf, togetherIn } from './together.ts'

/** What is looked for here. */
export const emptiedKinds: readonly FindingKind[] = ['emptied-list']

/** Walks that are alike so far: the same tiers, and limits that come to the same, those of an overlay by themselves. */
interface State {
  readonly tier: WholeTier | undefined
  readonly slice: WholeTier | undefined
  readonly limits: readonly Limit[]
  readonly set: Diagram
}

interface Limit {
  readonly step: Step
  readonly rule: Rule
  readonly only: Narrowing
}

/** A list of one tier under some limits, for the answers that lead to it. */
interface List {
  readonly tier: WholeTier
  /** The tier of the rest, which conditions look at. */
  readonly rest: WholeTier
  readonly limits: readonly Limit[]
  readonly pick: Pick
  readonly region: (only: Narrowing) => Option | undefined
  readonly request: Figure | undefined
  readonly isEmpty: boolean
  readonly set: Diagram
}

/** Lists of one tier that the same limits and bans leave empty. */
interface Emptied {
  readonly limits: readonly Limit[]
  readonly bans: readonly Ban[]
  readonly lists: readonly List[]
}

/**
 * Exact, with the regions that have to be answered, and without wishes. Told once for each tier and the rules that make its
 * lists empty; a note where they leave models for other answers that lead to the tier.
 */
export function emptiedLists(before: Tree, after: Tree, most?: number): Finding[] {
  const space = spaceOf(
    [after, before],
    most,
    [after, before].flatMap((tree) => [...regionsApart(tree), ...requestsApart(tree)]),
  )
  const lists = listsIn(after, space, (limit) => isNew(limit, before), space.all)
  // Only there does it matter what was empty before.
  const empty = emptyIn(lists, space)
  const emptyBefore = emptyIn(
    listsIn(before, space, () => false, empty),
    space,
  )
  const groups = new Map<string, Emptied>()
  for (const list of lists) {
    if (!list.isEmpty) continue
    const limits = list.limits.filter((limit) => isNew(limit, before))
    const fuller = space.without(list.set, emptyBefore)
    // The list may be empty as it ships, and other answers lead to it.
    const set = space.and(fuller, servedIn(before, space, list))
    if (set === space.empty) continue
    const culprits = culpritsIn(after, { ...list, limits: alone(list, before), newLimits: limits.map((limit) => changed(limit, before)) })
    const key = JSON.stringify([list.tier, culprits.limits.map(pathOf), culprits.bans.map(({ id }) => id)])
    groups.set(key, { ...culprits, lists: [...(groups.get(key)?.lists ?? []), { ...list, set }] })
  }
  const reach = once(() => reachOf(after, space))
  return [...groups.values()].flatMap((empty) => emptied(empty, lists, space, (limit) => alike(limit, after, before), reach))
}

/** Those that are as they were before. */
const alone = ({ limits }: List, before: Tree): Narrowing[] => limits.flatMap((limit) => (isNew(limit, before) ? [] : limit.only))

const changed = (limit: Limit, before: Tree): Limit & NewLimit => ({ ...limit, before: limitOf(before, limit.step, limit.rule)?.only })

const emptyIn = (lists: readonly List[], space: Space): Diagram => space.union(lists.flatMap(({ isEmpty, set }) => (isEmpty ? [set] : [])))

/** Of more rows with the same limit, one stands for all: each takes answers of its own to look at. */
const mostRows = 20

/** Where it is one limit, also at other rows with the same one: walks that are alike go by one of them. */
function emptied(
  { limits, bans, lists: empty }: Emptied,
  lists: readonly List[],
  space: Space,
  alike: (limit: Limit) => readonly Limit[],
  reach: () => Reach,
): Finding[] {
  const tier = empty[0]?.tier ?? ''
  const isSpared = (list: List) =>
    list.tier === tier && !list.isEmpty && limits.every(({ rule }) => list.limits.some((each) => each.rule === rule))
  const spared = lists.some(isSpared)
  const under = limits.length > 0 ? 'whichever of its answers lead there' : 'whatever answers lead there'
  const whose = spared ? 'for some of the answers that lead there' : under
  const found = (own: readonly Limit[], set: Diagram): Finding => {
    const [path = ['picks', tier], other] = [...own.map(pathOf), ...bans.map(({ id }): Path => ['bans', id])]
    const names = [...own.map(({ rule }) => rule.id), ...bans.map(({ id }) => id)]
    const by = names.length === 0 ? 'this overlay leaves' : `${names.join(' and ')} ${names.length > 1 ? 'leave' : 'leaves'}`
    const says = `${by} no model for ${tier}, ${whose}`
    return { kind: 'emptied-list', path, other, says, proof: space.proof(set), ...(spared ? { note: true } : {}) }
  }
  const all = space.union(empty.map(({ set }) => set))
  const [one, another] = limits
  const rows = one && !another ? alike(one) : []
  const told = (rows.length > 0 && rows.length <= mostRows ? rows.map((limit) => [limit]) : [limits]).flatMap((own) => {
    const set = own.reduce((left, { rule }) => space.and(left, reach().takes(rule)), all)
    return set === space.empty ? [] : [found(own, set)]
  })
  return told.length > 0 ? told : [found(limits, all)]
}

/** Limits of the overlay that demand the same. */
const alike = ({ only }: Limit, after: Tree, before: Tree): Limit[] =>
  after.steps
    .flatMap((step) => step.rules.flatMap((rule): Limit[] => (rule.only ? [{ step, rule, only: rule.only }] : [])))
    .filter((limit) => keyOf(limit.only) === keyOf(only) && isNew(limit, before))

const pathOf = ({ step, rule }: Limit): Path => ['steps', step.id, 'rules', rule.id, 'only']

/** The answers of a list for which the rules before had models under the same limits. */
function servedIn(before: Tree, space: Space, { tier, rest, limits, set }: List): Diagram {
  const own = limits.flatMap(({ step, rule }) => limitOf(before, step, rule) ?? [])
  return space.union(listsFor(before, space, tier, rest, own, set).flatMap((list) => (list.isEmpty ? [] : [list.set])))
}

function limitOf(tree: Tree, { id }: Step, { id: ruleId }: Rule): Limit | undefined {
  const step = tree.steps.find((each) => each.id === id)
  const rule = step?.rules.find((each) => each.id === ruleId)
  return step && rule?.only && { step, rule, only: rule.only }
}

function isNew({ step, rule, only }: Limit, before: Tree): boolean {
  const known = limitOf(before, step, rule)
  return known === undefined || keyOf(known.only) !== keyOf(only)
}

const keyOf = ({ license, agreement, region, regionIfGiven, hosts }: Narrowing): string =>
  JSON.stringify([license, agreement, region?.id, regionIfGiven?.id, hosts && [...hosts]])

/** Of the answers `within`. */
function listsIn(tree: Tree, space: Space, isNew: IsNew, within: Diagram): List[] {
  return statesIn(tree, space, isNew, within).flatMap(({ tier: rest, slice, limits, set }): List[] => {
    if (!rest) return []
    const parts = [...new Set([slice ?? rest, rest])].filter((part) => limits.every(({ only }) => only.tiers?.has(part) ?? true))
    return parts.flatMap((tier) => listsFor(tree, space, tier, rest, limits, set))
  })
}

function listsFor(tree: Tree, space: Space, tier: WholeTier, rest: WholeTier, limits: readonly Limit[], set: Diagram): List[] {
  const question = limits.flatMap(({ only }) => (only.region?.kind === 'choice' ? only.region : []))[0]
  const narrowings = limits.map(({ only }) => only)
  const demanded = togetherIn(narrowings)
  let left = set
  return tree.tiers[tier].picks.flatMap((pick) => {
    const taken = space.and(left, space.fits(pick.conditions, new Set([rest])))
    if (taken === space.empty) return []
    left = space.without(left, taken)
    const listed = (there: Diagram, option?: Option, request?: Figure): List => {
      const region = (only: Narrowing) => (only.region && only.region.id === question?.id ? option : undefined)
      const isEmpty = () => listUnder(tree, tier, pick, narrowings, region, request).candidates.length === 0
      return { tier, rest, limits, pick, region, request, isEmpty: known.get(`${option?.id} ${request?.id}`, isEmpty), set: there }
    }
    const known = listsKnown(tree).get(`${tier} ${pick.id} ${demanded}`, () => memo<string, boolean>())
    // Mostly there are models whatever the region and the size of a request, and answers need not be told apart by them.
    const anyEmpty = () => optionsOf(question).some((option) => listed(taken, option, largestRequest(tree)).isEmpty)
    if (!known.get('any', anyEmpty)) return [listed(taken, optionsOf(question)[0], largestRequest(tree))]
    return requestsOf(tree, space, taken).flatMap(({ request, set: own }) =>
      regionsOf(question, space, own).map(({ option, set: there }) => listed(there, option, request)),
    )
  })
}

/** By region and request, whether a list is empty; `any` whether one of them is. */
const listsKnown = perObject((_: Tree) => memo<string, Memo<string, boolean>>())

type IsNew = (limit: Limit) => boolean

/** Each of them takes a list for every row of picks and every region, so more are not gone through. */
const mostStates = 500

/** Every walk of these answers, as sets of them. Throws `TooManyCombinations` where the limits on them come to too many different things. */
function statesIn(tree: Tree, space: Space, isNew: IsNew, within: Diagram): readonly State[] {
  const isOfOverlay = perObject(isNew)
  const together = (limits: readonly Limit[]) => togetherIn(limits.map(({ only }) => only))
  /** One that demands nothing more would only tell walks apart. */
  const under = (limits: readonly Limit[], limit: Limit): readonly Limit[] => {
    const beside = limits.filter((each) => isOfOverlay(each) === isOfOverlay(limit))
    return together(beside) === together([...beside, limit]) ? limits : [...limits, limit]
  }
  const keyOfState = ({ tier, slice, limits }: Omit<State, 'set'>): string => {
    const [own, theirs] = [limits.filter(isOfOverlay), limits.filter((limit) => !isOfOverlay(limit))]
    return JSON.stringify([tier, slice, together(own), together(theirs)])
  }
  const limitOfRule = perObject((rule: Rule): Limit | undefined => {
    const step = tree.steps.find(({ rules }) => rules.includes(rule))
    return step && rule.only && { step, rule, only: rule.only }
  })
  let states: readonly State[] = [{ tier: undefined, slice: undefined, limits: [], set: within }]
  for (const step of tree.steps) {
    const next = new Map<string, State>()
    const add = (state: State) => {
      if (state.set === space.empty) return
      const key = keyOfState(state)
      const known = next.get(key)
      next.set(key, { ...(known ?? state), set: space.or(known?.set ?? space.empty, state.set) })
      if (next.size > mostStates) throw new TooManyCombinations()
    }
    for (const state of states) {
      const tiers = new Set([state.tier ?? 'undecided'])
      const needed = space.and(state.set, space.fits(step.conditions, tiers))
      add({ ...state, set: space.without(state.set, needed) })
      const left = leftBy(space, step.rules, needed, tiers)
      // Rows that lead alike are taken together.
      const alike = new Map<string, { readonly to: Omit<State, 'set'>; readonly rows: Set<number> }>()
      for (const [row, rule] of step.rules.entries()) {
        if (left[row] === left[row + 1]) continue
        const limit = limitOfRule(rule)
        const to = {
          tier: rule.tier ?? state.tier,
          slice: rule.slice ?? state.slice,
          limits: limit ? under(state.limits, limit) : state.limits,
        }
        const key = keyOfState(to)
        alike
          .set(key, { to, rows: new Set(), ...alike.get(key) })
          .get(key)
          ?.rows.add(row)
      }
      for (const { to, rows } of alike.values()) add({ ...to, set: takenFrom(space, [left], (row) => rows.has(row)) })
    }
    states = [...next.values()]
  }
  return states
}
