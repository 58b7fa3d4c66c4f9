// Bills over volumes, break-evens and claims → GitHub-flavored Markdown, with the bills as a Mermaid chart.

import type { CostJson } from '../contract-cost.ts'
import { usd } from '../money.ts'
import { billNotes } from './bill-notes.ts'
import { type Charted, costChart } from './cost-chart.ts'
import { type Cited, citedIn } from './cost-sources.ts'
import {
  amountText,
  breakEvenRows,
  cheapestOf,
  cheapestText,
  claimRow,
  cleaned,
  explainHint,
  footText,
  missing,
  rangeText,
  stairsText,
  stepText,
  tokensText,
  volumeText,
  whatText,
} from './cost-words.ts'
import { link, literally } from './markdown.ts'

type Volume = CostJson['volumes'][number]

/** `around` are volumes for the chart where the result has only one. */
export function renderCostMarkdown(result: CostJson, explain: boolean, around: readonly Charted[] = []): string {
  const view = cleaned(result)
  const single = view.volumes.length === 1 ? view.volumes[0] : undefined
  return `${[
    ...(single ? [...atVolume(single), ...costChart(cleaned(around))] : overVolumes(view)),
    listOf(billNotes(view)),
    ...(explain ? (single ? derivations(single) : [literally(explainHint)]) : []),
    '## Where own GPUs first cost less',
    breakEvenRows(view)
      .map(([versus, says]) => `- **${literally(versus)}** ${literally(says)}`)
      .join('\n'),
    ...(view.breakEvens.some(({ tokensPerMonth }) => tokensPerMonth !== null) ? [stairsText] : []),
    '## What the documents claim',
    table(['Document', 'Verdict', 'Claim and arithmetic'], [], view.claims.map(claimRow).map(literals)),
    ...(explain ? ['## Sources', citedIn(view).map(sourceItem).join('\n')] : []),
    literally(footText(view)),
  ].join('\n\n')}\n`
}

const listOf = (items: readonly string[]): string => items.map((item) => `- ${literally(item)}`).join('\n')

const sourceItem = ({ id, title, url, dates }: Cited): string => `- **${literally(id)}** ${link(title, url)}${dates}`

const literals = (cells: readonly string[]): string[] => cells.map(literally)

/** Cells are Markdown; the columns named in `right` are numbers. */
function table(head: readonly string[], right: readonly number[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = head.map((_, index) => (right.includes(index) ? '---:' : '---'))
  return [literals(head), rule, ...body].map(line).join('\n')
}

const atVolume = (volume: Volume): string[] => [
  `# Bills a month at ${tokensText(volume)}`,
  table(
    ['Bill', 'USD a month', 'Range', 'Model'],
    [1],
    volume.bills.map((bill) => {
      const [title, what] = [literally(bill.title), literally(whatText(bill))]
      return [title, marked(usd(bill.monthlyUsd), cheapestOf(volume).includes(bill)), rangeText(bill), what]
    }),
  ),
  literally(cheapestText(volume)),
]

function overVolumes(view: CostJson): string[] {
  const titles = view.volumes[0]?.bills.map(({ title }) => title) ?? []
  const unknown = missing(view)
  const unnamed = [...new Set(view.volumes.flatMap(({ cheapestBecause }) => cheapestBecause ?? []))]
  return [
    '# Bills a month in USD',
    table(
      ['Tokens a month', ...titles],
      titles.map((_, index) => index + 1),
      view.volumes.map((volume) => [
        volumeText(volume),
        ...volume.bills.map((bill) => marked(amountText(bill.monthlyUsd), cheapestOf(volume).includes(bill))),
      ]),
    ),
    ...(view.volumes.some((volume) => cheapestOf(volume).length > 0) ? ['Bold: the cheapest of these bills at that volume.'] : []),
    ...unnamed.map(literally),
    ...(unknown.length > 0 ? [unknown.map(([title, because]) => `- **${literally(title)}** ${literally(because)}`).join('\n')] : []),
    ...costChart(view.volumes),
  ]
}

const marked = (text: string, cheapest: boolean): string => (cheapest ? `**${text}**` : text)

const derivations = ({ bills }: Volume): string[] =>
  bills
    .filter(({ derivation }) => derivation.length > 0)
    .flatMap((bill) => [
      `## ${literally(bill.title)}: ${literally(whatText(bill))}`,
      table(['Step', 'Arithmetic'], [], bill.derivation.map((step) => [step.what, stepText(step)]).map(literals)),
    ])
