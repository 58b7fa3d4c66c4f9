// `pick-llm check`: saved decisions and plans → whether they still hold under the rules and prices of the day.

import { type Command, Option } from 'commander'
import { recommend } from '../../advise/recommend.ts'
import type { CheckJson } from '../../contract-check.ts'
import { checkDecision, checkWhole, type FailOn } from '../../decisions/check.ts'
import type { Made } from '../../decisions/check-file.ts'
import { planOf } from '../../decisions/plan.ts'
import { newWorkloads, type PlannedFrom, workloadFindings } from '../../decisions/planned-from.ts'
import type { Calendar } from '../../decisions/staleness.ts'
import { exit, UserError } from '../../errors.ts'
import { echo, sanitize } from '../../sanitize.ts'
import { type Context, emit, formatOf, lookOf } from '../context.ts'
import { failOnWords, readFailOn, usualFailOn } from '../fail-on.ts'
import { commands, type Flags } from '../flags.ts'
import { dayBefore, todayOf } from '../freshness.ts'
import { makerOf } from '../maker.ts'
import { matchingFiles, realName } from '../matching.ts'
import { offering } from '../offered.ts'
import { readPlannedFrom } from '../planned-from.ts'
import { addOutput, answerOption, onAction, subcommand } from '../program.ts'
import type { SavedDecision, SavedFile } from '../records.ts'
import { layFor, reportOf } from '../report.ts'
import { inRepository } from '../repository.ts'
import { appendSummary, hasSummary } from '../summary.ts'
import { print } from '../terminal.ts'
import { updateFiles } from '../update.ts'

const examples = `
Examples:
  $ pick-llm check decision.json
  $ pick-llm check 'decisions/*.json' --fail-on tier,shortlist,cost:20%,staleness
  $ pick-llm check plan.json --workloads workloads.yaml --format github
  $ pick-llm check decision.json --update`

/** Adds the command to the program. `end` gets the exit code: 1 when a decision no longer holds. */
export function addCheck(program: Command, context: Context, columns: number, end: (code: number) => void): void {
  const command = subcommand(program, 'check', commands.check, columns)
  command.argument('<file...>', 'records, plans, or patterns such as decisions/*.json').addHelpText('after', examples)
  const failOn = offering(answerOption('fail-on', `what makes it fail (default: ${usualFailOn})`), failOnWords, true)
  command.addOption(failOn.helpGroup('Check:'))
  command.addOption(new Option('--workloads <file>', 'what the plan was made from: does it still say the same').helpGroup('Check:'))
  command.addOption(new Option('--update', 'write the records anew, after the change was reviewed').helpGroup('Check:'))
  onAction(
    addOutput(command, ['text', 'json', 'markdown', 'github']),
    context.tree,
    async (flags) => {
      end(await check(context, flags, command.args, asked(command.opts())))
    },
    Number.POSITIVE_INFINITY,
  )
}

interface Asked {
  readonly failOn: FailOn
  readonly update: boolean
  /** The file of workloads. */
  readonly workloads: string | undefined
}

function asked({ failOn: text, update, workloads }: Readonly<Record<string, unknown>>): Asked {
  const failOn = readFailOn(typeof text === 'string' ? text : usualFailOn)
  const file = typeof workloads === 'string' ? workloads : undefined
  if (typeof text === 'string' && failOn.workloads && file === undefined)
    throw new UserError('E_USAGE', '--fail-on: workloads needs --workloads.', 'Name the file that the plan was made from.')
  return { failOn, update: update === true, workloads: file }
}

async function check(context: Context, flags: Flags, patterns: readonly string[], { failOn, update, workloads }: Asked): Promise<number> {
  const format = formatOf(context, flags, ['text', 'json', 'markdown', 'github'])
  const { paths, errors } = await matchingFiles(patterns)
  await refuseRecords(flags.output, paths)
  const { saved, unreadable } = await readAll(context, paths, errors)
  const from = workloads === undefined || unreadable.length > 0 ? undefined : await readPlannedFrom(context, workloads, saved)
  const checks = saved.map((each) => checkedFile(context, each, failOn, each.kind === 'plan' ? from : undefined))
  const differs = checks.some((each) => [each, ...each.decisions].some(({ findings }) => findings.some(({ kind }) => kind === 'workloads')))
  const updates = update && unreadable.length === 0 && !differs
  if (updates) await updateFiles(context, flags, saved)
  const { version, sha256, overlays } = makerOf(context)
  const decisions = checks.flatMap((each) => each.decisions)
  const result: CheckJson = {
    schemaVersion: '1',
    ok: true,
    tool: { name: 'pick-llm', version },
    rules: { version: context.tree.version, sha256, overlays },
    catalog: { asOf: context.tree.catalog.asOf, sha256: context.rules.catalogSha256 },
    date: todayOf(context.terminal),
    holds: unreadable.length === 0 && [...decisions, ...checks].every(({ holds }) => holds),
    files: checks.map(({ file, kind, holds, findings }) => ({ file, kind, holds, findings, updated: updates })),
    unreadable: unreadable.map((error) => reportOf(error, version, false).json.error),
    decisions,
  }
  await report(context, flags, format, result)
  const lay = await layFor(context.terminal.stderr)
  for (const error of unreadable) await print(context.terminal.stderr, sanitize(reportOf(error, version, false, lay).text))
  if (unreadable.length > 0 && update) await print(context.terminal.stderr, 'Nothing was updated.\n')
  if (unreadable.length > 0) return exit.input
  // An update keeps the workloads of the plan.
  if (update && differs) await print(context.terminal.stderr, 'Nothing was updated: the file of workloads has to be planned again.\n')
  return updates || (result.holds && !update) ? exit.ok : exit.no
}

