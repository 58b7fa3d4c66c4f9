// Bills over volumes, break-evens and claims → text for a terminal.

import type { CostJson } from '../contract-cost.ts'
import { usd } from '../money.ts'
import { billNotes } from './bill-notes.ts'
import { chart } from './chart.ts'
import { type Cited, citedIn } from './cost-sources.ts'
import { tableOver, titlesOf } from './cost-table.ts'
import {
  breakEvenRows,
  cheapestMark,
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
import { wrap } from './layout.ts'
import { stackable } from './stack.ts'
import { type Look, styleFor } from './style.ts'

type Volume = CostJson['volumes'][number]

/** No line is wider than `columns`. */
export function renderCost(result: CostJson, look: Look, explain: boolean): string {
  const style = styleFor(look)
  const { columns } = look
  const view = cleaned(result)
  const head = (text: string) => wrap(style.strong(text), columns)
  const single = view.volumes.length === 1 ? view.volumes[0] : undefined
  const lines = [
    ...(single ? atVolume(single, columns, head) : overVolumes(view, columns, head)),
    '',
    ...billNotes(view).flatMap((note) => wrap(note, columns)),
    ...(explain && single ? ['', ...derivations(single, columns, head)] : []),
    ...(explain && !single ? ['', ...wrap(explainHint, columns)] : []),
    '',
    ...head('Where own GPUs first cost less'),
    ...stackable(breakEvenRows(view), columns),
    ...(view.breakEvens.some(({ tokensPerMonth }) => tokensPerMonth !== null) ? wrap(stairsText, columns) : []),
    '',
    ...head('What the documents claim'),
    ...stackable(view.claims.map(claimRow), columns),
    ...(explain ? ['', ...head('Sources'), ...stackable(citedIn(view).map(sourceRow), columns)] : []),
    '',
    ...wrap(footText(view), columns),
  ]
  return `${lines.join('\n')}\n`
}

type Head = (text: string) => string[]

const atVolume = (volume: Volume, columns: number, head: Head): string[] => [
  ...head(`Bills a month at ${tokensText(volume)}`),
  ...stackable(volume.bills.map(billRow), columns),
  ...wrap(cheapestText(volume), columns),
]

function overVolumes(view: CostJson, columns: number, head: Head): string[] {
  const series = titlesOf(view).map((title, index) => ({
    title,
    values: view.volumes.map(({ bills }) => bills[index]?.monthlyUsd ?? null),
  }))
  const drawn = chart(
    series,
    view.volumes.map((volume) => volumeText(volume)),
    columns,
  )
  const unnamed = new Set(view.volumes.flatMap(({ cheapestBecause }) => cheapestBecause ?? []))
  const unknown = missing(view)
  return [
    ...head('Bills a month by tokens a month, in USD'),
    ...tableOver(view, columns, drawn.length > 0),
    ...(view.volumes.some((volume) => cheapestOf(volume).length > 0) ? wrap(cheapestMark, columns) : []),
    ...[...unnamed].flatMap((because) => wrap(because, columns)),
    ...(unknown.length > 0 ? ['', ...stackable(unknown, columns)] : []),
    ...(drawn.length > 0 ? ['', ...drawn] : []),
  ]
}

const sourceRow = ({ id, title, url, dates }: Cited): string[] => [id, `${title}${dates}${url === null ? '' : ` ${url}`}`]

function billRow(bill: Volume['bills'][number]): string[] {
  const range = rangeText(bill)
  return [bill.title, usd(bill.monthlyUsd) + (range && ` (${range})`), whatText(bill)]
}

const derivations = ({ bills }: Volume, columns: number, head: Head): string[] =>
  bills
    .filter(({ derivation }) => derivation.length > 0)
    .flatMap((bill) => [
      ...head(`${bill.title}: ${whatText(bill)}`),
      ...stackable(
        bill.derivation.map((step) => [step.what, stepText(step)]),
        columns,
      ),
      '',
    ])
    .slice(0, -1)
