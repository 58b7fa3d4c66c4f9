// The bills that stand side by side, each by itself: what is billed, between which ends, how it is made up, and why there is none.

import { describe, expect, it } from 'vitest'
import type { Candidate } from '../src/catalog/shortlist.ts'
import { type Bill, billFor, type Market } from '../src/cost/bills.ts'
import { figuresOf } from '../src/cost/usage.ts'
import type { BillKind, Model, Offer, TierId, Tree, WholeTier } from '../src/types.ts'
import { deployment, figures, gpu, model, offer, usage } from './priced.ts'

const kind = (tier: TierId, models: readonly Model[] = []): BillKind => ({ id: 'k', title: 'K', tier, models })

/** On own machines where there are no offers. */
const candidate = (of: Model, offers: readonly Offer[] = []): Candidate =>
  ({ model: of, offer: offers[0], offers }) as Partial<Candidate> as Candidate

const hosted = model({ id: 'h', title: 'Hosted' })
const closed = model({ id: 'c', title: 'Closed' })
const own = model({ id: 'o', title: 'Own', deployments: [deployment()] })

const lists: Partial<Record<WholeTier, readonly Candidate[]>> = {
  'hosted-open': [candidate(hosted, [offer(), offer({ input: 1, output: 4 }), offer({ input: 3 })])],
  'frontier-closed': [candidate(closed, [offer({ input: 4, output: 16, asOf: '2025-12-31' })])],
  'self-hosted-open': [candidate(own)],
  'frontier-private': [],
}

const market = (more: Partial<Market> = {}): Market => ({
  candidates: (tier) => lists[tier] ?? [],
  tiers: new Set(['self-hosted-open', 'hosted-open', 'frontier-closed', 'frontier-private']),
  task: undefined,
  region: undefined,
  figures: figures(),
  split: { hard: 'frontier-closed', rest: 'hosted-open' },
  ...more,
})

/** All of a bill but for its kind; its steps in a line each. */
function shown({ kind: _, model: of, offer: at, derivation, slices, ...rest }: Bill) {
  const steps = derivation().map(({ what, how, value, unit, sources }) => `${what}: ${how} = ${value} ${unit} [${sources}]`)
  return { ...rest, model: of?.id, input: at?.input, steps, ...(slices && { slices: slices.map(({ slice, bill }) => [slice, bill.usd]) }) }
}

const none = { usd: undefined, low: undefined, high: undefined, pricesAsOf: undefined, input: undefined, steps: [] }

describe('a bill of a host', () => {
  it('is that of the first candidate, between the cheapest and the dearest offer', () => {
    const bill = billFor(kind('hosted-open'), usage, market())
    expect(shown(bill)).toEqual({
      ...{ model: 'h', input: 2, usd: 350, low: 175, high: 425, unknown: undefined, pricesAsOf: '2026-01-02' },
      steps: [
        'Fresh input: 75M tokens × $2 per million = 150 USD [list]',
        'Output: 25M tokens × $8 per million = 200 USD [list]',
        'Bill a month: fresh input + output = 350 USD []',
      ],
    })
    expect(bill.kind).toEqual(kind('hosted-open'))
    const alone = { ...market(), candidates: () => [candidate(hosted, [offer()]), candidate(closed, [offer({ input: 1 })])] }
    expect(shown(billFor(kind('hosted-open'), usage, alone))).toMatchObject({ usd: 350, low: 350, high: 350 })
  })

  it('is at the rates of the region, also at its ends', () => {
    const regions = new Map([['eu', { id: 'e', input: 4, output: 16, cached: undefined }]])
    const candidates = () => [candidate(hosted, [offer({ regions }), offer({ regions, output: 20 })])]
    expect(shown(billFor(kind('hosted-open'), usage, market({ region: 'eu', candidates })))).toMatchObject({
      usd: 700,
      low: 700,
      high: 700,
    })
    expect(shown(billFor(kind('hosted-open'), usage, market({ candidates })))).toMatchObject({ usd: 350, high: 650 })
  })

  it('says where the size of a request comes from, unless somebody said it', () => {
    const sized = { ...usage, requestTokens: 5000, requestFigure: 'long-request' }
    const first = (of: typeof usage) => shown(billFor(kind('hosted-open'), of, market())).steps[0]
    expect(first(sized)).toBe(
      'Tokens of a request: the least that the task says; --context sets another size = 5000 tokens [of-long-request]',
    )
    expect(first({ ...usage, requestTokens: 5000 })).toContain('Fresh input')
    expect(first({ ...usage, requestFigure: 'long-request' })).toContain('Fresh input')
  })

  it.each([
    ['hosted-open', [['hosted-open', [closed]]]],
    [
      'hybrid',
      [
        ['frontier-closed', []],
        ['hosted-open', []],
      ],
    ],
  ] as const)('asks for the models of its kind, but for none in particular as a slice: %s', (tier, expected) => {
    const asked: unknown[] = []
    const candidates: Market['candidates'] = (...of) => {
      asked.push(of)
      return lists['hosted-open'] ?? []
    }
    billFor(kind(tier, [closed]), usage, market({ candidates }))
    expect(asked).toEqual(expected)
  })
})