/** A report must not take the place of what it reports on. */
async function refuseRecords(output: string | undefined, paths: readonly string[]): Promise<void> {
  if (output === undefined || output === '-') return
  const target = await realName(output)
  for (const path of paths)
    if (path !== '-' && (await realName(path)) === target)
      throw new UserError('E_USAGE', `--output: ${echo(output)} is a record that is being checked.`, 'Name another file, or use --update.')
}

interface Readable {
  readonly saved: readonly SavedFile[]
  readonly unreadable: readonly UserError[]
}

/** One that cannot be read hides none of the others. Throws where it is the only one. */
async function readAll({ tree, terminal }: Context, paths: readonly string[], errors: readonly UserError[]): Promise<Readable> {
  const { readRecord } = await import('../records.ts')
  const saved: SavedFile[] = []
  const unreadable = [...errors]
  for (const path of paths) {
    try {
      saved.push(await readRecord(tree, path, terminal))
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      unreadable.push(error)
    }
  }
  const [only] = unreadable
  if (only && unreadable.length === 1 && saved.length === 0) throw only
  return { saved, unreadable }
}

function checkedFile(context: Context, saved: SavedFile, failOn: FailOn, from: PlannedFrom | undefined) {
  const { file, kind, whole } = saved
  const decisions = saved.decisions.map((decision) => checked(context, saved, decision, failOn, from))
  const maker = makerOf(context)
  const workloads = saved.decisions.map(plannedOf)
  const now = kind === 'plan' ? attempt(() => planOf(context.tree, workloads, maker)).made : undefined
  return {
    file,
    kind,
    decisions,
    ...checkWhole(whole, madeNow(context), now, decisions, failOn, from ? newWorkloads(workloads, from) : []),
  }
}

function madeNow({ rules, tree }: Context): Made {
  const { version, sha256, overlays, catalogSha256 } = makerOf({ rules })
  return { version, sha256, overlays, rulesVersion: tree.version, catalog: { asOf: tree.catalog.asOf, sha256: catalogSha256 } }
}

const plannedOf = ({ name = '', owner, request, lost }: SavedDecision) => ({ name, owner, request, lost })

function checked(
  context: Context,
  { file }: SavedFile,
  decision: SavedDecision,
  failOn: FailOn,
  from: PlannedFrom | undefined,
): CheckJson['decisions'][number] {
  const { tree } = context
  const { line, name, record, request, lost } = decision
  const differs = from ? workloadFindings(plannedOf(decision), from) : []
  const { made: result, why } = attempt(() => recommend(tree, request, makerOf(context)))
  const { holds, findings, moved } = checkDecision(
    record,
    { tree, calendar: calendarOf(context), result, why, settings: request.settings ?? {}, lost, differs },
    failOn,
  )
  return {
    file,
    line,
    name: name ?? null,
    holds,
    tier: { was: record.recommendation.tier, now: result?.recommendation.tier ?? null },
    findings,
    moved,
  }
}

/** What the answers lead to now, or why they lead nowhere. */
function attempt<T>(make: () => T): { readonly made: T | undefined; readonly why: string } {
  try {
    return { made: make(), why: '' }
  } catch (error) {
    if (error instanceof UserError) return { made: undefined, why: error.message }
    throw error
  }
}

function calendarOf({ terminal }: Context): Calendar {
  const date = todayOf(terminal)
  return { date, before: (days) => dayBefore(date, days) }
}

async function report(context: Context, flags: Flags, format: 'text' | 'json' | 'markdown' | 'github', result: CheckJson): Promise<void> {
  if (format === 'json') return emit(context, flags, `${JSON.stringify(result, null, 2)}\n`)
  const { renderCheck, renderCheckMarkdown } = await import('../../render/check.ts')
  if (format === 'text') return emit(context, flags, renderCheck(result, lookOf(context)))
  if (format === 'markdown') return emit(context, flags, renderCheckMarkdown(result))
  const { renderCheckGithub } = await import('../../render/check-github.ts')
  const rest = hasSummary(context.terminal) ? 'in the job summary' : 'with --format text'
  await emit(context, flags, renderCheckGithub(result, rest, inRepository(context.terminal)), 'as-it-is')
  await appendSummary(context.terminal, renderCheckMarkdown(result))
}
