// Tree → the command line: flags are generated from its questions and settings.

import { Command, CommanderError, Option } from 'commander'
import manifest from '../../package.json' with { type: 'json' }
import { exit, UserError } from '../errors.ts'
import { echo } from '../sanitize.ts'
import { didYouMean } from '../suggest.ts'
import { type Tree, tierIds } from '../types.ts'
import type { Texts } from './answers.ts'
import { offering } from './offered.ts'
import { formatOnScreen, wishesOnScreen } from './screen-help.ts'

export const formats = ['text', 'json', 'yaml', 'markdown', 'mermaid'] as const
export type Format = (typeof formats)[number]

/** What a command can write, where that is not all of them. */
export const costFormats = ['text', 'json', 'markdown'] as const satisfies readonly Format[]
export const treeFormats = ['text', 'mermaid'] as const satisfies readonly Format[]
export const listFormats = ['text', 'json'] as const satisfies readonly Format[]

export const colors = ['auto', 'always', 'never'] as const

/** Flags of a command after parsing; answers are still texts. */
export interface Flags {
  readonly answers: Texts
  readonly answersFile: string | undefined
  readonly format: string | undefined
  readonly output: string | undefined
  readonly force: boolean
  readonly expect: string | undefined
  readonly yes: boolean
  readonly input: boolean
  readonly quiet: boolean
  /** `cost` only: every step of the arithmetic. */
  readonly explain: boolean
  /** `cost` and `models` only: name the cheapest at any age of the prices. */
  readonly stalePrices: boolean
}

/** What comes after `pick-llm`, in the order of the help. Only a command line that may mean one of them has to know more. */
export const commands = {
  cost: 'bills by tier over volumes, and where own GPUs pay',
  tree: 'draw the decision tree, and the path of answers',
  questions: 'list questions, options, flags and assumptions',
  refresh: 'fetch current prices and show the difference',
  models: 'the catalog: filter it, see what replaced what',
  plan: 'many workloads: where each goes, what all cost',
  check: 'saved decisions: do they still hold, what moved',
  export: 'as litellm, ai-sdk, openrouter, promptfoo or adr',
  rules: 'your own rules: check, test, show, start an overlay',
  completion: 'a script for Tab: bash, zsh, fish, pwsh',
} as const
export const commandNames: readonly string[] = Object.keys(commands)

/** What the commands themselves do need not be known for that. */
export const isHelpAlone = (words: readonly string[]): boolean => words.length === 1 && ['help', '--help', '-h'].includes(words[0] ?? '')

export const mayNameCommand = (words: readonly string[]): boolean =>
  words.some((word) => word === 'help' || word === '--help' || /^-[a-zA-Z]*h/.test(word) || commandNames.includes(word))

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
  offering(new Option('--expect <tier>', 'exit with 1 when another tier comes out').helpGroup('Output:'), tierIds)

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
  const json = new Option('--json', 'the same as --format json')
  const options = [
    offering(new Option('-f, --format <format>', accepted.join(', ')), accepted),
    // Where it cannot be had it is still read, so that the error says what can.
    accepted.includes('json') ? json : json.hideHelp(),
    new Option('--rules <file>', 'rules of your own over the built-in ones; repeatable').argParser(listed),
    new Option('--no-rules', 'the built-in rules, whatever is set or found'),
    new Option('-o, --output <file>', 'write the result to a file'),
    new Option('--force', 'let --output replace a file'),
    new Option('-q, --quiet', 'say nothing on stderr but errors'),
    offering(new Option('--color <when>', colors.join(', ')).default('auto'), colors),
    new Option('--no-color', 'the same as --color never'),
    new Option('--debug', 'show where an error comes from'),
  ]
  for (const option of options) command.addOption(option.helpGroup('Output:'))
  return command
}

export function addAnswers(command: Command, tree: Tree): Command {
  const inputs = [
    new Option('--answers <file>', 'a YAML or JSON file; - for standard input'),
    new Option('-y, --yes', 'assume whatever is not answered'),
    new Option('--no-input', 'never ask'),
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

function flagsOf(options: Readonly<Record<string, unknown>>, tree: Tree): Flags {
  const text = (name: string) => (typeof options[name] === 'string' ? options[name] : undefined)
  const expect = text('expect')
  if (expect !== undefined && !(tierIds as readonly string[]).includes(expect))
    throw new UserError(
      'E_VALUE',
      `--expect: "${echo(expect)}" is no tier.${didYouMean(expect, tierIds)}`,
      `Write one of ${tierIds.join(', ')}.`,
    )
  const answers = [...tree.questions, ...tree.settings].flatMap(({ id }): [string, string][] => {
    const value = text(camelCase(id))
    return value === undefined ? [] : [[id, value]]
  })
  return {
    answers: Object.fromEntries(answers),
    answersFile: text('answers'),
    format: options['json'] === true ? 'json' : text('format'),
    output: text('output'),
    force: options['force'] === true,
    expect,
    yes: options['yes'] === true,
    input: options['input'] !== false,
    quiet: options['quiet'] === true,
    explain: options['explain'] === true,
    stalePrices: options['stalePrices'] === true,
  }
}

const camelCase = (id: string): string => id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())

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
