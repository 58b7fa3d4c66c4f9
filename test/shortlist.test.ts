// What is unknown never passes: license, origin, context, price, agreement, region.

import { rules } from 'virtual:built-in-rules'
import { describe, expect, it } from 'vitest'
import { recommend } from '../src/advise/recommend.ts'
import { link } from '../src/rules/link.ts'
import { merge } from '../src/rules/merge.ts'
import type { Ruleset } from '../src/rules/schema.ts'
import type { Answers, Settings } from '../src/types.ts'
import { laid } from './laid.ts'
import { advise, maker, tree } from './support.ts'

const hosted: Answers = { 'data-residency': 'anywhere', 'frontier-need': 'none', license: 'any' }
const own: Answers = { 'data-residency': 'own-network', license: 'any' }

/** The built-in rules with Qwen 3 as the only pick, and its line of models changed. */
function withQwen(change: object, offer: object = {}, more: object = {}) {
  const only = { general: { models: null } }
  const picks = {
    'hosted-open': { general: { models: { 'qwen-3': 'x' } } },
    'self-hosted-open': { general: { models: { 'qwen-3': 'x' } } },
  }
  const cleared = merge(rules, { picks: { 'hosted-open': only, 'self-hosted-open': only } })
  const offers = { 'qwen3.8-27b': Object.fromEntries(Object.keys(rules.offers?.['qwen3.8-27b'] ?? {}).map((host) => [host, offer])) }
  const changed = merge(merge(cleared, { picks }), {
    models: { 'qwen3.8-27b': change, 'qwen-3': { 'replaced-by': 'qwen3.8-27b' } },
    offers,
    ...more,
  })
  return (answers: Answers, settings: Settings = {}) => {
    const result = recommend(link(changed as Ruleset), { answers, settings }, maker)
    return {
      models: result.shortlist.map(({ model }) => model),
      gone: result.notShortlisted.map(({ because }) => because),
      cautions: result.cautions,
    }
  }
}

describe('a successor is offered', () => {
  it('when its license, price and availability are known', () => {
    expect(withQwen({})(hosted).models).toEqual(['qwen3.8-27b'])
    const { shortlist } = advise({ 'data-residency': 'anywhere', 'frontier-need': 'none' })
    expect(shortlist[0]).toMatchObject({ model: 'qwen3.8-27b', standsFor: 'qwen-3' })
    expect(shortlist[0]?.because).toContain('stands for Qwen 3 (family), named in 003')
  })

  it.each([
    ['its license is unknown', { license: 'unknown' }, {}],
    ['nobody verified its license', { evidence: 'none' }, {}],
    ['it does not exist', { status: 'never-existed' }, {}],
    ['it was retired', { status: 'retired' }, {}],
  ])('but not when %s', (_, change, offer) => {
    expect(withQwen(change, offer)(hosted).models).not.toContain('qwen3.8-27b')
  })

  it.each([
    ['unknown', { license: 'unknown' }],
    ['verified by nobody', { evidence: 'none' }],
  ])('nor when its license is %s and the tier takes all weights', (_, change) => {
    const anyWeights = { tiers: { 'hosted-open': { weights: null } } }
    expect(withQwen({}, {}, anyWeights)(hosted).models).toContain('qwen3.8-27b')
    expect(withQwen(change, {}, anyWeights)(hosted).models).not.toContain('qwen3.8-27b')
  })

  it('and the older one says what stood in its way', () => {
    const { shortlist } = advise({ 'data-residency': 'anywhere', 'frontier-need': 'none', task: 'agentic-coding' })
    expect(shortlist.find(({ model }) => model === 'glm-5.2')?.because).toMatch(/GLM-5\.3 would be newer, but its license is not verified/)
  })
})

