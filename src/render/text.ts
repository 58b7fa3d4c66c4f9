// Recommendation → one screen for a terminal.

import type { RecommendationJson } from '../contract.ts'
import { usd } from '../money.ts'
import { tokensText } from './cost-words.ts'
import { wrap } from './layout.ts'
import { type Look, type Style, styleFor } from './style.ts'
import { emptyRows, rows } from './table.ts'

/**
 * Fits 80 columns by 24 lines, the shell's own line included, for every path through the built-in rules; no line is wider than
 * `columns`. It is longer where what the user's own rules ban or let pass would not fit otherwise.
 */
export function renderText(result: RecommendationJson, look: Look): string {
  return `${layOut(result, look, spareRows(result)).join('\n')}\n`
}

/** How many of the least needed rows are left out. Worked out at 80 columns, so that every width says the same. */
function spareRows(result: RecommendationJson): number {
  const known = spare.get(result)
  if (known !== undefined) return known
  const plain = { columns: 80, color: false }
  let count = 0
  while (count < droppable(result).length && layOut(result, plain, count, emptyRows).length > screen) count++
  spare.set(result, count)
  return count
}

const spare = new WeakMap<RecommendationJson, number>()

/** A screen of 24 lines, less the one that the shell needs. */
const screen = 23

/** In the order in which they go when a long command or many assumptions take their place. */
function droppable(result: RecommendationJson): readonly string[] {
  if (ownCautions(result) > 0) return ['Sources', 'Ruled out', 'Runner-up']
  return undercut(result) ? ['Sources', 'Ruled out', 'Runner-up', 'Caution'] : ['Sources', 'Caution', 'Ruled out']
}

/** How many tell of the user's own bans and lifted limits. They stand before the others, and every result has to tell them. */
const ownCautions = ({ cautions }: RecommendationJson): number => cautions.filter(({ id }) => /^(ban|lifted-limit)-/.test(id)).length

/** Where another tier costs less than the recommended one, nobody may miss what to watch. */
function undercut({ recommendation: { tier }, cost: { bills } }: RecommendationJson): boolean {
  const own = bills.find((bill) => bill.tier === tier)?.monthlyUsd ?? 0
  return bills.some((bill) => bill.tier !== tier && bill.monthlyUsd !== null && bill.monthlyUsd < own)
}

function layOut(result: RecommendationJson, look: Look, count: number, table = rows): string[] {
  const style = styleFor(look)
  const { columns } = look
  const dropped = droppable(result).slice(0, count)
  const left = facts(result).filter(([label]) => !dropped.includes(label ?? ''))
  const more = dropped.length > 0 ? [['More', `${dropped.join(', ')}: --format markdown`]] : []
  return [
    ...heading(result, columns, style),
    '',
    ...table(
      result.steps.map(({ title, status, because }, index) => [`${index + 1} ${title}`, status, because]),
      columns,
    ),
    '',
    ...table([...left, ...more], columns),
    ...commandLines(result.command, columns, style),
  ]
}

function heading({ recommendation: { tier, title, summary, parts } }: RecommendationJson, columns: number, style: Style): string[] {
  const what = parts.length > 1 ? parts.map((part) => `${part.slice}: ${part.tier}`).join(', ') : title
  return [...wrap(`${style.good(style.strong(tier))}  ${style.strong(what)}`, columns), ...wrap(summary, columns)]
}

function facts(result: RecommendationJson): string[][] {
  const { runnerUp, cautions, sources } = result
  const assumed = Object.entries(result.answers).filter(([, { source }]) => source === 'assumed')
  return [
    ...billLine(result.cost),
    ...models(result).map((line, index) => [index === 0 ? 'Models' : '', line]),
    ...(runnerUp ? [['Runner-up', `${runnerUp.tier}: ${runnerUp.because}`]] : []),
    ['Ruled out', ruledOut(result).join('; ')],
    ...(assumed.length > 0 ? [['Assumed', assumed.map(([id, { value }]) => `${id} ${value}`).join(', ')]] : []),
    ...(cautions.length > 0 ? [['Caution', cautionLine(result)]] : []),
    [
      'Sources',
      `${sources
        .map(({ id }) => id)
        .slice(0, sourcesShown)
        .join(', ')}${andMore(sources.length - sourcesShown)}`,
    ],
  ]
}

/** All bills side by side; their ranges are the business of `pick-llm cost`. */
function billLine({ bills, ...volume }: RecommendationJson['cost']): string[][] {
  if (volume.tokensPerMonth === null) return []
  const each = bills.map(({ title, monthlyUsd }) => `${title} ${usd(monthlyUsd)}`)
  return [['Bills', `${each.join(', ')} a month at ${tokensText(volume)}`]]
}

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

/** For each other tier the smallest change of answers that leads there. */
function ruledOut({ ruledOut: others }: RecommendationJson): string[] {
  return others.map(({ tier, wouldTake, unsure }) => {
    if (!wouldTake) return `${tier}: ${unsure ? 'no way there found, of too many to try' : 'no answers lead there'}`
    return `${tier} unless ${Object.entries(wouldTake)
      .map(([id, value]) => `${id} ${value}`)
      .join(', ')}`
  })
}

/** Those of the user's own rules, and the first of the others where there are none, or where nobody may miss it. */
function cautionLine(result: RecommendationJson): string {
  const own = ownCautions(result)
  const shown = result.cautions.slice(0, own + (own === 0 || undercut(result) ? 1 : 0))
  const more = andMore(result.cautions.length - shown.length).trim()
  return `${shown.map(({ because }) => because).join(' ')}${more && ` (${more})`}`
}

/** Wrapped so that it can be pasted: a line that goes on ends in a backslash. */
function commandLines(text: string, columns: number, style: Style): string[] {
  const lines = wrap(text, Math.max(10, columns - 4)).map((line) => line.trim())
  return lines.map((line, index) => style.good((index > 0 ? '  ' : '') + line + (index < lines.length - 1 ? ' \\' : '')))
}
