// A finished walk and a volume → the bills side by side, and from which volume own GPUs would cost less.

import { tiersLeft } from '../catalog/demands.ts'
import { failure } from '../catalog/filters.ts'
import { type Candidate, shortlist } from '../catalog/shortlist.ts'
import type { RecommendationJson } from '../contract.ts'
import { apiUsd } from '../cost/api.ts'
import { allStairs, type Bill, billFor, type Market } from '../cost/bills.ts'
import { firstBreakEven } from '../cost/break-even.ts'
import { figuresOf, type Usage } from '../cost/usage.ts'
import type { Explanation, View } from '../engine/explain.ts'
import type { Outcome } from '../engine/walk.ts'
import { memo, perObject } from '../memo.ts'
import type { BillKind, Model, Offer, Pick as Preference, Settings, Tree, WholeTier } from '../types.ts'
import { shortTokens } from '../volume.ts'
import { fill } from '../words.ts'
import { type BilledPart, billedIn } from './billed.ts'
import { demandsAt } from './demanded.ts'
import { candidatesFor } from './models.ts'
import { answerOf, usageFor } from './usage.ts'

type CostJson = RecommendationJson['cost']

/** Everything that a bill depends on. */
export interface Pricing {
  readonly tree: Tree
  readonly view: View
  readonly outcome: Outcome
  readonly split: Explanation['split']
  readonly settings: Settings
}

/** All bills at a volume, in the order of the rules. */
export function billsAt(pricing: Pricing, tokens: number): readonly Bill[] {
  const [market, usage] = [marketOf(pricing), usageOf(pricing, tokens)]
  return pricing.tree.bills.map((kind) => billFor(kind, usage, market))
}

/** Without a volume there are no bills, but still break-evens, which do not depend on it. */
export function costOf(
  pricing: Pricing,
  tokens: number | undefined,
  at: readonly Bill[] = tokens === undefined ? [] : billsAt(pricing, tokens),
): CostJson {
  const { tree } = pricing
  const market = marketOf(pricing)
  const usage = usageOf(pricing, tokens ?? 0)
  const bills = at.map((bill) => billJson(tree, bill))
  const breakEvens = breakEvensOf(pricing, market, usage)
  return {
    tokensPerMonth: tokens ?? null,
    usage: {
      inputShare: usage.inputShare,
      cachedShare: usage.cachedShare,
      batchShare: usage.batchShare,
      requestTokens: usage.requestTokens ?? null,
      traffic: usage.traffic,
      latency: usage.latency,
    },
    bills,
    breakEven: breakEvens.find(({ versus }) => versus === 'hosted-open') ?? null,
    breakEvens,
  }
}

const demandsIn = ({ view, outcome, settings }: Pricing) => demandsAt(view.walk, outcome.narrowings, settings)

/** What the tier that was chosen costs, in USD a month; null where it cannot be known. */
export interface OwnBill {
  readonly monthlyUsd: number | null
  readonly low: number | null
  readonly high: number | null
  readonly because: string | null
  /** What each part is billed for; empty where the bill is not known. */
  readonly billed: readonly BilledPart[]
  /** The oldest date of the prices; undefined where they have none. */
  readonly pricesAsOf: string | undefined
}

/** The same as the first bill of that tier among all of them. Only a split needs to know `split`. */
export function ownBill(pricing: Pricing, tokens: number): OwnBill {
  const { tree, outcome } = pricing
  const kind = tree.bills.find(({ tier }) => tier === outcome.tier)
  if (!kind) return { monthlyUsd: null, low: null, high: null, because: null, billed: [], pricesAsOf: undefined }
  const bill = billFor(kind, usageOf(pricing, tokens), marketOf(pricing))
  const { usd, low, high, unknown, pricesAsOf } = bill
  const because = unknown ? fill(tree.words[unknown.word], unknown.with) : null
  return { monthlyUsd: cents(usd), low: cents(low), high: cents(high), because, billed: billedIn(outcome, bill), pricesAsOf }
}

