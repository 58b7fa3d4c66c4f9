// What answers led to, by those of them that were looked at on the way → the same for others that agree in these.

import type { Asked } from './tables.ts'
import type { Given } from './trail.ts'

export interface Learned<V> {
  /** What is known, or else is made now and learned; `make` notes what it looks at. */
  readonly get: (given: Given, make: (lookedAt: Asked[]) => V) => V
  /** Undefined where nothing is known yet. */
  readonly find: (given: Given) => V | undefined
  /**
   * `lookedAt` is in the order of looking; which question is next may depend on nothing but the answers before. Where one of
   * them is no option, such as a volume, nothing is learned: hardly two are the same.
   */
  readonly learn: (given: Given, lookedAt: readonly Asked[], value: V) => void
}

const root = 1

/**
 * A tree in one row of numbers, which stays in the cache of a processor: for each fork the position of a question, and for
 * each answer to it where the next fork is, or below zero which value. `room` is for so many numbers of four bytes;
 * 100,000 random workloads and the built-in rules take three fifths of it. Forgets everything once it is full, and learns
 * nothing that would need more.
 */
export function learned<V>(room = 2 ** 18): Learned<V> {
  let forks = new Int32Array(0)
  // Stryker disable next-line ArrayDeclaration: forks know each value by where it is, wherever they start.
  let values: V[] = []
  let end = root
  const clear = () => {
    forks.fill(0)
    // Stryker disable next-line ArrayDeclaration: the same.
    values = []
    end = root
  }
  const found: Learned<V> = {
    get: (given, make) => {
      const before = found.find(given)
      if (before !== undefined) return before
      const lookedAt: Asked[] = []
      const made = make(lookedAt)
      found.learn(given, lookedAt, made)
      return made
    },
    find: (given) => {
      let at = root
      for (;;) {
        const code = codeOf(given, forks[at] ?? 0)
        if (code < 0) return undefined
        const next = forks[at + 1 + code] ?? 0
        // There is nothing at -1.
        if (next <= 0) return values[~next]
        at = next
      }
    },
    learn: (given, lookedAt, value) => {
      const asked: Asked[] = []
      let most = 0
      for (const each of lookedAt) {
        if (asked.includes(each)) continue
        if (codeOf(given, each.position) < 0) return
        asked.push(each)
        most += forkSize(each.options.size)
      }
      if (root + most > room) return
      if (forks.length === 0) forks = new Int32Array(room)
      if (end + most > room) clear()
      let slot = 0
      for (const { position, options } of asked) {
        // The first fork is known at 0, so that it is found as all others are.
        const at = forks[slot] || end
        forks[slot] = at
        if (at === end) {
          forks[at] = position
          end += forkSize(options.size)
        }
        slot = at + 1 + codeOf(given, position)
      }
      forks[slot] = ~values.length
      values.push(value)
    },
  }
  return found
}

/** The position, what nobody answered, "not sure", and each option. */
const forkSize = (options: number): number => options + 3

function codeOf(given: Given, position: number): number {
  const answer = given[position]
  // Stryker disable next-line EqualityOperator: which of both is 1 is all the same.
  if (!answer) return answer === null ? 1 : 0
  return answer.option < answer.asked.options.size ? answer.option + 2 : -1
}
