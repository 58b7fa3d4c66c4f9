// The derivation of every bill, worked out again from its own words, and what each setting may change in it.

import { describe, expect, it } from 'vitest'
import { costsOf } from '../src/advise/costs.ts'
import type { RecommendationJson } from '../src/contract.ts'
import type { Answers, Settings } from '../src/types.ts'
import { tree } from './support.ts'

type Bill = RecommendationJson['cost']['bills'][number]
type Step = Bill['derivation'][number]

const anywhere: Answers = { 'data-residency': 'anywhere' }
const ownHybrid: Answers = { ...anywhere, 'frontier-need': 'slice', 'fine-tuning': 'yes', 'ops-capacity': 'yes' }

const costOf = (answers: Answers, settings: Settings, tokens: number) => costsOf(tree, { answers, settings }, [tokens], undefined)
const billsOf = (answers: Answers, settings: Settings, tokens: number): readonly Bill[] =>
  costOf(answers, settings, tokens).volumes[0]?.bills ?? []

/** Remarks in parentheses have words in them; `(1 + 0.3 overhead)` is a part of the sum. */
const sum = (how: string): string =>
  how
    .replace(/ \((?!1 \+)[^()]*(?:\([^()]*\)[^()]*)*\)/g, '')
    .replace(/×/g, '*')
    .replace(/÷/g, '/')

const number = /\d+(?:\.\d+)?/g

/** What a step comes to by its own words, with the steps before it. */
function workedOut({ what, how }: Step, before: readonly Step[]): number {
  const value = (name: string) => before.findLast((step) => step.what === name)?.value ?? Number.NaN
  const numbers = (sum(how).match(number) ?? []).map(Number)
  const product = numbers.reduce((all, each) => all * each, 1)
  const [first = Number.NaN, second = Number.NaN] = numbers
  switch (what) {
    case 'Tokens a month of a replica at full load': {
      const [speed = 0, ...rest] = numbers
      const shared = how.includes('output of all tokens')
      const [a = 0, b = 0, c = 0, ...others] = rest
      const mix = shared ? 1 / a : a + b / c
      return speed * mix * (shared ? rest.slice(1) : others).reduce((all, each) => all * each, 1)
    }
    case 'Tokens a month to plan a replica for': {
      const [derate = 0, load = 0, peak = 0] = numbers
      return (value('Tokens a month of a replica at full load') * derate * load) / peak
    }
    case 'Replicas':
      return Math.max(Math.ceil(first / value('Tokens a month to plan a replica for')), second)
    case 'GPUs': {
      const [replicas = 0, gpus = 0, hour = 0, hours = 0, one = 0, overhead = 0] = numbers
      return replicas * gpus * hour * hours * (one + overhead)
    }
    case 'GPU memory of a replica':
    case 'People':
      return product
    case 'Tokens of a request':
      // The question has it in words: more than 200,000 tokens in one request.
      return 200_001
    default:
      return /^(\d+(?:\.\d+)?)M tokens × \$/.test(how) ? first * second : added(what, how, before)
  }
}

/** `a + b` is the sum of the latest steps with these names; a slice is named by the bill under it. */
function added(what: string, how: string, before: readonly Step[]): number {
  if (how.includes(' of the tokens on ')) return Number.NaN
  return how.split(' + ').reduce((total, part) => {
    const names = [part, `${part} a month`].map((name) => name.toLowerCase())
    const step = before.findLast((each) => names.includes(each.what.toLowerCase()))
    if (!step) throw new Error(`${what}: there is no step "${part}"`)
    return total + step.value
  }, 0)
}

const situations: [string, Answers, Settings][] = [
  ['nothing said', anywhere, {}],
  ['caches and batches', anywhere, { figures: { 'cached-share': 0.4, 'batch-share': 0.2 } }],
  ['long requests in a region', { 'data-residency': 'region', region: 'eu' }, { context: 300_000, figures: { 'batch-share': 0.2 } }],
  ['more output than input', { ...anywhere, 'cost-dominant': 'yes' }, { figures: { 'input-share': 0.3 } }],
  ['a hybrid on own GPUs', ownHybrid, {}],
  ['own figures', ownHybrid, { figures: { 'gpu-hour': 2.1, overhead: 0.1, 'engineer-rate': 95, utilisation: 0.5, 'min-replicas': 3 } }],
  ['long documents', { ...anywhere, task: 'long-context' }, {}],
  ['embeddings', { ...anywhere, task: 'embeddings' }, {}],
  ['bursts', { ...anywhere, 'ops-capacity': 'yes', traffic: 'bursty' }, {}],
  ['speech', { ...anywhere, latency: 'realtime' }, {}],
]

