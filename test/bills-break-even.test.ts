// Break-evens and turning points of small staircases, against looking at every volume, and worked out in the head.

import { describe, expect, it } from 'vitest'
import { breakEven, fewTurns, firstBreakEven, turningPoints } from '../src/cost/break-even.ts'
import { lowestUsd, type Stairs } from '../src/cost/own.ts'
import { deployment } from './priced.ts'
import { type Random, randomFrom } from './random.ts'

const load = { measured: { input: 1, output: 1, perGpu: 1, sources: {} }, perGpu: 1, how: '', why: '' }

/** A replica serves so many tokens, at most twice as many at full load. */
const stairs = (capacity: number, replicaUsd: number, fixedUsd: number, minReplicas = 1): Stairs => ({
  ...{ deployment: deployment(), load, rawCapacity: 2 * capacity, capacity, replicaUsd, fixedUsd, minReplicas },
})

describe('a break-even at $1 for a token', () => {
  it('is where the first replica that saves enough pays for all of them and the people', () => {
    // Each replica of 10 tokens saves $4, so five of them save the $20 of the people.
    expect(breakEven(stairs(10, 6, 20), 1)).toEqual({ kind: 'from', tokens: 50, replicas: 5, utilisation: 0.5, lasting: 7 * 6 + 20 })
    expect(breakEven(stairs(10, 6, 18), 1)).toEqual({ kind: 'from', tokens: 48, replicas: 5, utilisation: 0.48, lasting: 6 * 6 + 18 })
    expect(breakEven(stairs(10, 6, 20, 7), 1)).toEqual({ kind: 'from', tokens: 62, replicas: 7, utilisation: 62 / 140, lasting: 62 })
    expect(breakEven(stairs(10, 6, 20, 9), 1)).toEqual({ kind: 'from', tokens: 74, replicas: 9, utilisation: 74 / 180, lasting: 74 })
  })

  it('is never where a full replica saves nothing, and says what load would pay for it', () => {
    expect(breakEven(stairs(10, 11, 0), 1)).toEqual({ kind: 'never', utilisation: 0.55 })
    expect(breakEven(stairs(10, 10, 5), 1)).toEqual({ kind: 'never', utilisation: 0.5 })
  })

  it('goes by the price of a token', () => {
    expect(breakEven(stairs(10, 11, 36), 2)).toEqual({
      kind: 'from',
      tokens: (36 + 4 * 11) / 2,
      replicas: 4,
      utilisation: 0.5,
      lasting: 51,
    })
    expect(breakEven(stairs(10, 11, 0), 0.5)).toEqual({ kind: 'never', utilisation: 1.1 })
  })

  it('takes no replica more for the noise of binary fractions', () => {
    expect(0.4 / (0.3 - 0.1)).toBeGreaterThan(2)
    expect(breakEven(stairs(0.3, 0.1, 0.4), 1)).toMatchObject({ replicas: 2 })
    // The second one is cheaper from its very start, where the first one is full.
    expect(breakEven(stairs(0.3, 0.1, 0.1), 1)).toMatchObject({ replicas: 1, tokens: 0.2, lasting: 0.2 })
  })
})

describe('the break-even of several ways', () => {
  it('is that of the first one, and lasts from where the cheapest of all is never dearer again', () => {
    const [small, large] = [stairs(10, 6, 20), stairs(100, 50, 10)]
    // The small one pays up to 50 tokens, and again from 56 on; the large one from 60 on, before the small one needs a replica more.
    expect(firstBreakEven([small, large], 1)).toEqual({
      stairs: small,
      found: { kind: 'from', tokens: 50, replicas: 5, utilisation: 0.5, lasting: 56 },
    })
    expect(firstBreakEven([large, small], 1)).toEqual(firstBreakEven([small, large], 1))
    expect(firstBreakEven([small], 1).found).toEqual(breakEven(small, 1))
  })

  it('is never only where none pays, and then that of the way that comes nearest to it', () => {
    const [dear, dearer] = [stairs(10, 11, 0), stairs(10, 12, 0)]
    expect(firstBreakEven([dearer, dear], 1)).toEqual({ stairs: dear, found: { kind: 'never', utilisation: 0.55 } })
    expect(firstBreakEven([dear, dearer], 1).stairs).toBe(dear)
    const pays = stairs(100, 99, 1000)
    for (const ways of [
      [dear, pays],
      [pays, dear],
    ])
      expect(firstBreakEven(ways, 1)).toMatchObject({ stairs: pays, found: { kind: 'from' } })
  })

  it('is none of a way that never pays, however little load that would take', () => {
    const [dear, pays] = [{ ...stairs(10, 11, 0), rawCapacity: 1000 }, stairs(100, 99, 1000)]
    for (const ways of [
      [dear, pays],
      [pays, dear],
    ])
      expect(firstBreakEven(ways, 1).stairs).toBe(pays)
  })

  it('is looked for downwards over five hundred stretches', () => {
    // Stretches of both take turns, and are too short to meet: where one way is dearer, the other one is not.
    const both = [stairs(10, 10 - 1 / 256, 1), stairs(10.00125, 10.00125 - 1 / 256, 1)]
    const ends = both.map(({ replicaUsd, capacity }) => {
      const last = Math.ceil((1 + capacity) * 256) - 1
      return Array.from({ length: 600 }, (_, index) => 1 + (last - index) * replicaUsd)
    })
    const settled = Math.min(...ends.map(([last = 0]) => last))
    const [, ...stretches] = ends
      .flat()
      .filter((end) => end <= settled)
      .sort((a, b) => b - a)
    const { found } = firstBreakEven(both, 1)
    expect(found.kind === 'from' && found.lasting).toBeCloseTo(stretches[498] ?? 0, 6)
  })

  it('needs one way at least', () => {
    expect(() => firstBreakEven([], 1)).toThrow('a model without a deployment has no break-even')
  })
})

