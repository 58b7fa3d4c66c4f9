// A request → its bills at one volume or over many, its break-evens, and what becomes of the documents' claims.

import type { RecommendationJson } from '../contract.ts'
import { billFor } from '../cost/bills.ts'
import { explain, viewOf } from '../engine/explain.ts'
import type { Claim, Request, Tree } from '../types.ts'
import { daysPerMonth } from '../volume.ts'
import { costOf, marketOf, type Pricing, usageOf } from './cost.ts'
import { bindMeasures } from './measures.ts'
import { arrive } from './recommend.ts'

type CostJson = RecommendationJson['cost']

interface ClaimJson {
  readonly id: string
  readonly says: string
  readonly sources: readonly string[]
  readonly tokensPerMonth: number
  /** The ratio of the two bills, or USD a day. */
  readonly value: number | null
  readonly unit: 'times' | 'USD a day'
  readonly verdict: 'holds' | 'fails' | 'unknown'
  readonly how: string
}

export interface Costs {
  readonly volumes: readonly CostJson[]
  readonly breakEvens: CostJson['breakEvens']
  readonly claims: readonly ClaimJson[]
}

/** Claims are checked at their own volume, or at `claimsAt` when the user has one. */
export function costsOf(tree: Tree, request: Request, volumes: readonly number[], claimsAt: number | undefined): Costs {
  const pricing = pricingOf(tree, request)
  const [first, ...others] = volumes.map((tokens) => costOf(pricing, tokens))
  return {
    volumes: first ? [first, ...others] : [],
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
  const money = (usd: number | undefined) => (usd === undefined ? 'unknown' : `$${usd.toFixed(2)}`)
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
