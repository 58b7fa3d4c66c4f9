// `pick-llm rules`: what can be done with rules, each a command of its own.

import type { Command } from 'commander'
import { UserError } from '../../errors.ts'
import { echo } from '../../sanitize.ts'
import { didYouMean } from '../../suggest.ts'
import type { Context } from '../context.ts'
import { commands } from '../flags.ts'
import { subcommand } from '../program.ts'
import { addRulesCheck, addRulesTest } from './rules-check.ts'
import { addRulesInit } from './rules-init.ts'
import { addRulesShow } from './rules-show.ts'

/** Adds the commands to the program. */
export function addRules(program: Command, context: Context, columns: number, end: (code: number) => void): void {
  const rules = subcommand(program, 'rules', commands.rules, columns)
  addRulesCheck(rules, context, columns, end)
  addRulesTest(rules, context, columns, end)
  addRulesShow(rules, context, columns)
  addRulesInit(rules, context, columns)
  rules.hook('preAction', (_, command) => refuseFile(command))
  const names = rules.commands.map((command) => command.name())
  rules.helpCommand(false).action(() => {
    const [word] = rules.args
    const what =
      word === undefined ? 'What to do with the rules is missing.' : `There is no command "rules ${echo(word)}".${didYouMean(word, names)}`
    throw new UserError('E_USAGE', what, `Write one of ${names.map((name) => `\`pick-llm rules ${name}\``).join(', ')}.`)
  })
}

/** Where another file goes as a word of its own, these take a flag. */
function refuseFile(command: Command): void {
  const file = command.name() === 'init' ? undefined : command.args.find((word) => /[\\/]|\.(ya?ml|json)$/i.test(word))
  if (file === undefined) return
  const name = `pick-llm rules ${command.name()}`
  throw new UserError(
    'E_USAGE',
    `\`${name}\` takes a file of rules as a flag, and "${echo(file)}" stands there alone.`,
    `Write --rules ${echo(file)}.`,
  )
}
