// What the user wants served in a month, and the figures to compute with.

import type { Citations, Figure, Tree } from '../types.ts'

/** Tokens of a month and how they are made up. Shares are between 0 and 1. */
export interface Usage {
  readonly tokens: number
  /** Input tokens of all tokens. */
  readonly inputShare: number
  /** Input tokens that a cache serves, of all input tokens. */
  readonly cachedShare: number
  /** Work that may wait, of all work. */
  readonly batchShare: number
  /** Input tokens of one request; dearer rates apply above some sizes. */
  readonly requestTokens: number | undefined
  /** The figure that the size of a request comes from, where nobody said it. */
  readonly requestFigure?: string | undefined
  readonly traffic: 'steady' | 'bursty'
  readonly latency: 'relaxed' | 'interactive' | 'realtime'
}

export type Range = 'low' | 'value' | 'high'

/** Figures by id, with the user's own values laid over them. */
export interface Figures {
  /** Throws where the rules lack a figure that the program needs. */
  readonly get: (id: string, range?: Range) => number
  readonly sources: (id: string) => Citations
  /** Only what the user set: a figure without a value of its own in the rules. */
  readonly own: (id: string) => number | undefined
}

export function figuresOf(tree: Tree, overrides: Readonly<Record<string, number>>): Figures {
  const find = (id: string): Figure => {
    const figure = tree.figures.get(id)
    if (!figure) throw new Error(`the rules have no figure ${id}`)
    return figure
  }
  return {
    get: (id, range = 'value') => overrides[id] ?? find(id)[range],
    sources: (id) => (overrides[id] === undefined ? find(id).sources : { you: `--${id}` }),
    own: (id) => overrides[id],
  }
}

/** One step of the arithmetic, so that every number can be worked out by hand. */
export interface DerivationStep {
  readonly what: string
  /** The sum with its numbers. */
  readonly how: string
  readonly value: number
  readonly unit: string
  readonly sources: readonly string[]
}
