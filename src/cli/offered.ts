// A flag or a command → the same, with the words that it accepts kept beside it for shell completion.

import type { Command, Option } from 'commander'

interface Offered {
  readonly words: readonly string[]
  /** Several may be given, with commas in between. */
  readonly many: boolean
}

const kept = new WeakMap<Command | Option, Offered>()

/** Of a command, they are what its first word can be. Commander's own choices would be told twice in the help, and in other words. */
export function offering<T extends Command | Option>(what: T, words: readonly string[], many = false): T {
  kept.set(what, { words, many })
  return what
}

export const offeredBy = (what: Command | Option): Offered | undefined => kept.get(what)
