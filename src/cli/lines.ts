// `pick-llm plan` on JSON Lines: workloads as they come in → decisions as they are made, in the memory of a few of them.

import type { Readable } from 'node:stream'
import { tierOfAll } from '../decisions/workload.ts'
import { type ExitCode, exit } from '../errors.ts'
import { counted } from '../plural.ts'
import { echo } from '../sanitize.ts'
import { asExpected, type Context, tell, tellAge } from './context.ts'
import { checkOutput, unreadable, writeOutput } from './files.ts'
import { lineMaker, type Made, nothingSeen, type Tally, together } from './line-maker.ts'
import { type Line, lineSplitter } from './line-splitter.ts'
import { type LineThreads, lineThreads } from './line-threads.ts'
import type { Flags } from './program.ts'
import { showProgress } from './progress.ts'
import { onSignal } from './signals.ts'
import { brokenInput, streamInput } from './stream-input.ts'
import { print } from './terminal.ts'

/** Returns the exit code: 3 when a line could not be planned, 1 when all together are on another tier than expected. Throws `UserError`. */
export async function planLines(context: Context, flags: Flags, path: string): Promise<ExitCode> {
  const { terminal } = context
  const { output, force, quiet } = flags
  const { environment } = terminal
  const work = { tree: context.tree, answers: flags.answers, environment: { ...environment } }
  const threads = lineThreads(lineMaker(context.tree, flags.answers, terminal), work)
  const toFile = output !== undefined && output !== '-'
  if (toFile) await checkOutput(output, force)
  const input = await streamInput(path, terminal.stdin)
  const signals = onSignal((reason) => input.destroy(reason))
  const progress = showProgress(terminal, quiet || (!toFile && terminal.stdout.isTTY))
  let seen = nothingSeen
  const results = resultsOf(input, path, signals.aborted, threads, (tally) => {
    seen = together(seen, tally)
    progress.update(`${counted(seen.workloads, 'workload')} planned`)
  })
  try {
    if (toFile) await writeOutput(output, results, force)
    else if (!(await printAll(terminal.stdout, results))) return exit.ok
  } finally {
    progress.end()
    signals.stop()
    await threads.stop()
  }
  if (toFile && !quiet) await tell(terminal, `Wrote ${echo(output)}.`)
  const { workloads, bad, priced, prices, without, tiers } = seen
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

/** Chunks of input become chunks of output in the same order, and no more of them are read than are under way. */
async function* resultsOf(
  input: Readable,
  path: string,
  aborted: AbortSignal,
  { make, room }: LineThreads,
  onMade: (tally: Tally) => void,
): AsyncGenerator<string> {
  const { next, end } = lineSplitter()
  const made: (Made | Promise<Made>)[] = []
  let [started, empty] = [false, true]
  const add = (lines: readonly Line[]) => {
    if (lines.length === 0) return
    empty = false
    made.push(quiet(make(lines)))
  }
  const take = async (): Promise<string> => {
    const { text, tally } = (await made.shift()) ?? nothingMade
    onMade(tally)
    return text
  }
  const chunks = (input as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
  try {
    for (let reading = quiet(chunks.next()), open = true; open || made.length > 0; ) {
      aborted.throwIfAborted()
      const [first] = made
      const ready = first && (made.length >= room() || !open || !(first instanceof Promise) || (await isFirst(first, reading)))
      if (ready) {
        yield await take()
        continue
      }
      const { value: chunk, done } = await reading
      if (done) {
        open = false
        add(end())
        if (empty) throw unreadable(fileName(path), 'holds no workload', 'Write one workload on each line.')
        continue
      }
      if (!started) refuseUtf16(chunk, path)
      started = true
      add(next(chunk))
      reading = quiet(chunks.next())
    }
  } catch (error) {
    throw brokenInput(path, aborted.aborted ? aborted.reason : error)
  } finally {
    input.destroy()
  }
}

const nothingMade: Made = { text: '', tally: nothingSeen }

/** Whoever awaits it later is told of a failure soon enough. */
function quiet<T>(made: T): T {
  if (made instanceof Promise) made.catch(() => undefined)
  return made
}

/** Whether this comes before the other. */
const isFirst = (one: Promise<unknown>, other: Promise<unknown>): Promise<boolean> =>
  Promise.race([one.then(() => true), other.then(() => false)])

const fileName = (path: string): string => (path === '-' ? 'standard input' : echo(path))

/** Every line of it would be called bad, which helps nobody. */
function refuseUtf16([first, second]: Buffer, path: string): void {
  const marks = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  if (marks) throw unreadable(fileName(path), 'is UTF-16', 'Save it as UTF-8.')
}

/** Returns false when the reader went away: it wants nothing more. */
async function printAll(stdout: NodeJS.WriteStream, texts: AsyncIterable<string>): Promise<boolean> {
  let gone = false
  const onError = () => {
    gone = true
  }
  stdout.on('error', onError)
  try {
    for await (const text of texts) {
      await print(stdout, text)
      if (gone) return false
    }
    return true
  } finally {
    stdout.off('error', onError)
  }
}
