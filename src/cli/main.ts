// Command line in, result and exit code out: the one place where everything meets.

import { packageVersion } from 'virtual:built-in-rules'
import { UserError } from '../errors.ts'
import { echo, sanitize } from '../sanitize.ts'
import { didYouMean } from '../suggest.ts'
import { pick } from './commands/pick.ts'
import { type ColorFlag, type Context, tell } from './context.ts'
import { colors, isHelpAlone, mayNameCommand, plainFlags } from './flags.ts'
import { workingRules } from './overlays.ts'
import { failureAnnotations, layFor, reportOf } from './report.ts'
import { inRepository } from './repository.ts'
import { columnsOf, isOn, print, type Terminal, variable } from './terminal.ts'

/** Runs one command. Returns the exit code; never throws. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const color = colorFlag(argv)
    const rules = await workingRules(argv, terminal)
    if (rules.warning !== undefined) await print(terminal.stderr, `${rules.warning}\n`)
    if (rules.note !== undefined && !isQuiet(argv)) await tell(terminal, rules.note)
    const context: Context = { terminal, tree: rules.tree, color, rules }
    const flags = mayNameCommand(argv) ? undefined : plainFlags(argv, context.tree)
    return flags ? await pick(context, flags) : await parsed(argv, context)
  } catch (error) {
    return fail(error, argv, terminal)
  }
}

/** Whatever is more than plain flags, and whatever is wrong. */
async function parsed(argv: readonly string[], context: Context): Promise<number> {
  const { addNames, buildProgram, CommanderError, usageError } = await import('./program.ts')
  const { terminal, tree } = context
  let code = 0
  const onEnd = (end: number) => {
    code = end
  }
  const program = buildProgram(tree, packageVersion, columnsOf(terminal), async (flags) => onEnd(await pick(context, flags)))
  if (isHelpAlone(argv)) addNames(program)
  else if (mayNameCommand(argv)) {
    const { addSubcommands } = await import('./subcommands.ts')
    addSubcommands(program, context, onEnd)
  }
  const texts: string[] = []
  for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)])
    command.configureOutput({ writeOut: (text) => texts.push(text), writeErr: () => undefined })
  try {
    await program.parseAsync([...argv], { from: 'user' })
  } catch (error) {
    const mistake = error instanceof CommanderError ? usageError(error) : error
    if (mistake) throw mistake
    await print(terminal.stdout, texts.join(''))
  }
  return code
}

async function fail(error: unknown, words: readonly string[], terminal: Terminal): Promise<number> {
  const debug = words.includes('--debug') || isOn(variable(terminal, 'PICK_LLM_DEBUG'))
  const report = reportOf(error, packageVersion, debug, await layFor(terminal.stderr))
  // Each by itself: when one stream is gone, the other still tells.
  await print(terminal.stderr, sanitize(report.text)).catch((failure: unknown) => {
    // What is no failure to write is told by the last resort.
    if (!(failure instanceof UserError)) throw failure
  })
  const format = formatWanted(words, terminal)
  if (format === 'json') await print(terminal.stdout, `${JSON.stringify(report.json, null, 2)}\n`).catch(() => undefined)
  // What stops a check of rules is a finding about the file as well.
  if (format === 'github' && words[0] === 'rules')
    await print(terminal.stdout, failureAnnotations(report, inRepository(terminal)), 'as-it-is').catch(() => undefined)
  return report.exit
}

/** Looked at apart from parsing, so that a mistake in another flag is told in JSON or in GitHub's form as well. The last flag wins, then the variable. */
function formatWanted(words: readonly string[], terminal: Terminal): string | undefined {
  let format: string | undefined
  for (const [index, word] of words.entries()) {
    const value = /^(?:--format=|-[a-zA-Z]*f=?)(.+)$/.exec(word)?.[1]
    if (word === '--json') format = 'json'
    else if (word === '--format' || /^-[a-zA-Z]*f$/.test(word)) format = words[index + 1]
    else if (value !== undefined && !word.startsWith('--force')) format = value
  }
  return format ?? variable(terminal, 'PICK_LLM_FORMAT')
}

/** Told before the command line is parsed. A version does not depend on any rules. */
const isQuiet = (words: readonly string[]): boolean =>
  words.some((word) => ['--quiet', '--version', '-V'].includes(word) || /^-[a-zA-Z]*q[a-zA-Z]*$/.test(word))

function colorFlag(words: readonly string[]): ColorFlag {
  // Help is given whatever stands beside it.
  if (words.includes('--no-color') || words.includes('--help') || words.includes('-h')) return 'never'
  const index = words.findLastIndex((word) => word === '--color' || word.startsWith('--color='))
  if (index < 0) return 'auto'
  const value = words[index]?.split('=')[1] ?? words[index + 1] ?? ''
  const known = colors.find((color) => color === value)
  if (known) return known
  throw new UserError('E_VALUE', `--color: "${echo(value)}" is not known.${didYouMean(value, colors)}`, 'Write auto, always or never.')
}
