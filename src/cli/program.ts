// Tree → the command line: flags are generated from its questions and settings.

import { Command, CommanderError, Option } from 'commander'
import manifest from '../../package.json' with { type: 'json' }
import { exit, UserError } from '../errors.ts'
import { echo } from '../sanitize.ts'
import { didYouMean } from '../suggest.ts'
import { type Tree, tierIds } from '../types.ts'
import { colors, commandNames, commands, type Flags, flagsOf, flagTexts, formats } from './flags.ts'
import { offering } from './offered.ts'
import { formatOnScreen, wishesOnScreen } from './screen-help.ts'

const examples = `Examples:
  $ pick-llm                                          asks, then recommends
  $ pick-llm --data-residency anywhere --yes --json   assumes whatever is open
`

const endnote = `Every flag is also a variable (--task: PICK_LLM_TASK) and a key of --answers.
Exit codes: 0 done, 1 no, 2 usage, 3 input, 4 output, 70 a bug, 130 cancelled.
Docs: ${manifest.homepage}
Issues: ${manifest.bugs.url}`

/** The program without its commands. */
export function buildProgram(tree: Tree, version: string, columns: number, pick: (flags: Flags) => Promise<void>): Command {
  const program = new Command('pick-llm')
    .description('Which kind of language model to build on, why, and what would change it.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .enablePositionalOptions()
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('before', examples)
  prepare(program, columns)
  addAnswers(addOutput(program), tree)
  program.addOption(expectOption())
  program.configureHelp({ ...program.configureHelp(), formatHelp: formatOnScreen })
  program.addHelpText('after', () => `\n${wishesOnScreen(program, widthOf(columns))}\n${endnote}`)
  onAction(program, tree, pick)
  return program
}

export const expectOption = (): Option =>
  offering(new Option(flagTexts.expect, 'exit with 1 when another tier comes out').helpGroup('Output:'), tierIds)

/** Their names and what they are for, for the help of the program. */
export function addNames(program: Command): void {
  for (const [name, means] of Object.entries(commands)) program.command(name).description(means)
}

export function subcommand(program: Command, name: string, description: string, columns: number): Command {
  const command = program.command(name).description(description).helpOption('-h, --help', 'print this help')
  prepare(command, columns)
  return command
}

const widthOf = (columns: number): number => Math.min(columns, 80)

/** Commander throws instead of exiting, prints only help and version itself, and leaves stray words to us. */
function prepare(command: Command, columns: number): void {
  command
    .exitOverride()
    .allowExcessArguments(true)
    .configureOutput({ outputError: () => undefined })
    .configureHelp({ helpWidth: widthOf(columns), showGlobalOptions: false })
}

/** Read before the flags are known, since they are made from the rules; here it is only accepted. */
const listed = (value: string, before: unknown): readonly string[] => [...(Array.isArray(before) ? before : []), value]

/** `accepted` are the formats that the command can write. */
export function addOutput(command: Command, accepted: readonly string[] = formats): Command {
  const json = new Option(flagTexts.json, 'the same as --format json')
  const options = [
    offering(new Option(flagTexts.format, accepted.join(', ')), accepted),
    // Where it cannot be had it is still read, so that the error says what can.
    accepted.includes('json') ? json : json.hideHelp(),
    new Option(flagTexts.rules, 'rules of your own over the built-in ones; repeatable').argParser(listed),
    new Option(flagTexts.noRules, 'the built-in rules, whatever is set or found'),
    new Option(flagTexts.output, 'write the result to a file'),
    new Option(flagTexts.force, 'let --output replace a file'),
    new Option(flagTexts.quiet, 'say nothing on stderr but errors'),
    offering(new Option(flagTexts.color, colors.join(', ')).default('auto'), colors),
    new Option(flagTexts.noColor, 'the same as --color never'),
    new Option(flagTexts.debug, 'show where an error comes from'),
  ]
  for (const option of options) command.addOption(option.helpGroup('Output:'))
  return command
}

export function addAnswers(command: Command, tree: Tree): Command {
  const inputs = [
    new Option(flagTexts.answers, 'a YAML or JSON file; - for standard input'),
    new Option(flagTexts.yes, 'assume whatever is not answered'),
    new Option(flagTexts.noInput, 'never ask'),
  ]
  for (const option of inputs) command.addOption(option.helpGroup('Input:'))
  for (const question of tree.questions) {
    const values = question.kind === 'choice' ? question.options.map(({ id }) => id).join(', ') : 'such as 50M or 10M/day'
    command.addOption(answerOption(question.id, values).helpGroup('Answers:'))
  }
  for (const { id, means } of tree.settings) command.addOption(answerOption(id, means).helpGroup('Wishes:'))
  return command
}

/** An answer given twice is refused, since it cannot be known which one was meant. */
export const answerOption = (id: string, description: string): Option =>
  new Option(`--${id} <value>`, description).argParser((value: string, before: string | undefined) => {
    if (before !== undefined && before !== value)
      throw new UserError('E_TWICE', `--${id} is given twice, as "${echo(before)}" and "${echo(value)}".`, 'Leave one of them out.')
    return value
  })

/** `operands` is how many words the command takes besides its flags. */
export function onAction(command: Command, tree: Tree, run: (flags: Flags) => Promise<void>, operands = 0): void {
  command.action(async () => {
    refuseRootFlags(command)
    const stray = command.args[operands]
    if (stray !== undefined) {
      const names = command.parent ? command.commands.map((child) => child.name()) : commandNames
      const what = names.length > 0 ? 'command' : 'argument'
      throw new UserError(
        'E_USAGE',
        `There is no ${what} "${echo(stray)}".${didYouMean(stray, [...names, 'help'])}`,
        'Run `pick-llm --help`.',
      )
    }
    await run(flagsOf(command.opts(), tree))
  })
}

/** Flags in front of a subcommand belong to nobody; dropping them in silence would change what was asked for. */
function refuseRootFlags(command: Command): void {
  let name = command.name()
  for (let { parent } = command; parent; { parent } = parent) {
    const above: Command = parent
    const given = above.options.find((option) => above.getOptionValueSource(option.attributeName()) === 'cli')
    if (given) throw new UserError('E_USAGE', `${given.long} stands before "${name}".`, `Write it after: pick-llm ${name} ${given.long} …`)
    name = `${above.name()} ${name}`
  }
}

/** It repeats what was written, however long that is. */
const longestSaid = 200

/** Commander's own errors in our words and with our exit code; undefined for help and version, which are no errors. */
export function usageError(error: CommanderError): UserError | undefined {
  if (error.exitCode === 0) return undefined
  if (error.code === 'commander.help')
    return new UserError('E_USAGE', 'There is no such command.', 'Run `pick-llm --help` for all commands.', exit.usage)
  const [first = '', ...rest] = error.message.replace(/^error: /, '').split('\n')
  const meant = /Did you mean (?:one of )?(.+?)\?\)?$/.exec(rest.join(' '))?.[1]
  const said = first.length > longestSaid ? `${first.slice(0, longestSaid)}…` : first
  const message = `${said.charAt(0).toUpperCase()}${said.slice(1)}.${meant ? ` Did you mean ${meant}?` : ''}`
  return new UserError('E_USAGE', message, 'Run `pick-llm --help` for all flags.', exit.usage)
}

export { CommanderError }
