// Lines of an API bill, each with its words, its rate and its sum: regions, long requests, caches, batches, and what is not known.

import { describe, expect, it } from 'vitest'
import { apiBill, apiUsd, plain } from '../src/cost/api.ts'
import type { Usage } from '../src/cost/usage.ts'
import type { Offer } from '../src/types.ts'
import { offer, usage } from './priced.ts'

/** Each step in a line; the bill has to be what its last step says, and what is billed without a derivation. */
function linesOf(of: Offer, change: Partial<Usage> = {}, region?: string): string[] {
  const { usd, derivation } = apiBill(of, region, { ...usage, ...change })
  const steps = derivation()
  expect([apiUsd(of, region, { ...usage, ...change }), steps.at(-1)?.value]).toEqual([usd, usd])
  return steps.map(({ what, how, value, unit, sources }) => `${what}: ${how} = ${value} ${unit} [${sources}]`)
}

const regions = new Map([['eu', { id: 'eu-x', input: 3, output: 12, cached: 1.5 }]])
const above = [
  { tokens: 1000, input: 4, output: 12, cached: 1 },
  { tokens: 5000, input: 8, output: 16, cached: 2 },
]
const known = { cached: 1, batch: { input: 1, output: 4 }, regions, above }

describe('the lines of a bill', () => {
  it('are input and output, with the sources of the offer', () => {
    expect(linesOf(offer({ sources: { list: 'a', page: 'b' } }))).toEqual([
      'Fresh input: 75M tokens × $2 per million = 150 USD [list,page]',
      'Output: 25M tokens × $8 per million = 200 USD [list,page]',
      'Bill a month: fresh input + output = 350 USD []',
    ])
  })

  it('leave out what there is nothing of', () => {
    expect(linesOf(offer(), { inputShare: 0 })).toEqual([
      'Output: 100M tokens × $8 per million = 800 USD [list]',
      'Bill a month: output = 800 USD []',
    ])
    expect(linesOf(offer(), { inputShare: 1 })).toHaveLength(2)
  })

  it('bill all tokens as input where output is not sold', () => {
    expect(linesOf(offer({ output: 0 }))).toEqual([
      'Fresh input: 100M tokens × $2 per million = 200 USD [list]',
      'Bill a month: fresh input = 200 USD []',
    ])
  })

  it('have cached input at its own rate, which is no batch rate', () => {
    expect(linesOf(offer({ ...known, above: [] }), { cachedShare: 0.4, batchShare: 0.5 })).toEqual([
      'Fresh input: 22.5M tokens × $2 per million = 45 USD [list]',
      'Fresh input in batches: 22.5M tokens × $1 per million = 22.5 USD [list]',
      'Cached input: 30M tokens × $1 per million, cache writes as fresh input, 15M of them may wait without a known batch rate = 30 USD [list]',
      'Output: 12.5M tokens × $8 per million = 100 USD [list]',
      'Output in batches: 12.5M tokens × $4 per million = 50 USD [list]',
      'Bill a month: fresh input + fresh input in batches + cached input + output + output in batches = 247.5 USD []',
    ])
  })

  it('say what is cached or may wait without a known rate for that, and bill it as the rest', () => {
    expect(linesOf(offer(), { cachedShare: 0.4, batchShare: 0.5 })).toEqual([
      'Fresh input: 75M tokens × $2 per million, 30M of them cached without a known rate for that, 37.5M of them may wait without a known batch rate = 150 USD [list]',
      'Output: 25M tokens × $8 per million, 12.5M of them may wait without a known batch rate = 200 USD [list]',
      'Bill a month: fresh input + output = 350 USD []',
    ])
  })

  it('say until when a price is announced', () => {
    expect(linesOf(offer({ until: '2026-12-31' }))[1]).toBe(
      'Output: 25M tokens × $8 per million, a price announced until 2026-12-31 only = 200 USD [list]',
    )
  })
})

describe('rates', () => {
  it('are those of the region where there are any, without batches', () => {
    expect(linesOf(offer(known), { cachedShare: 0.4, batchShare: 0.5 }, 'eu')).toEqual([
      'Fresh input: 45M tokens × $3 per million in eu, 22.5M of them may wait without a known batch rate = 135 USD [list]',
      'Cached input: 30M tokens × $1.5 per million in eu, cache writes as fresh input, 15M of them may wait without a known batch rate = 45 USD [list]',
      'Output: 25M tokens × $12 per million in eu, 12.5M of them may wait without a known batch rate = 300 USD [list]',
      'Bill a month: fresh input + cached input + output = 480 USD []',
    ])
    expect(linesOf(offer(known), {}, 'us')).toEqual(linesOf(offer(known)))
  })

  it('are dearer above a size of requests, not at it, and without batches', () => {
    const output = (requestTokens: number) => linesOf(offer(known), { requestTokens, batchShare: 0.5 }).slice(0, -1).at(-1)
    expect([1000, 1001, 5000, 5001].map(output)).toEqual([
      'Output in batches: 12.5M tokens × $4 per million = 50 USD [list]',
      'Output: 25M tokens × $12 per million in requests above 1000 tokens, 12.5M of them may wait without a known batch rate = 300 USD [list]',
      'Output: 25M tokens × $12 per million in requests above 1000 tokens, 12.5M of them may wait without a known batch rate = 300 USD [list]',
      'Output: 25M tokens × $16 per million in requests above 5000 tokens, 12.5M of them may wait without a known batch rate = 400 USD [list]',
    ])
  })

  it('of long requests in a region have its premium', () => {
    expect(linesOf(offer(known), { requestTokens: 2000, cachedShare: 0.4 }, 'eu')).toEqual([
      'Fresh input: 45M tokens × $6 per million in eu in requests above 1000 tokens = 270 USD [list]',
      'Cached input: 30M tokens × $1.5 per million in eu in requests above 1000 tokens, cache writes as fresh input = 45 USD [list]',
      'Output: 25M tokens × $18 per million in eu in requests above 1000 tokens = 450 USD [list]',
      'Bill a month: fresh input + cached input + output = 765 USD []',
    ])
  })

  it('of long requests in a region are those of elsewhere where the base is free', () => {
    const free = offer({ input: 0, regions, above })
    expect(linesOf(free, { requestTokens: 2000 }, 'eu')[0]).toContain('75M tokens × $4 per million in eu')
  })

  it.each([
    ['the base', offer({ ...known, cached: undefined })],
    ['the region', offer({ ...known, regions: new Map([['eu', { id: 'e', input: 3, output: 12, cached: undefined }]]) })],
    ['long requests', offer({ ...known, above: [{ tokens: 1000, input: 4, output: 12, cached: undefined }] })],
  ])('of cached input in long requests of a region are unknown where that of %s is', (_, of) => {
    expect(linesOf(of, { requestTokens: 2000, cachedShare: 0.4 }, 'eu')).toEqual([
      'Fresh input: 75M tokens × $6 per million in eu in requests above 1000 tokens, 30M of them cached without a known rate for that = 450 USD [list]',
      'Output: 25M tokens × $18 per million in eu in requests above 1000 tokens = 450 USD [list]',
      'Bill a month: fresh input + output = 900 USD []',
    ])
  })
})

it.each([
  [0.1 + 0.2, '0.3'],
  [-0.1 - 0.2, '-0.3'],
  [1e10 - 1, '9999999999'],
  [12_345_678_901, '12345678900'],
  [-12_345_678_901, '-12345678900'],
  [1e9 + 0.123, '1000000000'],
])('%d is written %s', (value, written) => {
  expect(plain(value)).toBe(written)
})
