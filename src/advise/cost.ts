// A finished walk and a volume → the bills side by side, and from which volume own GPUs would cost less.

import { demandsOf } from '../catalog/demands.ts'
import { shortlist } from '../catalog/shortlist.ts'
import type { RecommendationJson } from '../contract.ts'
import { apiBill } from '../cost/api.ts'
import { type Bill, billFor, cheapestStairs, type Market } from '../cost/bills.ts'
import { breakEven } from '../cost/break-even.ts'
import { figuresOf, type Usage } from '../cost/usage.ts'
import type { Explanation, View } from '../engine/explain.ts'
import type { Outcome } from '../engine/walk.ts'
import type { Model, Offer, Pick, Settings, Tree, WholeTier } from '../types.ts'
import { shortTokens } from '../volume.ts'
import { fill } from '../words.ts'
import { candidatesFor, regionOf } from './models.ts'
import { usageFor } from './usage.ts'

type CostJson = RecommendationJson['cost']

/** Everything that a bill depends on. */
export interface Pricing {
  readonly tree: Tree
  readonly view: View
  readonly outcome: Outcome
  readonly split: Explanation['split']
  readonly settings: Settings
}

/** Without a volume there are no bills, but still break-evens, which do not depend on it. */
export function costOf(pricing: Pricing, tokens: number | undefined): CostJson {
  const { tree } = pricing
  const market = marketOf(pricing)
  const usage = usageOf(pricing, tokens ?? 0)
  const bills = tokens === undefined ? [] : tree.bills.map((kind) => billJson(tree, billFor(kind, usage, market)))
  const breakEvens = breakEvensOf(pricing, market, usage)
  return {
    tokensPerMonth: tokens ?? null,
    usage: {
      inputShare: usage.inputShare,
      cachedShare: usage.cachedShare,
      batchShare: usage.batchShare,
      traffic: usage.traffic,
      latency: usage.latency,
    },
    bills,
    breakEven: breakEvens.find(({ versus }) => versus === 'hosted-open') ?? null,
    breakEvens,
  }
}

export function marketOf(pricing: Pricing): Market {
  const { tree, view, outcome, split, settings } = pricing
  const demands = demandsOf(outcome.narrowings, (narrowing) => regionOf(view.walk, narrowing), settings)
  const known = new Map<WholeTier, ReturnType<typeof candidatesFor>>()
  return {
    candidates: (tier: WholeTier, models: readonly Model[]) => {
      if (models.length > 0) return shortlist(tree, tree.tiers[tier], pickOf(models), demands).candidates
      const list = known.get(tier) ?? candidatesFor(tree, view, tier, outcome, settings)
      known.set(tier, list)
      return list
    },
    region: demands.region,
    figures: figuresOf(tree, settings.figures ?? {}),
    split,
  }
}

const pickOf = (models: readonly Model[]): Pick => ({
  id: 'bill',
  conditions: [],
  models: models.map((model) => ({ model, because: '' })),
  sources: {},
})

export const usageOf = ({ view, settings }: Pricing, tokens: number): Usage => usageFor(view.walk, settings, tokens)

function billJson(tree: Tree, bill: Bill): CostJson['bills'][number] {
  const { kind, model, offer, usd, low, high, unknown, derivation } = bill
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
    derivation: derivation.map((step) => ({ ...step, sources: [...step.sources] })),
  }
}

const cents = (usd: number | undefined): number | null => (usd === undefined ? null : Math.round(usd * 100) / 100)

/** Against each API bill: the closed pick, the hosted pick, and the very same model at a host. */
function breakEvensOf({ tree, view, outcome, settings }: Pricing, market: Market, usage: Usage): CostJson['breakEvens'] {
  const own = cheapestStairs(market.candidates('self-hosted-open', []), usage, market.figures)
  const hosted = candidatesFor(tree, view, 'hosted-open', outcome, settings)
  const rivals: [string, Offer | undefined, string][] = [
    ...tree.bills
      .filter(({ tier }) => tier !== 'hybrid' && tier !== 'self-hosted-open')
      .map(({ id, tier, models, title }): [string, Offer | undefined, string] => {
        const [first] = market.candidates(tier as WholeTier, models)
        return [id, first?.offer, first ? `${title} (${first.model.title})` : title]
      }),
    [
      'same-model',
      own &&
        sameModelOffer(
          own.model,
          hosted.flatMap(({ offers }) => offers),
        ),
      own?.model.title ?? '',
    ],
  ]
  return rivals.flatMap(([versus, offer, name]): CostJson['breakEvens'] => {
    if (!offer) return []
    if (!own) return [{ versus, model: null, tokensPerMonth: null, utilisation: null, because: tree.words['break-even-unknown'] }]
    return [breakEvenJson(tree, versus, name, own, apiBill(offer, market.region, { ...usage, tokens: 1e6 }).usd / 1e6)]
  })
}

/** The cheapest offer of the very model that would run on own GPUs; an offer of a passing host is preferred. */
function sameModelOffer(model: Model, passing: readonly Offer[]): Offer | undefined {
  const offers = model.offers.filter(({ host }) => host.kind !== 'router')
  const fitting = offers.filter((offer) => passing.includes(offer))
  return [...(fitting.length > 0 ? fitting : offers)].sort((a, b) => a.input + a.output - b.input - b.output)[0]
}

function breakEvenJson(
  tree: Tree,
  versus: string,
  name: string,
  { model, stairs }: NonNullable<ReturnType<typeof cheapestStairs>>,
  usdPerToken: number,
): CostJson['breakEvens'][number] {
  const { deployment } = stairs
  const found = breakEven(stairs, usdPerToken)
  const estimated = deployment.measuredOn === undefined ? '' : tree.words.estimated
  const named = `${model.title} on ${deployment.gpus} × ${deployment.gpu.title}${estimated}`
  const values = { versus: name, deployment: named }
  const because =
    found.kind === 'never'
      ? fill(tree.words['break-even-never'], values)
      : fill(tree.words['break-even-from'], { ...values, tokens: approximately(found.tokens), replicas: String(found.replicas) })
  return {
    versus,
    model: model.title,
    tokensPerMonth: found.kind === 'never' ? null : Math.ceil(found.tokens),
    utilisation: Math.round(found.utilisation * 1000) / 1000,
    because,
  }
}

/** Three digits are as many as such a volume deserves in a sentence. */
const approximately = (tokens: number): string => shortTokens(Number(Math.ceil(tokens).toPrecision(3)))
