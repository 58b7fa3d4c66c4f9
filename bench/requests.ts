// A tree and a number → so many requests with random answers, the same ones in every run; others for another `more`.

import type { Answers, Request, Tree } from '../src/types.ts'

/** Each question is answered or left to be assumed; a volume is between 10 thousand and 100 billion tokens a month. */
export function randomRequests(tree: Tree, count: number, more = 0): Request[] {
  const random = generator(20261121 + more)
  return Array.from({ length: count }, () => {
    const answered = random()
    const answers: Record<string, string | number> = {}
    for (const question of tree.questions) {
      const [share, choice] = [random(), random()]
      if (question.kind === 'volume') answers[question.id] = Math.round(10 ** (4 + 7 * choice))
      else if (share < answered || question.assume.length === 0)
        answers[question.id] = question.options[Math.floor(choice * question.options.length)]?.id ?? ''
    }
    return { answers }
  })
}

export function withoutVolume(tree: Tree, { answers }: Request): Request {
  const volumes = new Set(tree.questions.filter(({ kind }) => kind === 'volume').map(({ id }) => id))
  return { answers: Object.fromEntries(Object.entries(answers).filter(([id]) => !volumes.has(id))) satisfies Answers }
}

/** Mulberry32: small, and the same on every machine. */
export function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
