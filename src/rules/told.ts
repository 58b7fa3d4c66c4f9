// Problems as they are found → the first of them, and one that says how many more there are. Those are counted, never written out.

import type { Problem } from '../errors.ts'

/** Nobody mends more at a time. */
const mostTold = 20

export interface Told {
  /** Calls `make` only where the problem is told. */
  readonly add: (make: () => Problem) => void
  /** For so many that nobody looked at. */
  readonly addMore: (count: number) => void
  readonly isFull: () => boolean
  readonly all: () => readonly Problem[]
}

export function told(): Told {
  const problems: Problem[] = []
  let more = 0
  return {
    add: (make) => {
      if (problems.length < mostTold) problems.push(make())
      else more++
    },
    addMore: (count) => {
      more += count
    },
    isFull: () => problems.length >= mostTold,
    all: () => {
      const last = problems.at(-1)
      return last && more > 0 ? [...problems, { file: last.file, message: `and ${more} more`, kind: last.kind, more }] : problems
    },
  }
}