const someStairs = (random: Random): Stairs => {
  const capacity = 5 + random(60)
  // No whole dollars, so that no replica costs just what it serves at most.
  return stairs(capacity, 0.25 + random(capacity + 3), random(80), 1 + random(3))
}

const someWays = (seed: number): readonly Stairs[] => {
  const random = randomFrom(seed)
  return Array.from({ length: 1 + random(3) }, () => someStairs(random))
}

/** Whether the cheapest way costs no more than the API does. */
const pays = (ways: readonly Stairs[], usdPerToken: number, volume: number) => lowestUsd(ways, volume) <= usdPerToken * volume

const seeds = Array.from({ length: 120 }, (_, seed) => seed)

describe('by looking at every volume', () => {
  it('turning points are where the cheapest way starts or stops to pay', () => {
    let found = 0
    for (const seed of seeds) {
      const ways = someWays(seed)
      const upTo = [200, 400, 1000][seed % 3] ?? 0
      const expected = Array.from({ length: upTo }, (_, index) => index + 1).filter((at) => pays(ways, 1, at) !== pays(ways, 1, at - 1))
      expect([seed, fewTurns(ways, 1, upTo)]).toEqual([seed, true])
      expect([seed, turningPoints(ways, 1, upTo, 30)]).toEqual([seed, expected])
      found += expected.length
    }
    expect(found).toBeGreaterThan(200)
  })

  it('the first break-even is the first volume that pays, and the lasting one has none after it that does not', () => {
    const counts = { never: 0, from: 0, again: 0 }
    for (const seed of seeds) {
      const ways = someWays(seed)
      const { found } = firstBreakEven(ways, 1)
      counts[found.kind]++
      const volumes = Array.from({ length: 2000 }, (_, index) => index + 1)
      if (found.kind === 'never') {
        for (const { capacity, replicaUsd } of ways) expect(replicaUsd).toBeGreaterThanOrEqual(capacity)
        continue
      }
      const first = volumes.find((at) => pays(ways, 1, at)) ?? Number.POSITIVE_INFINITY
      if (found.tokens < 2000) expect([seed, Math.ceil(found.tokens)]).toEqual([seed, first])
      const last = volumes.findLast((at) => !pays(ways, 1, at)) ?? 0
      if (found.lasting > 1500) continue
      if (found.lasting > found.tokens) counts.again++
      // Everything up to a volume is dearer right below it, and everything from it on is not.
      expect([seed, last < found.lasting, last]).toEqual([seed, true, Math.min(last, Math.ceil(found.lasting) - 1)])
      expect([seed, pays(ways, 1, found.lasting - 1e-6)]).toEqual([seed, false])
      expect([seed, pays(ways, 1, found.lasting + 1e-6)]).toEqual([seed, true])
    }
    expect(Object.values(counts).every((count) => count > 2)).toBe(true)
  })
})

describe('of a staircase with more turning points than are looked at', () => {
  // A replica of 10 tokens saves a 256th of a dollar: the first stair that pays is the 256th, the last one that has to is the 2815th.
  const many = stairs(10, 10 - 1 / 256, 1)

  it('there are the first ones, the last ones and those around a volume', () => {
    const expected = Array.from({ length: 40_000 }, (_, index) => index + 1)
      .filter((at) => pays([many], 1, at) !== pays([many], 1, at - 1))
      .filter((at) => {
        const stair = Math.ceil(at / 10)
        return [256, 1500, 2816].some((near) => Math.abs(stair - near) <= 250)
      })
    expect(expected.length).toBeGreaterThan(900)
    expect(turningPoints([many], 1, 40_000, 15_000)).toEqual(expected)
  })

  it('they are more than a few, but for those up to a small volume', () => {
    expect([5059, 5060, 40_000].map((upTo) => fewTurns([many], 1, upTo))).toEqual([true, false, false])
    expect([fewTurns([stairs(250, 249, 10)], 1, 1e9), fewTurns([stairs(251, 250, 10)], 1, 1e9)]).toEqual([true, false])
    expect(fewTurns([stairs(10, 6, 20), many], 1, 1e9)).toBe(false)
  })

  it('none are where nothing is saved', () => {
    expect([stairs(10, 10, 0), stairs(10, 10, 5), stairs(10, 11, 0)].map((each) => fewTurns([each], 1, 1e9))).toEqual([true, true, true])
    expect(turningPoints([stairs(10, 10, 5), stairs(10, 11, 0)], 1, 1e9, 1e6)).toEqual([])
  })
})
