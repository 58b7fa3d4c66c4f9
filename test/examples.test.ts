// Every example in the rules comes out as it says.

import { describe, expect, it } from 'vitest'
import { collect } from '../src/cli/answers.ts'
import type { Terminal } from '../src/cli/terminal.ts'
import type { Example } from '../src/types.ts'
import { advise, tree } from './support.ts'

const documents = ['000', '001', '002', '003', '004']

/** Read like flags: answers, and wishes such as a GPU price. */
const requestOf = ({ answers }: Example) =>
  collect(tree, Object.fromEntries(Object.entries(answers).map(([id, value]) => [id, String(value)])), { environment: {} } as Terminal, {})

describe('examples', () => {
  it.each(tree.examples().map((example) => [example.id, example] as const))('%s', (_, example) => {
    const { answers, settings } = requestOf(example)
    const result = advise(answers, settings)
    expect(result.recommendation.tier).toBe(example.expect)
    if (example.parts)
      expect(Object.fromEntries(result.recommendation.parts.map(({ slice, tier }) => [slice, tier]))).toEqual(example.parts)
    const models = result.shortlist.map(({ model }) => model)
    expect(models).toEqual(expect.arrayContaining([...example.shortlist]))
    for (const model of example.notOffered) expect(models).not.toContain(model)
  })

  it('there are at least 40, and every document has some', () => {
    expect(tree.examples().length).toBeGreaterThanOrEqual(40)
    for (const document of documents) expect(tree.examples().some(({ sources }) => document in sources)).toBe(true)
  })

  it.each(tree.examples().map((example) => [example.id, example] as const))(
    '%s says why when it differs from its document',
    (_, example) => {
      if (example.documentSays !== undefined && example.documentSays !== example.expect) expect(example.because).toBeTruthy()
    },
  )
})
