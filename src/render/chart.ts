// Bills over volumes → a chart for the terminal: both axes logarithmic, a letter for each bill, legible without color.

export interface Series {
  readonly title: string
  /** USD at each volume; null where it is not known. */
  readonly values: readonly (number | null)[]
}

const height = 12

/** Volumes run from left to right, dollars from bottom to top. Where bills meet, the first letter of the list is shown. */
export function chart(series: readonly Series[], volumes: readonly string[], columns: number): string[] {
  const known = series.flatMap(({ values }) => values).filter((value): value is number => value !== null && value > 0)
  if (known.length === 0 || volumes.length < 2) return []
  const [floor, ceiling] = [Math.floor(Math.log10(Math.min(...known))), Math.ceil(Math.log10(Math.max(...known)))]
  const margin = 8
  const width = Math.max(volumes.length, Math.min(columns, 100) - margin - 1)
  const grid = Array.from({ length: height + 1 }, () => Array.from({ length: width }, () => ' '))
  const row = (value: number) => height - Math.round(((Math.log10(value) - floor) / Math.max(1, ceiling - floor)) * height)
  for (const [index, { values }] of [...series.entries()].reverse())
    for (const [column, value] of points(values, width)) {
      const line = grid[row(value)]
      if (line) line[column] = letter(index)
    }
  return [
    ...grid.map((line, index) => `${label(index, floor, ceiling).padStart(margin - 1)}|${line.join('').trimEnd()}`),
    `${' '.repeat(margin - 1)}+${'-'.repeat(width)}`,
    ' '.repeat(margin) + axis(volumes, width),
    ...series.map(({ title }, index) => `${' '.repeat(margin)}${letter(index)}  ${title}`),
  ].map((line) => line.trimEnd())
}

const letter = (index: number): string => String.fromCharCode('a'.charCodeAt(0) + index)

/** One point for each column, between the known volumes on a straight line of the logarithms. */
function* points(values: readonly (number | null)[], width: number): Generator<[number, number]> {
  for (let column = 0; column < width; column++) {
    const at = (column / (width - 1)) * (values.length - 1)
    const [left, right] = [values[Math.floor(at)], values[Math.ceil(at)]]
    if (!left || !right) continue
    yield [column, 10 ** (Math.log10(left) + (Math.log10(right) - Math.log10(left)) * (at - Math.floor(at)))]
  }
}

/** Whole powers of ten get their name. */
function label(index: number, floor: number, ceiling: number): string {
  const exponent = floor + ((height - index) / height) * (ceiling - floor)
  const nearest = Math.round(exponent)
  const isNearest = Math.abs(exponent - nearest) < (ceiling - floor) / height / 2
  return isNearest ? dollars(nearest) : ''
}

function dollars(exponent: number): string {
  const names: readonly [number, string][] = [
    [9, 'B'],
    [6, 'M'],
    [3, 'k'],
  ]
  for (const [power, name] of names) if (exponent >= power) return `$${10 ** (exponent - power)}${name}`
  return exponent >= 0 ? `$${10 ** exponent}` : `$${(10 ** exponent).toFixed(-exponent)}`
}

function axis(volumes: readonly string[], width: number): string {
  const line = Array.from({ length: width + 6 }, () => ' ')
  for (const [index, volume] of volumes.entries()) {
    const at = Math.round((index / (volumes.length - 1)) * (width - 1))
    const start = Math.min(at, width - volume.length)
    for (const [offset, character] of [...volume].entries()) line[start + offset] = character
  }
  return line.join('').slice(0, width)
}
