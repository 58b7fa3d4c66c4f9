// `pick-llm rules init`: a commented overlay to start from.

import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { packageVersion } from 'virtual:built-in-rules'
import type { Command } from 'commander'
import { echo } from '../../sanitize.ts'
import { type Context, tell } from '../context.ts'
import { writeOutput } from '../files.ts'
import { rulesName } from '../found-rules.ts'
import { addOutput, type Flags, onAction, subcommand } from '../program.ts'
import { print } from '../terminal.ts'

const examples = `
Examples:
  $ pick-llm rules init
  $ pick-llm rules init ours.yaml`

/** Adds the command to `pick-llm rules`. */
export function addRulesInit(rules: Command, context: Context, columns: number): void {
  const command = subcommand(rules, 'init', 'write a commented overlay to start from', columns)
  command.argument('[file]', 'where to', rulesName).addHelpText('after', examples)
  onAction(addOutput(command, ['text']), context.tree, (flags) => init(context, flags, command.args[0] ?? rulesName), 1)
}

async function init({ terminal }: Context, { force, quiet, output }: Flags, argument: string): Promise<void> {
  const { starterOverlay } = await import('../../rules/starter.ts')
  const { overlayExamples } = await import('virtual:overlay-examples')
  const file = output ?? argument
  const text = starterOverlay(schemaFor(file), overlayExamples)
  if (file === '-') return print(terminal.stdout, text)
  await writeOutput(file, text, force)
  const next = basename(file) === rulesName ? 'It is used in that folder and below.' : `Use it with --rules ${echo(file)}.`
  if (!quiet) await tell(terminal, `Wrote ${echo(file)}. ${next} \`pick-llm rules show --diff\` says what it changes.`)
}

const schemaFile = 'schema/overlay.schema.json'

/** Where an editor finds the schema: beside the file where the package is installed, else where npm packages are served. */
function schemaFor(file: string): string {
  const local = `node_modules/pick-llm/${schemaFile}`
  return existsSync(join(dirname(file), local)) ? `./${local}` : `https://cdn.jsdelivr.net/npm/pick-llm@${packageVersion}/${schemaFile}`
}
