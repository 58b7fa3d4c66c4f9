// A request → the command line that repeats it.

import { sanitizeLine } from '../sanitize.ts'
import type { Request, Settled, Tree } from '../types.ts'

/** The user's own files, or that there shall be none. */
interface Rules {
  readonly files?: readonly string[]
  readonly refused?: boolean
}

/** With `--yes` when something was assumed, so that the command runs where nobody can be asked. */
export function commandOf(
  tree: Tree,
  { answers, written }: Request,
  consulted: readonly Settled[],
  { files, refused }: Rules = {},
): string {
  const words = ['npx', 'pick-llm', ...(files ?? []).flatMap((file) => ['--rules', quoted(file)]), ...(refused ? ['--no-rules'] : [])]
  for (const { id } of tree.questions) {
    const value = answers[id]
    if (value !== undefined && value !== null) words.push(`--${id}`, written?.[id] ?? String(value))
  }
  for (const { id } of tree.settings) {
    const text = written?.[id]
    if (text !== undefined) words.push(`--${id}`, text)
  }
  if (consulted.some(({ assumed }) => assumed)) words.push('--yes')
  return words.join(' ')
}

/** For a shell, and harmless to print. */
export const quoted = (file: string): string => (/^[\w./@:+-]+$/.test(file) ? file : `'${sanitizeLine(file).replaceAll("'", "'\\''")}'`)
