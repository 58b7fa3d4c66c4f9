// Volumes that change the answer: told exactly, to the token, and none left out.

import { describe, expect, it } from 'vitest'
import fc from './fc.ts'
import { advise } from './support.ts'

const steady = { 'data-residency': 'anywhere', 'frontier-need': 'none', 'ops-capacity': 'yes', traffic: 'steady' } as const

const prices = { 'gpu-hour': 0.9, 'engineer-hours': 10, 'engineer-rate': 120 }

const at = (tokens: number, figures: Readonly<Record<string, number>> = prices) => advise({ ...steady, tokens }, { figures })

const volumeFlips = (tokens: number, figures?: Readonly<Record<string, number>>) =>
  at(tokens, figures).flips.filter(({ question }) => question === 'tokens')

const tierAt = (tokens: number, figures?: Readonly<Record<string, number>>) => at(tokens, figures).recommendation.tier

describe('volumes that change the answer', () => {
  it('upwards: one token less stays, the volume itself flips', () => {
    const [flip] = volumeFlips(300e6)
    expect(flip).toMatchObject({ direction: 'up', tier: 'self-hosted-open' })
    const volume = flip?.at ?? 0
    expect([tierAt(volume - 1), tierAt(volume)]).toEqual(['hosted-open', 'self-hosted-open'])
  })

  it('downwards: one token more stays, the volume itself flips', () => {
    const flip = volumeFlips(30e9).find(({ direction }) => direction === 'down')
    expect(flip?.tier).toBe('hosted-open')
    const volume = flip?.at ?? 0
    expect([tierAt(volume), tierAt(volume + 1)]).toEqual(['hosted-open', 'self-hosted-open'])
  })

  it('is where own GPUs save exactly the margin of the figure', () => {
    const [flip] = volumeFlips(300e6)
    const bill = (id: string) => at(flip?.at ?? 0).cost.bills.find((each) => each.id === id)?.monthlyUsd ?? 0
    expect(1 - bill('self-hosted-open') / bill('hosted-open')).toBeCloseTo(0.3, 5)
  })

  it('none at the list prices of GPUs, where own ones never save enough', () => {
    expect(volumeFlips(300e6, {})).toEqual([])
    expect(tierAt(1e12, {})).toBe('hosted-open')
  })

  it('none without a team, whatever the volume', () => {
    const { flips } = advise({ ...steady, 'ops-capacity': 'no', tokens: 30e9 }, { figures: prices })
    expect(flips.filter(({ question }) => question === 'tokens')).toEqual([])
    expect(flips).toContainEqual(expect.objectContaining({ question: 'ops-capacity', to: 'yes', tier: 'self-hosted-open' }))
  })

  it('for any prices and volume: up to the next flip nothing changes, and at it something does', () => {
    const figures = fc.record({
      'gpu-hour': fc.double({ min: 0.2, max: 4, noNaN: true }),
      'engineer-hours': fc.integer({ min: 0, max: 80 }),
      utilisation: fc.double({ min: 0.1, max: 1, noNaN: true }),
    })
    const volume = fc.integer({ min: 6, max: 11 }).chain((power) => fc.integer({ min: 1, max: 99 }).map((digits) => digits * 10 ** power))
    fc.assert(
      fc.property(figures, volume, fc.double({ min: 0, max: 1, noNaN: true }), (own, tokens, between) => {
        const here = tierAt(tokens, own)
        const flips = volumeFlips(tokens, own)
        for (const { at: there = 0, direction, tier } of flips) {
          expect(tierAt(there, own)).toBe(tier)
          expect(tier).not.toBe(here)
          expect(tierAt(direction === 'up' ? there - 1 : there + 1, own)).toBe(here)
          expect(tierAt(Math.round(tokens + (there - tokens) * between * 0.999), own)).toBe(here)
        }
        // Where no flip is told, none is found either, up to the largest volume that is looked at.
        if (!flips.some(({ direction }) => direction === 'up'))
          expect(tierAt(Math.round(tokens + (1e12 - tokens) * between), own)).toBe(here)
        if (!flips.some(({ direction }) => direction === 'down')) expect(tierAt(Math.max(1, Math.round(tokens * between)), own)).toBe(here)
      }),
      { numRuns: 150 },
    )
  })
})

describe('own GPUs that serve next to nothing, so that there are very many of them', () => {
  const tiny = (utilisation: number, hour: number, tokens: number) =>
    advise(
      { ...steady, 'cost-dominant': 'yes', task: 'extraction', tokens },
      { figures: { 'engineer-hours': 0, utilisation, 'gpu-hour': hour } },
    )

  it('are told the nearest flips, also beyond the first thousand stairs', () => {
    const { recommendation, flips } = tiny(0.05, 0.031532463, 684_691_060_800)
    const found = flips.filter(({ question }) => question === 'tokens')
    expect(found.map(({ direction }) => direction)).toEqual(['up', 'down'])
    for (const { at = 0, direction, tier } of found) {
      expect(tiny(0.05, 0.031532463, at).recommendation.tier).toBe(tier)
      expect(tiny(0.05, 0.031532463, direction === 'up' ? at - 1 : at + 1).recommendation.tier).toBe(recommendation.tier)
    }
  })

  it('do not take longer than others', () => {
    expect(tiny(1e-8, 0, 1e9).flips).toBeDefined()
  })
})
