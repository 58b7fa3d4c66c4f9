// What must hold of bills and break-evens at any volume and usage: for every offer, every deployment and every tier.

import { describe, expect, it } from 'vitest'
import { costsOf } from '../src/advise/costs.ts'
import { apiBill } from '../src/cost/api.ts'
import { breakEven, firstBreakEven } from '../src/cost/break-even.ts'
import { lowestUsd, type Stairs, stairsOf, stairsUsd } from '../src/cost/own.ts'
import { figuresOf, type Usage } from '../src/cost/usage.ts'
import type { Answers, Settings } from '../src/types.ts'
import fc from './fc.ts'
import { tree } from './support.ts'

const models = [...tree.catalog.models.values()]
const offers = models.flatMap(({ id, offers: all }) => all.map((offer) => ({ name: `${id} at ${offer.host.id}`, offer })))
const deployments = models.flatMap(({ id, deployments: all }) =>
  all.map((deployment) => ({ name: `${id} on ${deployment.id}`, deployment })),
)

const share = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100)
const tokens = fc.oneof(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1e6, max: 1e12 }))
const usages: fc.Arbitrary<Usage> = fc.record({
  tokens,
  inputShare: share,
  cachedShare: share,
  batchShare: share,
  requestTokens: fc.option(fc.integer({ min: 1, max: 1_100_000 }), { nil: undefined }),
  traffic: fc.constantFrom('steady', 'bursty'),
  latency: fc.constantFrom('relaxed', 'interactive', 'realtime'),
})
const wishes = fc.record({
  'gpu-hour': fc.double({ min: 0.1, max: 20, noNaN: true }),
  'engineer-hours': fc.integer({ min: 0, max: 500 }),
  utilisation: fc.integer({ min: 5, max: 100 }).map((percent) => percent / 100),
  'min-replicas': fc.integer({ min: 1, max: 5 }),
})

const isClose = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b), 1e-9)

