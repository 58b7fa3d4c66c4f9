// `pick-llm check`: saved decisions and plans → whether they still hold under the rules and prices of the day.

import { type Command, Option } from 'commander'
import { recommend } from '../../advise/recommend.ts'
import type { RecommendationJson } from '../../contract.ts'
import type { CheckJson } from '../../contract-check.ts'
import { checkDecision, type FailOn } from '../../decisions/check.ts'
import type { Calendar } from '../../decisions/staleness.ts'
import { UserError } from '../../errors.ts'
import type { Request } from '../../types.ts'
import { type Context, emit, formatOf, lookOf } from '../context.ts'
import { readFailOn, usualFailOn } from '../fail-on.ts'
import { dayBefore, todayOf } from '../freshness.ts'
import { makerOf } from '../maker.ts'
import { matchingFiles } from '../matching.ts'
import { addOutput, answerOption, type Flags, onAction, subcommand } from '../program.ts'
import type { SavedDecision, SavedFile } from '../records.ts'
import { appendSummary } from '../summary.ts'
import { updateFiles } from '../update.ts'

const examples = `
Examples:
  $ pick-llm check decision.json
  $ pick-llm check 'decisions/*.json' --fail-on tier,shortlist,cost:20%,staleness
  $ pick-llm check plan.json --format github
  $ pick-llm check decision.json --update`

/** Adds the command to the program. `end` gets the exit code: 1 when a decision no longer holds. */
export function addCheck(program: Command, context: Context, columns: number, end: (code: number) => void): void {
  const command = subcommand(program, 'check', 'saved decisions and plans: do they still hold, and what moved', columns)
  command.argument('<file...>', 'records, plans, or patterns such as decisions/*.json').addHelpText('after', examples)
  command.addOption(answerOption('fail-on', `what makes it fail (default: ${usualFailOn})`).helpGroup('Check:'))
  command.addOption(new Option('--update', 'write the records anew, after the change was reviewed').helpGroup('Check:'))
  onAction(
    addOutput(command, ['text', 'json', 'markdown', 'github']),
    context.tree,
    async (flags) => {
      const { failOn, update } = command.opts()
      const asked = typeof failOn === 'string' ? failOn : usualFailOn
      end(await check(context, flags, command.args, readFailOn(asked), update === true))
    },
    Number.POSITIVE_INFINITY,
  )
}

async function check(context: Context, flags: Flags, patterns: readonly string[], failOn: FailOn, update: boolean): Promise<number> {
  const format = formatOf(context, flags, ['text', 'json', 'markdown', 'github'])
  const { readRecord } = await import('../records.ts')
  const saved: SavedFile[] = []
  for (const path of await matchingFiles(patterns)) saved.push(await readRecord(context.tree, path, context.terminal))
  const decisions = saved.flatMap((each) => each.decisions.map((decision) => checked(context, each, decision, failOn)))
  if (update) await updateFiles(context, flags, saved)
  const { version, sha256, overlays } = makerOf(context)
  const result: CheckJson = {
    schemaVersion: '1',
    ok: true,
    tool: { name: 'pick-llm', version },
    rules: { version: context.tree.version, sha256, overlays },
    catalog: { asOf: context.tree.catalog.asOf, sha256: context.rules.catalogSha256 },
    date: todayOf(context.terminal),
    holds: decisions.every(({ holds }) => holds),
    decisions,
  }
  await report(context, flags, format, result)
  return result.holds || update ? 0 : 1
}

function checked(
  context: Context,
  { file }: SavedFile,
  { name, record, request, lost }: SavedDecision,
  failOn: FailOn,
): CheckJson['decisions'][number] {
  const { tree } = context
  const { result, why } = today(context, request)
  const { holds, findings, moved } = checkDecision(
    record,
    { tree, calendar: calendarOf(context), result, why, settings: request.settings ?? {}, lost },
    failOn,
  )
  return {
    file,
    name: name ?? null,
    holds,
    tier: { was: record.recommendation.tier, now: result?.recommendation.tier ?? null },
    findings,
    moved,
  }
}

/** What the answers lead to now, or why they lead nowhere. */
function today(context: Context, request: Request): { readonly result: RecommendationJson | undefined; readonly why: string } {
  try {
    return { result: recommend(context.tree, request, makerOf(context)), why: '' }
  } catch (error) {
    if (error instanceof UserError) return { result: undefined, why: error.message }
    throw error
  }
}

function calendarOf({ terminal }: Context): Calendar {
  const date = todayOf(terminal)
  return { date, before: (days) => dayBefore(date, days) }
}

async function report(context: Context, flags: Flags, format: 'text' | 'json' | 'markdown' | 'github', result: CheckJson): Promise<void> {
  if (format === 'json') return emit(context, flags, `${JSON.stringify(result, null, 2)}\n`)
  const { renderCheck, renderCheckGithub, renderCheckMarkdown } = await import('../../render/check.ts')
  if (format === 'text') return emit(context, flags, renderCheck(result, lookOf(context)))
  if (format === 'markdown') return emit(context, flags, renderCheckMarkdown(result))
  await emit(context, flags, renderCheckGithub(result))
  await appendSummary(context.terminal, renderCheckMarkdown(result))
}
