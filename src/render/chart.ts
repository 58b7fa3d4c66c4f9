// Bills over volumes → a chart for the terminal: both axes logarithmic, a letter for each bill, legible without color.

import { wrap } from './layout.ts'

export interface Series {
  readonly title: string
  /** USD at each volume; null where it is not known. */
  readonly values: readonly (number | null)[]
}

const widest = 100
const margin = 8

/** Below this, marks would stand on top of each other. */
const narrowest = 30

/**
 * Volumes run from left to right, dollars from bottom to top. Where lines meet, their letters take turns; a line that is
 * nowhere to be seen says in the legend which one covers it. Empty where there is no room or nothing to draw.
 */
export function chart(series: readonly Series[], volumes: readonly string[], columns: number): string[] {
  const known = series.flatMap(({ values }) => values).filter((value): value is number => value !== null && value > 0)
  if (known.length === 0 || volumes.length < 2 || columns < narrowest) return []
  const [floor, top] = [Math.floor(Math.log10(Math.min(...known))), Math.ceil(Math.log10(Math.max(...known)))]
  const powers = Math.max(1, top - floor)
  const height = powers * (powers < 5 ? 3 : 2)
  const width = Math.min(columns, widest) - margin - 1
  const row = (value: number) => height - Math.round(((Math.log10(value) - floor) / powers) * height)
  const drawing = draw(series, width, row)
  return [
    ...Array.from({ length: height + 1 }, (_, line) => {
      const power = floor + ((height - line) / height) * powers
      const label = Number.isInteger(power) ? dollars(power) : ''
      const cells = Array.from({ length: width }, (__, column) => drawing.cells.get(keyOf(line, column))?.shown ?? ' ')
      return `${label.padStart(margin - 1)}|${cells.join('')}`
    }),
    `${' '.repeat(margin - 1)}+${'-'.repeat(width)}`,
    ' '.repeat(margin) + axis(volumes, width),
    ...series.flatMap(({ title }, index) => wrap(`${letter(index)}  ${title}${drawing.notes[index]}`, columns, ' '.repeat(margin))),
    ...(drawing.shared ? wrap('Where lines meet, their letters take turns.', columns, ' '.repeat(margin)) : []),
  ].map((line) => line.trimEnd())
}

/** The letter of the series at a place in the list. */
export const letter = (index: number): string => String.fromCharCode('a'.charCodeAt(0) + index)

interface Cell {
  readonly lines: number[]
  shown: string
}

interface Drawing {
  readonly cells: ReadonlyMap<string, Cell>
  /** For each series what its legend adds. */
  readonly notes: readonly string[]
  readonly shared: boolean
}

const keyOf = (line: number, column: number): string => `${line} ${column}`

function draw(series: readonly Series[], width: number, row: (value: number) => number): Drawing {
  const cells = new Map<string, Cell>()
  const first: (Cell | undefined)[] = []
  const twins = series.map(({ values }) => series.findIndex((other) => other.values.every((value, at) => value === values[at])))
  for (const [index, { values }] of series.entries())
    if (twins[index] === index)
      for (const [column, value] of points(values, width)) {
        const cell = cells.get(keyOf(row(value), column)) ?? { lines: [], shown: '' }
        cells.set(keyOf(row(value), column), cell)
        cell.lines.push(index)
        cell.shown = letter(cell.lines[column % cell.lines.length] ?? index)
        first[index] ??= cell
      }
  const seen = new Set([...cells.values()].map(({ shown }) => shown))
  const notes = series.map((_, index): string => {
    const twin = twins[index] ?? index
    const cover = first[twin]
    if (!cover) return ' (not known)'
    if (twin !== index) return ` (same as ${letter(twin)})`
    return seen.has(letter(index)) ? '' : ` (behind ${cover.shown})`
  })
  return { cells, notes, shared: [...cells.values()].some(({ lines }) => lines.length > 1) }
}

/** One point for each column, between the known volumes on a straight line of the logarithms. */
function* points(values: readonly (number | null)[], width: number): Generator<[number, number]> {
  for (let column = 0; column < width; column++) {
    const at = (column / (width - 1)) * (values.length - 1)
    const [left, right] = [values[Math.floor(at)], values[Math.ceil(at)]]
    if (!left || !right) continue
    yield [column, 10 ** (Math.log10(left) + (Math.log10(right) - Math.log10(left)) * (at - Math.floor(at)))]
  }
}

function dollars(exponent: number): string {
  const names: readonly [number, string][] = [
    [12, 'T'],
    [9, 'B'],
    [6, 'M'],
    [3, 'k'],
  ]
  for (const [power, name] of names) if (exponent >= power) return `$${10 ** (exponent - power)}${name}`
  return exponent >= 0 ? `$${10 ** exponent}` : `$${(10 ** exponent).toFixed(Math.max(2, -exponent))}`
}

/** Each volume under its place; one that would run into its neighbor is left out. */
function axis(volumes: readonly string[], width: number): string {
  let line = ''
  for (const [index, volume] of volumes.entries()) {
    const at = Math.round((index / (volumes.length - 1)) * (width - 1))
    const start = Math.max(0, Math.min(at, width - volume.length))
    if (line === '' || start > line.length) line = line.padEnd(start) + volume
  }
  return line
}
