// Lines of workloads → the text of the decisions about them, and what there is to say about all of them together.

import type { LineProblem, PlannedLine, RefusedLine } from '../contract-lines.ts'
import { linePlanner } from '../decisions/lines.ts'
import type { PriceDates } from '../listing.ts'
import type { TierId, Tree } from '../types.ts'
import type { Texts } from './answers.ts'
import { placesIn } from './json-places.ts'
import { type Line, maxLineBytes } from './line-splitter.ts'
import { lineText } from './line-text.ts'
import { lineReader } from './line-workload.ts'
import type { Terminal } from './terminal.ts'

/** What was seen of some lines. */
export interface Tally {
  readonly workloads: number
  readonly bad: number
  /** Whether any bill is known, and from when to when its prices are. */
  readonly priced: boolean
  readonly prices: PriceDates
  /** How many have a part that no model passes for. */
  readonly without: number
  /** Of every part. */
  readonly tiers: ReadonlySet<TierId>
}

export interface Made {
  readonly text: string
  readonly tally: Tally
}

export const nothingSeen: Tally = { workloads: 0, bad: 0, priced: false, prices: null, without: 0, tiers: new Set() }

export const together = (some: Tally, more: Tally): Tally => ({
  workloads: some.workloads + more.workloads,
  bad: some.bad + more.bad,
  priced: some.priced || more.priced,
  prices: more.prices ? including(including(some.prices, more.prices.oldest), more.prices.newest) : some.prices,
  without: some.without + more.without,
  tiers: new Set([...some.tiers, ...more.tiers]),
})

/** What all lines have in common is worked out once. Throws `UserError` where flags or variables cannot be read. */
export function lineMaker(tree: Tree, answers: Texts, terminal: Pick<Terminal, 'environment'>): (lines: readonly Line[]) => Made {
  const read = lineReader(tree, answers, terminal)
  const plan = linePlanner(tree)
  return (lines) => {
    let text = ''
    let [bad, without, priced] = [0, 0, false]
    let prices: PriceDates = null
    const tiers = new Set<TierId>()
    const refused = (line: number, name: string | null, error: LineProblem): RefusedLine => {
      bad++
      return { schemaVersion: '1', line, ok: false, name, error }
    }
    const resultOf = (line: Line): PlannedLine | RefusedLine => {
      const { number, wrong } = line
      if (wrong) return refused(number, null, { code: wrong, message: unreadableLine[wrong], column: null })
      const found = read(line.text)
      if (!found.ok) return refused(number, found.name, found.error)
      const { name } = found.workload
      const planned = plan(number, found.workload)
      if ('error' in planned) return refused(number, name, { ...planned.error, column: placesIn(line.text).offsetOf(['answers']) + 1 })
      const { result, pricesAsOf } = planned
      for (const { tier } of result.parts) tiers.add(tier)
      if (result.models.length < result.parts.length) without++
      if (result.monthlyUsd !== null) priced = true
      if (pricesAsOf !== undefined) prices = including(prices, pricesAsOf)
      return result
    }
    for (const line of lines) text += `${lineText(resultOf(line))}\n`
    return { text, tally: { workloads: lines.length, bad, priced, prices, without, tiers } }
  }
}

const unreadableLine = {
  E_TOO_LONG: `The line is longer than ${maxLineBytes / 1024} KiB.`,
  E_UTF8: 'The line is not UTF-8.',
} as const

function including(dates: PriceDates, date: string): PriceDates {
  if (!dates) return { oldest: date, newest: date }
  if (date >= dates.oldest && date <= dates.newest) return dates
  return date < dates.oldest ? { ...dates, oldest: date } : { ...dates, newest: date }
}
