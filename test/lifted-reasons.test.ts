// A reason for what a file takes out: a ban, an option, or a limit of an earlier file. It is told with the results, and in vain
// where nothing is taken out.

import { describe, expect, it } from 'vitest'
import { recommend } from '../src/advise/recommend.ts'
import { renderText } from '../src/render/text.ts'
import { check } from './checked.ts'
import { laid } from './laid.ts'
import { maker } from './support.ts'

const cited = 'sources: { "003": x }'
const told = async (...texts: string[]) =>
  (await check(...texts))
    .filter(({ id, says }) => id === 'lifted-limit' || says.startsWith('no '))
    .map(({ id, note, file, line, says, hint }) => ({ id, note, at: `${file.split('/').at(-1)}:${line}`, says, hint }))
const toldWith = 'Nothing to mend: the reason is told with each result that it holds for.'
const liftedIn = (text: readonly string[], answers: Readonly<Record<string, string>>) => {
  const result = recommend(laid(...text).tree, { answers }, maker)
  const own = result.cautions.filter(({ id }) => id.startsWith('lifted-limit'))
  expect(result.cautions.slice(0, own.length)).toEqual(own)
  const shown = renderText(result, { columns: 400, color: false })
  for (const { because } of own) expect(shown).toContain(because)
  return own
}
const anywhere = { 'data-residency': 'anywhere', task: 'chat' }

describe('the text of a result', () => {
  const step = `questions:
  funding: { step: funding, kind: choice, ask: Who pays?, why: x, options: { us: { means: We }, them: { means: They } },
    assume: [{ value: us, because: x. }] }
  second-question-of-ours: { step: funding, kind: choice, ask: Who pays?, why: x, options: { us: { means: We } },
    assume: [{ value: us, because: x. }] }
steps:
  funding: { title: Funding, before: license, rules: { any: { needs: [funding, second-question-of-ours], because: Nothing hangs on it., ${cited} } } }
`
  const bans = ['One', 'Two', 'Three'].map((who, index) => `b${index}: { models: [qwen3.8-27b], because: ${who} says no., ${cited} }`)
  const lifted = ['c', 'd']
    .map((id) => `${id}: { lifts-limits: Legal has cleared them in a letter of May., because: x., models: [gpt-oss-20b] }`)
    .join('\n  ')

  it('gives up all else, and its one screen, before a reason of the own rules', () => {
    for (const last of [lifted, `${bans.join('\n  ')}\n  ${lifted}`]) {
      const { cautions, ...more } = recommend(laid(step, `bans:\n  ${last}\n`).tree, { answers: { 'data-residency': 'anywhere' } }, maker)
      const own = cautions.filter(({ id }) => /^(ban|lifted-limit)-/.test(id))
      expect(own).not.toEqual([])
      const lines = renderText({ cautions, ...more }, { columns: 80, color: false }).split('\n')
      const shown = lines.join(' ').replaceAll(/\s+/g, ' ')
      for (const { because } of own) expect(shown).toContain(because)
      expect(lines.filter((line) => /^More .*Caution/.test(line))).toEqual([])
    }
  })
})

describe('a limit of an earlier file', () => {
  const residency = (rule: string) => `steps:\n  data-residency:\n    rules:\n      ${rule}\n`
  const first = residency('anywhere: { only: { agreement: "yes" } }')

  it('may go with a reason, which is not in vain', async () => {
    expect(await told(first, residency('anywhere: { only: null, lifts-limits: We may. }'))).toEqual([
      expect.objectContaining({ id: 'lifted-limit', note: true, hint: toldWith }),
    ])
  })
})

