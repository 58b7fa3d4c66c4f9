// What every command works with, and how its result leaves the program.

import type { RecommendationJson } from '../contract.ts'
import { type ExitCode, exit, UserError } from '../errors.ts'
import type { PriceDates } from '../listing.ts'
import { datesOf } from '../price-dates.ts'
import type { Look } from '../render/style.ts'
import { echo } from '../sanitize.ts'
import { didYouMean } from '../suggest.ts'
import type { TierId, Tree } from '../types.ts'
import type { Flags, Format } from './flags.ts'
import { freshness, gpuFreshness, todayOf, whyNoCheapest } from './freshness.ts'
import type { WorkingRules } from './overlays.ts'
import { columnsOf, print, type Terminal, variable, wantsColor } from './terminal.ts'

export type ColorFlag = 'auto' | 'always' | 'never'

export interface Context {
  readonly terminal: Terminal
  readonly tree: Tree
  readonly color: ColorFlag
  /** Where the tree comes from. */
  readonly rules: Omit<WorkingRules, 'tree' | 'warning' | 'note'>
}

export function formatOf<F extends Format | 'github' | 'jsonl'>({ terminal }: Context, flags: Flags, allowed: readonly F[]): F {
  const asked = flags.format ?? variable(terminal, 'PICK_LLM_FORMAT') ?? formatIn(flags.output, allowed) ?? 'text'
  const known = allowed.find((format) => format === asked)
  if (known) return known
  const values = allowed.join(', ')
  throw new UserError('E_VALUE', `--format: "${echo(asked)}" is not known here.${didYouMean(asked, allowed)}`, `Write one of ${values}.`)
}

/** A name such as decision.json says what should be in it. */
function formatIn(output: string | undefined, allowed: readonly string[]): string | undefined {
  const extensions: Readonly<Record<string, string>> = { json: 'json', yaml: 'yaml', yml: 'yaml', md: 'markdown', mmd: 'mermaid' }
  const format = extensions[/\.([a-z]+)$/.exec(output?.toLowerCase() ?? '')?.[1] ?? '']
  return format !== undefined && allowed.includes(format) ? format : undefined
}

export const lookOf = ({ terminal, color }: Context): Look => ({
  columns: columnsOf(terminal),
  color: wantsColor(terminal, color, terminal.stdout),
})

/** Before any work: throws `UserError` with exit code 4 where the file stands there already and may not be replaced. */
export async function checkTarget({ output, force }: Flags): Promise<void> {
  if (output === undefined || output === '-') return
  const { checkOutput } = await import('./written.ts')
  await checkOutput(output, force)
}

/** Prints the result, or writes it to the file that was asked for. */
export async function emit(
  { terminal }: Context,
  { output, force, quiet }: Flags,
  text: string,
  kind: 'text' | 'as-it-is' = 'text',
): Promise<void> {
  if (output === undefined || output === '-') {
    await print(terminal.stdout, text, kind)
    return
  }
  const { writeOutput } = await import('./written.ts')
  await writeOutput(output, text, force)
  if (!quiet) await print(terminal.stderr, `Wrote ${echo(output)}.\n`)
}

/** Returns the exit code for `--expect`: 1, with a sentence, when another tier came out. */
export async function asExpected({ terminal }: Context, { expect }: Flags, tier: TierId): Promise<ExitCode> {
  if (expect === undefined || expect === tier) return exit.ok
  await print(terminal.stderr, `pick-llm: expected ${expect}, but the answer is ${tier}.\n`)
  return exit.no
}

/** The dates of the prices that a result rests on. */
export const datesIn = ({ prices }: RecommendationJson['inputs']): PriceDates =>
  datesOf(Object.values(prices).flatMap(({ asOf }) => (typeof asOf === 'string' ? [asOf] : [])))

/** Says on stderr how old the prices are: always with costs, and in other results once it is worth a warning. */
export async function tellAge(
  { terminal, tree }: Context,
  { quiet, stalePrices }: Flags,
  always: boolean,
  prices: PriceDates,
  gpusAsOf?: string,
): Promise<void> {
  if (quiet || (!always && !prices && gpusAsOf === undefined)) return
  const today = todayOf(terminal)
  const ages = [
    ...(prices ? [freshness(prices.oldest, today, tree.figures, prices.newest, stalePrices)] : []),
    ...(gpusAsOf === undefined ? [] : [gpuFreshness(gpusAsOf, today, tree.figures, stalePrices)]),
  ]
  const told = ages.filter(({ level }) => always || level === 'warning' || level === 'refuse').map(({ text }) => text)
  if (!prices && always) told.unshift('No API price is shown.')
  if (told.length > 0) await tell(terminal, told.join(' '))
}

/** A sentence on stderr: wrapped at words in a terminal, whole elsewhere. */
export async function tell({ stderr }: Pick<Terminal, 'stderr'>, text: string): Promise<void> {
  const columns = stderr.isTTY ? stderr.columns : undefined
  const lines = columns ? (await import('../render/layout.ts')).wrap(text, columns) : [text]
  await print(stderr, `${lines.join('\n')}\n`)
}

/** Why none of these prices is called the cheapest; null where one may be. */
export const noCheapest = ({ terminal, tree }: Context, { stalePrices }: Flags, prices: PriceDates, gpusAsOf?: string): string | null => {
  if (stalePrices) return null
  const today = todayOf(terminal)
  const hosted = prices && whyNoCheapest(prices.oldest, today, tree.figures)
  return hosted ?? (gpusAsOf === undefined ? null : whyNoCheapest(gpusAsOf, today, tree.figures, 'GPU price'))
}
