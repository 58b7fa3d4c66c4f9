// Bills and prices → spend limits.

import type { RecommendationJson } from '../contract.ts'
import { fill } from '../words.ts'
import type { Workload } from './calls.ts'
import type { ExportInput } from './input.ts'

type Bill = RecommendationJson['cost']['bills'][number]

export interface Budget {
  /** USD a month; undefined when it is not known, 0 when nothing is billed by the token. */
  readonly usd: number | undefined
  readonly note: string
}

export const marginOf = ({ figures }: Pick<ExportInput, 'figures'>): number => figures.get('budget-margin')?.value ?? 0

/** The upper end of the bill of what was recommended, with a margin on top. */
export function budgetOf(input: ExportInput, { entry, name, lanes }: Workload): Budget {
  const { words } = input
  if (lanes.every(({ calls }) => calls.every(({ host }) => host === undefined)))
    return { usd: 0, note: fill(words['export-own-budget'], { name }) }
  const bill = billOf(entry.result, lanes[0]?.calls[0]?.title)
  const highest = bill?.high ?? bill?.monthlyUsd
  if (highest === undefined || highest === null) return { usd: undefined, note: fill(words['export-no-budget'], { name }) }
  const margin = marginOf(input)
  const usd = Math.ceil(highest * (1 + margin) * 100) / 100
  return { usd, note: fill(words['export-budget'], { name, usd: String(highest), margin: `${Math.round(margin * 100)}%` }) }
}

/** Of the bills of the recommended tier, the one for the pick. */
function billOf({ recommendation, cost }: RecommendationJson, pick: string | undefined): Bill | undefined {
  const bills = cost.bills.filter(({ tier }) => tier === recommendation.tier)
  return recommendation.tier === 'hybrid' ? bills[0] : bills.find(({ model }) => model === pick)
}
