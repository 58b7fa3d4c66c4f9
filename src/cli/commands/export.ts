// `pick-llm export`: recommendations as configuration of a gateway, an SDK or an evaluation, or as a decision record.

import { type Command, Option } from 'commander'
import { costsOf } from '../../advise/costs.ts'
import { recommend } from '../../advise/recommend.ts'
import { exit, UserError } from '../../errors.ts'
import type { ExportEntry } from '../../export/input.ts'
import { exporters } from '../../export/targets.ts'
import { echo } from '../../sanitize.ts'
import { didYouMean } from '../../suggest.ts'
import { type Context, datesIn, emit, formatOf, tellAge } from '../context.ts'
import { type From, type Named, namedRequests, onlyName } from '../decisions.ts'
import { checkOutput } from '../files.ts'
import { todayOf } from '../freshness.ts'
import { makerOf } from '../maker.ts'
import { addAnswers, addOutput, answerOption, type Flags, onAction, subcommand } from '../program.ts'

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
  const command = subcommand(program, 'export', `as config or decision record: ${targets.join(', ')}`, columns)
  // Not declared as an argument: the list of commands would make room for it in every line.
  command.usage('<target> [options]')
  command.addHelpText('after', examples)
  addAnswers(addOutput(command, ['text']), context.tree)
  command.addOption(new Option('--from <file>', 'a saved decision, a plan or a file of workloads').helpGroup('Input:'))
  command.addOption(answerOption('workload', 'of a plan, only the workload of that name').helpGroup('Input:'))
  command.addOption(answerOption('title', 'what the decision record is about').helpGroup('Output:'))
  onAction(
    command,
    context.tree,
    (flags) => {
      const { from, workload, title } = command.opts()
      return exportTo(context, flags, command.args[0], { file: text(from), workload: text(workload), title: text(title) })
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
  if (flags.format !== undefined) formatOf(context, flags, ['text'])
  if (flags.output !== undefined && flags.output !== '-') await checkOutput(flags.output, flags.force)
  const named = await namedRequests(context, flags, from)
  const entries = named.map((each) => entryOf(context, each))
  await emit(context, flags, load ? (await load())({ entries, ...factsOf(context) }) : await adr(context, named, from))
  for (const { result } of entries.slice(0, 1)) await tellAge(context, flags, false, datesIn(result.inputs))
}

function factsOf({ tree: { catalog, gateways, figures, words, questions } }: Context) {
  return { catalog, gateways, figures, words, questions }
}

/** Which models stand beside the pick does not depend on the volume, so any volume names them. */
function entryOf(context: Context, { name, request }: Named): ExportEntry {
  const result = recommend(context.tree, request, makerOf(context))
  const [costs] = result.cost.bills.length > 0 ? [result.cost] : costsOf(context.tree, request, [1], undefined).volumes
  return { name, result, rivals: costs?.bills ?? [] }
}

/** One document for one decision. */
async function adr(context: Context, named: readonly Named[], { file, title }: From & { title: string | undefined }): Promise<string> {
  const [only, ...more] = named
  if (!only || more.length > 0)
    throw new UserError('E_USAGE', `A decision record is about one workload; there are ${named.length}.`, 'Name one with --workload.')
  const { tree, terminal } = context
  const { renderAdr } = await import('../../export/adr.ts')
  const { costChart } = await import('../../render/cost-chart.ts')
  const { renderMermaid } = await import('../../render/mermaid.ts')
  const result = recommend(tree, only.request, makerOf(context))
  return renderAdr({
    name: title ?? (only.name === onlyName ? 'The language model' : only.name),
    result,
    tree,
    diagram: renderMermaid(tree, result),
    costChart: costChart(costsOf(tree, only.request, volumes, undefined).volumes).join('\n\n'),
    dated: todayOf(terminal),
    record: file === '-' ? undefined : file,
    rules: context.rules.files,
  })
}

function unknownTarget(target: string | undefined): UserError {
  const what = target === undefined ? 'The target is missing.' : `There is no target "${echo(target)}".${didYouMean(target, targets)}`
  return new UserError('E_USAGE', what, `Write one of ${targets.join(', ')}: pick-llm export ${targets[0]} …`, exit.usage)
}
