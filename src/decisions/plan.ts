// Many workloads → the decision about each, where they lead together, and what that costs.

import { joinInputs } from '../advise/inputs.ts'
import { type Maker, recommend } from '../advise/recommend.ts'
import { tiersLeft } from '../catalog/demands.ts'
import type { RecommendationJson } from '../contract.ts'
import type { PlanJson } from '../contract-plan.ts'
import { cents } from '../money.ts'
import type { TierId, Tree } from '../types.ts'
import { tierIds } from '../types.ts'
import { billedPart, billOf, withoutVolume } from './bill.ts'
import { type Shared, sharedGpus } from './shared-gpus.ts'
import { tierOfAll, type Workload } from './workload.ts'

type PlannedJson = PlanJson['workloads'][number]

/** Throws `UserError` when an answer without an assumption is missing. */
export function planOf(tree: Tree, workloads: readonly Workload[], maker: Maker): PlanJson {
  const results = workloads.map(({ request }) => recommend(tree, request, maker))
  const planned = workloads.map((workload, index) => plannedJson(workload, results[index] as RecommendationJson))
  const allowed = results.map((result) => allowedTiers(tree, result))
  const shared = sharedGpus(tree, workloads, results)
  const tiers = new Set(planned.flatMap(({ recommendation: { parts } }) => parts.map(({ tier }) => tier)))
  const tier = tierOfAll(tiers)
  return {
    schemaVersion: '1',
    ok: true,
    tool: { name: 'pick-llm', version: maker.version },
    rules: { version: tree.version, sha256: maker.sha256, overlays: [...maker.overlays] },
    catalog: { asOf: tree.catalog.asOf, sha256: maker.catalogSha256 },
    recommendation: { tier, title: tree.tiers[tier].title },
    routing: routing(tree, planned, workloads),
    workloads: planned,
    withoutModel: planned.filter(lacksModel).map(({ name }) => name),
    sharedGpus: shared.map(({ json }) => json),
    total: { ...totals(planned, allowed, shared), ...unsharedOf(workloads) },
    sources: citedBy(tree, planned),
    inputs: joinInputs(results.map(({ inputs }) => inputs)),
  }
}

/** In the order of their ids. Sentences name documents that they do not cite. */
function citedBy(tree: Tree, planned: readonly PlannedJson[]): PlanJson['sources'] {
  const cautions = planned.flatMap((workload) => workload.cautions)
  const cited = new Set(
    cautions.flatMap(({ sources, because }) => [...sources, ...(because.match(/(?<![\w.,$-])[\w-]+(?![\w-]|[.,]\d)/g) ?? [])]),
  )
  return [...tree.sources]
    .filter(([id]) => cited.has(id))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, source]) => {
      return { id, title: source.title, url: source.url ?? null, dated: source.dated ?? null, checked: source.checked }
    })
}

function unsharedOf(workloads: readonly Workload[]): Pick<PlanJson['total'], 'unshared'> {
  const shares = workloads.flatMap(({ share }) => share ?? [])
  const left = 1 - Number(shares.reduce((sum, { part }) => sum + part, 0).toFixed(9))
  const tokens = Math.round((shares[0]?.of ?? 0) * left)
  return tokens > 0 ? { unshared: tokens } : {}
}

const lacksModel = ({ recommendation: { parts }, shortlist }: PlannedJson): boolean =>
  !parts.every((part) => shortlist.some(({ tier }) => tier === part.tier))

function plannedJson({ name, owner }: Workload, result: RecommendationJson): PlannedJson {
  const { answers, settings, recommendation, steps, shortlist, runnerUp, cost, cautions, command } = result
  return {
    name,
    owner: owner ?? null,
    answers,
    settings,
    recommendation: { tier: recommendation.tier, title: recommendation.title, parts: recommendation.parts },
    steps: steps.map(({ id, status, rule }) => ({ id, status, rule })),
    shortlist: shortlist.map(({ tier, model, title, host, hostTitle, idAtHost }) => ({ tier, model, title, host, hostTitle, idAtHost })),
    billedModels: recommendation.parts.flatMap(({ slice }) => {
      const billed = billedPart(recommendation.tier, slice, cost.bills)
      return billed ? [{ slice, ...billed }] : []
    }),
    runnerUp: runnerUp?.tier ?? null,
    cost: { tokensPerMonth: cost.tokensPerMonth, bills: cost.bills.map(({ derivation: _, ...bill }) => bill) },
    bill: ownBill(result),
    cautions,
    command,
  }
}

