// A request → its bills at one volume or over many, its break-evens, and what becomes of the documents' claims.

import type { RecommendationJson } from '../contract.ts'
import type { CostJson as PublishedCosts } from '../contract-cost.ts'
import { billFor } from '../cost/bills.ts'
import { explain, viewOf } from '../engine/explain.ts'
import { grouped } from '../money.ts'
import { datesOf } from '../price-dates.ts'
import type { BillKind, Claim, Model, Offer, Request, Tree, WholeTier } from '../types.ts'
import { daysPerMonth } from '../volume.ts'
import { costOf, marketOf, type Pricing, usageOf } from './cost.ts'
import { bindMeasures } from './measures.ts'
import { arrive } from './recommend.ts'

type CostJson = RecommendationJson['cost']

type ClaimJson = PublishedCosts['claims'][number]

export interface Costs {
  /** Each with the id of its cheapest bill, told apart below a cent. */
  readonly volumes: readonly (CostJson & { readonly cheapest: string | null })[]
  readonly prices: PublishedCosts['prices']
  readonly breakEvens: CostJson['breakEvens']
  readonly claims: readonly ClaimJson[]
}

/** Claims are checked at their own volume, or at `claimsAt` when the user has one. */
export function costsOf(tree: Tree, request: Request, volumes: readonly number[], claimsAt: number | undefined): Costs {
  const pricing = pricingOf(tree, request)
  const [first, ...others] = volumes.map((tokens) => ({ ...costOf(pricing, tokens), cheapest: cheapestAt(pricing, tokens) }))
  return {
    volumes: first ? [first, ...others] : [],
    prices: datesOf(billedOffers(pricing).map(({ asOf }) => asOf)),
    breakEvens: first?.breakEvens ?? [],
    claims: tree.claims.map((claim) => checkClaim(pricing, claim, claimsAt ?? claim.tokens)),
  }
}

function pricingOf(unbound: Tree, { answers, settings = {} }: Request): Pricing {
  const tree = bindMeasures(unbound, settings)
  const { outcome, consulted } = arrive(tree, answers)
  const { split } = explain(tree, answers, outcome, consulted)
  return { tree, view: viewOf(tree, answers, outcome), outcome, split, settings }
}

/** The cheapest known bill; of several that cost the same, the first. */
function cheapestAt(pricing: Pricing, tokens: number): string | null {
  const [market, usage] = [marketOf(pricing), usageOf(pricing, tokens)]
  const known = pricing.tree.bills.flatMap((kind) => {
    const { usd } = billFor(kind, usage, market)
    return usd === undefined ? [] : [{ id: kind.id, usd }]
  })
  return known.sort((a, b) => a.usd - b.usd)[0]?.id ?? null
}

/** The offers that the bills and their ranges are made of; a split has those of both of its tiers. */
function billedOffers(pricing: Pricing): readonly Offer[] {
  const { candidates, split } = marketOf(pricing)
  const partsOf = ({ tier, models }: BillKind): [WholeTier, readonly Model[]][] => {
    if (tier !== 'hybrid') return [[tier, models]]
    return split ? [split.hard, split.rest].map((part) => [part, []]) : []
  }
  return pricing.tree.bills.flatMap(partsOf).flatMap(([tier, models]) => candidates(tier, models)[0]?.offers ?? [])
}

function checkClaim(pricing: Pricing, claim: Claim, tokens: number): ClaimJson {
  const market = marketOf(pricing)
  const usage = usageOf(pricing, tokens)
  const bill = (id: string | undefined) => {
    const kind = pricing.tree.bills.find((each) => each.id === id)
    return kind && { title: kind.title, usd: billFor(kind, usage, market).usd }
  }
  const [of, over] = [bill(claim.of), bill(claim.over)]
  const daily = (usd: number) => usd / daysPerMonth
  const known = of?.usd !== undefined && (claim.over === undefined || over?.usd !== undefined)
  const value = !known ? undefined : over?.usd === undefined ? daily(of?.usd ?? 0) : (of?.usd ?? 0) / over.usd
  const money = (usd: number | undefined) => (usd === undefined ? 'unknown' : `$${grouped(usd.toFixed(2))}`)
  return {
    id: claim.id,
    says: claim.says,
    sources: Object.keys(claim.sources),
    tokensPerMonth: tokens,
    value: value === undefined ? null : Number(value.toPrecision(4)),
    unit: claim.over === undefined ? 'USD a day' : 'times',
    verdict: value === undefined ? 'unknown' : value >= claim.low && value <= claim.high ? 'holds' : 'fails',
    how: over
      ? `${of?.title} ${money(of?.usd)} ÷ ${over.title} ${money(over.usd)}`
      : `${of?.title} ${money(of?.usd)} ÷ ${daysPerMonth.toFixed(2)} days`,
  }
}
