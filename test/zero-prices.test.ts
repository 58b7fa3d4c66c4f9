// A price of 0 would make an offer the cheapest of all → told at the price, but where vectors come out and nothing is paid for them.

import { describe, expect, it } from 'vitest'
import { check } from './checked.ts'

const found = async (text: string) =>
  (await check(text)).filter(({ note }) => !note).map(({ id, line, path, says }) => [id, line, path, says])
const odd = (path: string) => ['odd-figure', 1, path, '0 is no price: it would be the cheapest of all']
const dated = 'as-of: 2026-11-21, sources: { "003": x }'
const offer = (text: string) => `offers: { ${text} }\n`

describe('a price of 0', () => {
  it.each([
    ['of an offer', offer(`qwen3.8-27b: { deepinfra: { input: 0, output: 0, ${dated} } }`), 'offers.qwen3.8-27b.deepinfra.input'],
    ['of a new offer', offer(`qwen3.8-27b: { mistral: { id: x, input: 0, output: 1, ${dated} } }`), 'offers.qwen3.8-27b.mistral.input'],
    ['of what comes out', offer(`qwen3.8-27b: { deepinfra: { output: 0, ${dated} } }`), 'offers.qwen3.8-27b.deepinfra.output'],
    ['of work that may wait', offer(`gpt-6.1-sol: { openai: { batch: { input: 0 }, ${dated} } }`), 'offers.gpt-6.1-sol.openai.batch.input'],
    [
      'in a region',
      offer(`qwen3.8-27b: { deepinfra: { regions: { eu: { id: x, input: 0, output: 1 } }, ${dated} } }`),
      'offers.qwen3.8-27b.deepinfra.regions.eu.input',
    ],
  ])('%s is found', async (_, text, path) => {
    expect(await found(text)).toEqual([odd(path)])
  })

  it('is none of an embedding model for what comes out', async () => {
    expect(await found(offer(`text-embedding-3-small: { openai: { input: 0.03, output: 0, ${dated} } }`))).toEqual([])
    expect(await found(offer(`text-embedding-3-small: { openai: { input: 0, ${dated} } }`))).toEqual([
      odd('offers.text-embedding-3-small.openai.input'),
    ])
  })

  it('is none where it is cached', async () => {
    expect(await found(offer(`gpt-6.1-sol: { openai: { cached: 0, ${dated} } }`))).toEqual([])
  })
})
