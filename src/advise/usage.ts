// Answers and wishes → the usage that bills are worked out for.

import { figuresOf, type Usage } from '../cost/usage.ts'
import { peek } from '../engine/walk.ts'
import type { Settings, Walk } from '../types.ts'

/** What nobody answered is assumed. */
export function usageFor(walk: Walk, settings: Settings, tokens: number): Usage {
  const figures = figuresOf(walk.tree, settings.figures ?? {})
  const answer = (id: string) => {
    const question = walk.tree.questions.find((candidate) => candidate.id === id)
    const known = question && peek(walk, question)
    return known && 'value' in known ? String(known.value) : undefined
  }
  const latency = answer('latency')
  return {
    tokens,
    inputShare: figures.get('input-share'),
    cachedShare: figures.get('cached-share'),
    batchShare: figures.get('batch-share'),
    requestTokens: settings.context,
    traffic: answer('traffic') === 'bursty' ? 'bursty' : 'steady',
    latency: latency === 'relaxed' || latency === 'realtime' ? latency : 'interactive',
  }
}