export function marketOf(pricing: Pricing): Market {
  const { tree, view, outcome, split, settings } = pricing
  const demands = demandsIn(pricing)
  const tiers = tiersLeft(outcome.narrowings)
  const task = answerOf(view.walk, 'task')
  const known = new Map<WholeTier, ReturnType<typeof candidatesFor>>()
  return {
    candidates: (tier: WholeTier, models: readonly Model[]) => {
      if (!tiers.has(tier)) return []
      if (models.length > 0) {
        const passing = shortlist(tree, tree.tiers[tier], pickOf(models), demands).candidates
        return task === undefined ? passing : passing.filter(({ model }) => model.goodAt.includes(task))
      }
      const list = known.get(tier) ?? candidatesFor(tree, view, tier, outcome, settings)
      known.set(tier, list)
      return list
    },
    tiers,
    task,
    region: demands.region,
    figures: figuresOf(tree, settings.figures ?? {}),
    split,
  }
}

/** What the bills are made of, each with all the offers of its range; a split has those of both of its tiers. */
export function billed(pricing: Pricing): readonly Candidate[] {
  const { candidates, split } = marketOf(pricing)
  const partsOf = ({ tier, models }: BillKind): [WholeTier, readonly Model[]][] => {
    if (tier !== 'hybrid') return [[tier, models]]
    return split ? [split.hard, split.rest].map((part) => [part, []]) : []
  }
  return pricing.tree.bills.flatMap(partsOf).flatMap(([tier, models]) => candidates(tier, models)[0] ?? [])
}

const pickOf = perObject(
  (models: readonly Model[]): Preference => ({
    id: 'bill',
    conditions: [],
    models: models.map((model) => ({ model, because: '' })),
    sources: {},
  }),
)

export const usageOf = ({ view, settings }: Pricing, tokens: number): Usage => usageFor(view.walk, settings, tokens)

function billJson(tree: Tree, bill: Bill): CostJson['bills'][number] {
  const { kind, model, offer, usd, low, high, unknown, derivation, slices = [] } = bill
  return {
    id: kind.id,
    title: kind.title,
    tier: kind.tier,
    model: model?.title ?? '',
    modelId: model?.id ?? null,
    host: offer?.host.title ?? null,
    hostId: offer?.host.id ?? null,
    monthlyUsd: cents(usd),
    low: cents(low),
    high: cents(high),
    because: unknown ? fill(tree.words[unknown.word], unknown.with) : null,
    derivation: derivation().map((step) => ({ ...step, value: withoutNoise(step.value), sources: [...step.sources] })),
    slices: slices.map(({ slice, bill: part }) => ({
      slice,
      model: part.model?.title ?? '',
      modelId: part.model?.id ?? null,
      host: part.offer?.host.title ?? null,
      hostId: part.offer?.host.id ?? null,
      monthlyUsd: cents(part.usd),
    })),
  }
}

/** Of binary fractions: 2970.37 is what was meant by 2970.3700000000003. */
const withoutNoise = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(12)))

const cents = (usd: number | undefined): number | null => (usd === undefined ? null : Math.round(Number((usd * 100).toPrecision(12))) / 100)

