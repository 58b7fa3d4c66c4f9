// The text of a line that is written as most are → its workload, in a third of the time that `JSON.parse` and reading words take.

import { type Answer, type Asked, tablesOf } from '../engine/tables.ts'
import type { Given } from '../engine/trail.ts'
import type { Tree } from '../types.ts'

export interface Plain {
  readonly name: string
  readonly owner: string | undefined
  /** By the position of the question, with those that are fixed. */
  readonly given: (Answer | null | undefined)[]
}

const [space, quote, comma, colon, open, close] = [0x20, 0x22, 0x2c, 0x3a, 0x7b, 0x7d]

/**
 * Reads `{"name":"…","owner":"…","answers":{…}}`, with or without spaces and an owner, where each answer is an option and not
 * fixed by `none`. Of any other line nothing is said: undefined.
 */
export function plainReader(tree: Tree, none: Given): (text: string) => Plain | undefined {
  const { next, found } = automaton(tablesOf(tree).asked.filter(({ position }) => none[position] === undefined))
  /** The answers from a place on to the end of the line. */
  const answersFrom = (text: string, start: number): Plain['given'] | undefined => {
    const given = none.slice()
    let state = 0
    for (let at = start; at < text.length; at++) {
      const sign = text.charCodeAt(at)
      if (sign !== comma && sign !== close) {
        state = sign < signs ? (next[state * signs + sign] ?? dead) : dead
        if (state === dead) return undefined
        continue
      }
      const answer = found[state]
      if (!answer || given[answer.asked.position] !== undefined) return undefined
      given[answer.asked.position] = answer
      if (sign === close) return at === text.length - 2 && text.charCodeAt(at + 1) === close ? given : undefined
      state = 0
    }
    return undefined
  }
  return (text) => {
    const nameAt = after(text, 0, '{"name":', quote)
    const nameEnd = nameAt < 0 ? -1 : text.indexOf('"', nameAt)
    const ownerAt = after(text, nameEnd, '","owner":', quote)
    const ownerEnd = ownerAt < 0 ? nameEnd : text.indexOf('"', ownerAt)
    const start = after(text, ownerEnd, '","answers":', open)
    if (start < 0) return undefined
    const name = text.slice(nameAt, nameEnd)
    const owner = ownerAt < 0 ? undefined : text.slice(ownerAt, ownerEnd)
    if (!plain.test(name) || (owner !== undefined && !plain.test(owner))) return undefined
    const given = answersFrom(text, start)
    return given && { name, owner, given }
  }
}

/** Nothing that is escaped, or that no name may have. */
const plain = /^[ !#-[\]-~]{1,200}$/

/** Where the text goes on after these signs, or -1 where it has others. A space may stand after each comma and colon. */
function after(text: string, start: number, words: string, last: number): number {
  if (start < 0) return -1
  let at = start
  for (let index = 0; index < words.length; index++) {
    const sign = words.charCodeAt(index)
    if (text.charCodeAt(at++) !== sign) return -1
    if ((sign === comma || sign === colon) && text.charCodeAt(at) === space) at++
  }
  return text.charCodeAt(at) === last ? at + 1 : -1
}

const signs = 128
const dead = -1
/** A megabyte; the built-in rules take a fifth of it, and answers beyond it are read the other way. */
const mostStates = 4000

/** What follows on each state and sign, from state 0 on, and the answer that has been read once a state is reached. */
function automaton(open: readonly Asked[]): { readonly next: Int16Array; readonly found: readonly (Answer | undefined)[] } {
  const ways: Map<number, number>[] = [new Map([[space, 0]])]
  const found: (Answer | undefined)[] = [undefined]
  const along = (from: number, text: string): number => {
    let state = from
    for (let index = 0; index < text.length; index++) {
      const sign = text.charCodeAt(index)
      const known = ways[state]?.get(sign)
      if (known === undefined) ways[state]?.set(sign, ways.push(new Map()) - 1)
      state = known ?? ways.length - 1
    }
    return state
  }
  for (const { question, options } of open) {
    const key = along(0, `${JSON.stringify(question.id)}:`)
    ways[key]?.set(space, key)
    for (const [id, answer] of options) if (ways.length < mostStates) found[along(key, JSON.stringify(id))] = answer
  }
  const next = new Int16Array(ways.length * signs).fill(dead)
  for (const [state, way] of ways.entries()) for (const [sign, to] of way) if (sign < signs) next[state * signs + sign] = to
  return { next, found }
}
