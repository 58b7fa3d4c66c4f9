// What `pick-llm check` refuses or notices in the text of a record that people edited.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecommendationJson } from '../src/contract.ts'
import type { CheckJson } from '../src/contract-check.ts'
import type { PlanJson } from '../src/contract-plan.ts'
import { type Ran, run } from './run-here.ts'

const folder = mkdtempSync(join(tmpdir(), 'check-read-'))
afterAll(() => rmSync(folder, { recursive: true }))

const check = (record: object, ...args: string[]): Promise<Ran> => {
  writeFileSync(join(folder, 'r.json'), JSON.stringify(record, null, 2))
  return run(['check', join(folder, 'r.json'), ...args])
}
const found = async (record: object) => {
  const { code, stdout } = await check(record, '--json')
  const { files, decisions } = JSON.parse(stdout) as CheckJson
  return [code, [...files, ...decisions].flatMap(({ findings }) => findings.map(({ kind, says }) => `${kind}: ${says}`))]
}

let made: RecommendationJson
let plan: PlanJson
beforeAll(async () => {
  made = JSON.parse((await run(['--data-residency', 'anywhere', '--tokens', '300M', '--yes', '--json'])).stdout) as RecommendationJson
  const input =
    'defaults: { data-residency: anywhere, tokens: 300M }\nworkloads: [{ name: a }, { name: b, answers: { task: agentic-coding } }]\n'
  plan = JSON.parse((await run(['plan', '-', '--json'], { input })).stdout) as PlanJson
})

describe('a tier finding', () => {
  it('is another headline of a plan', async () => {
    expect(await found({ ...plan, recommendation: { ...plan.recommendation, tier: 'frontier-private' } })).toEqual([
      1,
      [`tier: The plan as a whole was frontier-private and is now ${plan.recommendation.tier}.`],
    ])
  })

  it.each([
    ['no parts', [], 'none'],
    ['another slice', [{ slice: 'hard', tier: 'hosted-open' }], 'hard: hosted-open'],
    ['another tier', [{ slice: 'rest', tier: 'frontier-closed' }], 'rest: frontier-closed'],
  ])('is %s', async (_, parts, was) => {
    const says = `tier: The parts were ${was} and are now rest: hosted-open.`
    expect(await found({ ...made, recommendation: { ...made.recommendation, parts } })).toEqual([1, [says]])
    const [first, ...rest] = plan.workloads
    const edited = { ...first, recommendation: { ...first?.recommendation, parts } }
    expect(await found({ ...plan, workloads: [edited, ...rest] })).toEqual([1, [says]])
  })

  it('is none where an older record says no parts', async () => {
    const { parts: _, ...recommendation } = made.recommendation
    expect(await found({ ...made, recommendation })).toEqual([0, []])
  })
})

describe('what a reader relies on', () => {
  const listed = (change: object) => ({
    ...made,
    shortlist: made.shortlist.map((each, index) => (index === 0 ? { ...each, ...change } : each)),
  })

  it.each([
    ['license', { license: 'mit-0' }, () => `license was mit-0 and is now ${made.shortlist[0]?.license}`],
    ['origin', { origin: 'xx' }, () => `origin was xx and is now ${made.shortlist[0]?.origin}`],
  ])('fails where the %s of a model is edited', async (_, change, text) => {
    expect(await found(listed(change))).toEqual([
      1,
      [`shortlist: The shortlist has changed: of ${made.shortlist[0]?.title}, the ${text()}.`],
    ])
  })

  it('is one note where it is text', async () => {
    const edited = {
      ...listed({ because: 'because' }),
      recommendation: { ...made.recommendation, summary: 'Other.' },
      command: 'npx pick-llm',
      sources: [],
      cost: { ...made.cost, tokensPerMonth: 1 },
    }
    expect(await found(edited)).toEqual([
      0,
      [
        "text: The record's text differs from what its answers give: recommendation.summary, shortlist, cost.tokensPerMonth, sources, command.",
      ],
    ])
    const workloads = plan.workloads.map((each, index) => (index === 0 ? { ...each, command: 'npx pick-llm' } : each))
    expect(await found({ ...plan, workloads, withoutModel: ['a'] })).toEqual([
      0,
      [
        "text: The record's text differs from what its answers give: withoutModel.",
        "text: The record's text differs from what its answers give: command.",
      ],
    ])
  })
})

describe('a record that people edited', () => {
  it('is refused with a key at the top that no version wrote, with what was meant', async () => {
    const { code, stderr } = await check({ ...made, waiver: [] })
    expect([code, stderr]).toEqual([3, expect.stringMatching(/r\.json:\d+:3 {2}there is no key "waiver" here\. Did you mean "waivers"\?/)])
    expect((await check({ ...plan, sharedGPUs: [] })).stderr).toContain('there is no key "sharedGPUs" here. Did you mean "sharedGpus"?')
    const workloads = plan.workloads.map((each) => ({ ...each, waiver: [] }))
    expect((await check({ ...plan, workloads })).stderr).toContain('workloads, a: there is no key "waiver" here. Did you mean "waivers"?')
  })

  it('is refused with a bill below nothing', async () => {
    const cost = { ...made.cost, bills: made.cost.bills.map((bill) => ({ ...bill, monthlyUsd: -1 })) }
    const { code, stderr } = await check({ ...made, cost })
    expect([code, stderr]).toEqual([3, expect.stringContaining('cost, bills, entry 1, monthlyUsd: write a number from 0')])
    expect((await check({ ...plan, total: { ...plan.total, low: -5 } })).stderr).toContain('total, low: write a number from 0')
  })

  it('with an absurd bill is told in numbers that can be read', async () => {
    const cost = { ...made.cost, bills: made.cost.bills.map((bill) => ({ ...bill, monthlyUsd: 1e308, low: 1e300, high: 1e308 })) }
    const { stdout, code } = await check({ ...made, cost })
    expect(code).toBe(1)
    expect(stdout).toContain('The bill was $1e+308 a month')
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })

  it('names a mistake in a waiver in plain words', async () => {
    const { stderr } = await check({ ...made, waivers: [{ for: 'cost', reason: 'r', owner: 'o' }] })
    expect(stderr).toContain('waivers, entry 1, expires: is missing; write text')
    expect(stderr).not.toMatch(/Invalid|undefined/)
  })
})

describe('the rules of a record of the same version', () => {
  const note =
    'overlays: The rules or prices are not those of this version, though no overlay is named: the record was edited, or made by another build.'
  it.each([
    ['another rules hash', () => ({ rules: { ...made.rules, sha256: '0'.repeat(64) } })],
    ['another catalog hash', () => ({ catalog: { ...made.catalog, sha256: '0'.repeat(64) } })],
    ['another catalog date', () => ({ catalog: { ...made.catalog, asOf: '2020-01-01' } })],
    ['another rules version', () => ({ rules: { ...made.rules, version: '2020-01-01' } })],
  ])('are told to be others with %s', async (_, change) => {
    expect(await found({ ...made, ...change() })).toEqual([0, [note]])
  })

  it('are told to be those of another version, with a tool version of its own', async () => {
    const tool = { ...made.tool, version: '9.9.9' }
    expect(await found({ ...made, tool })).toEqual([
      0,
      ['overlays: The record says that pick-llm 9.9.9 made it, but has the rules and prices of this version.'],
    ])
  })
})
