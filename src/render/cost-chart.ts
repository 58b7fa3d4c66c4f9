// Bills over volumes → a Mermaid chart and the words that it needs: it has no legend and no logarithmic axis of its own.

import { grouped } from '../money.ts'
import { volumeText } from './cost-words.ts'
import { literally } from './markdown.ts'

/** Told apart on white and on black; whoever sees colors otherwise has the order of the lines. */
const palette = [
  ['blue', '#2288DD'],
  ['orange', '#E69F00'],
  ['green', '#009E73'],
  ['red', '#CC2233'],
  ['pink', '#CC79A7'],
  ['gray', '#888888'],
] as const

/** What a chart shows of the bills. */
export interface Charted {
  readonly tokensPerMonth: number | null
  readonly bills: readonly { readonly title: string; readonly monthlyUsd: number | null }[]
}

interface Line {
  readonly titles: string[]
  readonly values: readonly number[]
}

/** The diagram, how to read its axis, and its lines in their order at one edge. Empty without lines. */
export function costChart(volumes: readonly Charted[]): string[] {
  const lines = linesOf(volumes)
  if (volumes.length < 2 || lines.length === 0) return []
  const all = lines.flatMap(({ values }) => values)
  const [floor, top] = [Math.floor(Math.min(...all)), Math.ceil(Math.max(...all))]
  const diagram = [
    '```mermaid',
    `%%{init: {"themeVariables": {"xyChart": {"plotColorPalette": "${lines.map((_, index) => colorOf(index)[1]).join(', ')}"}}}}%%`,
    'xychart-beta',
    '  title "Bills a month"',
    `  x-axis "Tokens a month" [${volumes.map((volume) => `"${volumeText(volume)}"`).join(', ')}]`,
    `  y-axis "USD, as a power of ten" ${floor} --> ${Math.max(floor + 1, top)}`,
    ...lines.map(({ values }) => `  line [${values.map((value) => value.toFixed(3)).join(', ')}]`),
    '```',
  ]
  const [left, right] = [edgeOf(lines, 0), edgeOf(lines, volumes.length - 1)]
  const [side, at] = gapOf(left) >= gapOf(right) ? ['left', 0] : ['right', volumes.length - 1]
  const ordered = lines
    .map((line, index) => ({ ...line, color: colorOf(index)[0] }))
    .sort((a, b) => (b.values[at] ?? 0) - (a.values[at] ?? 0))
  return [
    diagram.join('\n'),
    `A whole number up is ten times as much: ${scale(floor, top)}. Between two volumes lines are drawn straight, though own GPUs come in steps. The lines, at the ${side} edge from the top down:`,
    ordered.map(({ titles, color }, index) => `${index + 1}. ${color}: ${titles.map(literally).join(', and under it ')}`).join('\n'),
  ]
}

/** Bills that are known at every volume, as powers of ten; those that are the same at each are one line. */
function linesOf(volumes: readonly Charted[]): readonly Line[] {
  const lines = new Map<string, Line>()
  for (const [index, { title }] of (volumes[0]?.bills ?? []).entries()) {
    const amounts = volumes.map(({ bills }) => bills[index]?.monthlyUsd ?? 0)
    if (!amounts.every((amount) => amount > 0)) continue
    const line = lines.get(amounts.join()) ?? { titles: [], values: amounts.map(Math.log10) }
    line.titles.push(title)
    lines.set(amounts.join(), line)
  }
  return [...lines.values()]
}

/** The heights of the lines at a volume, from the top down. */
const edgeOf = (lines: readonly Line[], at: number): readonly number[] => lines.map(({ values }) => values[at] ?? 0).sort((a, b) => b - a)

/** How far apart the two nearest are. */
const gapOf = (heights: readonly number[]): number =>
  Math.min(...heights.slice(1).map((height, index) => (heights[index] ?? height) - height))

const colorOf = (index: number): (typeof palette)[number] => palette[index % palette.length] ?? palette[0]

const scale = (floor: number, top: number): string =>
  [...new Set([floor, Math.round((floor + top) / 2), top])].map((power) => `${power} is ${money(power)}`).join(', ')

const money = (power: number): string => `$${power < 0 ? (10 ** power).toFixed(Math.max(2, -power)) : grouped(String(10 ** power))}`
