// Flips, prices and figures → when a decision has to be looked at again, and what would call for it earlier.

import { addDays, addMonths } from '../calendar.ts'
import type { RecommendationJson } from '../contract.ts'
import { cited } from '../render/markdown.ts'
import { shortTokens } from '../volume.ts'
import { type AdrInput, askOf, meaningOf, pricesOf, say, tierText } from './adr-input.ts'

type Flip = RecommendationJson['flips'][number]

/** One sentence. The day is that of the figure, or earlier when the price of a pick or its first fallback is known to end. Throws `RangeError` when `dated` is no date. */
export function reviewText(input: AdrInput): string {
  const { dated, tree } = input
  const figure = tree.figures.get('review-months')
  const planned = addMonths(dated, figure?.value ?? 0)
  if (planned === undefined) throw new RangeError(`"${dated}" is no date such as 2026-01-31`)
  const months = String(figure?.value ?? 0)
  const early = endingPrices(input).find(({ until }) => until >= dated && until < planned)
  const sentence = early ? say(input, 'adr-review-early', { ...early, months }) : say(input, 'adr-review', { date: planned, months })
  return sentence + cited(Object.keys(figure?.sources ?? {}))
}

/** One sentence each, the nearest first: volumes by their ratio to today's, then answers, the softest first, then dates. */
export const triggers = (input: AdrInput): readonly string[] => [
  ...volumeTriggers(input),
  ...optionTriggers(input),
  ...endingPrices(input).map((ending) => say(input, 'adr-trigger-until', ending)),
  ...ageTrigger(input),
]

function volumeTriggers(input: AdrInput): string[] {
  const { flips, cost } = input.result
  const today = cost.tokensPerMonth
  const distance = ({ at = 1 }: Flip) => Math.abs(Math.log(at / (today ?? 1)))
  return flips
    .filter(({ at }) => at !== undefined)
    .sort((a, b) => distance(a) - distance(b))
    .map((flip) => {
      const { at = 0, direction, tier, parts } = flip
      const times = today === null ? '' : say(input, 'adr-times', { ratio: String(Number((at / today).toPrecision(2))) })
      const volume = shortTokens(Number(at.toPrecision(3)))
      return say(input, direction === 'down' ? 'adr-trigger-down' : 'adr-trigger-up', { volume, times, tier: tierText(input, tier, parts) })
    })
}

/** Answers with the same effect stand together. An assumed answer is nearer to another one than an answer that somebody gave, and a late question softer than an early one. */
function optionTriggers(input: AdrInput): string[] {
  const { flips, answers } = input.result
  const order = input.tree.questions.map(({ id }) => id)
  const softness = ({ question }: Flip) => (answers[question]?.source === 'assumed' ? order.length : 0) + order.indexOf(question)
  const alike = new Map<string, { readonly question: string; readonly tier: string; readonly to: string[] }>()
  for (const { question, to, tier, parts } of flips.toSorted((a, b) => softness(b) - softness(a))) {
    if (to === undefined) continue
    const there = tierText(input, tier, parts)
    const key = `${question} ${there}`
    const group = alike.get(key) ?? { question, tier: there, to: [] }
    group.to.push(meaningOf(input, question, to))
    alike.set(key, group)
  }
  return [...alike.values()].map(({ question, tier, to }) => {
    const today = meaningOf(input, question, answers[question]?.value ?? '')
    return say(input, 'adr-trigger-option', { ask: askOf(input, question), answers: to.join('" or "'), today, tier })
  })
}

/** Of the pick of each slice and its first fallback, whose prices the bills rest on, with the day on which each ends. */
function endingPrices({ result, tree }: AdrInput): readonly { readonly model: string; readonly host: string; readonly until: string }[] {
  return result.recommendation.parts
    .flatMap(({ tier }) => result.shortlist.filter((listed) => listed.tier === tier).slice(0, 2))
    .flatMap(({ model, title, host, hostTitle }) => {
      const until = tree.catalog.models.get(model)?.offers.find((offer) => offer.host.id === host)?.until
      return until === undefined ? [] : [{ model: title, host: hostTitle ?? '', until }]
    })
    .sort((a, b) => (a.until < b.until ? -1 : a.until > b.until ? 1 : 0))
}

function ageTrigger(input: AdrInput): string[] {
  const asOf = pricesOf(input)?.oldest
  const figure = input.tree.figures.get('warn-age')
  const date = asOf === undefined ? undefined : figure && addDays(asOf, figure.value)
  if (asOf === undefined || date === undefined) return []
  return [say(input, 'adr-trigger-age', { asOf, days: String(figure?.value), date }) + cited(Object.keys(figure?.sources ?? {}))]
}
