// A plan that is checked under the rules it was made with: nothing has moved, whatever workloads stand beside each other.

import { describe, expect, it } from 'vitest'
import type { RecordedPlan } from '../src/contract-record.ts'
import { type PlanToday, planFindings } from '../src/decisions/check-file.ts'
import type { Found } from '../src/decisions/found.ts'
import type { Move } from '../src/decisions/moves.ts'
import { driftOfPlan, quiet, told } from './drift.ts'
import { randomFrom } from './random.ts'
import { tree } from './support.ts'

const random = randomFrom(7)

/** Answers to some of the questions, and to what has to be answered. */
function randomAnswers(): Record<string, string> {
  const answers: Record<string, string> = { tokens: ['20M', '300M', '30B'][random(3)] ?? '1M' }
  for (const question of tree.questions) {
    if (question.kind !== 'choice' || (random(2) === 0 && question.assume.length > 0)) continue
    answers[question.id] = question.options[random(question.options.length)]?.id ?? ''
  }
  return answers
}

describe('a fresh plan', () => {
  const european = { 'data-residency': 'region', region: 'eu', 'frontier-need': 'none', tokens: '100M' }

  it('has not moved where two workloads have other rows of preferred models of one tier', async () => {
    const checked = await driftOfPlan([
      { ...european, task: 'extraction', 'cost-dominant': 'yes' },
      { ...european, task: 'chat' },
    ])
    expect(checked.flatMap((each) => [...told(each), ...quiet(each)])).toEqual([])
  })

  it('has not moved where workloads are random', async () => {
    const checked = await driftOfPlan(Array.from({ length: 60 }, randomAnswers))
    expect(checked.length).toBe(60)
    expect(
      checked.map((each) => [...told(each).filter((line) => !line.includes('asOf') && !line.includes('staleness')), ...quiet(each)]),
    ).toEqual(checked.map(() => []))
  })
})

it('what made one workload cheaper is no reason why the total has risen', () => {
  const move = (id: string): Move => ({ kind: 'prices', id, field: 'input', was: 1, now: 2 })
  const cost = (was: string, now: string, id: string): Found => ({ kind: 'cost', says: '', was, now, moved: [move(id)] })
  const found = [cost('$1,000.00', '$3,000.00', 'up'), cost('$900.00', '$100.00', 'down'), cost('unknown', '$5.00', 'known')]
  const total = (monthlyUsd: number) => ({ total: { monthlyUsd, low: null, high: null } }) as RecordedPlan
  const instead = { monthlyUsd: null, without: [] }
  const after = (monthlyUsd: number) => {
    const now = { ...total(monthlyUsd).total, everythingFrontier: instead, everythingHostedOpen: instead }
    return { recommendation: {}, withoutModel: [], routing: [], sharedGpus: [], total: now } as unknown as PlanToday
  }
  const moved = (was: number, now: number) =>
    planFindings(total(was), after(now), 0.1, found).flatMap((each) => each.moved.map(({ id }) => id))
  expect(moved(1900, 3100)).toEqual(['up'])
  expect(moved(3100, 1900)).toEqual(['down'])
})
