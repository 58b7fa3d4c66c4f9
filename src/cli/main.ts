// Command line in, result and exit code out: the one place where everything meets.

import { packageVersion, rules } from 'virtual:built-in-rules'
import { UserError } from '../errors.ts'
import { link } from '../rules/link.ts'
import { sanitize, sanitizeLine } from '../sanitize.ts'
import { didYouMean } from '../suggest.ts'

import { cost } from './commands/cost.ts'
import { pick } from './commands/pick.ts'
import { listQuestions } from './commands/questions.ts'
import { drawTree } from './commands/tree.ts'
import type { ColorFlag, Context } from './context.ts'
import { buildProgram, CommanderError, usageError } from './program.ts'
import { reportOf } from './report.ts'
import { columnsOf, print, type Terminal, variable } from './terminal.ts'

/** Runs one command. Returns the exit code; never throws. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  let code = 0
  const words = argv.map(sanitizeLine)
  try {
    const color = colorFlag(words)
    const context: Context = { terminal, tree: link(rules), color }
    const program = buildProgram(context.tree, packageVersion, columnsOf(terminal), {
      pick: async (flags) => {
        code = await pick(context, flags)
      },
      tree: (flags) => drawTree(context, flags),
      questions: (flags) => listQuestions(context, flags),
      cost: (flags) => cost(context, flags),
    })
    const texts: string[] = []
    for (const command of [program, ...program.commands])
      command.configureOutput({ writeOut: (text) => texts.push(text), writeErr: () => undefined })
    try {
      await program.parseAsync([...words], { from: 'user' })
    } catch (error) {
      const mistake = error instanceof CommanderError ? usageError(error) : error
      if (mistake) throw mistake
      await print(terminal.stdout, texts.join(''))
    }
    return code
  } catch (error) {
    return fail(error, words, terminal)
  }
}

async function fail(error: unknown, words: readonly string[], terminal: Terminal): Promise<number> {
  const debug = words.includes('--debug') || variable(terminal, 'PICK_LLM_DEBUG') !== undefined
  const report = reportOf(error, packageVersion, debug)
  try {
    if (wantsJson(words, terminal)) await print(terminal.stdout, `${JSON.stringify(report.json, null, 2)}\n`)
    await print(terminal.stderr, sanitize(report.text))
  } catch {
    // Nowhere left to say it.
  }
  return report.exit
}

/** Looked at before parsing, so that a mistake in another flag is told in JSON as well. */
const wantsJson = (words: readonly string[], terminal: Terminal): boolean =>
  words.some(
    (word, index) =>
      word === '--json' || /^(--format|-f)=?json$/.test(word) || (/^(-f|--format)$/.test(word) && words[index + 1] === 'json'),
  ) || variable(terminal, 'PICK_LLM_FORMAT') === 'json'

function colorFlag(words: readonly string[]): ColorFlag {
  if (words.includes('--no-color')) return 'never'
  const index = words.findLastIndex((word) => word === '--color' || word.startsWith('--color='))
  if (index < 0) return 'auto'
  const value = words[index]?.split('=')[1] ?? words[index + 1] ?? ''
  if (value === 'auto' || value === 'always' || value === 'never') return value
  throw new UserError(
    'E_VALUE',
    `--color: "${value}" is not known.${didYouMean(value, ['auto', 'always', 'never'])}`,
    'Write auto, always or never.',
  )
}
