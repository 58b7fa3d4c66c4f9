// `pick-llm rules init`: a commented overlay to start from.

import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { packageVersion } from 'virtual:built-in-rules'
import type { Command } from 'commander'
import { exit, UserError } from '../../errors.ts'
import { echo } from '../../sanitize.ts'
import { type Context, formatOf, tell } from '../context.ts'
import type { Flags } from '../flags.ts'
import { foundRules, rulesName } from '../found-rules.ts'
import { addOutput, onAction, subcommand } from '../program.ts'
import { print } from '../terminal.ts'
import { writeOutput } from '../written.ts'

const examples = `
Examples:
  $ pick-llm rules init
  $ pick-llm rules init ours.yaml`

const initFormats = ['text'] as const

/** Adds the command to `pick-llm rules`. */
export function addRulesInit(rules: Command, context: Context, columns: number): void {
  const command = subcommand(rules, 'init', 'write a commented overlay to start from', columns)
  command.argument('[file]', 'where to', rulesName).addHelpText('after', examples)
  onAction(
    addOutput(command, initFormats),
    context.tree,
    (flags) => {
      // The file is YAML with comments, whatever was asked for.
      if (flags.format !== undefined) formatOf(context, flags, initFormats)
      return init(context, flags, command.args[0] ?? rulesName)
    },
    1,
  )
}

async function init({ terminal }: Context, { force, quiet, output }: Flags, argument: string): Promise<void> {
  const { starterOverlay } = await import('../../rules/starter.ts')
  const { overlayExamples } = await import('virtual:overlay-examples')
  const file = output ?? argument
  const text = starterOverlay(schemaFor(file), overlayExamples)
  if (file === '-') {
    await print(terminal.stdout, text)
    return
  }
  const folder = dirname(file)
  if (!existsSync(folder))
    throw new UserError(
      'E_OUTPUT',
      `${echo(file)} cannot be written: there is no folder ${echo(folder)}.`,
      'Make the folder first, or name another file.',
      exit.output,
    )
  const isFound = basename(file) === rulesName
  const above = isFound ? inForceAt(terminal, folder) : undefined
  await writeOutput(file, text, force)
  const instead = above === undefined ? '' : ` There it takes the place of ${echo(above)}, which is not used there any more.`
  const next = isFound ? `It is used in that folder and below.${instead}` : `Use it with --rules ${echo(file)}.`
  if (!quiet)
    await tell(
      terminal,
      `Wrote ${echo(file)}. ${next} \`pick-llm rules show --diff${isFound ? '' : ` --rules ${echo(file)}`}\` says what it changes.`,
    )
}

/** The file of rules that is found from the folder so far, unless it is the one that is written. */
function inForceAt(terminal: Context['terminal'], folder: string): string | undefined {
  if (existsSync(join(folder, rulesName))) return undefined
  try {
    return foundRules(terminal, folder)
  } catch (error) {
    // What cannot be used takes no place that another could take.
    if (error instanceof UserError) return undefined
    throw error
  }
}

const schemaFile = 'schema/overlay.schema.json'

/** Where an editor finds the schema: beside the file where the package is installed, else where npm packages are served. */
function schemaFor(file: string): string {
  const local = `node_modules/pick-llm/${schemaFile}`
  return existsSync(join(dirname(file), local)) ? `./${local}` : `https://cdn.jsdelivr.net/npm/pick-llm@${packageVersion}/${schemaFile}`
}
