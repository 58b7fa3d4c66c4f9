// Price lists, layers and dates → what is taken, what is laid over the rules, and how old it is.

import { rules } from 'virtual:built-in-rules'
import { describe, expect, it } from 'vitest'
import { joinLayers, layPrices, readLayer, redate } from '../src/catalog/price-layer.ts'
import { comparePrices } from '../src/catalog/refresh.ts'
import { freshness, todayOf } from '../src/cli/freshness.ts'
import type { PricedRules } from '../src/price-changes.ts'
import { link } from '../src/rules/link.ts'
import { rulesFile } from '../src/rules/schema.ts'
import { agreeing, host, model } from './price-lists.ts'

const caution = { asOf: '2027-01-01', maxMove: 3, ceiling: 1000, accept: false }
const small: PricedRules & { offers: NonNullable<PricedRules['offers']> } = {
  hosts: { lab: { kind: 'lab', 'models-dev': ['lab'] }, cloud: { kind: 'cloud', 'models-dev': ['c1', 'c2'] } },
  models: { m: { status: 'current', context: 1000, sources: { a: 'b' } } },
  offers: {
    m: {
      lab: { id: 'm', input: 1, output: 2, 'as-of': '2026-01-01', sources: { a: 'b' } },
      cloud: {
        id: 'm@x',
        input: 1,
        output: 2,
        regions: { eu: { id: 'eu.m', input: 1.1, output: 2.2 } },
        above: [{ tokens: 200, input: 2, output: 4 }],
        'as-of': '2026-01-01',
        sources: { a: 'b' },
      },
    },
  },
}
const verdicts = (list: unknown, more: Partial<typeof caution> = {}) =>
  comparePrices(list, small, { ...caution, ...more }).differences.map(
    (one) => `${[one.host, one.part, one.field].filter(Boolean).join(' ')} ${one.new} ${one.verdict}`,
  )

describe('comparing', () => {
  const entry = (input: number, more: object = {}) => ({ cost: { input, output: 2 }, ...more })

  it.each([
    [3, 'accepted'],
    [3.01, 'rejected'],
    [0.34, 'accepted'],
    [0.33, 'rejected'],
  ])('input from 1 to %d is %s', (input, verdict) => {
    expect(verdicts({ lab: { models: { m: entry(input) } } })).toEqual([`lab input ${input} ${verdict}`])
  })

  it('takes the rates of an offer together or not at all', () => {
    expect(verdicts({ lab: { models: { m: { cost: { input: 9, output: 2.5 } } } } })).toEqual([
      'lab input 9 rejected',
      'lab output 2.5 rejected',
    ])
  })

  it('finds the regions by their ids, and the dearer rates by their size', () => {
    const tiers = [{ input: 3, output: 4, tier: { type: 'context', size: 200 } }]
    const models = { 'm@x': { cost: { input: 1.5, output: 2, tiers } }, 'eu.m': { cost: { input: 1.65, output: 2.2 } } }
    expect(verdicts({ c2: { models } })).toEqual([
      'cloud input 1.5 accepted',
      'cloud eu input 1.65 accepted',
      'cloud above 200 input 3 accepted',
    ])
  })

  it('does not move an offer while rates that belong to it are not on the list', () => {
    const list = { c1: { models: { 'm@x': entry(1.5) } } }
    expect(verdicts(list)).toEqual(['cloud input 1.5 rejected'])
    expect(verdicts(list, { accept: true })).toEqual(['cloud input 1.5 accepted'])
  })

  it('takes a status when the hosts agree, and notes it when they do not', () => {
    const [gone, here] = [entry(1, { status: 'deprecated' }), entry(1)]
    expect(verdicts({ lab: { models: { m: gone } } })).toEqual(['lab status retired accepted'])
    expect(verdicts({ lab: { models: { m: here } }, c1: { models: { 'm@x': gone } } })).toEqual(['cloud status retired noted'])
    expect(verdicts({ c1: { models: { 'm@x': gone } } })).toEqual(['cloud status retired noted'])
    expect(verdicts({ lab: { models: { m: entry(1, { status: 'sold' }) } } })).toEqual([])
  })

  it.each([null, [], 'x', 7, { lab: null }, { lab: { models: [] } }, { lab: { models: { m: 3 } } }])('lives with %j', (list) => {
    expect(comparePrices(list, small, caution)).toMatchObject({ differences: [], unlisted: [{}, {}] })
  })
})

