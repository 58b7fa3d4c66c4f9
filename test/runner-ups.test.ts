// A runner-up is the next best tier: one that a limit of another rule leaves out is found, and is never shown.

import { describe, expect, it } from 'vitest'
import { recommend } from '../src/advise/recommend.ts'
import { check } from './checked.ts'
import { laid } from './laid.ts'
import { maker } from './support.ts'

const dominant = (runnerUp: string) => `steps: { cost-dominance: { rules: { dominant: { runner-up: ${runnerUp} } } } }\n`
const residency = (rule: string) => `steps: { data-residency: { rules: { ${rule} } } }\n`
const found = async (...texts: string[]) => (await check(...texts)).filter(({ id }) => id === 'forbidden-tier')

describe('a runner-up that a limit leaves out', () => {
  it('is found at its line, with answers for which it is not shown', async () => {
    const all = await found(dominant('frontier-closed'))
    expect(all.map(({ note, file, line, path, says, other }) => [note, file.slice(-9), line, path, says, other?.path])).toEqual(
      ['contract', 'region'].map((limit) => [
        false,
        'ours.yaml',
        1,
        'steps.cost-dominance.rules.dominant.runner-up',
        `names frontier-closed as its runner-up, which ${limit} leaves out`,
        `steps.data-residency.rules.${limit}.only.tiers`,
      ]),
    )
    const { tree } = laid(dominant('frontier-closed'))
    for (const { proof } of all) {
      const result = recommend(tree, { answers: { region: 'eu', ...proof?.answers } }, maker)
      expect(result.steps.find(({ id }) => id === 'cost-dominance')?.rule).toBe('dominant')
      expect(result.runnerUp?.tier).not.toBe('frontier-closed')
      expect(['hosted-open', 'frontier-private', 'self-hosted-open', 'hybrid', undefined]).toContain(result.runnerUp?.tier)
    }
  })

  it('is found where it is a split, and one tier alone is left', async () => {
    const only = 'only: { tiers: [hosted-open] }, tier: hosted-open'
    const one = `steps: { cost-dominance: { rules: { voice: { before: dominant, if: { task: voice }, ${only}, because: b, sources: { "003": x } } } }, ops-capacity: { rules: { realtime-hosted: { tier: hosted-open, runner-up: hybrid } } } }\n`
    expect((await found(one)).map(({ says }) => says)).toContain('names hybrid as its runner-up, which voice leaves out')
  })

  it('is shown where no limit leaves it out', () => {
    const { tree } = laid(dominant('frontier-closed'))
    const answers = { 'data-residency': 'anywhere', task: 'chat', 'cost-dominant': 'yes', 'frontier-need': 'none' }
    expect(recommend(tree, { answers }, maker).runnerUp?.tier).toBe('frontier-closed')
  })

  it('is not found where its row has a condition', async () => {
    expect(
      await found(dominant('[{ if: { data-residency: [contract, region] }, tier: frontier-private }, { tier: frontier-closed }]')),
    ).toEqual([])
  })

  it('by its own rule, is found where an overlay puts it there, unless it says why', async () => {
    const says = 'names frontier-closed as its runner-up, which own-network leaves out'
    expect((await found(residency('own-network: { runner-up: frontier-closed }'))).map((each) => [each.note, each.says])).toEqual([
      [false, says],
    ])
    const all = await check(residency('own-network: { runner-up: frontier-closed, lifts-limits: It shows what is given up. }'))
    expect(all.map((each) => [each.id, each.note, each.says])).toEqual([
      ['forbidden-tier', true, `${says}, because: It shows what is given up.`],
    ])
  })

  it('by its own rule, is not found of a rule that is new, or that named it before', async () => {
    const own =
      'ours: { before: own-network, if: { data-residency: own-network, task: voice }, tier: self-hosted-open, only: { tiers: [self-hosted-open] }, runner-up: frontier-private, because: b, sources: { "003": x } }'
    expect(await found(residency(own))).toEqual([])
    expect(await found(residency('air-gapped: { runner-up: hosted-open }'))).toEqual([])
  })
})
