// What own GPUs serve and cost, step by step: measurements, ends of ranges, whole replicas, and one fleet for several loads.

import { describe, expect, it } from 'vitest'
import { fleetOf } from '../src/cost/fleet.ts'
import { lowestUsd, replicasFor, type Stairs, stairsDerivation, stairsOf, stairsUsd } from '../src/cost/own.ts'
import type { Figures, Range, Usage } from '../src/cost/usage.ts'
import type { Deployment } from '../src/types.ts'
import { deployment, figures, usage } from './priced.ts'

/** 400 tokens a second for each of two GPUs, 3600 × 1000 seconds: 2880M a month, of which an eighth is planned for. */
const stairs = (of: Partial<Deployment> = {}, set: Readonly<Record<string, number>> = {}, change: Partial<Usage> = {}, range?: Range) =>
  stairsOf(deployment(of), { ...usage, ...change }, figures(set), range)

const numbers = ({ rawCapacity, capacity, replicaUsd, fixedUsd, minReplicas }: Stairs) => [
  ...[rawCapacity / 1e6, capacity / 1e6, replicaUsd, fixedUsd, minReplicas],
]

describe('a replica', () => {
  it('serves and costs what the figures make of it', () => {
    expect(numbers(stairs())).toEqual([2880, 360, 2 * 2 * 1000 * 1.5, 1000, 1])
    expect(numbers(stairs({ gpus: 1 }, {}, { latency: 'relaxed', traffic: 'bursty' }))).toEqual([1440, 90, 3000, 1000, 1])
  })

  it('costs least at the low end of its range and most at the high one', () => {
    expect(numbers(stairs({}, {}, {}, 'low'))).toEqual([2880, 2880, 2 * 1 * 1000, 250, 1])
    expect(numbers(stairs({}, {}, {}, 'high'))).toEqual([2880, 45, 2 * 4 * 1000 * 2, 4000, 2])
  })

  it('has the price that was set for an hour at every end, and whole replicas, at least one', () => {
    const set = { 'gpu-hour': 3, 'min-replicas': 1.5 }
    expect(['low', 'value', 'high'].map((range) => stairs({}, set, {}, range as Range).replicaUsd)).toEqual([6000, 9000, 12_000])
    expect(stairs({}, set).minReplicas).toBe(2)
    expect(stairs({}, { 'min-replicas': 0 }).minReplicas).toBe(1)
  })
})

const measured = (input: number, output: number, perGpu: number) => ({
  input,
  output,
  perGpu,
  sources: { [`bench-${input}-${output}`]: 'x' },
})

/** Tokens a second of a GPU, and why. */
const load = (throughput: Deployment['throughput'], inputShare: number) => {
  const { perGpu, how, why } = stairs({ throughput }, {}, { inputShare }).load
  return [perGpu, how, why]
}

describe('the measurement', () => {
  const even = measured(100, 100, 300)
  const reading = measured(900, 100, 200)

  it('is the only one there is', () => {
    expect(load([reading], 0.875)).toEqual([
      1600,
      '÷ 0.125 output of all tokens',
      `with 900 tokens in and 100 out, the fastest output of all measurements, which no mix of tokens exceeds`,
    ])
    expect(load([reading], 0.9375)).toEqual([2000, '× (1 + 900/100)', 'with 900 tokens in and 100 out, the only measurement'])
  })

  it('is the one with the nearest ratio of input to output', () => {
    const nearest = (inputShare: number) => load([even, reading], inputShare)
    expect(nearest(0.9)).toEqual([2000, '× (1 + 900/100)', 'with 900 tokens in and 100 out, of all measurements the nearest to 0.9 input'])
    // 1 to 1 is just as far from 2 to 1 as from 1 to 2: then the slower one of 600 and 450 tokens a second.
    const [twice, half] = [measured(200, 100, 200), measured(100, 200, 300)]
    for (const both of [
      [twice, half],
      [half, twice],
    ])
      expect(load(both, 0.5)).toEqual([
        450,
        '× (1 + 100/200)',
        'with 100 tokens in and 200 out, of all measurements the nearest to 0.5 input',
      ])
    expect(load([measured(200, 100, 200), measured(100, 200, 450)], 0.5)[0]).toBe(600)
    expect(nearest(0.8)[1]).toBe('÷ 0.2 output of all tokens')
    expect(nearest(0.74)[1]).toBe('× (1 + 100/100)')
    expect(nearest(0)[0]).toBe(300)
  })

  it('is that of nearly no output, and of nearly no input, where there is none at all', () => {
    const [output, input] = [measured(1, 50, 100), measured(300, 1, 10)]
    expect(load([output, measured(1, 1000, 10)], 0)[2]).toContain('with 1 tokens in and 50 out')
    expect(load([input, measured(40, 1, 1)], 1)).toEqual([
      41,
      '× (1 + 40/1)',
      'with 40 tokens in and 1 out, of all measurements the nearest to 1 input',
    ])
  })

  it('never makes output faster than the fastest one', () => {
    const fast = measured(100, 100, 500)
    expect(load([fast, measured(500, 100, 400)], 0.75)).toEqual([
      ...[
        2000,
        '÷ 0.25 output of all tokens',
        'with 100 tokens in and 100 out, the fastest output of all measurements, which no mix of tokens exceeds',
      ],
    ])
    expect(load([measured(500, 100, 400), fast], 0.75)[0]).toBe(2000)
    // Just as fast as the nearest measurement: that one is named.
    expect(load([measured(300, 100, 100)], 0.75)[1]).toBe('× (1 + 300/100)')
  })

  it('is needed', () => {
    expect(() => stairs({ throughput: [] })).toThrow('a deployment has no measurement')
  })
})