describe('a ban of an earlier file', () => {
  const ban = `bans: { ours: { origins: [cn], models: [gpt-oss-120b], because: Legal says so., ${cited} } }\n`
  const gone = 'ours of an earlier file no longer rules out origin cn, because: Legal has cleared them.'

  it('may go in part, or all of it, with a reason in it', async () => {
    const reason = 'lifts-limits: Legal has cleared them.'
    expect(await told(ban, `bans: { ours: { origins: null, ${reason} } }\n`)).toEqual([
      { id: 'lifted-limit', note: true, at: 'ours.yaml:1', says: gone, hint: toldWith },
    ])
    const all = gone.replace('origin cn', 'origin cn, model gpt-oss-120b')
    expect((await told(ban, `bans: { ours: { origins: null, models: null, ${reason} } }\n`)).map(({ note, says }) => [note, says])).toEqual(
      [[true, all]],
    )
  })

  it('may let pass what has another fact now, with a reason in it', async () => {
    const later = `models: { qwen3-coder-next: { origin: us, ${cited} } }\nbans: { ours: { lifts-limits: The lab has moved. } }\n`
    const says = 'ours of an earlier file rules out qwen3-coder-next by its origin cn, and as us it passes, because: The lab has moved.'
    expect(await told(ban, later)).toEqual([{ id: 'lifted-limit', note: true, at: 'ours.yaml:1', says, hint: toldWith }])
  })

  it('is excused by no reason of its own file', async () => {
    const first = ban.replace('because', 'lifts-limits: We may., because')
    const found = await told(first, 'bans: { ours: { origins: null } }\n')
    expect(found.map(({ id, note, at }) => [id, note, at])).toEqual([
      ['in-vain', false, '0.yaml:1'],
      ['lifted-limit', false, 'ours.yaml:1'],
    ])
    expect(found[1]?.hint).toContain('`lifts-limits:`')
  })

  it.each([
    ['a ban of its own', 'bans: { theirs: { origins: [cn], because: x, lifts-limits: We may. } }\n'],
    ['one that is left', 'bans: { ours: { lifts-limits: We may. } }\n'],
    ['one with more in it', 'bans: { ours: { origins: [cn, us], lifts-limits: We may. } }\n'],
  ])('and a reason in %s is in vain', async (_, later) => {
    expect(await told(ban, later)).toEqual([
      { id: 'in-vain', note: false, at: 'ours.yaml:1', says: 'no limit is lifted by what stands here', hint: 'Leave the line out.' },
    ])
  })

  it('is told with all results, since it held for all', () => {
    const later = 'bans: { ours: { origins: null, lifts-limits: Legal has cleared them. } }\n'
    const caution = {
      id: 'lifted-limit-bans.ours',
      because: 'Your rules lift a limit of the rules beneath in "bans.ours", because: Legal has cleared them.',
      sources: ['003'],
    }
    expect(liftedIn([ban, later], anywhere)).toEqual([caution])
    expect(liftedIn([ban, later], { 'data-residency': 'air-gapped' })).toEqual([caution])
    expect(liftedIn([ban], anywhere)).toEqual([])
  })
})

describe('an option with a limit', () => {
  const first = `questions:
  payer: { step: review, kind: choice, ask: Who pays?, why: b, options: { customer: { means: x }, us: { means: y } }, assume: [{ value: us, because: c }] }
steps:
  review: { title: Review, before: license, if: { tier: hosted-open }, otherwise: [{ because: D }], rules: { customer: { if: { payer: customer }, only: { agreement: "yes" }, because: B, ${cited} }, us: { because: C, ${cited} } } }
`
  const later = (more: string) =>
    `questions: { payer: { options: { customer: null, them: { means: x } }${more} } }\nsteps: { review: { rules: { customer: null, them: { before: us, if: { payer: them }, only: { license: permissive }, because: B, ${cited} } } } }\n`
  const says = 'customer demanded for some answers what us does not: an agreement; nobody can give it any more'

  it('may go with a reason in the question', async () => {
    expect(await told(first, later(', lifts-limits: We pay for all.'))).toEqual([
      { id: 'lifted-limit', note: true, at: 'ours.yaml:1', says: `${says}, because: We pay for all.`, hint: toldWith },
    ])
    const [found, ...others] = await told(first, later(''))
    expect([found?.note, found?.says, others]).toEqual([false, says, []])
    expect(found?.hint).toContain('`lifts-limits:`')
  })

  it('and a reason in a question that has all of them is in vain', async () => {
    expect(await told(first, 'questions: { payer: { lifts-limits: We may. } }\n')).toEqual([
      { id: 'in-vain', note: false, at: 'ours.yaml:1', says: 'no limit is lifted by what stands here', hint: 'Leave the line out.' },
    ])
  })

  it('is told with the results that the question is decisive for', () => {
    const texts = [first, later(', lifts-limits: We pay for all.')]
    expect(liftedIn(texts, anywhere)).toEqual([
      {
        id: 'lifted-limit-questions.payer',
        because: 'Your rules lift a limit of the rules beneath in "questions.payer", because: We pay for all.',
        sources: [],
      },
    ])
    expect(liftedIn(texts, { 'data-residency': 'air-gapped' })).toEqual([])
  })
})
