// A price that was announced until a day, checked around that day.

import { describe, expect, it } from 'vitest'
import { drift, driftOfPlan, type Layer, told } from './drift.ts'

const hosted = { 'data-residency': 'anywhere', tokens: '300M' }
const until = (day: string): Layer => ({ offers: { 'qwen3.8-27b': { deepinfra: { until: day } } } })

describe('a price that was announced until a day', () => {
  const on = (date: string, failOn = 'staleness') => drift({ answers: hosted, before: until('2026-11-30'), date, failOn })

  it('holds on its last day', async () => {
    expect(told(await on('2026-11-30'))).toEqual([])
  })

  it('is stale from the next', async () => {
    expect(told(await on('2026-12-01'))).toEqual([
      'fails staleness: The price of Qwen3.8 27B at DeepInfra was announced until 2026-11-30 only.',
    ])
    expect((await on('2026-12-01', 'tier')).holds).toBe(true)
  })

  it('is stale for each workload of a plan that rests on it, and for no other', async () => {
    const inside = { 'data-residency': 'air-gapped', tokens: '300M' }
    const checked = await driftOfPlan([hosted, inside], { before: until('2026-11-20') })
    expect(checked.map(told)).toEqual([['note staleness: The price of Qwen3.8 27B at DeepInfra was announced until 2026-11-20 only.'], []])
  })
})