describe('replicas', () => {
  it('are whole, and as many as the volume needs', () => {
    const two = { ...stairs(), minReplicas: 2 }
    const at = (millions: number) => [replicasFor(two, millions * 1e6), stairsUsd(two, millions * 1e6)]
    expect([0, 360, 720, 720.000001, 1080].map(at)).toEqual([...[2, 2, 2, 3, 3].map((replicas) => [replicas, replicas * 6000 + 1000])])
  })

  it('are not one more for the noise of binary fractions', () => {
    const thin = { ...stairs(), capacity: 0.1 }
    expect(0.3 / 0.1).toBeLessThan(3)
    expect([replicasFor(thin, 0.1 + 0.2), replicasFor({ ...thin, capacity: 0.7 }, 2.1)]).toEqual([3, 3])
  })

  it('are on the way that costs least', () => {
    expect(lowestUsd([stairs(), { ...stairs(), replicaUsd: 5000 }, { ...stairs(), fixedUsd: 1001 }], 1e6)).toBe(6000)
  })
})

/** Each step in a line. */
const told = (of: Partial<Deployment> = {}, set: Readonly<Record<string, number>> = {}, change: Partial<Usage> = {}) =>
  stairsDerivation(stairs(of, set, change), { ...usage, ...change }, figures(set)).map(
    ({ what, how, value, unit, sources }) => `${what}: ${how} = ${value} ${unit} [${sources}]`,
  )

describe('the derivation', () => {
  it('says every step, with its sources', () => {
    expect(told({}, {}, { tokens: 500e6 })).toEqual([
      'Tokens a month of a replica at full load: 100 output tokens/s per GPU (with 300 tokens in and 100 out, the only measurement) × (1 + 300/100) × 2 × 3600 × 1000 = 2880000000 tokens [bench,of-hours-per-month]',
      'Tokens a month to plan a replica for: × 0.5 for interactive answers × 0.5 target utilisation ÷ 2 peak over mean = 360000000 tokens [of-interactive-derate,of-utilisation,of-peak-steady]',
      'Replicas: 500000000 ÷ that, rounded up, at least 1 = 2 replicas [of-min-replicas]',
      'GPUs: 2 replicas × 2 GPUs × $2 an hour (G100) × 1000 hours × (1 + 0.5 overhead) = 12000 USD [shop,of-hours-per-month,of-overhead]',
      'People: 10 hours × $100 = 1000 USD [of-engineer-hours,of-engineer-rate]',
      'Bill a month: GPUs + people = 13000 USD []',
    ])
  })

  it('names what was set, once, and one of a kind in the singular', () => {
    expect(told({}, { 'gpu-hour': 3 })[3]).toContain('[you,of-hours-per-month,of-overhead]')
    const set = { 'gpu-hour': 3, overhead: 0.25, 'hours-per-month': 800 }
    const [capacity, , , gpus] = told({ gpus: 1 }, set, { traffic: 'bursty', latency: 'relaxed', tokens: 70e6 })
    expect(capacity).toContain('3600 × 800 = 1152000000 tokens [bench,you]')
    expect(gpus).toBe(
      'GPUs: 1 replica × 1 GPU × $3 an hour (G100, at your price for a GPU of any kind) × 800 hours × (1 + 0.25 overhead) = 3000 USD [you]',
    )
  })

  it('names a source of two numbers once', () => {
    const bench = { input: 300, output: 100, perGpu: 100, sources: { 'of-hours-per-month': 'x' } }
    expect(told({ throughput: [bench] })[0]).toContain('[of-hours-per-month]')
    expect(told({ throughput: [bench], gpu: { ...deployment().gpu, sources: { 'of-overhead': 'x' } } })[3]).toContain(
      '[of-overhead,of-hours-per-month]',
    )
  })

  it('starts with the memory where it is known what the model needs', () => {
    const needs = { memory: 120.5, sources: { card: 'x', shop: 'y' } }
    expect(told({ needs })[0]).toBe('GPU memory of a replica: 2 GPUs × 80 GB (G100; the model needs 120.5 GB in FP8) = 160 GB [shop,card]')
  })

  const full = (of: Partial<Deployment>, change: Partial<Usage> = {}) =>
    /per GPU \((.*), the only measurement\)/.exec(told(of, {}, change)[0] ?? '')?.[1]

  it('says what the measurement stands in for', () => {
    expect(full({ measuredOn: 'other' })).toBe('measured on other; with 300 tokens in and 100 out')
    expect(full({ measuredOn: 'other', because: 'It is like v1.5.' })).toBe(
      'measured on other: It is like v1.5; with 300 tokens in and 100 out',
    )
    expect(full({ because: 'It is like v1.5.' })).toBe('with 300 tokens in and 100 out')
  })

  it('says where requests are larger than those that were measured', () => {
    expect(full({}, { requestTokens: 400 })).toBe('with 300 tokens in and 100 out')
    expect(full({ measuredOn: 'other' }, { requestTokens: 401 })).toBe(
      'measured on other; measured with 400 tokens a request, and slower with 401; with 300 tokens in and 100 out',
    )
  })
})

