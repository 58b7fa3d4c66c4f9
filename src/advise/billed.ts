// The bill of a tier → the models that it is for.

import type { Bill } from '../cost/bills.ts'
import type { Outcome, Part } from '../engine/walk.ts'

export interface BilledPart {
  readonly slice: Part['slice']
  /** By id. */
  readonly model: string
}

/** None where the bill is not known. */
export function billedIn({ parts }: Outcome, { usd, model, slices }: Bill): readonly BilledPart[] {
  const [first] = parts
  if (usd === undefined || !first) return []
  if (!slices) return model ? [{ slice: first.slice, model: model.id }] : []
  return slices.flatMap(({ slice, bill }) => (bill.model ? [{ slice, model: bill.model.id }] : []))
}
