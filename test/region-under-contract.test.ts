// A region that was named although nothing asked for it: under an agreement it holds as well, elsewhere it is told to be no limit.

import { describe, expect, it } from 'vitest'
import { recommend } from '../src/advise/recommend.ts'
import { everyPath } from '../src/engine/paths.ts'
import { laid, told } from './laid.ts'
import { advise, maker, tree } from './support.ts'

const under = { 'data-residency': 'contract', 'frontier-need': 'all', tokens: 60e6 } as const
const private_ = (answers: Readonly<Record<string, string | number>>) => advise(answers).cost.bills.find(({ id }) => id === 'private')

describe('a region under an agreement', () => {
  it('is held, and billed at its rates', () => {
    const result = advise({ ...under, region: 'eu' })
    expect(result.answers['region']).toMatchObject({ value: 'eu' })
    expect(result.shortlist.length).toBeGreaterThan(0)
    for (const { idAtHost } of result.shortlist) expect(idAtHost).not.toMatch(/^global\./)
    expect(private_({ ...under, region: 'eu' })?.monthlyUsd).toBeGreaterThan(private_(under)?.monthlyUsd ?? Number.POSITIVE_INFINITY)
  })

  it('leaves nothing where no host with an agreement serves it', () => {
    const result = advise({ ...under, region: 'ch' })
    expect(result.shortlist).toEqual([])
    expect(result.cautions.map(({ id }) => id).join(' ')).toMatch(/empty/)
  })

  it('is repeated by the printed command', () => {
    expect(advise({ ...under, region: 'eu' }).command).toContain('--region eu')
  })

  it('is not asked for', () => {
    const asked = [...everyPath(tree, 'shortlist', { 'data-residency': 'contract' })].flatMap(({ answers }) =>
      answers.map(({ question }) => question.id),
    )
    expect(asked).not.toContain('region')
    expect(advise(under).answers['region']).toBeUndefined()
  })
})

it('a region where data may go anywhere is told to limit nothing', () => {
  const cautions = (region?: string) => advise({ 'data-residency': 'anywhere', ...(region ? { region } : {}) }).cautions.map(({ id }) => id)
  expect(cautions('eu')).toContain('region-without-limit')
  expect(cautions()).not.toContain('region-without-limit')
})

it('nor does a region that was only assumed count as named', () => {
  const { tree: assuming } = laid('questions: { region: { assume: [{ value: eu, because: Ours. }] } }\n')
  const cautions = (region?: string | null) =>
    recommend(assuming, { answers: { 'data-residency': 'anywhere', region } }, maker).cautions.map(({ id }) => id)
  expect(cautions()).not.toContain('region-without-limit')
  expect(cautions(null)).not.toContain('region-without-limit')
  expect(cautions('eu')).toContain('region-without-limit')
})

it('a question that a caution looks for has to be there', () => {
  expect(told('cautions: { region-without-limit: { if-given: regoin } }\n')[0]).toMatch(
    /^a\.yaml:1:\d+ cautions.region-without-limit.if-given: .*"regoin"/,
  )
})
