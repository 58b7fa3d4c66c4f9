// Rules before and after an overlay → answers for which a tier of the result had models, and has none any more.

import { hasModels } from '../advise/models.ts'
import { requestOf } from '../advise/usage.ts'
import { type Memo, memo, perObject } from '../memo.ts'
import type { Ban, Figure, Narrowing, Option, Pick, Rule, Step, Tree, WholeTier } from '../types.ts'
import type { Both } from './both.ts'
import { wholeTiers } from './bounds.ts'
import { culpritsIn, type NewLimit } from './culprits.ts'
import type { Diagram } from './diagram.ts'
import type { Finding, FindingKind, Path } from './finding.ts'
import { type Limit, type Walks, walksUnder } from './limited-walks.ts'
import { textOf } from './numbers.ts'
import type { Reach } from './reach.ts'
import { largestRequest, requestsApart, requestsOf } from './requests.ts'
import type { Space } from './space.ts'
import { optionsOf, regionsOf, togetherIn } from './together.ts'

/** What is looked for here. */
export const emptiedKinds: readonly FindingKind[] = ['emptied-list']

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
  readonly tier: WholeTier
  readonly limits: readonly Limit[]
  readonly bans: readonly Ban[]
  readonly lists: readonly List[]
}

/**
 * Exact, with the regions that have to be answered, and without wishes. Told once for each tier and the rules that make its
 * lists empty; a note where they leave models for other answers that lead to the tier. `areSame` where the rules that lists
 * are made of, but for limits and questions, are known to be the same.
 */
export function emptiedLists({ before, after, space, reachAfter }: Both, areSame = false): Finding[] {
  const walks = walksUnder(after, space, (limit) => isNew(limit, before), space.all)
  // A list may be empty as it ships, and other answers lead to it.
  const isSame = areSame && optionsText(after, before) === optionsText(before, before)
  const isAsBefore = (tier: WholeTier, limits: readonly Limit[]) =>
    (isSame && !limits.some((limit) => isNew(limit, before))) ||
    emptinessText(after, tier, limits) === emptinessText(before, tier, limitsIn(before, limits))
  const possible = emptyAmong(after, space, walks, isAsBefore).flatMap((list) => {
    const served = servedIn(before, space, list)
    return served === space.empty ? [] : [{ list, served }]
  })
  if (possible.length === 0) return []
  // Only there does it matter what was empty before.
  const within = space.union(possible.map(({ served }) => served))
  const walksBefore = walksUnder(before, space, () => false, within)
  const emptyBefore = space.union(emptyAmong(before, space, walksBefore, () => false).map(({ set }) => set))
  const groups = new Map<string, Emptied>()
  for (const { list, served } of possible) {
    const limits = list.limits.filter((limit) => isNew(limit, before))
    const set = space.without(served, emptyBefore)
    if (set === space.empty) continue
    const culprits = culpritsIn(after, { ...list, limits: alone(list, before), newLimits: limits.map((limit) => changed(limit, before)) })
    const key = JSON.stringify([list.tier, culprits.limits.map(pathOf), culprits.bans.map(({ id }) => id)])
    groups.set(key, { ...culprits, tier: list.tier, lists: [...(groups.get(key)?.lists ?? []), { ...list, set }] })
  }
  const filled = (tier: WholeTier, limits: readonly Limit[]): boolean =>
    walks.some((some) => {
      const goesThere = tiersOf(some).includes(tier) && limits.every(({ rule }) => some.limits.some((each) => each.rule === rule))
      return goesThere && listsOf(after, space, some, tier).some(({ isEmpty }) => !isEmpty)
    })
  return [...groups.values()].flatMap((empty) => emptied(empty, filled, space, (limit) => alike(limit, after, before), reachAfter))
}

/** Those that are as they were before. */
const alone = ({ limits }: List, before: Tree): Narrowing[] => limits.flatMap((limit) => (isNew(limit, before) ? [] : limit.only))

const changed = (limit: Limit, before: Tree): Limit & NewLimit => ({ ...limit, before: limitOf(before, limit.step, limit.rule)?.only })

/** Of more rows with the same limit, one stands for all: each takes answers of its own to look at. */
const mostRows = 20

/** Where it is one limit, also at other rows with the same one: walks that are alike go by one of them. */
function emptied(
  { tier, limits, bans, lists: empty }: Emptied,
  isFilled: (tier: WholeTier, limits: readonly Limit[]) => boolean,
  space: Space,
  alike: (limit: Limit) => readonly Limit[],
  reach: () => Reach,
): Finding[] {
  const spared = isFilled(tier, limits)
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
  return space.union(listsFor(before, space, tier, rest, limitsIn(before, limits), set).flatMap((list) => (list.isEmpty ? [] : [list.set])))
}

const limitsIn = (before: Tree, limits: readonly Limit[]): Limit[] => limits.flatMap(({ step, rule }) => limitOf(before, step, rule) ?? [])

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

