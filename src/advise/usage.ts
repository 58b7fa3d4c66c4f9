// Answers and wishes → the usage that bills are worked out for.

import { figuresOf, type Usage } from '../cost/usage.ts'
import { peek } from '../engine/walk.ts'
import type { Figure, Settings, Tree, Walk } from '../types.ts'

/** Questions whose answers the bills depend on, besides the volume. */
export const billedQuestions: ReadonlySet<string> = new Set(['latency', 'task', 'traffic'])

/** Figures that a wish with the same id takes the place of; so does `gpu-hour`, for the prices of all GPUs. */
export const settableFigures: ReadonlySet<string> = new Set([
  ...['batch-share', 'cached-share', 'engineer-hours', 'engineer-rate', 'gpu-hour', 'hard-share', 'hours-per-month', 'input-share'],
  ...['interactive-derate', 'min-replicas', 'overhead', 'peak-bursty', 'peak-steady', 'realtime-derate', 'relaxed-derate', 'utilisation'],
])

/** What nobody answered is assumed. */
export function usageFor(walk: Walk, settings: Settings, tokens: number): Usage {
  const figures = figuresOf(walk.tree, settings.figures ?? {})
  const latency = answerOf(walk, 'latency')
  const ofTask = requestOfTask(walk)
  return {
    tokens,
    inputShare: figures.get('input-share'),
    cachedShare: figures.get('cached-share'),
    batchShare: figures.get('batch-share'),
    requestTokens: settings.context ?? ofTask?.value,
    requestFigure: settings.context === undefined ? ofTask?.id : undefined,
    traffic: answerOf(walk, 'traffic') === 'bursty' ? 'bursty' : 'steady',
    latency: latency === 'relaxed' || latency === 'realtime' ? latency : 'interactive',
  }
}

export const requestOfTask = (walk: Walk): Figure | undefined => requestOf(walk.tree, answerOf(walk, 'task'))

/** Tokens of a request of that task, where the rules have a figure for it. */
export const requestOf = ({ figures }: Pick<Tree, 'figures'>, task: string | undefined): Figure | undefined =>
  figures.get(`request-tokens-${task}`)

/** The option that was answered or is assumed. */
export function answerOf(walk: Walk, id: string): string | undefined {
  const question = walk.tree.questions.find((candidate) => candidate.id === id)
  const known = question && peek(walk, question)
  return known && 'value' in known ? String(known.value) : undefined
}
