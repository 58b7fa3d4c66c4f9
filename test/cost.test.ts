// Bills worked out by hand from the sources, the stairs of own GPUs, and what must hold for any volume.

import { describe, expect, it } from 'vitest'
import type { Candidate } from '../src/catalog/shortlist.ts'
import { apiBill } from '../src/cost/api.ts'
import { type Bill, billFor, type Market } from '../src/cost/bills.ts'
import { breakEven } from '../src/cost/break-even.ts'
import { stairsOf, stairsUsd } from '../src/cost/own.ts'
import { figuresOf, type Usage } from '../src/cost/usage.ts'
import type { BillKind, TierId } from '../src/types.ts'
import fc from './fc.ts'
import { advise, tree } from './support.ts'

const usage: Usage = {
  tokens: 300e6,
  inputShare: 0.75,
  cachedShare: 0,
  batchShare: 0,
  requestTokens: undefined,
  traffic: 'steady',
  latency: 'interactive',
}

function offer(model: string, host: string) {
  const found = tree.catalog.models.get(model)?.offers.find((each) => each.host.id === host)
  if (!found) throw new Error(`${model} at ${host}`)
  return found
}

const bill = (model: string, host: string, change: Partial<Usage> = {}, region?: string) =>
  Math.round(apiBill(offer(model, host), region, { ...usage, ...change }).usd * 100) / 100

/** Input 225M and output 75M of 300M tokens, unless said. */
const byHand: [string, number, number][] = [
  ['Opus 5.5: 225 × 4 + 75 × 20', bill('claude-opus-5.5', 'anthropic'), 2400],
  ['GPT-6.1 Sol: 225 × 2 + 75 × 10', bill('gpt-6.1-sol', 'openai'), 1200],
  ['GPT-6 Luna: 225 × 0.1 + 75 × 0.5', bill('gpt-6-luna', 'openai'), 60],
  ['GLM-5.3 at Together: 225 × 1.4 + 75 × 4.4', bill('glm-5.3', 'together'), 645],
  ['Llama 3.3 70B at Groq: 225 × 0.59 + 75 × 0.79', bill('llama-3.3-70b', 'groq'), 192],
  ['only output: 300 × 20', bill('claude-opus-5.5', 'anthropic', { inputShare: 0 }), 6000],
  ['half of the input cached: 112.5 × 4 + 112.5 × 0.2 + 75 × 20', bill('claude-opus-5.5', 'anthropic', { cachedShare: 0.5 }), 1972.5],
  ['no cached rate known: as fresh input', bill('llama-3.3-70b', 'groq', { cachedShare: 0.5 }), 192],
  ['all in batches at half price: 225 × 2 + 75 × 10', bill('claude-opus-5.5', 'anthropic', { batchShare: 1 }), 1200],
  ['no batch rate known: as ordinary work', bill('llama-3.3-70b', 'groq', { batchShare: 1 }), 192],
  ['EU region, 1.1 times: 225 × 2.2 + 75 × 11', bill('claude-sonnet-5.5', 'amazon-bedrock', {}, 'eu'), 1320],
  ['long prompts, above 272k: 225 × 4 + 75 × 15', bill('gpt-6.1-sol', 'openai', { requestTokens: 300_000 }), 2025],
  ['just at 272k: the base rate', bill('gpt-6.1-sol', 'openai', { requestTokens: 272_000 }), 1200],
  ['Haiku 5.5 above 100k: 225 × 0.5 + 75 × 2.5', bill('claude-haiku-5.5', 'anthropic', { requestTokens: 100_001 }), 300],
]

describe('a bill of an API', () => {
  it.each(byHand)('%s', (_, computed, expected) => {
    expect(computed).toBe(expected)
  })

  it('is linear in the volume', () => {
    const one = apiBill(offer('glm-5.3', 'together'), undefined, { ...usage, tokens: 1e6 }).usd
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (millions) => {
        const many = apiBill(offer('glm-5.3', 'together'), undefined, { ...usage, tokens: millions * 1e6 }).usd
        expect(Math.abs(many / (one * millions) - 1)).toBeLessThan(1e-9)
      }),
    )
  })
})

const overrides = { overhead: 0.3, 'engineer-hours': 10, 'engineer-rate': 120, utilisation: 0.5, 'min-replicas': 1 }
const figures = figuresOf(tree, overrides)

function stairs(change: Record<string, number> = {}, of: Partial<Usage> = {}) {
  const deployment = tree.catalog.models.get('llama-3.3-70b')?.deployments.find(({ gpu, gpus }) => gpu.id === 'h100' && gpus === 2)
  if (!deployment) throw new Error('no such deployment')
  return stairsOf(deployment, { ...usage, inputShare: 8 / 9, ...of }, figuresOf(tree, { ...overrides, ...change }))
}

