// `pick-llm plan` on JSON Lines: workloads as they come in → decisions as they are made, in the memory of a few of them.

import type { Readable } from 'node:stream'
import type { LineProblem, PlannedLine, RefusedLine } from '../contract-lines.ts'
import { linePlanner } from '../decisions/lines.ts'
import { tierOfAll } from '../decisions/workload.ts'
import { type ExitCode, exit } from '../errors.ts'
import type { PriceDates } from '../listing.ts'
import { counted } from '../plural.ts'
import { echo } from '../sanitize.ts'
import type { TierId } from '../types.ts'
import { asExpected, type Context, tell, tellAge } from './context.ts'
import { unreadable } from './files.ts'
import type { Flags } from './flags.ts'
import { placesIn } from './json-places.ts'
import { type Line, lineSplitter, maxLineBytes } from './line-splitter.ts'
import { lineText } from './line-text.ts'
import { lineReader } from './line-workload.ts'
import type { Output } from './output.ts'
import { showProgress } from './progress.ts'
import { onSignal } from './signals.ts'
import { brokenInput, streamInput } from './stream-input.ts'
import { print } from './terminal.ts'
import { checkOutput, writeOutput } from './written.ts'

/** What was seen so far. */
interface Tally {
  workloads: number
  bad: number
  /** Whether any bill is known, and from when to when its prices are. */
  priced: boolean
  prices: PriceDates
  /** How many have a part that no model passes for. */
  without: number
  /** Of every part. */
  readonly tiers: Set<TierId>
}

/** Returns the exit code: 3 when a line could not be planned, 1 when all together are on another tier than expected. Throws `UserError`. */
export async function planLines(context: Context, flags: Flags, path: string): Promise<ExitCode> {
  const { terminal } = context
  const { output, force, quiet } = flags
  const tally: Tally = { workloads: 0, bad: 0, priced: false, prices: null, without: 0, tiers: new Set() }
  const resultOf = lineMaker(context, flags, tally)
  const toFile = output !== undefined && output !== '-'
  if (toFile) await checkOutput(output, force)
  const input = await streamInput(path, terminal)
  const signals = onSignal((reason) => input.destroy(reason))
  const progress = showProgress(terminal, quiet || (!toFile && terminal.stdout.isTTY === true))
  const results = resultsOf(input, path, signals.aborted, resultOf, () =>
    progress.update(`${counted(tally.workloads, 'workload')} planned`),
  )
  try {
    if (toFile) await writeOutput(output, results, force)
    else if (!(await printAll(terminal.stdout, results))) return exit.ok
  } finally {
    progress.end()
    signals.stop()
  }
  if (toFile && !quiet) await tell(terminal, `Wrote ${echo(output)}.`)
  const { workloads, bad, priced, prices, without, tiers } = tally
  if (bad > 0)
    await tell(terminal, `pick-llm: ${bad} of ${counted(workloads, 'workload')} cannot be planned; "error" in their lines says why.`)
  if (without > 0 && !quiet)
    await tell(
      terminal,
      `${without} of ${counted(workloads, 'workload')} without a model that passes; "models" in their lines lacks a part.`,
    )
  await tellAge(context, flags, priced, prices)
  return bad > 0 ? exit.input : asExpected(context, flags, tierOfAll(tiers))
}

type Result = PlannedLine | RefusedLine

/** A chunk of input becomes a chunk of output, and only then the next one is read. */
async function* resultsOf(
  input: Readable,
  path: string,
  aborted: AbortSignal,
  resultOf: (line: Line) => Result,
  onChunk: () => void,
): AsyncGenerator<string> {
  const { next, end } = lineSplitter()
  let [started, empty] = [false, true]
  const textOf = (lines: readonly Line[]) => {
    let text = ''
    for (const line of lines) text += `${lineText(resultOf(line))}\n`
    if (text !== '') empty = false
    return text
  }
  try {
    for await (const chunk of input as AsyncIterable<Buffer>) {
      if (!started) refuseUtf16(chunk, path)
      started = true
      const text = textOf(next(chunk))
      if (text !== '') yield text
      aborted.throwIfAborted()
      onChunk()
    }
    const last = textOf(end())
    if (last !== '') yield last
    if (empty) throw unreadable(fileName(path), 'holds no workload', 'Write one workload on each line.')
  } catch (error) {
    throw brokenInput(path, aborted.aborted ? aborted.reason : error)
  }
}

const fileName = (path: string): string => (path === '-' ? 'standard input' : echo(path))

/** Every line of it would be called bad, which helps nobody. */
function refuseUtf16([first, second]: Buffer, path: string): void {
  const marks = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  if (marks) throw unreadable(fileName(path), 'is UTF-16', 'Save it as UTF-8.')
}

/** Returns false when the reader went away: it wants nothing more. */
async function printAll(stdout: Output, texts: AsyncIterable<string>): Promise<boolean> {
  // Somebody may want to stop it while nobody reads.
  const output = stdout.stream?.() ?? stdout
  for await (const text of texts) if (!(await print(output, text, 'as-it-is'))) return false
  return true
}

function lineMaker({ terminal, tree }: Context, flags: Flags, tally: Tally): (line: Line) => Result {
  const read = lineReader(tree, flags.answers, terminal)
  const plan = linePlanner(tree)
  const refuse = (line: number, name: string | null, error: LineProblem): Result => {
    tally.bad++
    return { schemaVersion: '1', line, ok: false, name, error }
  }
  return ({ number, text, wrong }) => {
    tally.workloads++
    if (wrong) return refuse(number, null, { code: wrong, message: unreadableLine[wrong], column: null })
    const found = read(text)
    if (!found.ok) return refuse(number, found.name, found.error)
    const { name } = found.workload
    const planned = plan(number, found.workload)
    if ('error' in planned) return refuse(number, name, { ...planned.error, column: placesIn(text).offsetOf(['answers']) + 1 })
    const { result, pricesAsOf } = planned
    for (const { tier } of result.parts) tally.tiers.add(tier)
    if (result.models.length < result.parts.length) tally.without++
    if (result.monthlyUsd !== null) tally.priced = true
    if (pricesAsOf !== undefined) tally.prices = including(tally.prices, pricesAsOf)
    return result
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
