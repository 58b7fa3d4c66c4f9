// The name of a shell → one that there is completion for.

import { UserError } from '../errors.ts'
import { echo } from '../sanitize.ts'
import { didYouMean } from '../suggest.ts'

export const shells = ['bash', 'zsh', 'fish', 'pwsh'] as const
export type Shell = (typeof shells)[number]

/** Throws `UserError` with exit code 2. */
export function readShell(name: string | undefined): Shell {
  const shell = shells.find((each) => each === name)
  if (shell) return shell
  // Nobody would find its short name by its letters.
  const meant = name?.toLowerCase() === 'powershell' ? 'pwsh' : (name ?? '')
  const what = name === undefined ? 'The shell is missing.' : `There is no completion for "${echo(name)}".${didYouMean(meant, shells)}`
  throw new UserError('E_USAGE', what, `Write one of ${shells.join(', ')}: pick-llm completion ${shells[0]}`)
}
