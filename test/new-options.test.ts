// An option that an overlay adds to a question with data limits → told where some of its answers fall to a row without them.

import { describe, expect, it } from 'vitest'
import { check } from './checked.ts'

const cited = 'sources: { "003": x }'
const inside = 'tier: self-hosted-open, only: { tiers: [self-hosted-open] }'

const overlay = (rules: readonly string[], more = ''): string =>
  `questions: { data-residency: { options: { sovereign: { means: Only in our country } } } }
steps:
${more}  data-residency:
    rules:
      anywhere: { because: Nothing limits it. }
${rules.map((rule, index) => `      ours-${index}: { before: anywhere, ${rule}, because: x, ${cited} }\n`).join('')}`

const foundIn = async (text: string) => (await check(text)).filter(({ id }) => id === 'unnamed-option')

describe('a new option that only a narrow rule names', () => {
  it('is told with answers that fall past the rule, and the rule', async () => {
    const [found, ...others] = await foundIn(overlay([`if: { data-residency: sovereign, task: voice }, ${inside}`]))
    expect(others).toEqual([])
    expect(found).toMatchObject({
      note: false,
      path: 'questions.data-residency.options.sovereign',
      line: 1,
      says: 'ours-0 takes only some of the answers with sovereign, so the others fall to anywhere, which demands less than air-gapped',
      other: { path: 'steps.data-residency.rules.ours-0.if.data-residency' },
    })
    expect(found?.proof?.answers).toMatchObject({ 'data-residency': 'sovereign' })
    expect(found?.proof?.answers['task'] ?? 'chat').not.toBe('voice')
  })

  it('is told also where the rules that name it leave one answer out', async () => {
    const rules = ['"yes"', '"no"'].map((tuned) => `if: { data-residency: sovereign, fine-tuning: ${tuned}, stage: production }, ${inside}`)
    const [found] = await foundIn(overlay(rules))
    expect(found?.proof?.answers).toMatchObject({ 'data-residency': 'sovereign', stage: 'prototype' })
  })
})

describe('a new option is not told of', () => {
  it.each([
    [
      'with rows for all of its answers',
      [`if: { data-residency: sovereign, task: voice }, ${inside}`, 'if: { data-residency: sovereign }'],
    ],
    [
      'with a narrow row where both halves are named',
      ['"yes"', '"no"'].map((tuned) => `if: { data-residency: sovereign, fine-tuning: ${tuned} }, ${inside}`),
    ],
  ])('%s', async (_, rules) => {
    expect(await foundIn(overlay(rules))).toEqual([])
  })

  it('where another step demands as much of the answers that are left', async () => {
    const rule = (condition: string) => `{ ${condition}because: x, ${cited} }`
    const more = `  ours:
    title: Ours
    before: data-residency
    rules:
      sovereign: ${rule(`if: { data-residency: sovereign }, ${inside}, `)}
      others: ${rule('')}
`
    expect(await foundIn(overlay([`if: { data-residency: sovereign, task: voice }, ${inside}`], more))).toEqual([])
  })
})

describe('many options of one question', () => {
  const many = (count: number) =>
    `questions: { task: { options: { ${Array.from({ length: count }, (_, index) => `o${index}: { means: x }`).join(', ')} } } }\n`

  it('are refused from 201 on', async () => {
    const [found, ...others] = await check(many(200))
    expect(others).toEqual([])
    expect([found?.id, found?.line, found?.says]).toEqual([
      'misfit',
      1,
      'questions.task.options: has 210 options; at most 200 can be told apart',
    ])
    expect(await check(many(190))).toEqual([])
  })
})
