// Price lists, layers and dates → what is taken, what is laid over the rules, and how old it is.

import { rules } from 'virtual:built-in-rules'
import { describe, expect, it } from 'vitest'
import { boundsOf, isBelievable } from '../src/catalog/price-bounds.ts'
import { joinLayers, layPrices, readLayer, redate } from '../src/catalog/price-layer.ts'
import { comparePrices } from '../src/catalog/refresh.ts'
import { freshness, gpuFreshness, todayOf, whyNoCheapest } from '../src/cli/freshness.ts'
import type { PricedRules } from '../src/price-changes.ts'
import { link } from '../src/rules/link.ts'
import { rulesFile } from '../src/rules/schema.ts'
import { agreeing, host, model } from './price-lists.ts'

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
const bounds = boundsOf(small, 3, 1000)
const caution = { asOf: '2027-01-01', maxMove: 3, bounds, accept: false }
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

  it('dates an offer by the oldest of its rates, and confirms it when the list has them all', () => {
    const tiers = [{ input: 2, output: 4, tier: { type: 'context', size: 200 } }]
    const whole = { 'm@x': { cost: { input: 1, output: 2, tiers } }, 'eu.m': { cost: { input: 1.1, output: 2.2 } } }
    const taken = (models: object, rules = small, more: object = {}) => {
      const { layer, confirmed } = comparePrices({ c1: { models } }, rules, { ...caution, ...more })
      return [layer.offers['m']?.['cloud']?.['as-of'], confirmed]
    }
    expect(taken(whole)).toEqual(['2027-01-01', ['m@cloud']])
    expect(taken({ 'm@x': whole['m@x'] })).toEqual(['2026-01-01', []])
    expect(taken({ ...whole, 'm@x': entry(1) })).toEqual(['2026-01-01', []])
    expect(taken({ 'm@x': entry(1.5) }, small, { accept: true })).toEqual(['2026-01-01', []])
    const cloud = { id: 'm@x', input: 1, output: 2 }
    const cached = { ...small, offers: { m: { cloud: { ...cloud, cached: 0.5, 'as-of': '2026-01-01', sources: { a: 'b' } } } } }
    expect(taken({ 'm@x': entry(1) }, cached)).toEqual(['2026-01-01', []])
    expect(taken({ 'm@x': { cost: { input: 1, output: 2, cache_read: 0.5 } } }, cached)).toEqual(['2027-01-01', ['m@cloud']])
  })

  it('drops batch rates beside base rates that moved, and says so', () => {
    const lab = { id: 'm', input: 1, output: 2, batch: { input: 0.5, output: 1 }, 'as-of': '2026-01-01', sources: { a: 'b' } }
    const batched = { ...small, offers: { m: { lab } } }
    const refreshed = (cost: object, more: object = {}) => {
      const { layer, differences } = comparePrices({ lab: { models: { m: { cost } } } }, batched, { ...caution, ...more })
      const { batch, sources, 'as-of': asOf } = layPrices(batched, layer).offers.m.lab
      return { batch, sources, asOf, said: differences.map(({ field, old, new: now, verdict }) => `${field} ${old} ${now} ${verdict}`) }
    }
    const gone = ['batch input 0.5 null accepted', 'batch output 1 null accepted']
    expect(refreshed({ input: 1, output: 2 })).toEqual({
      batch: lab.batch,
      sources: { a: 'b', 'models-dev': 'lab' },
      asOf: '2027-01-01',
      said: [],
    })
    const sources = { 'models-dev': 'lab' }
    expect(refreshed({ input: 2.9, output: 2 })).toMatchObject({ batch: undefined, sources, said: ['input 1 2.9 accepted', ...gone] })
    expect(refreshed({ input: 1, output: 5 })).toMatchObject({ batch: undefined, sources, said: ['output 2 5 accepted', ...gone] })
    expect(refreshed({ input: 9, output: 2 })).toMatchObject({ batch: lab.batch, sources: { a: 'b' }, said: ['input 1 9 rejected'] })
  })

  it('takes no cached rate dearer than input, nor one that is gone while input moved', () => {
    const lab = { id: 'm', input: 1, output: 2, cached: 0.5, 'as-of': '2026-01-01', sources: { a: 'b' } }
    const said = (cost: object) =>
      comparePrices({ lab: { models: { m: { cost } } } }, { ...small, offers: { m: { lab } } }, caution).differences.map(
        ({ field, verdict, because }) => `${field} ${verdict}${because === null ? '' : `: ${because}`}`,
      )
    expect(said({ input: 0.5, output: 2, cache_read: 0.5 })).toEqual(['input accepted'])
    expect(said({ input: 1, output: 2, cache_read: 1 })).toEqual(['cached accepted'])
    const kept = 'input rejected: kept with the other rates of the offer'
    expect(said({ input: 0.4, output: 2, cache_read: 0.5 })).toEqual([kept, 'cached rejected: dearer than input that is not cached'])
    expect(said({ input: 1.5, output: 2 })).toEqual([kept, 'cached rejected: missing'])
    expect(said({ input: 1, output: 2 })).toEqual([])
  })

  it.each([
    [{ cost: { input: 1000, output: 2 } }, 'not below the ceiling of 1000'],
    [{ cost: { input: 5e-324, output: 2 } }, 'far below every price of the catalog'],
    [{ cost: { input: 1, output: 2, cache_read: 5e-324 } }, 'far below every price of the catalog'],
    [{ ...entry(1), limit: { context: 1 } }, 'far from every context of the catalog'],
    [{ ...entry(1), limit: { context: 3001 } }, 'far from every context of the catalog'],
  ])('%j is not accepted, whatever is asked for', (m, because) => {
    const { differences } = comparePrices({ lab: { models: { m } } }, small, { ...caution, accept: true })
    expect(differences).toMatchObject([{ verdict: 'rejected', because }])
  })

  it.each([{ cost: { input: 999, output: 2 } }, { ...entry(1), limit: { context: 3000 } }])('%j is, when asked for', (m) => {
    const { differences } = comparePrices({ lab: { models: { m } } }, small, { ...caution, accept: true })
    expect(differences).toMatchObject([{ verdict: 'accepted' }])
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
    expect(tampered('"models-dev":"lab"', '"evil":"x"')).toBeUndefined()
    expect(tampered('"models-dev":"lab"', '"models-dev":"lab","evil":"x"')).toBeUndefined()
    expect(tampered('"models-dev":"status at lab"', '"evil":"x"')).toBeUndefined()
    for (const day of ['9999-99-99', '2027-02-29', '2100-02-29', '2027-04-31', '2027-01-00', '2027-00-01', '2027-1-1'])
      expect(tampered('2027-01-01', day)).toBeUndefined()
    for (const day of ['2028-02-29', '2000-02-29', '2027-12-31']) expect(tampered('2027-01-01', day)).toBeDefined()
    expect(tampered('"input"', '"license":"mit","input"')).toEqual(layer)
  })

  it.each([
    ['"input":1.5', '"input":0'],
    ['"input":1.5', '"input":1e308'],
    ['"input":1.5', '"input":1000'],
    ['"input":1.5', '"input":5e-324'],
    ['"output":2', '"output":0'],
    ['"output":2', '"output":2,"cached":1.6'],
    ['"output":2', '"output":2,"cached":0'],
    ['"output":2', '"output":2,"regions":{"eu":{"id":"eu.m","input":1e308,"output":2}}'],
    ['"output":2', '"output":2,"above":[{"tokens":5,"input":1e308,"output":2}]'],
    ['"context":2000', '"context":1'],
    ['"context":2000', '"context":9007199254740991'],
    ['2027-01-01', '2027-01-03'],
  ])('does not believe %s as %s', (from, to) => {
    const text = JSON.stringify(layer)
    expect(isBelievable(layer, small, bounds, '2027-01-02')).toBe(true)
    expect(text).toContain(from)
    const changed = readLayer(JSON.parse(text.replace(from, to)))
    expect(changed).toBeDefined()
    expect(changed && isBelievable(changed, small, bounds, '2027-01-02')).toBe(false)
  })

  it('believes free output where the rules have it, and offers that they do not have', () => {
    const zero = { id: 'm', input: 1, output: 0, 'as-of': '2026-01-01', sources: { a: 'b' } }
    const free = { offers: { m: { lab: zero } }, models: {} }
    expect(isBelievable(free, { ...small, offers: { m: { lab: zero } } }, bounds, '2027-01-02')).toBe(true)
    expect(isBelievable(free, small, bounds, '2027-01-02')).toBe(false)
    expect(isBelievable({ offers: { constructor: { name: zero } }, models: {} }, small, bounds, '2027-01-02')).toBe(true)
  })

  it('leaves built-in rules that still are of their schema and link', () => {
    const all = comparePrices(agreeing(), rules, caution)
    expect(all.layer.offers[model]?.[host]).toBeDefined()
    const laid = layPrices(rules, all.layer)
    expect(rulesFile.safeParse(laid).error).toBeUndefined()
    expect(link(laid).catalog.asOf).toBe(caution.asOf)
  })

  it('dates GPU prices by their oldest source, and one without a date by the last look at it', () => {
    const source = { title: 'x', kind: 'dataset' as const, checked: '2026-03-03' }
    const dated = { ...source, dated: '2026-02-02' }
    const asOf = (...cited: string[]) => {
      const sources = { ...rules.sources, undated: source, dated }
      const citing = Object.fromEntries(cited.map((id) => [id, 'x']))
      const gpus = Object.fromEntries(Object.entries(rules.gpus ?? {}).map(([id, gpu]) => [id, { ...gpu, sources: citing }]))
      const { models } = link({ ...rules, sources, gpus }).catalog
      return [...new Set([...models.values()].flatMap(({ deployments }) => deployments.map(({ gpu }) => gpu.asOf)))]
    }
    expect(asOf('undated')).toEqual(['2026-03-03'])
    expect(asOf('undated', 'dated')).toEqual(['2026-02-02'])
  })

  it('joins and redates', () => {
    const newer = redate(layer, ['m@lab'], '2027-02-02')
    expect(newer.offers['m']?.['lab']?.['as-of']).toBe('2027-02-02')
    expect(redate(layer, ['m@cloud', 'lab@m'], '2027-02-02')).toEqual(layer)
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
    expect(freshness('', '2026-11-10', figures)).toEqual({
      level: 'refuse',
      days: undefined,
      text: 'Warning: the age of the prices is not known.',
    })
    expect(whyNoCheapest('', '2026-11-10', figures)).toMatch(/^The age of the prices is not known\. --stale-prices/)
    expect(whyNoCheapest('2026-11-10', '2026-11-10', figures)).toBeNull()
  })

  it('says it of GPU prices, which no refresh fetches', () => {
    const text = (today: string, forced = false) => gpuFreshness('2026-11-10', today, figures, forced).text
    expect(text('2026-11-21')).toBe('GPU prices as of 2026-11-10, 11 days old.')
    expect(text('2026-11-09')).toBe('GPU prices as of 2026-11-10, which is after today, 2026-11-09.')
    expect(text('2027-01-10')).toBe('Note: GPU prices as of 2026-11-10, 61 days old. --gpu-hour sets what you pay.')
    expect(text('2027-11-10')).toMatch(/^Warning: GPU prices as of 2026-11-10, 365 days old\. Too old/)
    expect(text('2027-11-10', true)).toContain('named because of --stale-prices')
    expect(gpuFreshness('x', '2026-11-10', figures)).toMatchObject({ level: 'refuse', text: expect.stringContaining('not known') })
  })

  it('takes today from SOURCE_DATE_EPOCH', () => {
    expect(todayOf({ environment: { SOURCE_DATE_EPOCH: '0' } })).toBe('1970-01-01')
    expect(todayOf({ environment: {} })).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    expect(() => todayOf({ environment: { SOURCE_DATE_EPOCH: 'now' } })).toThrow('SOURCE_DATE_EPOCH')
  })
})
