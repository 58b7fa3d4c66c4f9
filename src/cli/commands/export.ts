// `pick-llm export`: recommendations as configuration of a gateway, an SDK or an evaluation, or as a decision record.

import { type Command, Option } from 'commander'
import { costsOf } from '../../advise/costs.ts'
import { recommend } from '../../advise/recommend.ts'
import type { RecommendationJson } from '../../contract.ts'
import { exit, UserError } from '../../errors.ts'
import type { ExportEntry } from '../../export/input.ts'
import { exporters } from '../../export/targets.ts'
import { echo } from '../../sanitize.ts'
import { didYouMean } from '../../suggest.ts'
import { type Context, checkTarget, datesIn, emit, formatOf, tell, tellAge } from '../context.ts'
import { type Decisions, decisionsFrom, type From, onlyName } from '../decisions.ts'
import { commands, type Flags } from '../flags.ts'
import { todayOf } from '../freshness.ts'
import { makerOf } from '../maker.ts'
import { offering } from '../offered.ts'
import { addAnswers, addOutput, answerOption, onAction, subcommand } from '../program.ts'

/** The decision record, for people; the others are for programs. */
const record = 'adr'

const targets = [...Object.keys(exporters), record]

/** From a prototype to a large product. */
const volumes = [1e7, 1e8, 1e9, 1e10, 1e11]

const examples = `
Examples:
  $ pick-llm export litellm --data-residency region --region eu --yes -o config.yaml
  $ pick-llm export promptfoo --data-residency anywhere --task extraction --yes
  $ pick-llm export ai-sdk --from plan.json > models.ts
  $ pick-llm export adr --from decision.json --title "Support chat" -o decision.md`

/** Adds the command to the program. */
export function addExport(program: Command, context: Context, columns: number): void {
  const command = subcommand(program, 'export', commands.export, columns)
  // Not declared as an argument: the list of commands would make room for it in every line.
  offering(command, targets).usage('<target> [options]')
  command.addHelpText('after', examples)
  addAnswers(addOutput(command, ['text']), context.tree)
  command.addOption(new Option('--from <file>', 'a saved decision, a plan or a file of workloads').helpGroup('Input:'))
  command.addOption(answerOption('workload', 'of a plan, only the workload of that name').helpGroup('Input:'))
  command.addOption(answerOption('name', 'what a single workload is called in the output').helpGroup('Output:'))
  command.addOption(answerOption('title', 'what the decision record is about').helpGroup('Output:'))
  onAction(
    command,
    context.tree,
    (flags) => {
      const { from, workload, name, title } = command.opts()
      return exportTo(context, flags, command.args[0], { file: text(from), workload: text(workload), name: text(name), title: text(title) })
    },
    1,
  )
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

async function exportTo(
  context: Context,
  flags: Flags,
  target: string | undefined,
  from: From & { title: string | undefined },
): Promise<void> {
  const load = Object.hasOwn(exporters, target ?? '') ? exporters[target ?? ''] : undefined
  if (!load && target !== record) throw unknownTarget(target)
  refuseEmpty(from)
  if (flags.format !== undefined) formatOf(context, flags, ['text'])
  await checkTarget(flags)
  const decisions = await decisionsFrom(context, flags, from, ['export', target ?? ''])
  const decided = decisions.named.map((each) => ({ ...each, result: recommend(context.tree, each.request, makerOf(context)) }))
  const moves = await movesIn(context, from, decisions, decided)
  const { text: exported, leftOut } = load
    ? (await load())({ entries: decided.map((each) => entryOf(context, each)), fromFile: from.file !== undefined, ...factsOf(context) })
    : { text: await adr(context, decisions, decided, from), leftOut: [] }
  await emit(context, flags, exported)
  if (!flags.quiet) for (const line of [...moves, ...leftOut]) await tell(context.terminal, line)
  for (const { result } of decided.slice(0, 1)) await tellAge(context, flags, false, datesIn(result.inputs))
}

type Decided = Decisions['named'][number] & { readonly result: RecommendationJson }

/** What has moved since the file was saved; nothing where it was not. */
async function movesIn(context: Context, { file }: From, { saved, made }: Decisions, decided: readonly Decided[]): Promise<string[]> {
  if (!saved || file === undefined) return []
  const { movesSince } = await import('../saved.ts')
  const held = decided.flatMap(({ name, request, record, result }) => (record ? [{ name, request, record, result }] : []))
  return movesSince(context, file, made, held)
}

function factsOf({ tree: { catalog, gateways, figures, words, questions } }: Context) {
  return { catalog, gateways: gateways(), figures, words, questions }
}

/** Which models stand beside the pick does not depend on the volume, so any volume names them. */
function entryOf(context: Context, { name, request, result }: Decided): ExportEntry {
  const [costs] = result.cost.bills.length > 0 ? [result.cost] : costsOf(context.tree, request, [1], undefined).volumes
  return { name, result, rivals: costs?.bills ?? [] }
}

/** One document for one decision. */
async function adr(
  context: Context,
  { saved }: Decisions,
  decided: readonly Decided[],
  { file, title }: From & { title: string | undefined },
): Promise<string> {
  const [only, ...more] = decided
  if (!only || more.length > 0)
    throw new UserError('E_USAGE', `A decision record is about one workload; there are ${decided.length}.`, 'Name one with --workload.')
  const { tree, terminal } = context
  const { renderAdr } = await import('../../export/adr.ts')
  const { costChart } = await import('../../render/cost-chart.ts')
  const { renderMermaid } = await import('../../render/mermaid.ts')
  const { result } = only
  return renderAdr({
    name: title ?? (only.name === onlyName ? undefined : only.name),
    result,
    tree,
    diagram: renderMermaid(tree, result),
    costChart: costChart(costsOf(tree, only.request, volumes, undefined).volumes).join('\n\n'),
    dated: todayOf(terminal),
    record: saved && file !== '-' ? file : undefined,
    rules: context.rules.files,
    noRules: context.rules.refused,
  })
}

/** A name of nothing, or of spaces alone, would leave a hole where it stands. */
function refuseEmpty({ name, title }: From & { title: string | undefined }): void {
  for (const [flag, value] of Object.entries({ name, title }))
    if (value?.trim() === '')
      throw new UserError('E_VALUE', `--${flag}: there is nothing in it.`, `Write a text behind --${flag}, or leave it out.`)
}

function unknownTarget(target: string | undefined): UserError {
  const what = target === undefined ? 'The target is missing.' : `There is no target "${echo(target)}".${didYouMean(target, targets)}`
  return new UserError('E_USAGE', what, `Write one of ${targets.join(', ')}: pick-llm export ${targets[0]} …`, exit.usage)
}