describe.each(situations)('the derivation: %s', (_, answers, settings) => {
  const bills = [3e8, 3e11].flatMap((tokens) => billsOf(answers, settings, tokens)).filter(({ monthlyUsd }) => monthlyUsd !== null)

  it('can be worked out again, step by step, up to the bill', () => {
    expect(bills.length).toBeGreaterThan(3)
    for (const { id, derivation, monthlyUsd } of bills) {
      derivation.forEach((step, index) => {
        const again = workedOut(step, derivation.slice(0, index))
        if (!step.how.includes(' of the tokens on ')) expect(again / step.value, `${id}, ${step.what}: ${step.how}`).toBeCloseTo(1, 8)
      })
      expect(derivation.at(-1)?.what, id).toBe('Bill a month')
      expect(derivation.at(-1)?.value, id).toBeCloseTo(monthlyUsd ?? 0, 2)
    }
  })

  it('has a source for every number that is not worked out from others', () => {
    for (const { id, derivation } of bills)
      for (const { what, sources } of derivation)
        expect(sources.length > 0, `${id}, ${what}`).toBe(!/^(Bill|Hard slice|Rest) a month$/.test(what))
  })
})

it('says what the measurement stands in for, and what is not known about the rates', () => {
  const how = (answers: Answers, settings: Settings, id: string, what: string) =>
    billsOf(answers, settings, 3e8)
      .find((bill) => bill.id === id)
      ?.derivation.find((step) => step.what === what)?.how
  const full = 'Tokens a month of a replica at full load'
  expect(how(anywhere, {}, 'self-hosted-open', full)).toContain(
    '(measured on llama-3.3-70b: Both are dense, 27 billion parameters against 70',
  )
  expect(how(anywhere, { context: 32_000 }, 'self-hosted-open', full)).toContain(
    'measured with 9216 tokens a request, and slower with 32000',
  )
  expect(how(anywhere, { context: 9000 }, 'self-hosted-open', full)).not.toContain('slower with')
  const { figures } = { figures: { 'cached-share': 0.5, 'batch-share': 0.2 } }
  expect(how({ ...anywhere, task: 'code-completion' }, { figures }, 'hosted-open', 'Fresh input')).toBe(
    '225M tokens × $0.5 per million, 112.5M of them cached without a known rate for that, 45M of them may wait without a known batch rate',
  )
  expect(how(anywhere, { figures }, 'closed-flagship', 'Cached input')).toBe(
    '112.5M tokens × $0.1 per million, cache writes as fresh input, 22.5M of them may wait without a known batch rate',
  )
  expect(how(anywhere, { context: 300_000 }, 'closed-small', 'Output')).toBe(
    '75M tokens × $0.75 per million in requests above 272000 tokens',
  )
})

it('says the memory that is needed and had, which measurement was taken and why, and whose price an hour is', () => {
  const own = (settings: Settings, tokens = 3e8) =>
    Object.fromEntries(
      (billsOf(anywhere, settings, tokens).find(({ id }) => id === 'self-hosted-open')?.derivation ?? []).map(({ what, how }) => [
        what,
        how,
      ]),
    )
  // 38 GB in FP8, and 80 GB of an H100.
  expect(own({})['GPU memory of a replica']).toBe('1 GPU × 80 GB (NVIDIA H100 SXM; the model needs 38 GB in FP8)')
  expect(own({})['GPUs']).toBe('1 replica × 1 GPU × $3.13 an hour (NVIDIA H100 SXM) × 730 hours × (1 + 0.3 overhead)')
  // At 20B three B200, which serve 7.5B each.
  expect(own({ figures: { 'gpu-hour': 2 } }, 2e10)['GPUs']).toBe(
    '3 replicas × 1 GPU × $2 an hour (NVIDIA B200, at your price for a GPU of any kind) × 730 hours × (1 + 0.3 overhead)',
  )
  expect(costOf(anywhere, { figures: { 'gpu-hour': 2 } }, 3e8).breakEvens[0]?.because).toContain('(at your price for a GPU of any kind)')
  const full = 'Tokens a month of a replica at full load'
  expect(own({})[full]).toMatch(/with 8192 tokens in and 1024 out, of all measurements the nearest to 0.75 input\)/)
  const dear = { ...anywhere, 'cost-dominant': 'yes' }
  const mixed = billsOf(dear, { figures: { 'input-share': 0.3 } }, 3e8).find(({ id }) => id === 'self-hosted-open')?.derivation
  expect(mixed?.find(({ what }) => what === full)?.how).toMatch(
    /the fastest output of all measurements, which no mix of tokens exceeds\) ÷ 0.7/,
  )
})