describe('own GPUs', () => {
  it('two H100s serve what the benchmark says: 398 × 2 × 9 × 3600 × 730', () => {
    expect(Math.round(stairs().rawCapacity / 1e6)).toBe(18_827)
  })

  it('a replica costs 2 × $3.13 × 730 × 1.3, people 10 × $120', () => {
    expect(stairs().replicaUsd).toBeCloseTo(5940.74, 6)
    expect(stairs().fixedUsd).toBe(1200)
    expect(stairsUsd(stairs(), 1)).toBeCloseTo(7140.74, 6)
  })

  it('a full replica is one, a token more is two', () => {
    const { capacity, replicaUsd, fixedUsd } = stairs()
    expect(capacity).toBeCloseTo((stairs().rawCapacity * figures.get('interactive-derate') * 0.5) / 1.5, 0)
    expect(stairsUsd(stairs(), capacity)).toBeCloseTo(replicaUsd + fixedUsd, 6)
    expect(stairsUsd(stairs(), capacity + 1000)).toBeCloseTo(2 * replicaUsd + fixedUsd, 6)
  })

  it('one that costs more than an API asks for all it can serve never pays', () => {
    expect(breakEven(stairs(), 0.16e-6).kind).toBe('never')
  })

  it('a break-even volume gives equal bills, and fits the GPUs that it needs', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-7, max: 1e-4, noNaN: true }), fc.double({ min: 0.1, max: 10, noNaN: true }), (perToken, hour) => {
        const own = stairs({ 'gpu-hour': hour })
        const found = breakEven(own, perToken)
        if (found.kind === 'never') {
          expect(perToken * own.capacity).toBeLessThanOrEqual(own.replicaUsd)
          return
        }
        expect(found.tokens).toBeLessThanOrEqual(found.replicas * own.capacity * (1 + 1e-9))
        expect(Math.abs(stairsUsd(own, found.tokens) - perToken * found.tokens)).toBeLessThan(Math.max(1, perToken * found.tokens * 1e-9))
      }),
    )
  })

  it('never cost less for more tokens', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e12 }), fc.integer({ min: 1, max: 1e12 }), (a, b) => {
        expect(stairsUsd(stairs(), Math.max(a, b))).toBeGreaterThanOrEqual(stairsUsd(stairs(), Math.min(a, b)))
      }),
    )
  })

  it('a figure that is set changes only what depends on it', () => {
    const [plain, dearer] = [stairs(), stairs({ 'engineer-rate': 200 })]
    expect(dearer).toEqual({ ...plain, fixedUsd: 2000 })
  })
})

describe('the date of the prices of a bill', () => {
  function billed(tier: TierId, set: Record<string, number> = {}, hard = 'anthropic'): Bill {
    const candidate = (model: string, host?: string): Candidate => {
      const found = tree.catalog.models.get(model)
      if (!found) throw new Error(model)
      const offers = host === undefined ? [] : [offer(model, host)]
      const rest = { idAtHost: undefined, standsFor: undefined, kept: undefined, because: '', sources: {} }
      return { tier: tree.tiers['hosted-open'], model: found, offer: offers[0], offers, ...rest }
    }
    const market: Market = {
      candidates: (of) => [
        of === 'frontier-closed'
          ? candidate('claude-opus-5.5', hard)
          : candidate('llama-3.3-70b', of === 'hosted-open' ? 'deepinfra' : undefined),
      ],
      tiers: new Set(['frontier-closed', 'hosted-open', 'self-hosted-open']),
      task: undefined,
      region: undefined,
      figures: figuresOf(tree, set),
      split: { hard: 'frontier-closed', rest: 'hosted-open' },
    }
    const kind: BillKind = { id: 'x', title: 'X', tier, models: [] }
    return billFor(kind, usage, market)
  }

  it('is that of the offer', () => {
    expect(billed('frontier-closed').pricesAsOf).toBe('2026-11-10')
    expect(billed('hosted-open').pricesAsOf).toBe('2026-09-30')
  })

  it('is the older one of both slices', () => {
    expect(billed('hybrid').pricesAsOf).toBe('2026-09-30')
    expect(billed('hybrid', { 'hard-share': 1 }).pricesAsOf).toBe('2026-11-10')
  })

  it('is that of the GPU prices where a source has a date, and none where the price is your own', () => {
    expect(billed('self-hosted-open').pricesAsOf).toBe('2026-06-28')
    expect(billed('self-hosted-open', { 'gpu-hour': 2 }).pricesAsOf).toBeUndefined()
  })

  it('is none where there is no bill', () => {
    expect(billed('self-hosted-open', { utilisation: 0 })).toMatchObject({ usd: undefined, pricesAsOf: undefined })
  })
})

describe('the bill of own GPUs', () => {
  const own = { 'data-residency': 'air-gapped', tokens: 60e6 } as const
  const told = (task: string) => advise({ ...own, task }).cautions.filter(({ id }) => id.startsWith('billed-for-'))

  it('says when it is for another model than the pick', () => {
    const { shortlist, cost } = advise({ ...own, task: 'voice' })
    const bill = cost.bills.find(({ tier }) => tier === 'self-hosted-open')
    expect(bill?.modelId).not.toBe(shortlist[0]?.model)
    expect(told('voice').map(({ because }) => because)).toEqual([expect.stringContaining(`${bill?.model}, since`)])
  })

  it('says nothing when it is for the pick', () => {
    expect(told('chat')).toEqual([])
  })
})