/** Against each API bill: the closed pick, the hosted pick, and the very same model at a host. */
function breakEvensOf(pricing: Pricing, market: Market, usage: Usage): CostJson['breakEvens'] {
  const { tree } = pricing
  const own = allStairs(market.candidates('self-hosted-open', []), usage, market.figures)
  const usdPerToken = (offer: Offer) => apiUsd(offer, market.region, { ...usage, tokens: 1e6 }) / 1e6
  const rivals = tree.bills.flatMap(({ id, tier, models, title }): Rival[] => {
    if (tier === 'hybrid' || tier === 'self-hosted-open') return []
    const [first] = market.candidates(tier, models)
    return first?.offer ? [{ versus: id, offer: first.offer, name: `${title} (${first.model.title})` }] : []
  })
  if (own) {
    const [offer] = hostedOffers(pricing, market, own.model).toSorted((a, b) => usdPerToken(a) - usdPerToken(b))
    const name = fill(tree.words['at-host'], { model: own.model.title, host: offer?.host.title ?? '' })
    if (offer) rivals.push({ versus: 'same-model', offer, name })
  }
  const ownPrice = market.figures.own('gpu-hour') !== undefined
  const key = [own?.model.id, market.region, usage.latency, usage.traffic, usage.requestTokens]
  const places = rivals.map(({ versus, offer, name }) => [versus, offer.host.id, offer.id, name])
  const all = compared(tree).get(JSON.stringify([key, places]), () =>
    rivals.map(({ versus, offer, name }) => {
      const nothing = { model: null, gpu: null, gpus: null, replicas: null, tokensPerMonth: null, utilisation: null }
      if (!own) return { versus, ...nothing, because: tree.words['break-even-unknown'] }
      return { versus, ...breakEvenJson(tree, name, own, ownPrice, usdPerToken(offer)) }
    }),
  )
  return all.map((each) => ({ ...each }))
}

/** They do not depend on the volume. The tree is bound to the wishes of a request, so those need not be told apart. */
const compared = perObject((_: Tree) => memo<string, CostJson['breakEvens']>(500))

/** The offers of one model that pass, at hosts of open models. */
function hostedOffers(pricing: Pricing, { tiers }: Market, model: Model): readonly Offer[] {
  const found = tiers.has('hosted-open') ? failure(pricing.tree, pricing.tree.tiers['hosted-open'], model, demandsIn(pricing)) : undefined
  return found && 'offers' in found ? found.offers : []
}

interface Rival {
  readonly versus: string
  readonly offer: Offer
  readonly name: string
}

function breakEvenJson(
  tree: Tree,
  versus: string,
  { model, all }: NonNullable<ReturnType<typeof allStairs>>,
  ownPrice: boolean,
  usdPerToken: number,
): Omit<CostJson['breakEvens'][number], 'versus'> {
  const { stairs, found } = firstBreakEven(all, usdPerToken)
  const { gpus, gpu, measuredOn } = stairs.deployment
  const nearest = found.kind === 'never' && all.length > 1 ? fill(tree.words['nearest-of'], { count: String(all.length) }) : ''
  const estimated = measuredOn === undefined ? '' : tree.words.estimated
  const values = {
    versus,
    deployment: `${model.title} on ${gpus} × ${gpu.title}${ownPrice ? tree.words['at-own-gpu-price'] : ''}${estimated}${nearest}`,
  }
  const sentence = () => {
    if (found.kind === 'never') return fill(tree.words['break-even-never'], values)
    const again = found.lasting > found.tokens ? fill(tree.words['break-even-again'], { tokens: approximately(found.lasting) }) : ''
    const said = { ...values, tokens: approximately(found.tokens), replicas: String(found.replicas) }
    return fill(tree.words['break-even-from'], said) + again
  }
  return {
    model: model.title,
    gpu: gpu.title,
    gpus,
    replicas: found.kind === 'never' ? null : found.replicas,
    tokensPerMonth: found.kind === 'never' ? null : wholeTokens(found.tokens),
    utilisation: Number.isFinite(found.utilisation) ? Math.round(found.utilisation * 1000) / 1000 : null,
    because: sentence(),
  }
}

/** Rounded up, but not for the noise of binary fractions. */
const wholeTokens = (tokens: number): number => Math.ceil(Number(tokens.toPrecision(12)))

/** Three digits are as many as such a volume deserves in a sentence. */
const approximately = (tokens: number): string => shortTokens(Number(wholeTokens(tokens).toPrecision(3)))
