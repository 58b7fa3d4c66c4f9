// Bills over volumes, break-evens and claims → text, Markdown and JSON.

import { shortTokens } from '../volume.ts'
import { chart } from './chart.ts'
import { rows, wrap } from './layout.ts'
import { grouped, usd } from './money.ts'
import { type Look, styleFor } from './style.ts'

/** What the renderers see of the costs; the JSON itself. */
export interface CostView {
  readonly volumes: readonly { readonly tokensPerMonth: number | null; readonly bills: readonly BillView[] }[]
  readonly breakEvens: readonly { readonly versus: string; readonly because: string; readonly utilisation: number | null }[]
  readonly claims: readonly {
    readonly says: string
    readonly sources: readonly string[]
    readonly verdict: string
    readonly how: string
    readonly value: number | null
    readonly unit: string
    readonly tokensPerMonth: number
  }[]
  readonly assumed: string
}

interface BillView {
  readonly title: string
  readonly model: string
  readonly host: string | null
  readonly monthlyUsd: number | null
  readonly low: number | null
  readonly high: number | null
  readonly because: string | null
  readonly derivation: readonly {
    readonly what: string
    readonly how: string
    readonly value: number
    readonly unit: string
    readonly sources: readonly string[]
  }[]
}

export function renderCost(view: CostView, look: Look, explain: boolean): string {
  const style = styleFor(look)
  const { columns } = look
  const head = (text: string) => wrap(style.strong(text), columns)
  const single = view.volumes.length === 1 ? view.volumes[0] : undefined
  const lines = [
    ...(single
      ? head(`Bills a month at ${shortTokens(single.tokensPerMonth ?? 0)} tokens`)
      : head('Bills a month by tokens a month, in USD')),
    ...(single ? rows(single.bills.map(billRow), columns) : tableOver(view, columns)),
    ...(single ? [] : ['', ...chart(seriesOf(view), view.volumes.map(volumeOf), columns)]),
    ...(explain && single ? ['', ...derivations(single.bills, columns, head)] : []),
    '',
    ...head('From which volume own GPUs cost less'),
    ...rows(
      view.breakEvens.map(({ versus, because, utilisation }) => [versus, `${because}${loadText(utilisation)}`]),
      columns,
    ),
    '',
    ...head('What the documents claim'),
    ...rows(view.claims.map(claimRow), columns),
    '',
    ...wrap(view.assumed, columns),
  ]
  return `${lines.join('\n')}\n`
}

const billRow = ({ title, model, host, monthlyUsd, low, high, because }: BillView): string[] => {
  const range = low !== null && high !== null && low !== high ? ` (${usd(low)} to ${usd(high)})` : ''
  return [title, usd(monthlyUsd) + range, because ?? `${model}${host ? ` at ${host}` : ', own GPUs'}`]
}

const claimRow = ({ says, sources, verdict, how, value, unit, tokensPerMonth }: CostView['claims'][number]): string[] => {
  const result = value === null ? '' : ` = ${value} ${unit}`
  return [sources.join(' '), verdict, `${says} At ${shortTokens(tokensPerMonth)}: ${how}${result}.`]
}

const loadText = (utilisation: number | null): string =>
  utilisation === null ? '' : ` That is ${Math.round(utilisation * 100)}% of full load around the clock.`

const volumeOf = ({ tokensPerMonth }: CostView['volumes'][number]): string => shortTokens(tokensPerMonth ?? 0)

const titlesOf = ({ volumes }: CostView): string[] => volumes[0]?.bills.map(({ title }) => title) ?? []

const seriesOf = (view: CostView) =>
  titlesOf(view).map((title, index) => ({ title, values: view.volumes.map(({ bills }) => bills[index]?.monthlyUsd ?? null) }))

const short = (amount: number | null): string =>
  amount === null ? '?' : amount < 10 ? amount.toFixed(2) : grouped(String(Math.round(amount)))

/** A line for each volume; stacked by `rows` where the terminal is narrow. */
function tableOver(view: CostView, columns: number): string[] {
  const titles = titlesOf(view)
  if (columns < 80)
    return view.volumes.flatMap((each) => [
      ...wrap(volumeOf(each), columns),
      ...each.bills.flatMap(({ title, monthlyUsd }) => wrap(`${title} ${short(monthlyUsd)}`, columns, '  ')),
    ])
  return rows(
    [['Tokens', ...titles], ...view.volumes.map((each) => [volumeOf(each), ...each.bills.map(({ monthlyUsd }) => short(monthlyUsd))])],
    columns,
  )
}

function derivations(bills: readonly BillView[], columns: number, head: (text: string) => string[]): string[] {
  return bills
    .filter(({ derivation }) => derivation.length > 0)
    .flatMap(({ title, model, host, derivation }) => [
      ...head(`${title}: ${model}${host ? ` at ${host}` : ''}`),
      ...rows(
        derivation.map(({ what, how, value, unit, sources }) => [
          what,
          `${how} = ${amount(value, unit)}${sources.length > 0 ? ` [${sources.join(' ')}]` : ''}`,
        ]),
        columns,
      ),
      '',
    ])
    .slice(0, -1)
}

const amount = (value: number, unit: string): string =>
  unit === 'USD' ? `$${grouped(value.toFixed(2))}` : `${grouped(String(Math.round(value)))} ${unit}`

/** GitHub-flavored Markdown with the bills as a chart; its axis is the logarithm, since bills span many powers of ten. */
export function renderCostMarkdown(view: CostView): string {
  const titles = titlesOf(view)
  const table = [
    `| Tokens a month | ${titles.join(' | ')} |`,
    `| --- |${' ---: |'.repeat(titles.length)}`,
    ...view.volumes.map((each) => `| ${volumeOf(each)} | ${each.bills.map(({ monthlyUsd }) => short(monthlyUsd)).join(' | ')} |`),
  ]
  const known = seriesOf(view).filter(({ values }) => values.every((value) => value !== null && value > 0))
  const diagram = [
    '```mermaid',
    'xychart-beta',
    '  title "Bills a month, powers of ten of USD"',
    `  x-axis [${view.volumes.map((each) => `"${volumeOf(each)}"`).join(', ')}]`,
    '  y-axis "log10 USD"',
    ...known.map(({ values }) => `  line [${values.map((value) => Math.log10(value ?? 1).toFixed(3)).join(', ')}]`),
    '```',
    `Lines in order: ${known.map(({ title }) => title).join(', ')}.`,
  ]
  return `${[
    '# Bills a month in USD',
    table.join('\n'),
    ...(view.volumes.length > 1 && known.length > 0 ? [diagram.join('\n')] : []),
    '## From which volume own GPUs cost less',
    view.breakEvens.map(({ versus, because, utilisation }) => `- **${versus}** ${because}${loadText(utilisation)}`).join('\n'),
    '## What the documents claim',
    `| Document | Verdict | Claim and arithmetic |\n| --- | --- | --- |\n${view.claims.map((claim) => `| ${claimRow(claim).join(' | ')} |`).join('\n')}`,
    view.assumed,
  ].join('\n\n')}\n`
}
