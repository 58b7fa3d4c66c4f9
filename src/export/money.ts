// Bills and prices → spend limits.

import type { RecommendationJson } from '../contract.ts'
import { fill } from '../words.ts'
import type { Workload } from './calls.ts'
import type { ExportInput } from './input.ts'

type Bill = RecommendationJson['cost']['bills'][number]

export interface Budget {
  /** USD a month for the workload with its fallbacks; undefined when it is not known, 0 when nothing is billed by the token. */
  readonly usd: number | undefined
  readonly note: string
}

export const marginOf = ({ figures }: Pick<ExportInput, 'figures'>): number => figures.get('budget-margin')?.value ?? 0

/** Never below, but without what binary fractions add. */
export const upToCent = (usd: number): number => Math.ceil(Number((usd * 100).toFixed(6))) / 100

/** The upper end of the bill of what was recommended, without own machines, with a margin on top. */
export function budgetOf(input: ExportInput, { entry, name, lanes }: Workload): Budget {
  const { words } = input
  if (lanes.every(({ calls }) => calls.every(({ host }) => host === undefined)))
    return { usd: 0, note: fill(words['export-own-budget'], { name }) }
  const bill = billOf(
    entry.result,
    lanes.flatMap(({ calls }) => calls[0]?.model ?? []),
  )
  const own = bill?.slices.some(({ hostId }) => hostId === null) ?? false
  const highest = bill && (own ? hosted(bill) : (bill.high ?? bill.monthlyUsd))
  if (highest === undefined || highest === null) return { usd: undefined, note: fill(words['export-no-budget'], { name }) }
  const margin = marginOf(input)
  const usd = upToCent(highest * (1 + margin))
  const batch = entry.result.cost.usage.batchShare
  const waits = batch > 0 ? ` ${fill(words['export-batch'], { share: `${Number((batch * 100).toPrecision(3))}%` })}` : ''
  const word = own ? 'export-budget-hosted' : 'export-budget'
  return { usd, note: fill(words[word], { name, usd: String(highest), margin: `${Math.round(margin * 100)}%` }) + waits }
}

/** Of a split, what is billed by the token: own machines are paid by the hour, and no gateway counts them. */
function hosted({ slices }: Bill): number | undefined {
  const usd = slices.flatMap(({ hostId, monthlyUsd }) => (hostId === null ? [] : [monthlyUsd]))
  const known = usd.flatMap((each) => each ?? [])
  return known.length === usd.length ? Number(known.reduce((sum, each) => sum + each, 0).toFixed(2)) : undefined
}

/** Of the bills of the recommended tier, the one for the picks; those of a split stand in its slices, and own machines count nothing. */
const billOf = ({ recommendation, cost }: RecommendationJson, picks: readonly string[]): Bill | undefined =>
  cost.bills.find(
    (bill) =>
      bill.tier === recommendation.tier &&
      (bill.slices.length > 0 ? bill.slices : [bill]).every(({ modelId, hostId }) => hostId === null || picks.includes(modelId ?? '')),
  )