describe('a bill of own GPUs', () => {
  const at = (more: Partial<Market> = {}, tokens = 300e6) => billFor(kind('self-hosted-open'), { ...usage, tokens }, market(more))

  it('has the replicas that are needed, between both ends of all figures', () => {
    const bill = shown(at({}, 400e6))
    expect(bill).toMatchObject({ model: 'o', input: undefined, usd: 13_000, low: 2250, high: 9 * 16_000 + 4000, unknown: undefined })
    expect(bill.pricesAsOf).toBe('2026-03-04')
    expect(bill.steps.map((step) => step.split(':')[0])).toEqual([
      ...['Tokens a month of a replica at full load', 'Tokens a month to plan a replica for', 'Replicas', 'GPUs', 'People', 'Bill a month'],
    ])
    expect(bill.steps[2]).toBe('Replicas: 400000000 ÷ that, rounded up, at least 1 = 2 replicas [of-min-replicas]')
  })

  it('has no date where the price of an hour was set', () => {
    expect(at({ figures: figures({ 'gpu-hour': 2 }) }).pricesAsOf).toBeUndefined()
  })

  it('is on the deployment that costs least at the volume, and its ends on those that cost least there', () => {
    // A replica for $6,000 serves 360M, one of $21,000 and a fifth more for people would serve 1,440M: 8 GPUs at $1.75.
    const eight = deployment({ id: 'e', gpus: 8, gpu: { ...gpu, low: 1, mid: 1.75, high: 1.75 } })
    const candidates = () => [candidate(model({ deployments: [deployment(), eight] }))]
    const usd = (tokens: number) => {
      const bill = at({ candidates }, tokens)
      return [bill.usd, bill.low, bill.high, bill.derivation()[2]?.value]
    }
    expect(usd(300e6)).toEqual([7000, 2250, 2 * 28_000 + 4000, 1])
    expect(usd(1440e6)).toEqual([22_000, 2250, 8 * 28_000 + 4000, 1])
  })

  it('is for the first candidate that is known to run somewhere', () => {
    const candidates = () => [candidate(hosted), candidate(own), candidate(model({ deployments: [deployment({ gpus: 1 })] }))]
    expect(shown(at({ candidates }))).toMatchObject({ model: 'o', usd: 7000 })
  })

  it('is unknown where none is, or where nothing may be loaded', () => {
    const candidates = () => [candidate(hosted), candidate(closed)]
    expect(shown(at({ candidates }))).toEqual({ ...none, model: 'h', unknown: { word: 'bill-no-capacity', with: { model: 'Hosted' } } })
    const unloaded = at({ figures: figures({ utilisation: 0 }) })
    expect(shown(unloaded)).toEqual({ ...none, model: 'o', unknown: { word: 'bill-no-load', with: {} } })
  })
})

describe('there is no bill', () => {
  const why = (tier: TierId, models: readonly Model[], more: Partial<Market>) => shown(billFor(kind(tier, models), usage, market(more)))

  it('of a tier that a limit leaves out', () => {
    const tiers = new Set<WholeTier>(['self-hosted-open'])
    expect(why('hosted-open', [], { tiers })).toEqual({ ...none, model: undefined, unknown: { word: 'bill-ruled-out', with: {} } })
  })

  it('where no model passes', () => {
    const unknown = { word: 'bill-no-model', with: {} }
    for (const [models, task] of [
      [[], 'chat'],
      [[hosted], undefined],
      [[hosted, model({ goodAt: ['voice', 'chat'] })], 'chat'],
    ] as const)
      expect(why('frontier-private', models, { task })).toEqual({ ...none, model: undefined, unknown })
  })

  it('where none of the models that a bill names is good at the task', () => {
    const unknown = { word: 'bill-not-good', with: { task: 'chat' } }
    expect(why('frontier-private', [hosted, model({ goodAt: ['voice'] })], { task: 'chat' })).toMatchObject({ ...none, unknown })
  })

  it('of a split where there is none', () => {
    expect(why('hybrid', [], { split: undefined })).toEqual({ ...none, model: undefined, unknown: { word: 'bill-no-split', with: {} } })
  })
})