describe('laying', () => {
  const list = { lab: { models: { m: { cost: { input: 1.5, output: 2 }, limit: { context: 2000 }, status: 'beta' } } } }
  const { layer } = comparePrices(list, small, caution)

  it('changes prices, context, status, date and sources, and nothing else', () => {
    const laid = layPrices(small, layer)
    expect(laid.offers['m']?.['lab']).toEqual({
      id: 'm',
      input: 1.5,
      output: 2,
      context: 2000,
      'as-of': '2027-01-01',
      sources: { 'models-dev': 'lab' },
    })
    expect(laid.offers['m']?.['cloud']).toEqual(small.offers['m']?.['cloud'])
    expect(laid.models?.['m']).toEqual({ status: 'preview', context: 1000, sources: { a: 'b', 'models-dev': 'status at lab' } })
  })

  it('leaves what the rules know better, name otherwise or no longer have', () => {
    const offer = { id: 'm', input: 1, output: 2, 'as-of': '2026-01-01', sources: { a: 'b' } }
    const rulesWith = (change: object) => ({ ...small, offers: { m: { lab: { ...offer, ...change } } } })
    for (const change of [{ 'as-of': '2027-01-02' }, { id: 'other' }])
      expect(layPrices(rulesWith(change), layer).offers['m'].lab).toEqual({ ...offer, ...change })
    expect(layPrices({ offers: {}, models: {} }, layer)).toEqual({ offers: {}, models: {} })
  })

  it('reads a layer back from JSON, and refuses one that was tampered with', () => {
    expect(readLayer(JSON.parse(JSON.stringify(layer)))).toEqual(layer)
    const tampered = (from: string, to: string) => readLayer(JSON.parse(JSON.stringify(layer).replace(from, to)))
    expect(tampered('1.5', '-1')).toBeUndefined()
    expect(tampered('1.5', '"x"')).toBeUndefined()
    expect(tampered('preview', 'current')).toBeUndefined()
    expect(tampered('"m"', '"__proto__"')).toBeUndefined()
    expect(tampered('"input"', '"license":"mit","input"')).toEqual(layer)
  })

  it('leaves built-in rules that still are of their schema and link', () => {
    const all = comparePrices(agreeing(), rules, caution)
    expect(all.layer.offers[model]?.[host]).toBeDefined()
    const laid = layPrices(rules, all.layer)
    expect(rulesFile.safeParse(laid).error).toBeUndefined()
    expect(link(laid).catalog.asOf).toBe(caution.asOf)
  })

  it('joins and redates', () => {
    const newer = redate(layer, '2027-01-01', '2027-02-02')
    expect(newer.offers['m']?.['lab']?.['as-of']).toBe('2027-02-02')
    expect(joinLayers(layer, { offers: {}, models: {} })).toEqual({ offers: layer.offers, models: {} })
    expect(joinLayers(layer, newer).offers).toEqual(newer.offers)
  })
})

describe('freshness', () => {
  const figures = new Map([
    ['note-age', { value: 30 }],
    ['warn-age', { value: 90 }],
    ['refuse-age', { value: 180 }],
  ])
  const day = (days: number) => new Date(Date.UTC(2026, 10, 10 + days)).toISOString().slice(0, 10)

  it.each([
    [0, 'fresh'],
    [29, 'fresh'],
    [30, 'fresh'],
    [31, 'note'],
    [89, 'note'],
    [90, 'note'],
    [91, 'warning'],
    [179, 'warning'],
    [180, 'warning'],
    [181, 'refuse'],
  ])('%d days are %s', (days, level) => {
    expect(freshness('2026-11-10', day(days), figures)).toMatchObject({ level, days })
  })

  it('says it in a sentence', () => {
    const text = (today: string) => freshness('2026-11-10', today, figures).text
    expect(text('2026-11-21')).toBe('Prices as of 2026-11-10, 11 days old.')
    expect(text('2026-11-11')).toBe('Prices as of 2026-11-10, 1 day old.')
    expect(text('2026-11-09')).toBe('Prices as of 2026-11-10, which is after today, 2026-11-09.')
    expect(text('2027-11-10')).toMatch(/^Warning: prices as of 2026-11-10, 365 days old\. Too old/)
    expect(freshness('', '2026-11-10', figures).level).toBe('refuse')
  })

  it('takes today from SOURCE_DATE_EPOCH', () => {
    expect(todayOf({ environment: { SOURCE_DATE_EPOCH: '0' } })).toBe('1970-01-01')
    expect(todayOf({ environment: {} })).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    expect(() => todayOf({ environment: { SOURCE_DATE_EPOCH: 'now' } })).toThrow('SOURCE_DATE_EPOCH')
  })
})
