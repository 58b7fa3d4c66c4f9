// `pick-llm rules check` and `rules test`: what is wrong with the rules, and how their examples come out.

import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { listFormats } from '../flags.ts'
import { addOutput, onAction, subcommand } from '../program.ts'

const checkExamples = `
Examples:
  $ pick-llm rules check
  $ pick-llm rules check --rules ours.yaml
  $ pick-llm rules check --rules ours.yaml --format github`

/** Adds the command to `pick-llm rules`. `end` gets the exit code: 1 when there are findings, 3 when the files cannot be read as rules. */
export function addRulesCheck(rules: Command, context: Context, columns: number, end: (code: number) => void): void {
  const command = subcommand(rules, 'check', 'find what is wrong with the rules, each with a proof', columns)
  command.addHelpText('after', checkExamples)
  onAction(addOutput(command, ['text', 'json', 'github']), context.tree, async (flags) => {
    const { checkRules } = await import('../check-rules.ts')
    end(await checkRules(context, flags))
  })
}

const testExamples = `
Examples:
  $ pick-llm rules test
  $ pick-llm rules test --rules ours.yaml --json`

/** Adds the command to `pick-llm rules`. `end` gets the exit code: 1 when an example fails. */
export function addRulesTest(rules: Command, context: Context, columns: number, end: (code: number) => void): void {
  const command = subcommand(rules, 'test', 'run the examples of the rules', columns)
  command.addHelpText('after', testExamples)
  onAction(addOutput(command, listFormats), context.tree, async (flags) => {
    const { testRules } = await import('../test-rules.ts')
    end(await testRules(context, flags))
  })
}
