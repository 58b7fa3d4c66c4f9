// A key that is wrong where it stands, and the one written before it → whether it was meant to stand under that one.

import type { Problem } from '../errors.ts'
import { echo } from '../sanitize.ts'
import { isMap } from './merge.ts'

export interface Above {
  readonly key: string
  readonly value: unknown
}

/** What the files say of a path that the outcome does not. */
export interface Beside {
  /** The key written before it in the same map of the same file. */
  readonly beside?: (path: readonly PropertyKey[]) => Above | undefined
  /** Where it is taken out. */
  readonly deleted?: (path: readonly PropertyKey[]) => Omit<Problem, 'message'> | undefined
}

/** Keys of several words are mostly what follows a comma in a text. */
export const afterComma = (key: string, value: unknown): string =>
  value === null && /[^\w-]/.test(key) ? ' A text with a comma in braces needs quotes.' : ''

export const emptyAbove = (above: Above | undefined): string =>
  above && above.value === null ? ` It may have to be indented under ${echo(above.key)}, which is empty.` : ''

/** `keys` are those that an entry in this place takes. */
export function belongsTo(path: readonly PropertyKey[], keys: readonly string[], beside: Beside['beside']): string {
  if (!keys.includes(String(path.at(-1)))) return ''
  let above = beside?.(path)
  // Its sisters are in the wrong place as well.
  while (above && above.value !== null && keys.includes(above.key)) above = beside?.([...path.slice(0, -1), above.key])
  if (above?.value === null) return `.${emptyAbove(above)}`
  return above && isMap(above.value) ? `. Or is it a key of ${echo(above.key)}? Then indent it further.` : ''
}

/** A map with a reason among the keys of a step is a rule of it. */
export const ofRules = (path: readonly PropertyKey[], value: unknown): string =>
  path.length === 2 && path[0] === 'steps' && isMap(value) && ('because' in value || 'tier' in value)
    ? ' It looks like a rule: put it under rules:.'
    : ''