const tiersOf = ({ tier, slice, limits }: Walks): WholeTier[] =>
  tier ? [...new Set([slice ?? tier, tier])].filter((part) => limits.every(({ only }) => only.tiers?.has(part) ?? true)) : []

const listsOf = (tree: Tree, space: Space, { tier: rest, limits, set }: Walks, tier: WholeTier): List[] =>
  rest ? listsFor(tree, space, tier, rest, limits, set()) : []

/** But those to leave out. Mostly a tier has models under such limits whatever the answers are, and its lists need not be told apart. */
function emptyAmong(
  tree: Tree,
  space: Space,
  walks: readonly Walks[],
  isOut: (tier: WholeTier, limits: readonly Limit[]) => boolean,
): List[] {
  return walks.flatMap((some) =>
    tiersOf(some)
      .filter((tier) => !isOut(tier, some.limits))
      .filter((tier) => tree.tiers[tier].picks.some((pick) => emptinessOf(tree, tier, pick, some.limits).isPossible()))
      .flatMap((tier) => listsOf(tree, space, some, tier).filter(({ isEmpty }) => isEmpty)),
  )
}

/** What tells lists apart beside the limits: the region, the task and the first row that fits. New questions are none of a limit that was there before. */
function optionsText({ questions, tiers }: Tree, before: Tree): string {
  const ids = new Set(['task', ...before.questions.map(({ id }) => id)])
  const choices = questions.flatMap((each) => (each.kind === 'choice' && ids.has(each.id) ? [each] : []))
  const options = choices.map((each) => [each.id, each.options.map(({ id, anyHost }) => [id, anyHost])])
  return JSON.stringify([options, wholeTiers.map((tier) => tiers[tier].picks.map(({ id }) => id))])
}

/** The same for trees in which the lists of the tier are empty for the same answers under those limits. */
const emptinessText = (tree: Tree, tier: WholeTier, limits: readonly Limit[]): string =>
  textsKnown(tree).get(`${tier} ${togetherIn(limits.map(({ only }) => only))}`, () => {
    const tasks = requestsApart(tree).flatMap(([, options]) => [...options])
    const rows = tree.tiers[tier].picks.map((pick) => {
      const { question, isEmpty, isPossible } = emptinessOf(tree, tier, pick, limits)
      // A larger request only leaves fewer models.
      const among = (option: Option | undefined) =>
        isEmpty(option, largestRequest(tree)) && (isEmpty(option) || tasks.map((task) => isEmpty(option, requestOf(tree, task))))
      return [textOf(pick.conditions), isPossible() && [question?.id, optionsOf(question).map((option) => [option?.id, among(option)])]]
    })
    return JSON.stringify([tasks, rows])
  })

const textsKnown = perObject((_: Tree) => memo<string, string>())

/** A row of picks under some limits: whether its list is empty, by region and request, and whether it is for any of them. */
function emptinessOf(tree: Tree, tier: WholeTier, pick: Pick, limits: readonly Limit[]) {
  const narrowings = limits.map(({ only }) => only)
  const question = narrowings.flatMap(({ region }) => (region?.kind === 'choice' ? region : []))[0]
  const known = listsKnown(tree).get(`${tier} ${pick.id} ${togetherIn(narrowings)}`, () => memo<string, boolean>())
  const regionFor = (option?: Option) => (only: Narrowing) => (only.region && only.region.id === question?.id ? option : undefined)
  const isEmpty = (option?: Option, request?: Figure): boolean =>
    known.get(`${option?.id} ${request?.id}`, () => !hasModels(tree, tier, pick, narrowings, regionFor(option), request))
  const isPossible = () => known.get('any', () => optionsOf(question).some((option) => isEmpty(option, largestRequest(tree))))
  return { question, regionFor, isEmpty, isPossible }
}

function listsFor(tree: Tree, space: Space, tier: WholeTier, rest: WholeTier, limits: readonly Limit[], set: Diagram): List[] {
  let left = set
  return tree.tiers[tier].picks.flatMap((pick) => {
    const taken = space.and(left, space.fits(pick.conditions, new Set([rest])))
    if (taken === space.empty) return []
    left = space.without(left, taken)
    const { question, regionFor, isEmpty, isPossible } = emptinessOf(tree, tier, pick, limits)
    const listed = (there: Diagram, option?: Option, request?: Figure): List => {
      return { tier, rest, limits, pick, region: regionFor(option), request, isEmpty: isEmpty(option, request), set: there }
    }
    // Mostly there are models whatever the region and the size of a request, and answers need not be told apart by them.
    if (!isPossible()) return [listed(taken, optionsOf(question)[0], largestRequest(tree))]
    return requestsOf(tree, space, taken).flatMap(({ request, set: own }) =>
      regionsOf(question, space, own).map(({ option, set: there }) => listed(there, option, request)),
    )
  })
}

/** By region and request, whether a list is empty; `any` whether one of them is. */
const listsKnown = perObject((_: Tree) => memo<string, Memo<string, boolean>>())