describe.each(offers)('$name', ({ offer }) => {
  const regions = fc.constantFrom(undefined, ...offer.regions.keys())

  it('costs in proportion to the tokens, whatever they are made up of', () => {
    fc.assert(
      fc.property(usages, regions, fc.integer({ min: 2, max: 1000 }), (usage, region, times) => {
        const once = apiBill(offer, region, usage).usd
        expect(isClose(apiBill(offer, region, { ...usage, tokens: times * usage.tokens }).usd, times * once)).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  it('has one bill between two edges of its context tiers, and a dearer one above each', () => {
    const edges = offer.above.map((tier) => tier.tokens)
    fc.assert(
      fc.property(usages, regions, fc.integer({ min: 1, max: 2e6 }), fc.integer({ min: 1, max: 2e6 }), (usage, region, a, b) => {
        const at = (requestTokens: number) => apiBill(offer, region, { ...usage, requestTokens }).usd
        const crossed = edges.some((edge) => Math.min(a, b) <= edge && edge < Math.max(a, b))
        if (crossed) expect(at(Math.max(a, b))).toBeGreaterThan(at(Math.min(a, b)))
        else expect(at(a)).toBe(at(b))
      }),
      { numRuns: 30 },
    )
    for (const edge of edges) {
      const at = (requestTokens: number) => apiBill(offer, undefined, { ...plainUsage, requestTokens }).usd
      expect([at(edge - 1), at(edge) < at(edge + 1)]).toEqual([at(edge), true])
    }
  })

  it('never gets dearer by caches and batches, nor cheaper than nothing', () => {
    fc.assert(
      fc.property(usages, regions, (usage, region) => {
        const { usd, derivation } = apiBill(offer, region, usage)
        expect(usd).toBeLessThanOrEqual(apiBill(offer, region, { ...usage, cachedShare: 0, batchShare: 0 }).usd * (1 + 1e-9))
        expect(usd > 0 || usage.inputShare === 0 || usage.cachedShare === 1).toBe(true)
        expect(
          isClose(
            derivation()
              .slice(0, -1)
              .reduce((sum, { value }) => sum + value, 0),
            usd,
          ),
        ).toBe(true)
      }),
      { numRuns: 30 },
    )
  })
})

const plainUsage: Usage = {
  tokens: 1e9,
  inputShare: 0.75,
  cachedShare: 0,
  batchShare: 0,
  requestTokens: undefined,
  traffic: 'steady',
  latency: 'interactive',
}

describe.each(deployments)('$name', ({ deployment }) => {
  it('never costs less for more tokens, and takes no replica more than it needs', () => {
    fc.assert(
      fc.property(usages, tokens, wishes, (usage, more, set) => {
        const stairs = stairsOf(deployment, usage, figuresOf(tree, set))
        const [few, many] = [Math.min(usage.tokens, more), Math.max(usage.tokens, more)]
        expect(stairsUsd(stairs, many)).toBeGreaterThanOrEqual(stairsUsd(stairs, few))
        const replicas = Math.round((stairsUsd(stairs, many) - stairs.fixedUsd) / stairs.replicaUsd)
        expect(replicas * stairs.capacity * (1 + 1e-9)).toBeGreaterThanOrEqual(many)
        if (replicas > stairs.minReplicas) expect((replicas - 1) * stairs.capacity).toBeLessThan(many)
      }),
      { numRuns: 60 },
    )
  })

  it('plans a replica for less than it was measured to do, and for no faster output than any measurement', () => {
    fc.assert(
      fc.property(usages, (usage) => {
        const { capacity, rawCapacity } = stairsOf(deployment, usage, figuresOf(tree, {}))
        expect(capacity).toBeLessThan(rawCapacity)
        const output = (rawCapacity / (3600 * 730 * deployment.gpus)) * (1 - usage.inputShare)
        expect(output).toBeLessThanOrEqual(Math.max(...deployment.throughput.map(({ perGpu }) => perGpu)) * (1 + 1e-9))
      }),
    )
  })

  it('costs from low over the value to high', () => {
    fc.assert(
      fc.property(usages, wishes, fc.boolean(), (usage, set, own) => {
        const figures = figuresOf(tree, own ? set : {})
        const [low, value, high] = (['low', 'value', 'high'] as const).map((end) =>
          stairsUsd(stairsOf(deployment, usage, figures, end), usage.tokens),
        )
        expect(low).toBeLessThanOrEqual(value ?? 0)
        expect(value).toBeLessThanOrEqual(high ?? 0)
      }),
      { numRuns: 60 },
    )
  })

  it('pays against any offer from a volume on that gives equal bills, or never', () => {
    fc.assert(
      fc.property(usages, wishes, fc.constantFrom(...offers), share, (usage, set, { offer }, at) => {
        const stairs = stairsOf(deployment, usage, figuresOf(tree, set))
        const perToken = apiBill(offer, undefined, { ...usage, tokens: 1e6 }).usd / 1e6
        if (perToken > 0) checkBreakEven(stairs, perToken, at)
      }),
      { numRuns: 150 },
    )
  })
})

/** `at` is any place between two volumes, as a share. */
function checkBreakEven(stairs: Stairs, perToken: number, at: number): void {
  const found = breakEven(stairs, perToken)
  const saved = (volume: number) => perToken * volume - stairsUsd(stairs, volume)
  if (found.kind === 'never') {
    expect(perToken * stairs.capacity).toBeLessThanOrEqual(stairs.replicaUsd)
    for (const replicas of [stairs.minReplicas, 10, 1000]) expect(saved(replicas * stairs.capacity)).toBeLessThanOrEqual(0)
    return
  }
  const { tokens: volume, replicas, lasting, utilisation } = found
  expect(Math.abs(saved(volume))).toBeLessThan(Math.max(1, perToken * volume * 1e-9))
  expect(volume).toBeLessThanOrEqual(replicas * stairs.capacity * (1 + 1e-9))
  expect(utilisation).toBeLessThanOrEqual((stairs.capacity / stairs.rawCapacity) * (1 + 1e-9))
  const slack = perToken * lasting * 1e-9 + 1e-9
  expect(saved(volume * at)).toBeLessThanOrEqual(slack)
  expect(saved(lasting * (1 + 10 * at))).toBeGreaterThanOrEqual(-slack * 11)
  // On the stair of the lasting break-even, what comes before it is still dearer.
  const stair = Math.round((stairsUsd(stairs, lasting * (1 - 1e-12)) - stairs.fixedUsd) / stairs.replicaUsd)
  const start = stair === stairs.minReplicas ? 0 : (stair - 1) * stairs.capacity
  expect(saved((start + lasting) / 2)).toBeLessThanOrEqual(slack)
}

const runnable = models.filter((model) => model.deployments.length > 0)

it.each(runnable)('the break-even of $id is the smallest of its deployments, and never only when all are', ({ deployments: ways }) => {
  fc.assert(
    fc.property(usages, wishes, fc.double({ min: 1e-8, max: 1e-4, noNaN: true }), (usage, set, perToken) => {
      const all = ways.map((way) => stairsOf(way, usage, figuresOf(tree, set)))
      const each = all.map((stairs) => breakEven(stairs, perToken))
      const volumes = each.flatMap((one) => (one.kind === 'from' ? one.tokens : []))
      const { stairs, found } = firstBreakEven(all, perToken)
      expect(found).toEqual({ ...breakEven(stairs, perToken), ...(found.kind === 'from' ? { lasting: found.lasting } : {}) })
      if (found.kind === 'from') expect(found.tokens).toBe(Math.min(...volumes))
      else expect([volumes, found.utilisation]).toEqual([[], Math.min(...each.map((one) => one.utilisation))])
    }),
  )
})

it.each(runnable)(
  'the cheapest way to run $id is dearer again up to the lasting break-even, and never after it',
  ({ deployments: ways }) => {
    fc.assert(
      fc.property(usages, wishes, fc.double({ min: 1e-8, max: 1e-4, noNaN: true }), share, (usage, set, perToken, at) => {
        const all = ways.map((way) => stairsOf(way, usage, figuresOf(tree, set)))
        const { stairs, found } = firstBreakEven(all, perToken)
        if (found.kind === 'never') return
        const saved = (volume: number) => perToken * volume - lowestUsd(all, volume)
        const { tokens: first, lasting } = found
        const slack = perToken * lasting * 1e-9 + 1e-9
        expect(Math.abs(stairsUsd(stairs, first) - lowestUsd(all, first))).toBeLessThanOrEqual(slack)
        expect(saved(first * at * 0.999)).toBeLessThanOrEqual(slack)
        expect(saved(lasting * (1 + 10 * at))).toBeGreaterThanOrEqual(-slack * 11)
        expect(lasting).toBeGreaterThanOrEqual(first)
        if (lasting > first) expect(saved(lasting)).toBeLessThanOrEqual(slack)
      }),
      { numRuns: 300 },
    )
  },
)

const anywhere: Answers = { 'data-residency': 'anywhere' }
const situations: [string, Answers, Settings][] = [
  ['nothing said', anywhere, {}],
  ['long requests', anywhere, { context: 300_000 }],
  ['in the EU', { 'data-residency': 'region', region: 'eu' }, {}],
  ['in the US', { 'data-residency': 'region', region: 'us' }, {}],
  ['under an agreement', { 'data-residency': 'contract' }, {}],
  ['own network', { 'data-residency': 'own-network', license: 'any' }, {}],
  ['where cost decides', { ...anywhere, 'cost-dominant': 'yes' }, {}],
  ['agents', { ...anywhere, task: 'agentic-coding' }, {}],
  ['images', { ...anywhere, task: 'multimodal', license: 'any' }, {}],
  ['speech', { ...anywhere, latency: 'realtime' }, {}],
  ['embeddings', { ...anywhere, task: 'embeddings' }, {}],
  ['nobody from China', anywhere, { excludeOrigin: ['cn'] }],
  ['caches and batches', anywhere, { figures: { 'cached-share': 0.6, 'batch-share': 0.3 } }],
  // The rest of this hybrid runs on own GPUs.
  ['a hybrid on own GPUs', { ...anywhere, 'frontier-need': 'slice', 'fine-tuning': 'yes', 'ops-capacity': 'yes', tokens: 3e11 }, {}],
]

describe.each(situations)('bills side by side: %s', (_, answers, settings) => {
  const at = (volume: number) => costsOf(tree, { answers, settings }, [volume], undefined)

  it('never fall as the volume grows, hybrid included, and are either all known or say why not', () => {
    fc.assert(
      fc.property(tokens, tokens, (a, b) => {
        const [few, many] = [at(Math.min(a, b)), at(Math.max(a, b))].map(({ volumes }) => volumes[0]?.bills ?? [])
        expect(few?.map(({ id }) => id)).toEqual(tree.bills.map(({ id }) => id))
        few?.forEach((bill, index) => {
          const more = many?.[index]
          expect([more?.model, more?.host, more?.because]).toEqual([bill.model, bill.host, bill.because])
          if (bill.monthlyUsd === null) expect([bill.because === null, bill.low, bill.high]).toEqual([false, null, null])
          else {
            expect(more?.monthlyUsd).toBeGreaterThanOrEqual(bill.monthlyUsd)
            expect(more?.low).toBeGreaterThanOrEqual(bill.low ?? 0)
            expect(more?.high).toBeGreaterThanOrEqual(bill.high ?? 0)
            expect(bill.low).toBeLessThanOrEqual(bill.monthlyUsd)
            expect(bill.high).toBeGreaterThanOrEqual(bill.monthlyUsd)
          }
        })
      }),
      { numRuns: 25 },
    )
  })

  it('are equal within a dollar at a break-even, and own GPUs are never cheaper below it', () => {
    const { breakEvens } = at(1e9)
    for (const { versus, tokensPerMonth } of breakEvens) {
      if (versus === 'same-model') continue
      const saved = (volume: number) => {
        const bills = at(volume).volumes[0]?.bills ?? []
        const usd = (id: string) => bills.find((bill) => bill.id === id)?.monthlyUsd ?? 0
        return usd(versus) - usd('self-hosted-open')
      }
      if (tokensPerMonth !== null) expect(Math.abs(saved(tokensPerMonth)), versus).toBeLessThan(1)
      if (breakEvens.every(({ model }) => model === null)) continue
      for (const part of [0.001, 0.1, 0.5, 0.9, 0.99]) expect(saved((tokensPerMonth ?? 1e13) * part), versus).toBeLessThan(1)
    }
  })
})
