// Recommendation → one screen for a terminal.

import type { RecommendationJson } from '../contract.ts'
import { shortTokens } from '../volume.ts'
import { rows, wrap } from './layout.ts'
import { usd } from './money.ts'
import { type Look, type Style, styleFor } from './style.ts'

/** Fits 80 columns by 24 lines, the shell's own line included, for every path through the built-in rules; no line is wider than `columns`. */
export function renderText(result: RecommendationJson, look: Look): string {
  const style = styleFor(look)
  const { columns } = look
  const lines = [
    ...heading(result, columns, style),
    '',
    ...rows(
      result.steps.map(({ title, status, because }, index) => [`${index + 1} ${title}`, status, because]),
      columns,
    ),
    '',
    ...rows(facts(result, style), columns),
    ...commandLines(result.command, columns, style),
  ]
  return `${lines.join('\n')}\n`
}

function heading({ recommendation: { tier, title, summary, parts } }: RecommendationJson, columns: number, style: Style): string[] {
  const what = parts.length > 1 ? parts.map((part) => `${part.slice}: ${part.tier}`).join(', ') : title
  return [...wrap(`${style.good(style.strong(tier))}  ${style.strong(what)}`, columns), ...wrap(summary, columns)]
}

function facts(result: RecommendationJson, style: Style): string[][] {
  const { runnerUp, cautions, sources } = result
  const assumed = Object.entries(result.answers).filter(([, { source }]) => source === 'assumed')
  return [
    ...billLine(result.cost),
    ...models(result).map((line, index) => [index === 0 ? 'Models' : '', line]),
    ...(runnerUp ? [['Runner-up', `${runnerUp.tier}: ${runnerUp.because}`]] : []),
    ['Ruled out', ruledOut(result).join('; ')],
    ...(assumed.length > 0 ? [['Assumed', assumed.map(([id, { value }]) => `${id} ${value}`).join(', ')]] : []),
    ...(cautions.length > 0 ? [[style.warn('Caution'), cautionLine(cautions)]] : []),
    [
      'Sources',
      `${sources
        .map(({ id }) => id)
        .slice(0, sourcesShown)
        .join(', ')}${andMore(sources.length - sourcesShown)}`,
    ],
  ]
}

/** All bills side by side, the range only where it is wide. */
export function billLine({ tokensPerMonth, bills }: RecommendationJson['cost']): string[][] {
  if (tokensPerMonth === null) return []
  const each = bills.map(({ title, monthlyUsd, low, high }) => {
    const wide = low !== null && high !== null && low > 0 && high / low > wideRange
    return `${title} ${usd(monthlyUsd)}${wide ? ` (${usd(low)} to ${usd(high)})` : ''}`
  })
  return [['Bills', `${each.join(', ')} a month at ${shortTokens(tokensPerMonth)} tokens`]]
}

/** Hosts differ; a factor of two is worth showing, a few percent is not. */
const wideRange = 2

/** So that everything fits one screen; the other formats hold it all. */
const sourcesShown = 5
const splitShown = 1

const andMore = (count: number): string => (count > 0 ? ` +${count}` : '')

/** A line for each part of the traffic: its models in order of preference. */
function models({ shortlist, recommendation: { parts } }: RecommendationJson): string[] {
  return parts.map(({ slice, tier }) => {
    const names = shortlist
      .filter((entry) => entry.tier === tier)
      .map(({ title, hostTitle, license }) => `${title} (${hostTitle ?? license})`)
    const shown = parts.length > 1 ? names.slice(0, splitShown) : names
    return `${parts.length > 1 ? `${slice}: ` : ''}${shown.join(', ') || 'none passes every limit'}${andMore(names.length - shown.length)}`
  })
}

/** For each other tier the smallest change of answers that leads there, and how many other single ones do. */
function ruledOut({ ruledOut: others, flips }: RecommendationJson): string[] {
  return others.map(({ tier, wouldTake }) => {
    if (!wouldTake) return `${tier}: no answers lead there`
    const change = Object.entries(wouldTake)
    const single = flips.filter((flip) => flip.tier === tier).length - (change.length === 1 ? 1 : 0)
    const more = single > 0 ? ` (+${single} other${single === 1 ? '' : 's'})` : ''
    return `${tier} unless ${change.map(([id, value]) => `${id} ${value}`).join(', ')}${more}`
  })
}

function cautionLine(cautions: RecommendationJson['cautions']): string {
  const [first] = cautions
  const more = cautions.length - 1
  return `${first?.because}${more > 0 ? ` (+${more})` : ''}`
}

/** Wrapped so that it can be pasted: a line that goes on ends in a backslash. */
function commandLines(text: string, columns: number, style: Style): string[] {
  const lines = wrap(text, Math.max(10, columns - 4)).map((line) => line.trim())
  return lines.map((line, index) => style.good((index > 0 ? '  ' : '') + line + (index < lines.length - 1 ? ' \\' : '')))
}
