// Bans laid over the rules, or lifted, alone and beside other changes: the ban is named, and what pushed the other way is not.

import { describe, expect, it } from 'vitest'
import { type Case, drift, driftOfPlan, type Layer, told } from './drift.ts'

const hosted = { 'data-residency': 'anywhere', tokens: '300M' }
const european = { 'data-residency': 'region', region: 'eu', 'frontier-need': 'none', tokens: '300M' }

const ban = (what: object): Layer => ({ bans: { 'no-x': { because: 'Not cleared.', ...what } } })
const lifted: Layer = { bans: { 'no-x': null } }
const inEurope = (input: number) => ({ offers: { 'mistral-large-3': { mistral: { regions: { eu: { input } } } } } })

const fails = (text: string) => expect.stringContaining(`fails ${text}`)
const banOn = (id: string, kind = 'models') => `  ${kind} ${id} banned: not banned → no-x`
const banOff = (id: string, kind = 'models') => `  ${kind} ${id} banned: no-x → not banned`

interface Row extends Case {
  readonly change: string
  readonly says: readonly unknown[]
}

const rows: readonly Row[] = [
  {
    change: 'a ban of a model',
    answers: hosted,
    layer: ban({ models: ['qwen3.8-27b'] }),
    says: ['fails shortlist: The shortlist has changed: Qwen3.8 27B is gone, it is banned (no-x).', banOn('qwen3.8-27b')],
  },
  {
    change: 'a ban of a model that is lifted',
    answers: hosted,
    before: ban({ models: ['qwen3.8-27b'] }),
    layer: lifted,
    says: ['fails shortlist: The shortlist has changed: Qwen3.8 27B is new.', banOff('qwen3.8-27b')],
  },
  {
    change: 'a ban of a country',
    answers: hosted,
    layer: ban({ origins: ['cn'] }),
    says: [
      fails(
        'shortlist: The shortlist has changed: Qwen3.8 27B is gone, it is banned (no-x); DeepSeek V4.1 Flash is gone, it is banned (no-x)',
      ),
      banOn('qwen3.8-27b'),
      banOn('deepseek-v4.1-flash'),
    ],
  },
  {
    change: 'a ban of a country that is lifted, which kept off a model and its successor',
    answers: hosted,
    before: ban({ origins: ['cn'] }),
    layer: lifted,
    says: [fails('shortlist: '), banOff('qwen3.8-27b'), banOff('deepseek-v4-flash'), banOff('deepseek-v4.1-flash')],
  },
  {
    change: 'a ban of a host',
    answers: hosted,
    layer: ban({ hosts: ['deepinfra'] }),
    says: [fails('shortlist: '), banOn('deepinfra', 'hosts'), fails('cost: '), banOn('deepinfra', 'hosts')],
  },
  {
    change: 'a ban of a host that is lifted',
    answers: hosted,
    before: ban({ hosts: ['deepinfra'] }),
    layer: lifted,
    says: [fails('shortlist: '), banOff('deepinfra', 'hosts'), fails('cost: '), banOff('deepinfra', 'hosts')],
  },
  {
    change: 'a ban of a license',
    answers: hosted,
    layer: ban({ licenses: ['apache-2.0'] }),
    says: [
      fails('shortlist: '),
      banOn('qwen3.8-27b'),
      banOn('mistral-large-3'),
      fails('cost: '),
      banOn('qwen3.8-27b'),
      banOn('mistral-large-3'),
    ],
  },
  {
    change: 'another ban than before',
    answers: hosted,
    before: ban({ models: ['qwen3.8-27b'] }),
    layer: { bans: { 'no-x': null, 'no-y': { models: ['qwen3.8-27b', 'mistral-large-3'], because: 'x' } } },
    says: [
      fails('shortlist: The shortlist has changed: Mistral Large 3 is gone, it is banned (no-y)'),
      '  models mistral-large-3 banned: not banned → no-y',
      fails('cost: '),
      '  models mistral-large-3 banned: not banned → no-y',
    ],
  },
  {
    change: 'a ban, beside a dearer price of the same model and a cut of another',
    answers: hosted,
    layer: {
      ...ban({ models: ['qwen3.8-27b'] }),
      offers: { 'qwen3.8-27b': { deepinfra: { input: 0.3 } }, 'mistral-large-3': { mistral: { input: 0.4 } } },
    },
    says: [
      fails('shortlist: The shortlist has changed: Qwen3.8 27B is gone, it is banned (no-x).'),
      banOn('qwen3.8-27b'),
      fails('cost: The bill was $232.50 '),
      banOn('qwen3.8-27b'),
    ],
  },
  {
    change: 'a ban that makes the bill higher, beside a cut of the price that was paid',
    answers: european,
    layer: { ...ban({ models: ['mistral-large-3'] }), ...inEurope(0.4) },
    says: [fails('shortlist: '), banOn('mistral-large-3'), expect.stringMatching(/^fails cost: .*\+39%\.$/), banOn('mistral-large-3')],
  },
  {
    change: 'a price that rises, beside another of the same bill that falls by less',
    answers: european,
    layer: { offers: { 'mistral-large-3': { mistral: { regions: { eu: { input: 1.1, output: 1.5 } } } } } },
    says: [expect.stringMatching(/^fails cost: .*\+\d+%\.$/), '  prices mistral-large-3@mistral eu input: 0.55 → 1.1'],
  },
]

describe('the cause of', () => {
  it.each(rows)('$change', async ({ says, ...row }) => {
    expect(told(await drift(row))).toEqual(says)
  })

  it.each(rows)('$change, in a plan', async ({ says, answers, ...row }) => {
    const [first] = await driftOfPlan([answers, { 'data-residency': 'own-network', tokens: '300M' }], row)
    expect(first && told(first)).toEqual(says)
  })
})

describe('what cannot be put back', () => {
  it('is not explained by what pushed the other way', async () => {
    const gone = { offers: { 'mistral-large-3': { mistral: { regions: { eu: null } } }, 'qwen3.8-27b': { ovhcloud: { input: 0.3 } } } }
    const { findings } = await drift({ answers: european, layer: { ...gone, models: { 'mistral-large-3': { status: 'retired' } } } })
    const cost = findings.find(({ kind }) => kind === 'cost')
    expect(cost?.moved.map(({ id }) => id)).not.toContain('qwen3.8-27b@ovhcloud')
  })
})
