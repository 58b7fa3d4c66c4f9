// What a command line can say → the flags of a command; where it is plain, read without a parser.

import { UserError } from '../errors.ts'
import { echo } from '../sanitize.ts'
import { didYouMean } from '../suggest.ts'
import { type Tree, tierIds } from '../types.ts'
import type { Texts } from './answers.ts'

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

/** As the parser is told of them. */
export const flagTexts = {
  format: '-f, --format <format>',
  json: '--json',
  rules: '--rules <file>',
  noRules: '--no-rules',
  output: '-o, --output <file>',
  force: '--force',
  quiet: '-q, --quiet',
  color: '--color <when>',
  noColor: '--no-color',
  debug: '--debug',
  answers: '--answers <file>',
  yes: '-y, --yes',
  noInput: '--no-input',
  expect: '--expect <tier>',
} as const

/**
 * The flags of the program itself; undefined where the words are anything but flags and values that it is sure to have, as the
 * parser then says what is wrong, or knows better. Most runs need no more, and loading the parser takes as long as a tenth of them.
 */
export function plainFlags(words: readonly string[], tree: Tree): Flags | undefined {
  const takes = new Map<string, boolean>()
  const names = new Map<string, string>()
  for (const text of Object.values(flagTexts)) {
    const [flags = '', value] = text.split(' <')
    for (const flag of flags.split(', ')) {
      takes.set(flag, value !== undefined)
      names.set(flag, flags.slice(flags.indexOf('--') + 2))
    }
  }
  const ids = [...tree.questions, ...tree.settings].map(({ id }) => id)
  const given: Record<string, unknown> = {}
  for (let index = 0; index < words.length; index++) {
    const [flag = '', ...more] = (words[index] ?? '').split('=')
    const id = flag.startsWith('--') ? flag.slice(2) : ''
    const isAnswer = ids.includes(id)
    const name = isAnswer ? id : names.get(flag)
    const takesValue = isAnswer || takes.get(flag)
    if (name === undefined || (more.length > 0 && (!takesValue || !flag.startsWith('--')))) return undefined
    const value = takesValue ? (more.length > 0 ? more.join('=') : words[++index]) : !name.startsWith('no-')
    const key = camelCase(name.replace(/^no-/, ''))
    if (value === undefined || value === '' || (more.length === 0 && String(value).startsWith('-'))) return undefined
    if (isAnswer && given[key] !== undefined && given[key] !== value) return undefined
    given[key] = value
  }
  return flagsOf(given, tree)
}

/** `options` are by their names without hyphens. */
export function flagsOf(options: Readonly<Record<string, unknown>>, tree: Tree): Flags {
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
