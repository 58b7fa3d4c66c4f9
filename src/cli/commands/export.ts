// `pick-llm export`: the recommendation as configuration of a gateway, an SDK or an evaluation.

import type { Command } from 'commander'
import { costsOf } from '../../advise/costs.ts'
import { recommend } from '../../advise/recommend.ts'
import { exit, UserError } from '../../errors.ts'
import type { ExportEntry } from '../../export/input.ts'
import { exporters } from '../../export/targets.ts'
import { echo } from '../../sanitize.ts'
import { didYouMean } from '../../suggest.ts'
import type { Request } from '../../types.ts'
import { type Context, emit, formatOf, tellAge } from '../context.ts'
import { checkOutput } from '../files.ts'
import { makerOf } from '../maker.ts'
import { addAnswers, addOutput, type Flags, onAction, subcommand } from '../program.ts'
import { complete } from './pick.ts'

const targets = Object.keys(exporters)

/** What a single recommendation is called in the output. */
const only = 'default'

const examples = `
Examples:
  $ pick-llm export litellm --data-residency region --region eu --yes -o config.yaml
  $ pick-llm export ai-sdk --answers answers.yaml --yes > models.ts
  $ pick-llm export promptfoo --data-residency anywhere --task extraction --yes`

/** Adds the command to the program. */
export function addExport(program: Command, context: Context, columns: number): void {
  const command = subcommand(program, 'export', `the recommendation as config: ${targets.join(', ')}`, columns)
  // Not declared as an argument: the list of commands would make room for it in every line.
  command.usage('<target> [options]')
  command.addHelpText('after', examples)
  onAction(addAnswers(addOutput(command), context.tree), context.tree, (flags) => exportTo(context, flags, command.args[0]), 1)
}

async function exportTo(context: Context, flags: Flags, target: string | undefined): Promise<void> {
  const { tree } = context
  const load = Object.hasOwn(exporters, target ?? '') ? exporters[target ?? ''] : undefined
  if (!load) throw unknownTarget(target)
  if (flags.format !== undefined) formatOf(context, flags, ['text'])
  if (flags.output !== undefined && flags.output !== '-') await checkOutput(flags.output, flags.force)
  const request = await complete(context, flags)
  const { catalog, gateways, figures, words, questions } = tree
  const exporter = await load()
  await emit(context, flags, exporter({ entries: [entryOf(context, request)], catalog, gateways, figures, words, questions }))
  await tellAge(context, flags, false)
}

/** Which models stand beside the pick does not depend on the volume, so any volume names them. */
function entryOf(context: Context, request: Request): ExportEntry {
  const result = recommend(context.tree, request, makerOf(context))
  const [costs] = result.cost.bills.length > 0 ? [result.cost] : costsOf(context.tree, request, [1], undefined).volumes
  return { name: only, result, rivals: costs?.bills ?? [] }
}

function unknownTarget(target: string | undefined): UserError {
  const what = target === undefined ? 'The target is missing.' : `There is no target "${echo(target)}".${didYouMean(target, targets)}`
  return new UserError('E_USAGE', what, `Write one of ${targets.join(', ')}: pick-llm export ${targets[0]} …`, exit.usage)
}
