// The candidates of each tier and a usage → the bills that stand side by side. A bill that cannot be known says why.

import type { Candidate } from '../catalog/shortlist.ts'
import type { BillKind, Model, Offer, WholeTier } from '../types.ts'
import type { WordKey } from '../words.ts'
import { apiBill, apiUsd, plain } from './api.ts'
import { lowestUsd, type Stairs, stairsDerivation, stairsOf, stairsUsd } from './own.ts'
import type { DerivationStep, Figures, Range, Usage } from './usage.ts'

/** What one tier costs; `usd` is undefined when it cannot be known, and `unknown` says why. */
export interface Bill {
  readonly kind: BillKind
  readonly model: Model | undefined
  readonly offer: Offer | undefined
  readonly usd: number | undefined
  readonly low: number | undefined
  readonly high: number | undefined
  readonly unknown: { readonly word: WordKey; readonly with: Readonly<Record<string, string>> } | undefined
  /** The oldest date of the prices it rests on; undefined where they have none, or where there is no bill. */
  readonly pricesAsOf: string | undefined
  /** Written out when it is looked at, which takes longer than the sum. */
  readonly derivation: () => readonly DerivationStep[]
  /** Where it is a split. */
  readonly slices?: readonly { readonly slice: 'hard' | 'rest'; readonly bill: Bill }[]
}

export interface Market {
  /** The models that pass for a tier; for a bill with models of its own, those. */
  readonly candidates: (tier: WholeTier, models: readonly Model[]) => readonly Candidate[]
  /** What the data limit leaves. */
  readonly tiers: ReadonlySet<WholeTier>
  /** The work; undefined where nothing asks for it. */
  readonly task: string | undefined
  readonly region: string | undefined
  readonly figures: Figures
  /** The tiers of the hard slice and of the rest, where there is a split. */
  readonly split: { readonly hard: WholeTier; readonly rest: WholeTier } | undefined
}

/** A tier's own picks are made for the task; models that a bill names are not. */
const goodAt = (models: readonly Model[], task: string): boolean =>
  models.length === 0 || models.some((model) => model.goodAt.includes(task))

export function billFor(kind: BillKind, usage: Usage, market: Market): Bill {
  if (kind.tier === 'hybrid') return splitBill(kind, usage, market)
  if (!market.tiers.has(kind.tier)) return unknown(kind, undefined, 'bill-ruled-out', {})
  const candidates = market.candidates(kind.tier, kind.models)
  const [first] = candidates
  if (!first) {
    const { task } = market
    return task === undefined || goodAt(kind.models, task)
      ? unknown(kind, undefined, 'bill-no-model', {})
      : unknown(kind, undefined, 'bill-not-good', { task })
  }
  return first.offer ? hostedBill(kind, first, first.offer, usage, market) : ownBill(kind, first, candidates, usage, market)
}

function hostedBill(kind: BillKind, { model, offers }: Candidate, offer: Offer, usage: Usage, { region, figures }: Market): Bill {
  const { usd, derivation } = apiBill(offer, region, usage)
  const others = offers.map((other) => apiUsd(other, region, usage))
  const [low, high] = [Math.min(usd, ...others), Math.max(usd, ...others)]
  return {
    kind,
    model,
    offer,
    usd,
    low,
    high,
    unknown: undefined,
    pricesAsOf: offer.asOf,
    derivation: () => [...requestStep(usage, figures), ...derivation()],
  }
}

function requestStep({ requestTokens, requestFigure }: Usage, figures: Figures): DerivationStep[] {
  if (requestTokens === undefined || requestFigure === undefined) return []
  const how = 'the least that the task says; --context sets another size'
  return [{ what: 'Tokens of a request', how, value: requestTokens, unit: 'tokens', sources: Object.keys(figures.sources(requestFigure)) }]
}

function ownBill(kind: BillKind, first: Candidate, candidates: readonly Candidate[], usage: Usage, { figures }: Market): Bill {
  const chosen = cheapestStairs(candidates, usage, figures)
  if (!chosen) return unknown(kind, first.model, 'bill-no-capacity', { model: first.model.title })
  const { model, stairs } = chosen
  if (stairs.capacity === 0) return unknown(kind, model, 'bill-no-load', {})
  // At each end another deployment may be the cheapest; with the ends of this one alone, they could fall as the volume grows.
  const end = (range: 'low' | 'high') => lowestUsd(waysOf(model, usage, figures, range), usage.tokens)
  return {
    kind,
    model,
    offer: undefined,
    usd: stairsUsd(stairs, usage.tokens),
    low: end('low'),
    high: end('high'),
    unknown: undefined,
    pricesAsOf: figures.own('gpu-hour') === undefined ? stairs.deployment.gpu.asOf : undefined,
    derivation: () => stairsDerivation(stairs, usage, figures),
  }
}

