// Picks and rates that an overlay writes and nobody ever gets → told.

import { describe, expect, it } from 'vitest'
import { check } from './checked.ts'
import { told } from './laid.ts'

describe('a pick with other weights than its tier', () => {
  const pick = (tier: string, model: string) => `picks: { ${tier}: { general: { models: { ${model}: Good } } } }\n`
  const never = 'so it is never offered'

  it.each([
    ['hosted-open', 'claude-opus-5.5', 'closed', 'open'],
    ['self-hosted-open', 'claude-opus-5.5', 'closed', 'open'],
    ['frontier-closed', 'gpt-oss-120b', 'open', 'closed'],
  ])('is told: %s, %s', (tier, model, own, other) => {
    expect(told(pick(tier, model))).toEqual([
      expect.stringMatching(
        new RegExp(
          `^a\\.yaml:1:\\d+ picks\\.${tier}\\.general\\.models\\.${model}: the weights of ${model} are ${own}, and those of ${tier} ${other}, ${never}$`,
        ),
      ),
    ])
  })

  it('is told by the check as what does not fit', async () => {
    const [found] = await check(pick('hosted-open', 'claude-opus-5.5'))
    expect([found?.id, found?.note]).toEqual(['misfit', false])
  })

  it('is told of a model of its own, and of one that is replaced by no other weights', () => {
    const model = (more: string) =>
      `models: { ours: { title: Ours, lab: L, origin: us, weights: closed, license: unknown, evidence: none, status: current, context: 9000, good-at: [chat], ${more}sources: { "003": x } } }\n`
    expect(told(model('') + pick('hosted-open', 'ours'))).toHaveLength(1)
    expect(told(model('replaced-by: claude-opus-5.5, ') + pick('hosted-open', 'ours'))).toHaveLength(1)
    expect(told(model('replaced-by: gpt-oss-120b, ') + pick('hosted-open', 'ours'))).toEqual([])
  })

  it.each([
    ['weights that fit', pick('hosted-open', 'gpt-oss-120b')],
    ['a tier that takes all', `tiers: { hosted-open: { weights: null } }\n${pick('hosted-open', 'claude-opus-5.5')}`],
    ['other weights of a model whose built-in pick goes nowhere', 'models: { gpt-oss-120b: { weights: closed } }\n'],
  ])('is not told: %s', (_, text) => {
    expect(told(text).filter((each) => each.includes(never))).toEqual([])
  })

  it('is not told of an earlier file, whose pick a later one leaves without use', () => {
    const closed = 'models: { gpt-oss-120b: { weights: closed } }\n'
    const offered = (...texts: string[]) => told(...texts).filter((each) => each.includes(never))
    expect(offered(pick('hosted-open', 'gpt-oss-120b'), closed)).toEqual([])
    expect(offered(closed, pick('hosted-open', 'gpt-oss-120b'))).toHaveLength(1)
  })
})

describe('rates above a size', () => {
  const rates = (...sizes: number[]) => {
    const rows = sizes.map((tokens) => `{ tokens: ${tokens}, input: 9, output: 18, cached: 0.9 }`)
    return `offers: { gpt-oss-120b: { groq: { above: [${rows.join(', ')}], as-of: 2026-11-21, sources: { "003": x } } } }\n`
  }
  const odd = async (text: string) => (await check(text)).flatMap(({ id, path, says }) => (id === 'odd-figure' ? [`${path} ${says}`] : []))
  const at = (row: number) => `offers.gpt-oss-120b.groq.above row ${row + 1}.tokens`

  it('are told twice for one size, whatever their order', async () => {
    const says = '1000 is the size of two rows, of which one is never used'
    expect(await odd(rates(1000, 1000))).toEqual([`${at(1)} ${says}`])
    expect(await odd(rates(1000, 2000, 1000))).toEqual([`${at(2)} ${says}`])
    expect(await odd(rates(2000, 1000))).toEqual([])
  })

  it('are told from the context of the offer or the model on', async () => {
    const says = (size: number) => `${size} is never exceeded: the context is 131072`
    expect(await odd(rates(131071))).toEqual([])
    expect(await odd(rates(1000, 131072))).toEqual([`${at(1)} ${says(131072)}`])
    expect(await odd(rates(9000000))).toEqual([`${at(0)} ${says(9000000)}`])
    expect(await odd(rates(60000).replace('above', 'context: 50000, above'))).toEqual([
      `${at(0)} 60000 is never exceeded: the context is 50000`,
    ])
  })

  it('are not told where they were there', async () => {
    expect(await odd('models: { claude-haiku-5.5: { context: 50000, sources: { "003": x } } }\n')).toEqual([])
  })
})
