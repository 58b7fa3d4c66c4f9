// The bills → how the chosen tier compares with the others, in words and as a table.

import type { RecommendationJson } from '../contract.ts'
import { usd } from '../money.ts'
import { table } from '../render/markdown.ts'
import { type AdrInput, billSources, say, titleOf } from './adr-input.ts'

type Bill = RecommendationJson['cost']['bills'][number]

/** `good` where another bill is certainly higher than the chosen one, `bad` where it is certainly lower. */
type Standing = 'good' | 'neutral' | 'bad'

/** The bill of the chosen tier; among several, that of the model which is first on the shortlist. */
export function chosenBill({ result }: AdrInput): Bill | undefined {
  const known = result.cost.bills.filter((bill) => bill.tier === result.recommendation.tier && bill.monthlyUsd !== null)
  return known.find(({ model }) => model === result.shortlist[0]?.title) ?? known[0]
}

/** What the chosen one saves or costs; where the ranges overlap, nobody can tell. */
export function standing(own: Bill, other: Bill): Standing {
  const [ownLow, ownHigh, low, high] = [own.low, own.high, other.low, other.high]
  if (ownLow === null || ownHigh === null || low === null || high === null) return 'neutral'
  return low > ownHigh ? 'good' : high < ownLow ? 'bad' : 'neutral'
}

export const amount = ({ monthlyUsd, low, high }: Bill): string =>
  low !== null && high !== null && low !== high ? `${usd(monthlyUsd)} (${usd(low)} to ${usd(high)})` : usd(monthlyUsd)

/** The other bills that are known, by how the chosen one stands to them. */
export function comparisons(input: AdrInput): readonly { readonly standing: Standing; readonly text: string }[] {
  const own = chosenBill(input)
  if (!own) return []
  const others = input.result.cost.bills.filter((bill) => bill !== own && bill.monthlyUsd !== null)
  const compared = [
    ['good', 'adr-cheaper'],
    ['neutral', 'adr-as-dear'],
    ['bad', 'adr-dearer'],
  ] as const
  return compared.flatMap(([kind, word]) => {
    const named = others.filter((other) => standing(own, other) === kind).map((other) => `${other.title} at ${amount(other)}`)
    return named.length > 0 ? [{ standing: kind, text: say(input, word, { own: amount(own), others: named.join(', ') }) }] : []
  })
}

export function billsTable(input: AdrInput): string {
  const rows = input.result.cost.bills.map((bill) => [
    bill.title,
    titleOf(input, bill.tier),
    bill.because ?? whoServes(input, bill),
    usd(bill.monthlyUsd),
    usd(bill.low),
    usd(bill.high),
    billSources(bill).join(', '),
  ])
  return table(['Bill', 'Tier', 'Model and host', 'USD a month', 'Low', 'High', 'Sources'], rows)
}

/** Of a split, every slice. */
export const whoServes = (input: AdrInput, { slices, ...bill }: Bill): string =>
  slices.length > 0 ? slices.map(({ slice, ...own }) => `${slice}: ${servedBy(input, own)}`).join('; ') : servedBy(input, bill)

const servedBy = (input: AdrInput, { model, host }: { readonly model: string; readonly host: string | null }): string =>
  host === null ? say(input, 'adr-own-machines', { model }) : say(input, 'adr-at-host', { model, host })
