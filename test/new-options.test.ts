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
    expect((await check(many(190))).map(({ note, says }) => [note, says])).toEqual([
      [true, 'nothing names o0 and 189 others, so they come to the rows for the rest everywhere'],
    ])
  })
})

describe('an option of a question that an overlay adds', () => {
  const funding = (options: string, rest = 'us') => `questions:
  funding: { step: funding, kind: choice, ask: Who pays?, why: Terms differ., options: { ${options} }, assume: [{ value: customer, because: Stricter. }] }
steps:
  funding:
    title: Funding
    before: license
    if: { tier: [hosted-open, frontier-closed, frontier-private] }
    otherwise: [{ because: Own machines. }]
    rules: { customer: { if: { funding: customer }, only: { agreement: "yes" }, because: Signed only., ${cited} }, ${rest}: { because: No limit., ${cited} } }
`
  const usual = 'us: { means: We do }, customer: { means: A customer }'
  const more = 'questions: { funding: { options: { grant: { means: A grant } } } }\n'
  const found = async (...texts: string[]) =>
    (await check(...texts))
      .filter(({ id }) => id === 'unnamed-option')
      .map(({ note, file, path, says }) => [note, file.slice(-9), path, says])
  const says = 'no rule of funding names grant, so it falls to us, which demands less than customer'

  it('is told where a later one adds it, as of a question that is built in', async () => {
    expect(await found(funding(usual), more)).toEqual([[false, 'ours.yaml', 'questions.funding.options.grant', says]])
    expect(await found(funding(usual), 'bans: { x: { models: [gpt-5], because: x } }\n', more)).toEqual([
      [false, 'ours.yaml', 'questions.funding.options.grant', says],
    ])
  })

  it('is not told where the later one names it too', async () => {
    expect(
      await found(funding(usual), `${more}steps: { funding: { rules: { customer: { if: { funding: [customer, grant] } } } } }\n`),
    ).toEqual([])
  })

  it('is a note in one file, where the row is called after another option', async () => {
    expect(await found(funding(`${usual}, grant: { means: A grant }`))).toEqual([
      [true, 'ours.yaml', 'questions.funding.options.grant', says],
    ])
  })

  it('is not told of the option that the row for the rest is called after, nor where it is called after none', async () => {
    expect(await found(funding(usual))).toEqual([])
    expect(await found(funding(`${usual}, grant: { means: A grant }`, 'others'))).toEqual([])
  })
})

describe('a new option that nothing names', () => {
  const added = (question: string, more = '') => `questions: { ${question}: { options: { pilot: { means: Ours } } } }\n${more}`
  const caution = 'cautions: { ours: { if: { stage: pilot }, because: x., sources: { "003": x } } }\n'
  const row = `steps: { license: { rules: { ours: { before: permissive, if: { stage: pilot }, because: x., ${cited} } } } }\n`
  const pick = `picks: { hosted-open: { ours: { before: general, if: { stage: pilot }, models: { glm-5: x }, ${cited} } } }\n`
  const figure = `figures: { request-tokens-pilot: { title: x, value: 9, unit: tokens, checked: 2026-11-21, ${cited} } }\n`

  it.each([
    ['stage', 'nothing names pilot, so it comes to what production comes to'],
    ['task', 'nothing names pilot, so it comes to the rows for the rest everywhere'],
  ])('of %s is a note at its place', async (question, says) => {
    const found = await foundIn(added(question))
    expect(found).toMatchObject([{ note: true, line: 1, path: `questions.${question}.options.pilot`, says, proof: null }])
  })

  it.each([
    ['a caution', 'stage', caution],
    ['a rule', 'stage', row],
    ['a row of picks', 'stage', pick],
    ['a figure', 'task', figure],
  ])('is none where %s does', async (_, question, more) => {
    expect(await foundIn(added(question, more))).toEqual([])
  })

  it('is none where a host serves it as a region, nor where the question is new', async () => {
    expect(await foundIn(added('region'))).toEqual([])
    const fresh = `questions: { ours: { step: license, kind: choice, ask: a, why: b, options: { x: { means: x }, y: { means: y } }, assume: [{ value: x, because: c }] } }\n`
    expect(await foundIn(`${fresh}${row.replace('stage: pilot', 'ours: x')}`)).toEqual([])
  })
})
