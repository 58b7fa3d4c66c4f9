// The text of a line → its answers, and the line without them, where each answer is one that needs no reading.
//
// `JSON.parse` and looking up the words of answers take most of the time of a line, and there are few pairs of a question and an option.

import { type Answer, tablesOf } from '../engine/tables.ts'
import type { Given } from '../engine/trail.ts'
import type { Tree } from '../types.ts'

export interface Known {
  /** By the position of the question, with those that are fixed. */
  readonly given: (Answer | null | undefined)[]
  /** The line with `{}` for its answers, if they are where they seem to be. */
  readonly rest: string
}

const key = '"answers":'
const spaces = ['', ' ']
const [space, comma, open, close] = [0x20, 0x2c, 0x7b, 0x7d]

/**
 * `none` are the answers that are fixed. Undefined where an answer has to be read, is fixed, or stands there twice: then nothing is said about the line. The caller
 * has to see that the rest is sound and has `answers` of its own: in a sound line the key can stand nowhere but among keys.
 */
export function answerFinder(tree: Tree, none: Given): (text: string) => Known | undefined {
  const pairs = pairsOf(
    tablesOf(tree).asked.flatMap(({ position, options }) => (none[position] === undefined ? [...options.values()] : [])),
  )
  return (text) => {
    const at = text.indexOf(key)
    const before = text.charCodeAt(at - 1)
    if (before !== comma && before !== open && before !== space) return undefined
    const spaced = text.charCodeAt(at + key.length) === space
    const start = at + key.length + (spaced ? 2 : 1)
    if (text.charCodeAt(start - 1) !== open) return undefined
    const given = none.slice()
    let from = start
    let code = 0
    for (let end = start; end < text.length; end++) {
      const sign = text.charCodeAt(end)
      if (sign !== comma && sign !== close) {
        code = added(code, sign)
        continue
      }
      const pair = pairs.get(code)
      if (pair?.text.length !== end - from || !text.startsWith(pair.text, from)) return undefined
      const { position } = pair.answer.asked
      if (given[position] !== undefined) return undefined
      given[position] = pair.answer
      if (sign === close) return { given, rest: text.slice(0, start) + text.slice(end) }
      from = end + 1
      code = 0
    }
    return undefined
  }
}

interface Pair {
  readonly text: string
  readonly answer: Answer
}

/** By a sum of their characters, which is there once the end of a pair is. Of two with the same sum the second is read. */
function pairsOf(answers: readonly Answer[]): ReadonlyMap<number, Pair> {
  const pairs = new Map<number, Pair>()
  for (const answer of answers)
    for (const before of spaces)
      for (const between of spaces) {
        const text = `${before}"${answer.question.id}":${between}"${answer.value}"`
        const code = [...text].reduce((sum, sign) => added(sum, sign.charCodeAt(0)), 0)
        if (!pairs.has(code)) pairs.set(code, { text, answer })
      }
  return pairs
}

const added = (sum: number, sign: number): number => (Math.imul(sum, 31) + sign) | 0
