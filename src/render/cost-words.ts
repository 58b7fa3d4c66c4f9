// Parts of the costs → the words that their text and their Markdown share.

import type { CostJson } from '../contract-cost.ts'
import { grouped, usd } from '../money.ts'
import { sanitizeLine } from '../sanitize.ts'
import { aboutTokens } from '../volume.ts'

type Volume = CostJson['volumes'][number]
type Bill = Volume['bills'][number]

export const volumeText = ({ tokensPerMonth }: { readonly tokensPerMonth: number | null }): string =>
  tokensPerMonth === null ? 'an unknown volume' : aboutTokens(tokensPerMonth)

/** "about 304M tokens", "1 token" */
export const tokensText = (volume: { readonly tokensPerMonth: number | null }): string =>
  `${volumeText(volume)} ${volume.tokensPerMonth === 1 ? 'token' : 'tokens'}`

/** A cell of a table over volumes. */
export const amountText = (amount: number | null): string =>
  amount === null ? '?' : amount < 0.005 ? '<0.01' : amount < 10 ? amount.toFixed(2) : grouped(String(Math.round(amount)))

export const rangeText = ({ low, high }: Bill): string =>
  low !== null && high !== null && low !== high ? `${usd(low)} to ${usd(high)}` : ''

/** Which model it is a bill for, or why there is none. */
export function whatText({ because, model, host, slices }: Pick<Bill, 'because' | 'model' | 'host' | 'slices'>): string {
  const served = (by: { readonly model: string; readonly host: string | null }) =>
    by.host === null ? `${by.model} on own GPUs` : `${by.model} at ${by.host}`
  return because ?? (slices.length > 1 ? slices.map((each) => `${each.slice}: ${served(each)}`).join('; ') : served({ model, host }))
}

/** The cheapest bill, and those that cost the same to the cent. */
export function cheapestOf({ bills, cheapest }: Volume): readonly Bill[] {
  const best = bills.find(({ id }) => id === cheapest)
  return best ? bills.filter((bill) => bill === best || bill.monthlyUsd === best.monthlyUsd) : []
}

/** "Cheapest of these bills at 300M: Closed small, $60.00", or why none is named. */
export function cheapestText(volume: Volume): string {
  const best = cheapestOf(volume)
  if (best.length === 0) return volume.cheapestBecause ?? ''
  const names = best.map(({ title }) => title)
  const text = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names[0]
  return `Cheapest of these bills at ${volumeText(volume)}: ${text}, ${usd(best[0]?.monthlyUsd ?? null)}${names.length > 1 ? ' each' : ''}`
}

/** Each bill that is not known at any volume, with the reason. */
export const missing = ({ volumes }: CostJson): readonly (readonly [string, string])[] =>
  (volumes[0]?.bills ?? []).flatMap(({ title, because }): [string, string][] => (because === null ? [] : [[title, because]]))

type BreakEven = CostJson['breakEvens'][number]

/** What the contract calls the rival that is no bill. */
const sameModel = 'same-model'

/** Each rival by its title, with what is to be said of it. The offer of the very same model is told once. */
export function breakEvenRows({
  volumes,
  breakEvens,
}: {
  readonly volumes: readonly { readonly bills: readonly Pick<Bill, 'id' | 'title' | 'model'>[] }[]
  readonly breakEvens: readonly BreakEven[]
}): [string, string][] {
  const billOf = ({ versus }: BreakEven) => volumes[0]?.bills.find(({ id }) => id === versus)
  const same = breakEvens.find(({ versus }) => versus === sameModel)
  const twin = breakEvens.find(
    (each) =>
      same !== undefined &&
      billOf(each)?.model === same.model &&
      each.tokensPerMonth === same.tokensPerMonth &&
      each.utilisation === same.utilisation,
  )
  return breakEvens.flatMap((each): [string, string][] => {
    if (twin && each === same) return []
    const also = each === twin ? ' Both are the same model.' : ''
    return [[billOf(each)?.title ?? (each.versus === sameModel ? 'Same model' : each.versus), each.because + loadText(each) + also]]
  })
}

/** What the load at the break-even says; for one that is never reached, why not. */
export function loadText({ utilisation, tokensPerMonth }: CostJson['breakEvens'][number]): string {
  if (utilisation === null) return ''
  const load = `${grouped(String(Math.round(utilisation * 100)))}% of full load around the clock`
  if (tokensPerMonth !== null) return ` It then runs at ${load}.`
  return ` To pay, it would need ${load}, more than ${utilisation > 1 ? 'it can serve' : 'it is planned for'}.`
}

export const stairsText =
  'GPUs come whole: each further replica raises the bill at once, so just above a full one own GPUs can cost more again.'

/** Document, verdict, claim with its arithmetic. */
export function claimRow({ says, sources, verdict, how, value, unit, tokensPerMonth }: CostJson['claims'][number]): string[] {
  const result = value === null ? '' : unit === 'times' ? ` = ${value} times` : ` = $${grouped(value.toFixed(2))} a day`
  return [sources.join(' '), verdict, `${says} At ${volumeText({ tokensPerMonth })}: ${how}${result}.`]
}

type Step = Bill['derivation'][number]

export const stepText = ({ how, value, unit, sources }: Step): string =>
  `${how} = ${unit === 'USD' ? `$${grouped(value.toFixed(2))}` : `${grouped(String(Math.round(value)))} ${value === 1 ? unit.replace(/s$/, '') : unit}`}${
    sources.length > 0 ? ` [${sources.join(' ')}]` : ''
  }`

export const cheapestMark = '* the cheapest of these bills at that volume'

export const explainHint = '--explain shows the arithmetic at one volume: add --tokens.'

export function footText({ prices }: CostJson): string {
  const dates = !prices
    ? 'No API price is shown.'
    : prices.oldest === prices.newest
      ? `Prices of ${prices.newest}.`
      : `Prices from ${prices.oldest} to ${prices.newest}.`
  return `${dates} Everything can be set: --tokens, --input-share, --gpu-hour and more (pick-llm cost --help). Bills compare cost alone; pick-llm itself says which tiers your answers allow.`
}

/** The same data with every text safe to print on one line. */
export function cleaned<T>(value: T): T {
  const clean = (inner: unknown): unknown => {
    if (typeof inner === 'string') return sanitizeLine(inner)
    if (Array.isArray(inner)) return inner.map(clean)
    if (inner === null || typeof inner !== 'object') return inner
    return Object.fromEntries(Object.entries(inner).map(([key, each]) => [key, clean(each)]))
  }
  return clean(value) as T
}