describe('a bill of a split', () => {
  const at = (set: Record<string, number> = {}, more: Partial<Market> = {}) =>
    billFor(kind('hybrid', [own]), usage, market({ figures: figures(set), ...more }))

  it('bills each slice for its share, on its own tier', () => {
    const bill = at()
    expect(shown(bill)).toEqual({
      ...{ model: 'c', input: 4, usd: 175 + 262.5, low: 175 + 131.25, high: 175 + 318.75, unknown: undefined },
      pricesAsOf: '2025-12-31',
      slices: [
        ['hard', 175],
        ['rest', 262.5],
      ],
      steps: [
        'Hard slice: Closed: 0.25 of the tokens on frontier-closed = 25000000 tokens [of-hard-share]',
        'Fresh input: 18.75M tokens × $4 per million = 75 USD [list]',
        'Output: 6.25M tokens × $16 per million = 100 USD [list]',
        'Hard slice a month: fresh input + output = 175 USD []',
        'Rest: Hosted: 0.75 of the tokens on hosted-open = 75000000 tokens [of-hard-share]',
        'Fresh input: 56.25M tokens × $2 per million = 112.5 USD [list]',
        'Output: 18.75M tokens × $8 per million = 150 USD [list]',
        'Rest a month: fresh input + output = 262.5 USD []',
        'Bill a month: hard slice + rest = 437.5 USD []',
      ],
    })
    expect(bill.kind).toEqual(kind('hybrid', [own]))
  })

  it('is as old as the older prices, whichever slice they are of', () => {
    expect(at({}, { split: { hard: 'hosted-open', rest: 'frontier-closed' } }).pricesAsOf).toBe('2025-12-31')
    const mixed = { hard: 'self-hosted-open', rest: 'hosted-open' } as const
    expect(at({ 'gpu-hour': 2 }, { split: mixed }).pricesAsOf).toBe('2026-01-02')
    const both = { hard: 'self-hosted-open', rest: 'self-hosted-open' } as const
    expect(at({ 'gpu-hour': 2 }, { split: both })).toMatchObject({ usd: 16_000 - 2000, pricesAsOf: undefined })
  })

  it.each([
    [0, 'h', 'Rest: Hosted: 1 of the tokens on hosted-open = 100000000 tokens [you]', 350],
    [1, 'c', 'Hard slice: Closed: 1 of the tokens on frontier-closed = 100000000 tokens [you]', 700],
  ])('has no slice that is empty: %d', (share, of, first, usd) => {
    const { steps, ...rest } = shown(at({ 'hard-share': share }))
    expect(rest).toMatchObject({ model: of, usd })
    expect([steps[0], steps.at(-1), rest.slices?.length]).toEqual([
      first,
      `Bill a month: ${share === 1 ? 'hard slice' : 'rest'} = ${usd} USD []`,
      1,
    ])
  })

  it('is unknown where that of a slice is, for the same reason', () => {
    const bill = at({}, { split: { hard: 'frontier-closed', rest: 'frontier-private' } })
    expect(shown(bill)).toEqual({ ...none, model: undefined, unknown: { word: 'bill-no-model', with: {} } })
    expect(bill.kind.tier).toBe('hybrid')
    const capacity = at({}, { candidates: () => [candidate(hosted)] })
    expect(shown(capacity)).toEqual({ ...none, model: 'h', unknown: { word: 'bill-no-capacity', with: { model: 'Hosted' } } })
  })
})

describe('figures', () => {
  it('are those that were set, else those of the rules', () => {
    const set = figures({ overhead: 0 })
    expect([set.get('overhead'), set.get('overhead', 'high'), set.own('overhead'), set.sources('overhead')]).toEqual([
      ...[0, 0, 0, { you: '--overhead' }],
    ])
    const known = figures()
    expect([known.get('overhead'), known.get('overhead', 'high'), known.own('overhead'), known.sources('overhead')]).toEqual([
      ...[0.5, 1, undefined, { 'of-overhead': 'a page' }],
    ])
  })

  it('have to be there', () => {
    const empty = figuresOf({ figures: new Map() } as Partial<Tree> as Tree, {})
    expect(() => empty.get('overhead')).toThrow('the rules have no figure overhead')
    expect(() => empty.sources('overhead')).toThrow('the rules have no figure overhead')
  })
})
