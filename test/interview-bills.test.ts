// The bills that an interview shows, where a question is still open that nothing is assumed for.

import { expect, it } from 'vitest'
import { type Asking, interview } from '../src/cli/interview.ts'
import type { Request } from '../src/types.ts'
import { laid } from './laid.ts'

const sixth = `
questions:
  existing-cloud:
    step: existing-cloud
    kind: choice
    ask: Is there a contract with a cloud already?
    why: It may be cheaper.
    options: { none: { means: There is none }, some: { means: There is one } }
steps:
  existing-cloud:
    title: Existing cloud
    rules:
      there: { if: { existing-cloud: some }, because: There is one., sources: { "000": here } }
      not-there: { because: There is none., sources: { "000": here } }
`

const limits = { 'data-residency': 'anywhere', task: 'multimodal', 'fine-tuning': 'no', 'frontier-need': 'none' }
const given: Request = { answers: { ...limits, tokens: 1e9 }, settings: { figures: {} } }

/** Takes the first option of each question, and keeps what was asked. */
async function asked(overlay: string, request: Request): Promise<Asking[]> {
  const seen: Asking[] = []
  const reply = (asking: Asking) => {
    seen.push(asking)
    return Promise.resolve(
      asking.question.kind === 'choice'
        ? ({ kind: 'answer', value: asking.question.options[0]?.id ?? '' } as const)
        : ({ kind: 'unsure' } as const),
    )
  }
  await interview(laid(overlay).tree, request, reply, false)
  return seen
}

it.each([
  ['a built-in one', 'questions: { license: { assume: null } }', { license: 'permissive' }],
  ['a question of their own', sixth, { 'existing-cloud': 'none' }],
])('%s: they go by its first option', async (_, overlay, pricedAs) => {
  const seen = await asked(overlay, given)
  const [id] = Object.keys(pricedAs)
  const bills = seen.find(({ question }) => question.showsBills)
  expect(bills?.costs).toHaveLength(1)
  expect(bills?.pricedAs).toEqual(pricedAs)
  expect(seen.map(({ question }) => question.id).indexOf(id ?? '')).toBeGreaterThan(seen.indexOf(bills as Asking))
})

it('where it is answered they go by the answer', async () => {
  const seen = await asked(sixth, { ...given, answers: { ...given.answers, 'existing-cloud': 'some' } })
  expect(seen.find(({ question }) => question.showsBills)).toMatchObject({ pricedAs: {}, costs: [{}] })
  expect(seen.map(({ question }) => question.id)).not.toContain('existing-cloud')
})