it('says until when a price is announced, and what size of request is taken', () => {
  const small = billsOf({ ...anywhere, task: 'agentic-coding' }, {}, 3e8).find(({ id }) => id === 'closed-small')
  expect(small?.derivation[0]?.how).toBe('225M tokens × $0.75 per million, a price announced until 2026-12-31 only')
  const long = costOf({ ...anywhere, task: 'long-context' }, {}, 3e8).volumes[0]
  expect(long?.usage.requestTokens).toBe(200_001)
  expect(long?.bills[0]?.derivation[0]).toMatchObject({ what: 'Tokens of a request', value: 200_001, sources: ['pick-llm'] })
  expect(costOf({ ...anywhere, task: 'long-context' }, { context: 300_000 }, 3e8).volumes[0]?.usage.requestTokens).toBe(300_000)
  expect(costOf(anywhere, {}, 3e8).volumes[0]?.usage.requestTokens).toBeNull()
})

it('has no noise of binary fractions', () => {
  for (const tokens of [3e8, 3e11])
    for (const { id, derivation } of billsOf(ownHybrid, {}, tokens))
      for (const { what, value } of derivation) expect(String(value).replace(/\D/g, '').length, `${id}, ${what}: ${value}`).toBeLessThan(14)
})

const gpuBills = ['self-hosted-open', 'hybrid']
const apis = ['hosted-open', 'closed-flagship', 'closed-small', 'private']
const every = [...apis, ...gpuBills]
const tokenLines = ['Fresh input', 'Output']

/** Setting, a value, the bills that it may change, and the steps of their derivations; a bill itself changes with them. */
const changes: [string, number, readonly string[], readonly string[]][] = [
  [
    'input-share',
    0.5,
    every,
    [...tokenLines, 'Tokens a month of a replica at full load', 'Tokens a month to plan a replica for', 'Replicas', 'GPUs'],
  ],
  ['cached-share', 0.5, [...apis, 'hybrid'], ['Fresh input', 'Cached input']],
  ['batch-share', 0.5, ['closed-flagship', 'closed-small', 'hybrid'], [...tokenLines, 'Fresh input in batches', 'Output in batches']],
  ['hard-share', 0.3, ['hybrid'], ['Hard slice', 'Rest', ...tokenLines, 'Replicas', 'GPUs']],
  ['gpu-hour', 1, gpuBills, ['GPUs']],
  ['engineer-hours', 300, gpuBills, ['People']],
  ['engineer-rate', 250, gpuBills, ['People']],
  ['utilisation', 0.4, gpuBills, ['Tokens a month to plan a replica for', 'Replicas', 'GPUs']],
  ['overhead', 0.9, gpuBills, ['GPUs']],
  ['min-replicas', 100, gpuBills, ['Replicas', 'GPUs']],
]

const isTotal = (what: string) => / a month$/.test(what)
const shortName = (what: string) => what.replace(/: .*/, '')

/** One deployment of it is known, so that a setting cannot move it to another one. */
const situation: Answers = { ...anywhere, 'frontier-need': 'slice', latency: 'realtime', 'ops-capacity': 'yes' }

describe('a setting changes what depends on it and nothing else', () => {
  const settingsOf = (figures: Record<string, number>): Settings => ({ figures })
  const before = billsOf(situation, settingsOf({}), 3e10)

  it.each(changes)('--%s %d', (id, value, bills, steps) => {
    const after = billsOf(situation, settingsOf({ [id]: value }), 3e10)
    const changed = after.filter((bill, index) => bill.monthlyUsd !== before[index]?.monthlyUsd)
    expect(changed.map((bill) => bill.id).sort()).toEqual([...bills].sort())
    const seen = after.flatMap((bill, index) => changedSteps(before[index]?.derivation ?? [], bill.derivation))
    expect(new Set(seen)).toEqual(new Set(steps))
  })

  it('covers every figure that can be set', () => {
    const figures = tree.settings.filter(({ kind }) => kind === 'share' || kind === 'amount').map((setting) => setting.id)
    expect(changes.map(([id]) => id).sort()).toEqual(figures.sort())
  })

  it.each(['gpu-hour', 'engineer-hours', 'engineer-rate', 'overhead', 'utilisation', 'min-replicas'])('--%s changes break-evens', (id) => {
    const value = changes.find(([setting]) => setting === id)?.[1] ?? 0
    expect(costOf(situation, settingsOf({ [id]: value }), 3e10).breakEvens).not.toEqual(costOf(situation, {}, 3e10).breakEvens)
  })

  it('--hard-share changes none', () => {
    expect(costOf(situation, settingsOf({ 'hard-share': 0.3 }), 3e10).breakEvens).toEqual(costOf(situation, {}, 3e10).breakEvens)
  })
})

/** The names of steps that are not the same on both sides, totals aside. */
function changedSteps(before: readonly Step[], after: readonly Step[]): string[] {
  const key = ({ what, value }: Step) => `${what} ${value}`
  const [left, right] = [new Set(before.map(key)), new Set(after.map(key))]
  const gone = before.filter((step) => !right.has(key(step)))
  const come = after.filter((step) => !left.has(key(step)))
  return [...gone, ...come]
    .map(({ what }) => what)
    .filter((what) => !isTotal(what) || what.startsWith('Tokens'))
    .map(shortName)
}
