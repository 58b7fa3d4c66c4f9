// Every example in the rules comes out as it says.

import { describe, expect, it } from 'vitest'
import type { Example } from '../src/types.ts'
import { parseVolume } from '../src/volume.ts'
import { advise, tree } from './support.ts'

const documents = ['000', '001', '002', '003', '004']

const answersOf = ({ answers }: Example) =>
  Object.fromEntries(Object.entries(answers).map(([id, value]) => [id, id === 'tokens' ? parseVolume(String(value))?.perMonth : value]))

describe('examples', () => {
  it.each(tree.examples.map((example) => [example.id, example] as const))('%s', (_, example) => {
    const result = advise(answersOf(example))
    expect(result.recommendation.tier).toBe(example.expect)
    if (example.parts)
      expect(Object.fromEntries(result.recommendation.parts.map(({ slice, tier }) => [slice, tier]))).toEqual(example.parts)
    const models = result.shortlist.map(({ model }) => model)
    expect(models).toEqual(expect.arrayContaining([...example.shortlist]))
    for (const model of example.notOffered) expect(models).not.toContain(model)
  })

  it('there are at least 40, and every document has some', () => {
    expect(tree.examples.length).toBeGreaterThanOrEqual(40)
    for (const document of documents) expect(tree.examples.some(({ sources }) => document in sources)).toBe(true)
  })

  it.each(tree.examples.map((example) => [example.id, example] as const))('%s says why when it differs from its document', (_, example) => {
    if (example.documentSays !== undefined && example.documentSays !== example.expect) expect(example.because).toBeTruthy()
  })
})
