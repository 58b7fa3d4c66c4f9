// What every command works with, and how its result leaves the program.

import { UserError } from '../errors.ts'
import type { Look } from '../render/style.ts'
import { sanitizeLine } from '../sanitize.ts'
import { didYouMean } from '../suggest.ts'
import type { Tree } from '../types.ts'
import { writeOutput } from './files.ts'
import type { Flags, Format } from './program.ts'
import { columnsOf, print, type Terminal, variable, wantsColor } from './terminal.ts'

export type ColorFlag = 'auto' | 'always' | 'never'

export interface Context {
  readonly terminal: Terminal
  readonly tree: Tree
  readonly color: ColorFlag
}

export function formatOf({ terminal }: Context, flags: Flags, allowed: readonly Format[]): Format {
  const asked = flags.format ?? variable(terminal, 'PICK_LLM_FORMAT') ?? 'text'
  const known = allowed.find((format) => format === asked)
  if (known) return known
  const values = allowed.join(', ')
  throw new UserError(
    'E_VALUE',
    `--format: "${sanitizeLine(asked)}" is not known here.${didYouMean(asked, allowed)}`,
    `Write one of ${values}.`,
  )
}

export const lookOf = ({ terminal, color }: Context): Look => ({
  columns: columnsOf(terminal),
  color: wantsColor(terminal, color, terminal.stdout),
})

/** Prints the result, or writes it to the file that was asked for. */
export async function emit({ terminal }: Context, { output, force, quiet }: Flags, text: string): Promise<void> {
  if (output === undefined || output === '-') return print(terminal.stdout, text)
  await writeOutput(output, text, force)
  if (!quiet) await print(terminal.stderr, `Wrote ${output}.\n`)
}
