// `pick-llm plan`: a file of workloads → the decision about each, the routing, the total bill.

import type { Command } from 'commander'
import type { PlanJson } from '../../contract-plan.ts'
import { planOf } from '../../decisions/plan.ts'
import { UserError } from '../../errors.ts'
import { type Context, datesIn, emit, formatOf, lookOf, tellAge } from '../context.ts'
import { checkOutput, readInput } from '../files.ts'
import { makerOf } from '../maker.ts'
import { addAnswers, addOutput, type Flags, type Format, formats, onAction, subcommand } from '../program.ts'

const examples = `
Examples:
  $ pick-llm plan workloads.yaml
  $ pick-llm plan workloads.yaml --gpu-hour 2.10 --format markdown
  $ pick-llm plan workloads.yaml --output plan.json`

/** Adds the command to the program. */
export function addPlan(program: Command, context: Context, columns: number): void {
  const command = subcommand(program, 'plan', 'many workloads: where each goes, and what all of them cost', columns)
  command.argument('<file>', 'a YAML or JSON file of workloads; - for standard input').addHelpText('after', examples)
  addAnswers(addOutput(command), context.tree)
  onAction(command, context.tree, (flags) => plan(context, flags, command.args[0] ?? '-'), 1)
}

async function plan(context: Context, flags: Flags, path: string): Promise<void> {
  const { terminal, tree } = context
  const format = formatOf(context, flags, formats)
  if (flags.answersFile !== undefined)
    throw new UserError('E_USAGE', '--answers has no use here.', 'Write what all workloads share under defaults in the file.')
  if (flags.output !== undefined && flags.output !== '-') await checkOutput(flags.output, flags.force)
  const { file, text } = await readInput(path, terminal.stdin)
  const { readWorkloads } = await import('../workloads.ts')
  const result = planOf(tree, readWorkloads(tree, file, text, flags.answers, terminal), makerOf(context))
  await emit(context, flags, await render(context, format, result))
  await tellAge(
    context,
    flags,
    result.workloads.some(({ bill }) => bill.monthlyUsd !== null),
    datesIn(result.inputs),
  )
}

async function render(context: Context, format: Format, result: PlanJson): Promise<string> {
  if (format === 'json') return `${JSON.stringify(result, null, 2)}\n`
  if (format === 'yaml') return (await import('../../render/yaml.ts')).renderYaml(result)
  const { renderPlan, renderPlanMarkdown, renderPlanMermaid } = await import('../../render/plan.ts')
  if (format === 'markdown') return renderPlanMarkdown(result)
  return format === 'mermaid' ? renderPlanMermaid(result) : renderPlan(result, lookOf(context))
}
