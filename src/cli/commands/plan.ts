// `pick-llm plan`: a file of workloads → the decision about each, the routing, the total bill.

import type { Command } from 'commander'
import type { PlanJson } from '../../contract-plan.ts'
import { planOf } from '../../decisions/plan.ts'
import { type ExitCode, UserError } from '../../errors.ts'
import { echo } from '../../sanitize.ts'
import { asExpected, type Context, checkTarget, datesIn, emit, formatOf, lookOf, tellAge } from '../context.ts'
import { readInput } from '../files.ts'
import { commands, type Flags, type Format, formats } from '../flags.ts'
import { makerOf } from '../maker.ts'
import { addAnswers, addOutput, expectOption, onAction, subcommand } from '../program.ts'
import { variable } from '../terminal.ts'

const examples = `
Examples:
  $ pick-llm plan workloads.yaml
  $ pick-llm plan workloads.yaml --gpu-hour 2.10 --format markdown
  $ pick-llm plan workloads.yaml --output plan.json
  $ pick-llm plan workloads.yaml --expect hybrid
  $ pick-llm plan workloads.jsonl > plan.jsonl
  $ pick-llm plan --format jsonl - < workloads.jsonl

--expect compares the tier of all workloads together: hybrid when they are on more
than one. --tokens is what the workloads of the file share where any has a share,
and the volume of each where none has.

JSON Lines (a name that ends in .jsonl or .ndjson, or --format jsonl) are planned
line by line, in the same memory for any number of them. A line holds one workload:
  {"name": "faq", "owner": "support", "tokens": "300M", "answers": {"data-residency": "anywhere"}}
and gives one line with its tier, models and bill; \`owner\` and \`tokens\` are
optional. A line that is wrong gives {"ok": false, "error": …} in its place, the
others go on, and the exit code is 3. Names of workloads may repeat, keys of a line
may not.`

const accepted = [...formats, 'jsonl'] as const

/** Adds the command to the program. `end` gets the exit code: 1 when another tier comes out than expected, 3 when some lines of many could not be planned. */
export function addPlan(program: Command, context: Context, columns: number, end: (code: number) => void): void {
  const command = subcommand(program, 'plan', commands.plan, columns)
  command.argument('<file>', 'a YAML, JSON or JSON Lines file of workloads; - for standard input').addHelpText('after', examples)
  addAnswers(addOutput(command, accepted).addOption(expectOption()), context.tree)
  onAction(command, context.tree, async (flags) => end(await plan(context, flags, command.args[0] ?? '-')), 1)
}

async function plan(context: Context, flags: Flags, path: string): Promise<ExitCode> {
  const { terminal, tree } = context
  if (flags.answersFile !== undefined)
    throw new UserError('E_USAGE', '--answers has no use here.', 'Write what all workloads share under defaults in the file.')
  if (asksForLines(context, flags, path)) return (await import('../lines.ts')).planLines(context, flags, path)
  const known = formatOf(context, flags, accepted)
  const format = known === 'jsonl' ? 'json' : known
  await checkTarget(flags)
  const { file, text } = await readInput(path, terminal)
  const { readWorkloads } = await import('../workloads.ts')
  const result = planOf(tree, readWorkloads(tree, file, text, flags.answers, terminal), makerOf(context))
  await emit(context, flags, await render(context, format, result))
  await tellAge(
    context,
    flags,
    result.workloads.some(({ bill }) => bill.monthlyUsd !== null),
    datesIn(result.inputs),
  )
  return asExpected(context, flags, result.recommendation.tier)
}

/** Where lines come in, lines go out. Throws `UserError` where the names of the files and the format do not fit together. */
function asksForLines({ terminal }: Context, { format, output }: Flags, path: string): boolean {
  const named = /\.(jsonl|ndjson)$/i
  const asked = format ?? (named.test(path) || named.test(output ?? '') ? 'jsonl' : variable(terminal, 'PICK_LLM_FORMAT'))
  if (asked !== 'jsonl' && named.test(path))
    throw new UserError(
      'E_USAGE',
      `--format ${echo(asked ?? '')} is not known for JSON Lines.`,
      'Leave it out: lines come out as they go in.',
    )
  if (asked === 'jsonl' && /\.(ya?ml|json)$/i.test(path))
    throw new UserError(
      'E_USAGE',
      `${echo(path)} is not named as JSON Lines are.`,
      'Write the workloads to a .jsonl file, one on each line.',
    )
  return asked === 'jsonl'
}

async function render(context: Context, format: Format, result: PlanJson): Promise<string> {
  if (format === 'json') return `${JSON.stringify(result, null, 2)}\n`
  if (format === 'yaml') return (await import('../../render/yaml.ts')).renderYaml(result)
  if (format === 'markdown') return (await import('../../render/plan-markdown.ts')).renderPlanMarkdown(result)
  if (format === 'mermaid') return (await import('../../render/plan-mermaid.ts')).renderPlanMermaid(result)
  return (await import('../../render/plan.ts')).renderPlan(result, lookOf(context))
}
