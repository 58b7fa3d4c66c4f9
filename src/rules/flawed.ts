// What is wrong with a file that can be read nonetheless, and with what was read → all of it, in the order of the file.

import type { Problem } from '../errors.ts'

export interface Flaws {
  readonly problems: readonly Problem[]
  /** Where values stand that are not those of the file. */
  readonly paths: readonly (readonly PropertyKey[])[]
  /** Whether a problem stands where one of these is told already, or comes of it. */
  readonly hides: (problem: Problem) => boolean
}

/** Everything that is wrong in a file, as it stands there. */
export function withFlaws({ flaws }: { readonly flaws?: Flaws | undefined }, problems: readonly Problem[]): readonly Problem[] {
  return flaws ? byPlace([...flaws.problems, ...problems.filter((each) => !flaws.hides(each))]) : problems
}

/** What has no place comes last. */
export const byPlace = (problems: readonly Problem[]): Problem[] =>
  [...problems].sort((a, b) => rank(a.line, b.line) || rank(a.column, b.column))

const last = Number.POSITIVE_INFINITY

export const rank = (a = last, b = last): number => (a === b ? 0 : a - b)
