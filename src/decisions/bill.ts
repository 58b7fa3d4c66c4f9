// The bills of a decision → the one of the tier that was chosen, and the models that it is for.

import type { TierId } from '../types.ts'

/** Where a tier has several bills, the first is for the models of its own shortlist. */
export const billOf = <T extends { readonly tier: TierId }>(tier: TierId, bills: readonly T[]): T | undefined =>
  bills.find((bill) => bill.tier === tier)

type Slice = 'hard' | 'rest'

interface Served {
  readonly model: string
  readonly modelId: string | null
  readonly monthlyUsd: number | null
}

interface Bill extends Served {
  readonly tier: TierId
  readonly slices: readonly (Served & { readonly slice: Slice })[]
}

export interface BilledPart {
  readonly model: string
  readonly title: string
  readonly monthlyUsd: number
}

/** What one part of the traffic is billed for; undefined where the bill of the tier is not known. */
export function billedPart(tier: TierId, slice: Slice, bills: readonly Bill[]): BilledPart | undefined {
  const own = billOf(tier, bills)
  const part = tier === 'hybrid' ? own?.slices.find((each) => each.slice === slice) : own
  if (!part || part.modelId === null || part.monthlyUsd === null) return undefined
  return { model: part.modelId, title: part.model, monthlyUsd: part.monthlyUsd }
}

/** The bill of a workload without a volume. */
export const withoutVolume = { monthlyUsd: null, low: null, high: null, because: 'The volume is not known.' } as const
