// The text of a line → its answers, and the line without them, where each answer is one that needs no reading.
//
// `JSON.parse` and the words of an answer take most of the time of a line, and there are few pairs of a question and an option.

import type { Answers, Question } from '../types.ts'

export interface Known {
  readonly answers: Answers
  /** The line with `{}` for its answers, if they are where they seem to be. */
  readonly rest: string
}

const key = '"answers":'
const spaces = ['', ' ']

/**
 * `open` are the questions that a line may answer; `blank` has a key for each. Undefined where an answer has to be read, or
 * might stand there twice: then nothing is said about the line. The caller has to see that the rest is sound and has its own
 * `answers`: in a sound line this key can stand nowhere but among keys.
 */
export function answerFinder(open: readonly Question[], blank: Answers): (text: string) => Known | undefined {
  const pairs = new Map<string, { readonly id: string; readonly value: string }>(
    open.flatMap((question) =>
      question.kind === 'choice'
        ? question.options.flatMap(({ id: value }) =>
            spaces.flatMap((before) =>
              spaces.map((between) => [`${before}"${question.id}":${between}"${value}"`, { id: question.id, value }]),
            ),
          )
        : [],
    ),
  )
  return (text) => {
    const at = text.indexOf(key)
    const before = text[at - 1]
    if (at < 1 || (before !== ',' && before !== '{' && before !== ' ')) return undefined
    let start = at + key.length
    if (text[start] === ' ') start++
    const end = text.indexOf('}', start)
    if (text[start] !== '{' || end < 0) return undefined
    const answers: Record<string, Answers[string]> = { ...blank }
    for (const part of text.slice(start + 1, end).split(',')) {
      const pair = pairs.get(part)
      if (!pair || answers[pair.id] !== undefined) return undefined
      answers[pair.id] = pair.value
    }
    return { answers, rest: text.slice(0, start + 1) + text.slice(end) }
  }
}
