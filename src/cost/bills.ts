// The candidates of each tier and a usage → the bills that stand side by side. A bill that cannot be known says why.

import type { Candidate } from '../catalog/shortlist.ts'
import type { BillKind, Model, Offer, WholeTier } from '../types.ts'
import type { WordKey } from '../words.ts'
import { apiBill, plain } from './api.ts'
import { type Stairs, stairsDerivation, stairsOf, stairsUsd } from './own.ts'
import type { DerivationStep, Figures, Usage } from './usage.ts'

/** What one tier costs; `usd` is undefined when it cannot be known, and `unknown` says why. */
export interface Bill {
  readonly kind: BillKind
  readonly model: Model | undefined
  readonly offer: Offer | undefined
  readonly usd: number | undefined
  readonly low: number | undefined
  readonly high: number | undefined
  readonly unknown: { readonly word: WordKey; readonly with: Readonly<Record<string, string>> } | undefined
  readonly derivation: readonly DerivationStep[]
}

export interface Market {
  /** The models that pass for a tier; for a bill with models of its own, those. */
  readonly candidates: (tier: WholeTier, models: readonly Model[]) => readonly Candidate[]
  readonly region: string | undefined
  readonly figures: Figures
  /** The tiers of the hard slice and of the rest, where there is a split. */
  readonly split: { readonly hard: WholeTier; readonly rest: WholeTier } | undefined
}

export function billFor(kind: BillKind, usage: Usage, market: Market): Bill {
  if (kind.tier === 'hybrid') return splitBill(kind, usage, market)
  const candidates = market.candidates(kind.tier, kind.models)
  if (candidates.length === 0) return unknown(kind, undefined, 'bill-no-model', {})
  return candidates[0]?.offer ? hostedBill(kind, candidates[0], usage, market) : ownBill(kind, candidates, usage, market)
}

function hostedBill(kind: BillKind, { model, offer, offers }: Candidate, usage: Usage, { region }: Market): Bill {
  if (!offer) return unknown(kind, model, 'bill-no-model', {})
  const { usd, derivation } = apiBill(offer, region, usage)
  const others = offers.map((other) => apiBill(other, region, usage).usd)
  return { kind, model, offer, usd, low: Math.min(usd, ...others), high: Math.max(usd, ...others), unknown: undefined, derivation }
}

function ownBill(kind: BillKind, candidates: readonly Candidate[], usage: Usage, { figures }: Market): Bill {
  const chosen = cheapestStairs(candidates, usage, figures)
  if (!chosen) return unknown(kind, candidates[0]?.model, 'bill-no-capacity', { model: candidates[0]?.model.title ?? '' })
  const { model, stairs } = chosen
  const end = (range: 'low' | 'high') => stairsUsd(stairsOf(stairs.deployment, usage, figures, range), usage.tokens)
  return {
    kind,
    model,
    offer: undefined,
    usd: stairsUsd(stairs, usage.tokens),
    low: end('low'),
    high: end('high'),
    unknown: undefined,
    derivation: stairsDerivation(stairs, usage, figures),
  }
}

/** The first candidate that is known to run somewhere, on the deployment that costs least at this volume. */
export function cheapestStairs(
  candidates: readonly Candidate[],
  usage: Usage,
  figures: Figures,
): { model: Model; stairs: Stairs } | undefined {
  const runnable = candidates.find(({ model }) => model.deployments.length > 0)
  if (!runnable) return undefined
  const all = runnable.model.deployments.map((deployment) => stairsOf(deployment, usage, figures))
  const [stairs] = all.sort((a, b) => stairsUsd(a, usage.tokens) - stairsUsd(b, usage.tokens))
  return stairs && { model: runnable.model, stairs }
}

/** The hard slice on its tier and the rest on its own, each billed for its share of the tokens. */
function splitBill(kind: BillKind, usage: Usage, market: Market): Bill {
  const { split, figures } = market
  if (!split) return unknown(kind, undefined, 'bill-no-split', {})
  const share = figures.get('hard-share')
  const part = (tier: WholeTier, of: number) => billFor({ ...kind, tier, models: [] }, { ...usage, tokens: usage.tokens * of }, market)
  const [hard, rest] = [part(split.hard, share), part(split.rest, 1 - share)]
  const failed = [hard, rest].find(({ usd }) => usd === undefined)
  if (failed) return { ...failed, kind, derivation: [] }
  const sum = (end: 'usd' | 'low' | 'high') => (hard[end] ?? 0) + (rest[end] ?? 0)
  const step = (what: string, bill: Bill, of: number): DerivationStep => ({
    what: `${what}: ${bill.model?.title ?? ''}`,
    how: `${plain(of)} of the tokens on ${bill.kind.tier}`,
    value: bill.usd ?? 0,
    unit: 'USD',
    sources: Object.keys(figures.sources('hard-share')),
  })
  return {
    kind,
    model: hard.model,
    offer: hard.offer,
    usd: sum('usd'),
    low: sum('low'),
    high: sum('high'),
    unknown: undefined,
    derivation: [...hard.derivation, step('Hard slice', hard, share), ...rest.derivation, step('Rest', rest, 1 - share)],
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
  derivation: [],
})