/** The first candidate that is known to run somewhere, on the deployment that costs least at this volume. */
function cheapestStairs(candidates: readonly Candidate[], usage: Usage, figures: Figures): { model: Model; stairs: Stairs } | undefined {
  const known = allStairs(candidates, usage, figures)
  if (!known) return undefined
  const [stairs] = known.all.toSorted((a, b) => stairsUsd(a, usage.tokens) - stairsUsd(b, usage.tokens))
  return stairs && { model: known.model, stairs }
}

/** The first candidate that is known to run somewhere, on each of its deployments. */
export function allStairs(
  candidates: readonly Candidate[],
  usage: Usage,
  figures: Figures,
): { model: Model; all: readonly Stairs[] } | undefined {
  const runnable = candidates.find(({ model }) => model.deployments.length > 0)
  return runnable && { model: runnable.model, all: waysOf(runnable.model, usage, figures, 'value') }
}

const waysOf = ({ deployments }: Model, usage: Usage, figures: Figures, range: Range): readonly Stairs[] =>
  deployments.map((each) => stairsOf(each, usage, figures, range))

/** The hard slice on its tier and the rest on its own, each billed for its share of the tokens; an empty slice costs nothing. */
function splitBill(kind: BillKind, usage: Usage, market: Market): Bill {
  const { split, figures } = market
  if (!split) return unknown(kind, undefined, 'bill-no-split', {})
  const share = figures.get('hard-share')
  const slices = [
    { slice: 'hard' as const, what: 'Hard slice', tier: split.hard, of: share },
    { slice: 'rest' as const, what: 'Rest', tier: split.rest, of: 1 - share },
  ].filter(({ of }) => of > 0)
  const parts = slices.map(({ slice, what, tier, of }) => {
    return { slice, what, of, bill: billFor({ ...kind, tier, models: [] }, { ...usage, tokens: usage.tokens * of }, market) }
  })
  const failed = parts.find(({ bill }) => bill.usd === undefined)
  if (failed) return { ...failed.bill, kind, derivation: noSteps }
  const sum = (end: 'usd' | 'low' | 'high') => parts.reduce((total, { bill }) => total + (bill[end] ?? 0), 0)
  const dates = parts.flatMap(({ bill }) => bill.pricesAsOf ?? []).sort()
  const derivation = () => {
    const sources = Object.keys(figures.sources('hard-share'))
    const steps = parts.flatMap(({ what, of, bill }): DerivationStep[] => {
      const how = `${plain(of)} of the tokens on ${bill.kind.tier}`
      // Stryker disable next-line StringLiteral,OptionalChaining: what has a bill has a model.
      const title = bill.model?.title ?? ''
      const head = { what: `${what}: ${title}`, how, value: usage.tokens * of, unit: 'tokens', sources }
      const own = bill.derivation()
      return [head, ...own.map((step, index) => (index < own.length - 1 ? step : { ...step, what: `${what} a month` }))]
    })
    const how = parts.map(({ what }) => what.toLowerCase()).join(' + ')
    return [...steps, { what: 'Bill a month', how, value: sum('usd'), unit: 'USD', sources: [] }]
  }
  // Stryker disable next-line OptionalChaining: a share and its rest are never both nothing.
  const { model, offer }: Partial<Bill> = parts[0]?.bill ?? {}
  return {
    kind,
    model,
    offer,
    usd: sum('usd'),
    low: sum('low'),
    high: sum('high'),
    unknown: undefined,
    pricesAsOf: dates[0],
    derivation,
    slices: parts.map(({ slice, bill }) => ({ slice, bill })),
  }
}

const unknown = (kind: BillKind, model: Model | undefined, word: WordKey, values: Readonly<Record<string, string>>): Bill => ({
  kind,
  model,
  offer: undefined,
  usd: undefined,
  low: undefined,
  high: undefined,
  unknown: { word, with: values },
  pricesAsOf: undefined,
  derivation: noSteps,
})

const noSteps = (): readonly DerivationStep[] => []
