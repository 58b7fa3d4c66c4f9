// The bills of a decision → the one of the tier that was chosen.

import type { TierId } from '../types.ts'

/** Where a tier has several bills, the first is for the models of its own shortlist. */
export const billOf = <T extends { readonly tier: TierId }>(tier: TierId, bills: readonly T[]): T | undefined =>
  bills.find((bill) => bill.tier === tier)

/** The bill of a workload without a volume. */
export const withoutVolume = { monthlyUsd: null, low: null, high: null, because: 'The volume is not known.' } as const