function ownBill({ recommendation, cost }: RecommendationJson): PlannedJson['bill'] {
  if (cost.tokensPerMonth === null) return withoutVolume
  const bill = billOf(recommendation.tier, cost.bills)
  return { monthlyUsd: bill?.monthlyUsd ?? null, low: bill?.low ?? null, high: bill?.high ?? null, because: bill?.because ?? null }
}

/** Which workload, and which slice of it, goes to which tier; in the order of the tiers. */
function routing(tree: Tree, planned: readonly PlannedJson[], workloads: readonly Workload[]): PlanJson['routing'] {
  return tierIds.flatMap((tier) => {
    const routed = planned.flatMap(({ name, recommendation: { parts }, cost }, index) =>
      parts
        .filter((part) => part.tier === tier)
        .map(({ slice }) => ({ name, slice, tokens: tokensOf(tree, workloads[index], cost.tokensPerMonth, slice, parts.length) })),
    )
    if (routed.length === 0) return []
    return {
      tier,
      title: tree.tiers[tier].title,
      workloads: routed.map(({ name, slice }) => ({ name, slice })),
      tokensPerMonth: routed.reduce<number | null>((sum, { tokens }) => (sum === null || tokens === null ? null : sum + tokens), 0),
    }
  })
}

function tokensOf(tree: Tree, workload: Workload | undefined, tokens: number | null, slice: 'hard' | 'rest', parts: number): number | null {
  if (tokens === null || parts === 1) return tokens
  const hard = Math.round(tokens * (workload?.request.settings?.figures?.['hard-share'] ?? tree.figures.get('hard-share')?.value ?? 0))
  return slice === 'hard' ? hard : tokens - hard
}

/** The tiers that the data limit leaves, by the rules that applied. */
const allowedTiers = (tree: Tree, { steps }: RecommendationJson): ReadonlySet<TierId> =>
  tiersLeft(steps.flatMap(({ id, rule }) => tree.steps.find((step) => step.id === id)?.rules.find((each) => each.id === rule)?.only ?? []))

type Allowed = readonly ReadonlySet<TierId>[]

/** What is not known is in no sum; where nothing is known there is none. */
function totals(planned: readonly PlannedJson[], allowed: Allowed, shared: readonly Shared[]): PlanJson['total'] {
  const known = planned.filter(({ bill }) => bill.monthlyUsd !== null)
  const sum = (end: 'monthlyUsd' | 'low' | 'high') =>
    known.length === 0 ? null : cents(known.reduce((total, { bill }) => total + (bill[end] ?? 0), 0) - savedBy(shared, end))
  return {
    tokensPerMonth: known.length === 0 ? null : known.reduce((total, { cost }) => total + (cost.tokensPerMonth ?? 0), 0),
    monthlyUsd: sum('monthlyUsd'),
    low: sum('low'),
    high: sum('high'),
    unknown: planned.filter(({ bill }) => bill.monthlyUsd === null).map(({ name }) => name),
    everythingFrontier: instead(planned, allowed, ['frontier-closed', 'frontier-private'], shared),
    everythingHostedOpen: instead(planned, allowed, ['hosted-open'], shared),
  }
}

const savedBy = (shared: readonly Shared[], end: keyof Shared['saved']): number => shared.reduce((sum, { saved }) => sum + saved[end], 0)

/** What the same workloads would cost on the first of these tiers that their data may go to and that has a bill. */
function instead(
  planned: readonly PlannedJson[],
  allowed: Allowed,
  tiers: readonly TierId[],
  shared: readonly Shared[],
): PlanJson['total']['everythingFrontier'] {
  const priced = planned.flatMap((workload, index) => {
    if (workload.bill.monthlyUsd === null) return []
    const open = tiers.filter((tier) => allowed[index]?.has(tier))
    const bills = open.flatMap((tier) => billOf(tier, workload.cost.bills) ?? [])
    const bill = bills.find(({ monthlyUsd }) => monthlyUsd !== null)
    const because = open.length === 0 ? 'The data limit forbids it.' : (bills[0]?.because ?? 'No bill is known.')
    return { name: workload.name, usd: bill?.monthlyUsd ?? null, planUsd: workload.bill.monthlyUsd, because }
  })
  const of = priced.filter(({ usd }) => usd !== null)
  const names = new Set(of.map(({ name }) => name))
  const saved = savedBy(
    shared.filter(({ json }) => json.workloads.every((name) => names.has(name))),
    'monthlyUsd',
  )
  return {
    monthlyUsd: of.length === 0 ? null : cents(of.reduce((sum, { usd }) => sum + (usd ?? 0), 0)),
    planUsd: of.length === 0 ? null : cents(of.reduce((sum, each) => sum + each.planUsd, 0) - saved),
    of: [...names],
    not: priced.filter(({ usd }) => usd === null).map(({ name, because }) => ({ name, because })),
  }
}
