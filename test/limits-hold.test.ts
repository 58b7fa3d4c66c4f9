// What a rule leaves out stays out: a result beyond a limit is no result, whichever rule leads there.

import { describe, expect, it } from 'vitest'
import { recommend } from '../src/advise/recommend.ts'
import { linePlanner } from '../src/decisions/lines.ts'
import { givenIn } from '../src/engine/trail.ts'
import type { Answers, Tree } from '../src/types.ts'
import { laid } from './laid.ts'
import { maker } from './support.ts'

const row = (effect: string) =>
  `voice: { before: permissive, if: { task: voice }, ${effect}, because: The best voices are closed., sources: { "003": x } }`

const always = (effect: string): Tree => laid(`steps: { license: { rules: { ${row(effect)} } } }`).tree

const adviseBy = (tree: Tree, answers: Answers) => recommend(tree, { answers }, maker)

const airGapped: Answers = { 'data-residency': 'air-gapped', task: 'voice' }

describe('an overlay that sends answers beyond a limit', () => {
  it('of a rule for everything gives no tier, and names the rule, the tier and the limit', () => {
    expect(() => adviseBy(always('tier: frontier-closed'), airGapped)).toThrow(
      'the rule "voice" leads to frontier-closed, but the rule "air-gapped" leaves only self-hosted-open.',
    )
  })

  it('of a rule for the hard slice as well', () => {
    const tree = always('slice: frontier-private')
    expect(() => adviseBy(tree, airGapped)).toThrow('the rule "voice" leads to frontier-private')
    expect(adviseBy(tree, { ...airGapped, 'data-residency': 'contract', 'frontier-need': 'none' }).recommendation.tier).toBe('hybrid')
  })

  it('leaves other answers alone, and does not offer a change that leads beyond it', () => {
    const tree = always('tier: frontier-closed')
    expect(adviseBy(tree, { 'data-residency': 'anywhere', task: 'voice' }).recommendation.tier).toBe('frontier-closed')
    const { flips, ruledOut } = adviseBy(tree, { 'data-residency': 'air-gapped', task: 'chat' })
    expect(flips.filter(({ question }) => question === 'task')).toEqual([])
    expect(ruledOut.find(({ tier }) => tier === 'frontier-closed')?.wouldTake).toMatchObject({ 'data-residency': 'anywhere' })
  })

  it('is told on its line, too', () => {
    const tree = always('tier: frontier-closed')
    const workload = { name: 'n', owner: undefined, settings: undefined, given: givenIn(tree, airGapped), answers: () => airGapped }
    const line = linePlanner(tree)(1, workload)
    expect(line).toEqual({ error: { code: 'E_NO_TIER', message: expect.stringContaining('"air-gapped" leaves only self-hosted-open') } })
  })
})