describe('nothing unknown or unfit passes', () => {
  const models = (answers: Answers, settings?: Settings) => advise(answers, settings).shortlist

  it('no license that is not permissive, where permissive was asked for', () => {
    const open = new Map([...tree.catalog.models].map(([id, model]) => [id, model.license]))
    for (const task of ['chat', 'reasoning', 'long-context', 'multimodal', 'voice', 'embeddings', 'code-completion'])
      for (const residency of ['anywhere', 'own-network'])
        for (const { model } of models({ 'data-residency': residency, task, 'frontier-need': 'none', license: 'permissive' }))
          expect(open.get(model)?.permissive, `${model} for ${task}`).toBe('yes')
  })

  it('no weights for non-commercial use, whatever license is accepted', () => {
    for (const { model } of models({ ...own, task: 'embeddings' })) expect(model).not.toBe('jina-embeddings')
    expect(advise({ ...own, task: 'embeddings' }).notShortlisted.map(({ model }) => model)).toContain('jina-embeddings')
  })

  it('no Llama 4 for data in the EU', () => {
    const result = advise({ 'data-residency': 'region', region: 'eu', 'frontier-need': 'none', task: 'multimodal', license: 'any' })
    expect(result.shortlist.map(({ model }) => model)).not.toContain('llama-4-maverick')
  })

  it('no model and no host of an excluded country', () => {
    for (const residency of ['anywhere', 'own-network', 'contract'])
      for (const { origin, host } of models({ 'data-residency': residency, 'frontier-need': 'none' }, { excludeOrigin: ['cn'] })) {
        expect(origin).not.toBe('cn')
        expect(host).not.toBe('deepseek')
      }
    expect(withQwen({ origin: 'unknown' })(own, { excludeOrigin: ['fr'] }).models).not.toContain('qwen3.8-27b')
  })

  it('no context window that is too small or not known', () => {
    for (const { context } of models(hosted, { context: 500_000 })) expect(context).toBeGreaterThanOrEqual(500_000)
    expect(withQwen({ context: 'unknown' })(own, { context: 1000 }).models).not.toContain('qwen3.8-27b')
  })

  it('no context window that is too small for what the task says of a request, but where a wish says otherwise', () => {
    const small =
      'picks: { hosted-open: { long: { before: embeddings, if: { task: long-context }, models: { gemma-4-e4b: x, deepseek-v4-flash: y }, sources: { "003": z } } } }\n'
    const long: Answers = { ...hosted, task: 'long-context' }
    const at = (text: string, settings = {}) => recommend(laid(text).tree, { answers: long, settings }, maker)
    const { shortlist, notShortlisted } = at(small)
    expect(shortlist.map(({ context }) => (context ?? 0) > 200_000)).toEqual([true])
    expect(notShortlisted).toContainEqual(
      expect.objectContaining({ model: 'gemma-4-e4b', because: expect.stringContaining('smaller than asked for') }),
    )
    expect(at(small, { context: 1000 }).shortlist.map(({ model }) => model)).toContain('gemma-4-e4b')
    const figure = 'figures: { request-tokens-long-context: { value: 1000, checked: 2026-11-21 } }\n'
    expect(at(`${small}${figure}`).shortlist.map(({ model }) => model)).toContain('gemma-4-e4b')
  })

  it('under a contract only hosts that are known to sign', () => {
    const signing = new Set(
      [...tree.catalog.models.values()].flatMap(({ offers }) =>
        offers.filter(({ host }) => host.agreement === 'yes').map(({ host }) => host.id),
      ),
    )
    for (const need of ['none', 'all', 'slice'])
      for (const { host } of models({ 'data-residency': 'contract', 'frontier-need': need })) expect(signing.has(host ?? '')).toBe(true)
  })

  it('in a region only offers that are known to stay there', () => {
    for (const region of ['eu', 'uk', 'us', 'ca', 'ch', 'in', 'au', 'jp'])
      for (const need of ['none', 'all'])
        for (const { model, host } of models({ 'data-residency': 'region', region, 'frontier-need': need })) {
          const offer = tree.catalog.models.get(model)?.offers.find((each) => each.host.id === host)
          expect(
            offer?.regions.has(region) || (offer?.host.regions.size === 1 && offer.host.regions.has(region)),
            `${model} at ${host}`,
          ).toBe(true)
        }
  })

  it('of which there are some for an open model in every region that can be asked for', () => {
    for (const region of ['eu', 'uk', 'us', 'ca', 'ch', 'in', 'au', 'jp'])
      expect(models({ 'data-residency': 'region', region, 'frontier-need': 'none' }), region).not.toEqual([])
  })

  it('and in another region every host has to confirm', () => {
    const { cautions, shortlist } = advise({ 'data-residency': 'region', region: 'other', 'frontier-need': 'none' })
    expect(cautions.filter(({ id }) => id.startsWith('confirm-region'))).toHaveLength(shortlist.length)
  })
})

describe('an empty shortlist', () => {
  it('says so, and why', () => {
    const { shortlist, cautions, recommendation } = advise(
      { 'data-residency': 'anywhere', 'frontier-need': 'none' },
      { context: 900_000_000 },
    )
    expect(shortlist).toEqual([])
    expect(recommendation.tier).toBe('hosted-open')
    expect(cautions[0]).toMatchObject({ id: 'empty-shortlist-rest' })
    expect(cautions[0]?.because).toContain('smaller than asked for')
  })
})

describe('the offer that is named', () => {
  it('carries the id of the region that was asked for', () => {
    for (const region of ['eu', 'uk', 'us', 'ca', 'ch', 'in', 'au', 'jp'])
      for (const need of ['none', 'all'])
        for (const { model, host, idAtHost } of advise({ 'data-residency': 'region', region, 'frontier-need': need }).shortlist) {
          const offer = tree.catalog.models.get(model)?.offers.find((each) => each.host.id === host)
          expect(idAtHost).toBe(offer?.regions.get(region)?.id ?? offer?.id)
          expect(idAtHost).not.toMatch(/^global\./)
        }
  })

  it('is of no host in an excluded country, even where the model is not of it', () => {
    const host = (origin?: string) =>
      advise({ 'data-residency': 'anywhere', 'frontier-need': 'none', task: 'agentic-coding' }, { excludeOrigin: origin ? [origin] : [] })
        .shortlist
    const hosts = new Map([...tree.catalog.models.values()].flatMap(({ offers }) => offers.map((each) => [each.host.id, each.host.origin])))
    for (const entry of host('us')) expect(hosts.get(entry.host ?? '')).not.toBe('us')
  })

  it('takes a context window of exactly what was asked for', () => {
    const [first] = advise(hosted).shortlist
    expect(advise(hosted, { context: first?.context ?? 0 }).shortlist.map(({ model }) => model)).toContain(first?.model)
  })
})