describe('a fleet', () => {
  const usages = (...millions: number[]): Usage[] => millions.map((each) => ({ ...usage, tokens: each * 1e6 }))

  it('shares replicas among loads, and people are paid once', () => {
    const only = deployment()
    expect(fleetOf([only], usages(200, 160), figures())).toEqual({
      deployment: only,
      replicas: 1,
      usd: 7000,
      low: 2250,
      high: 8 * 16_000 + 4000,
    })
    expect(fleetOf([only], usages(200, 161), figures())).toMatchObject({ replicas: 2, usd: 13_000 })
    expect(fleetOf([only], usages(1), figures({ 'min-replicas': 3 }))).toMatchObject({ replicas: 3, usd: 19_000 })
  })

  it('fills a replica as far as each load does by itself', () => {
    // Half as much can be planned for where answers are due at once: 360M and 720M a replica.
    const [slow, quick] = [
      { ...usage, tokens: 360e6, latency: 'relaxed' as const },
      { ...usage, tokens: 180e6 },
    ]
    expect(fleetOf([deployment()], [slow, quick], figures())?.replicas).toBe(1)
    expect(fleetOf([deployment()], [slow, { ...quick, tokens: 181e6 }], figures())?.replicas).toBe(2)
  })

  it('takes no replica more for the noise of binary fractions', () => {
    const parts = usages(...Array.from({ length: 9 }, () => 40))
    expect(parts.reduce((sum, { tokens }) => sum + tokens / 360e6, 0)).toBeGreaterThan(1)
    expect(fleetOf([deployment()], parts, figures())?.replicas).toBe(1)
  })

  it('is on the deployment that costs least for all loads together', () => {
    const [dear, cheap] = [deployment(), deployment({ id: 'c', gpus: 1 })]
    // 180M each and half the price: just as good for 360M, better for 180M.
    expect(fleetOf([dear, cheap], usages(100, 80), figures())).toMatchObject({ deployment: cheap, usd: 4000 })
    expect(fleetOf([cheap, dear], usages(100, 80), figures())).toMatchObject({ deployment: cheap, usd: 4000 })
    expect(fleetOf([deployment({ id: 'e', gpus: 3 }), dear], usages(1), figures())).toMatchObject({ deployment: dear })
  })

  it('is none without a deployment, a load, or anything that it may be loaded with', () => {
    expect(fleetOf([], usages(1), figures())).toBeUndefined()
    expect(fleetOf([deployment()], [], figures())).toBeUndefined()
    const waiting = { ...usage, latency: 'relaxed' as const }
    expect(fleetOf([deployment()], [usage, waiting], figures({ 'relaxed-derate': 0 }))).toBeUndefined()
  })

  it.each(['low', 'value', 'high'] as const)('is none where nothing fits at one end of the ranges: %s', (end) => {
    const known = figures()
    const some: Figures = { ...known, get: (id, range) => (id === 'utilisation' && range === end ? 0 : known.get(id, range)) }
    expect(fleetOf([deployment()], [usage], some)).toBeUndefined()
  })
})
