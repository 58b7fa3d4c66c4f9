// A request → its bills at one volume or over many, its break-evens, and what becomes of the documents' claims.

import type { RecommendationJson } from '../contract.ts'
import type { CostJson as PublishedCosts } from '../contract-cost.ts'
import { type Bill, billFor } from '../cost/bills.ts'
import { explain, viewOf } from '../engine/explain.ts'
import { grouped } from '../money.ts'
import { datesOf } from '../price-dates.ts'
import type { Answers, Claim, Request, Tree } from '../types.ts'
import { daysPerMonth } from '../volume.ts'
import { fill } from '../words.ts'
import { billed, billsAt, costOf, marketOf, type Pricing, usageOf } from './cost.ts'
import { bindMeasures } from './measures.ts'
import { arrive } from './recommend.ts'

type CostJson = RecommendationJson['cost']

type ClaimJson = PublishedCosts['claims'][number]

export interface Costs {
  /** Each with the id of its cheapest bill, told apart below a cent. */
  readonly volumes: readonly (CostJson & { readonly cheapest: string | null })[]
  readonly prices: PublishedCosts['prices']
  /** The oldest date of GPU prices in these bills. */
  readonly gpusAsOf: string | undefined
  readonly breakEvens: CostJson['breakEvens']
  readonly claims: readonly ClaimJson[]
}

/** Claims are checked at their own volume, or at `claimsAt` when the user has one. */
export function costsOf(tree: Tree, request: Request, volumes: readonly number[], claimsAt: number | undefined): Costs {
  const pricing = pricingOf(tree, request)
  const priced = volumes.map((tokens) => ({ tokens, bills: billsAt(pricing, tokens) }))
  const [first, ...others] = priced.map(({ tokens, bills }) => ({ ...costOf(pricing, tokens, bills), cheapest: cheapestOf(bills) }))
  return {
    volumes: first ? [first, ...others] : [],
    prices: datesOf(billed(pricing).flatMap(({ offers }) => offers.map(({ asOf }) => asOf))),
    gpusAsOf: priced.flatMap(({ bills }) => bills.flatMap(gpuDates)).sort()[0],
    breakEvens: first?.breakEvens ?? [],
    claims: tree.claims.map((claim) => checkClaim(pricing, claim, claimsAt ?? claim.tokens)),
  }
}

/** The first options of questions that have no assumption and no answer yet: a table of prices decides nothing. */
export function firstOptions({ questions }: Tree, answers: Answers): Readonly<Record<string, string>> {
  return Object.fromEntries(
    questions.flatMap(({ id, assume, ...question }) => {
      const first = question.kind === 'choice' && assume.length === 0 ? question.options[0]?.id : undefined
      return first === undefined || answers[id] != null ? [] : [[id, first]]
    }),
  )
}

function pricingOf(unbound: Tree, { answers, settings = {} }: Request): Pricing {
  const tree = bindMeasures(unbound, settings)
  const { outcome, consulted } = arrive(tree, answers)
  const { split } = explain(tree, answers, outcome, consulted)
  return { tree, view: viewOf(tree, answers, outcome), outcome, split, settings }
}

/** The cheapest known bill; of several that cost the same, the first. */
function cheapestOf(bills: readonly Bill[]): string | null {
  const known = bills.flatMap(({ kind, usd }) => (usd === undefined ? [] : [{ id: kind.id, usd }]))
  return known.sort((a, b) => a.usd - b.usd)[0]?.id ?? null
}

function gpuDates({ slices, offer, pricesAsOf }: Bill): readonly string[] {
  if (slices) return slices.flatMap(({ bill }) => gpuDates(bill))
  return offer || pricesAsOf === undefined ? [] : [pricesAsOf]
}

function checkClaim(pricing: Pricing, claim: Claim, tokens: number): ClaimJson {
  const { id, says, over: divisor } = claim
  const unit = divisor === undefined ? 'USD a day' : 'times'
  const head = { id, says, sources: Object.keys(claim.sources), tokensPerMonth: tokens, unit } as const
  const range = spokenOf(pricing.tree, claim, tokens)
  if (range !== undefined) return { ...head, value: null, verdict: 'does not apply', how: range }
  const market = marketOf(pricing)
  const usage = usageOf(pricing, tokens)
  const bill = (of: string) => {
    const kind = pricing.tree.bills.find((each) => each.id === of)
    const text = moneyText(kind && billFor(kind, usage, market).usd)
    return { text: `${kind?.title} ${text ? `$${grouped(text)}` : 'unknown'}`, usd: text === undefined ? undefined : Number(text) }
  }
  const of = bill(claim.of)
  const over = divisor === undefined ? undefined : bill(divisor)
  // With the amounts as they are printed, so that whoever works it out again gets the same.
  const value = quotient(of.usd, over ? over.usd : daysPerMonth)
  return {
    ...head,
    value: value === undefined ? null : Number(over || value < 1 ? value.toPrecision(4) : value.toFixed(2)),
    verdict: value === undefined ? 'unknown' : value >= claim.low && value <= claim.high ? 'holds' : 'fails',
    how: over ? `${of.text} ÷ ${over.text}` : `${of.text} × 24 ÷ ${Math.round(daysPerMonth * 24)} hours`,
  }
}

const quotient = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : a / b

/** What the claim speaks of instead, where it says nothing about a volume. */
function spokenOf({ words }: Tree, { from, upTo }: Claim, tokens: number): string | undefined {
  if (tokens >= (from?.perMonth ?? 0) && tokens <= (upTo?.perMonth ?? Number.POSITIVE_INFINITY)) return undefined
  const word = !upTo ? 'claim-from' : from ? 'claim-between' : 'claim-up-to'
  return fill(words[word], { from: from?.text ?? '', upTo: upTo?.text ?? '' })
}

/** Cents, and of small amounts six digits. */
function moneyText(usd: number | undefined): string | undefined {
  if (usd === undefined) return undefined
  const digits = usd > 0 ? Math.min(20, Math.max(2, 5 - Math.floor(Math.log10(usd)))) : 2
  return usd.toFixed(digits).replace(/(\.\d\d\d*?)0+$/, '$1')
}
