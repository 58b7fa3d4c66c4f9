// The program of one command → with all the others. Loaded only where the command line may mean one of them.

import { type Command, Option } from 'commander'
import { addCheck } from './commands/check.ts'
import { cost } from './commands/cost.ts'
import { addExport } from './commands/export.ts'
import { addModels } from './commands/models.ts'
import { addPlan } from './commands/plan.ts'
import { listQuestions } from './commands/questions.ts'
import { addRules } from './commands/rules.ts'
import { drawTree } from './commands/tree.ts'
import type { Context } from './context.ts'
import { commands, costFormats, type Flags, listFormats, treeFormats } from './flags.ts'
import { offering } from './offered.ts'
import { addAnswers, addOutput, onAction, subcommand } from './program.ts'
import { refreshOptions } from './refresh-options.ts'
import { shells } from './shells.ts'
import { staleOption } from './stale-option.ts'
import { columnsOf } from './terminal.ts'

const costExamples = `
Examples:
  $ pick-llm cost
  $ pick-llm cost --tokens 300M --explain
  $ pick-llm cost --data-residency region --region eu --tokens 10M/day --json`

const completionExamples = `
Examples:
  $ pick-llm completion bash > ~/.local/share/bash-completion/completions/pick-llm
  $ pick-llm completion zsh > ~/.zfunc/_pick-llm
  $ pick-llm completion fish > ~/.config/fish/completions/pick-llm.fish`

/** `end` gets the exit code where it is another than 0. */
export function addSubcommands(program: Command, context: Context, end: (code: number) => void): void {
  const { tree } = context
  const columns = columnsOf(context.terminal)
  const costCommand = subcommand(program, 'cost', commands.cost, columns)
  costCommand.addOption(new Option('--explain', 'show every step of the arithmetic').helpGroup('Output:'))
  costCommand.addOption(staleOption(tree.figures)).addHelpText('after', costExamples)
  onAction(addAnswers(addOutput(costCommand, costFormats), tree), tree, (flags) => cost(context, flags))
  const treeCommand = subcommand(program, 'tree', commands.tree, columns)
  onAction(addAnswers(addOutput(treeCommand, treeFormats), tree), tree, (flags) => drawTree(context, flags))
  const questions = subcommand(program, 'questions', commands.questions, columns)
  onAction(addOutput(questions, listFormats), tree, (flags) => listQuestions(context, flags))
  const refreshCommand = subcommand(program, 'refresh', commands.refresh, columns)
  for (const option of refreshOptions()) refreshCommand.addOption(option)
  onAction(addOutput(refreshCommand, listFormats), tree, async (flags) => {
    const { refresh } = await import('./commands/refresh.ts')
    end(await refresh(context, flags, refreshCommand.opts()))
  })
  addModels(program, context, columns)
  addPlan(program, context, columns, end)
  addCheck(program, context, columns, end)
  addExport(program, context, columns)
  addRules(program, context, columns, end)
  const completion = subcommand(program, 'completion', commands.completion, columns)
  offering(completion, shells).usage('<shell> [options]').addHelpText('after', completionExamples)
  const run = async (flags: Flags) => (await import('./commands/completion.ts')).complete(context, flags, program, completion.args[0])
  onAction(addOutput(completion, ['text']), tree, run, 1)
}
