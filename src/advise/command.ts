// A request → the command line that repeats it.

import type { Settled } from '../engine/walk.ts'
import type { Request, Tree } from '../types.ts'

/** With `--yes` when something was assumed, so that the command runs where nobody can be asked. */
export function commandOf(tree: Tree, { answers, settings, written }: Request, consulted: readonly Settled[]): string {
  const words = ['npx', 'pick-llm']
  for (const { id } of tree.questions) {
    const value = answers[id]
    if (value !== undefined && value !== null) words.push(`--${id}`, written?.[id] ?? String(value))
  }
  if (settings?.context !== undefined) words.push('--context', written?.['context'] ?? String(settings.context))
  if (settings?.excludeOrigin?.length) words.push('--exclude-origin', settings.excludeOrigin.join(','))
  if (consulted.some(({ assumed }) => assumed)) words.push('--yes')
  return words.join(' ')
}
