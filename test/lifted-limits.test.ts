// Each way in which an overlay can take a data limit away is found at its own line, with answers that show it.

import { describe, expect, it } from 'vitest'
import { recommend } from '../src/advise/recommend.ts'
import { renderMarkdown } from '../src/render/markdown.ts'
import { renderText } from '../src/render/text.ts'
import { check } from './checked.ts'
import { laid } from './laid.ts'
import { maker } from './support.ts'

const cited = 'sources: { "003": x }'
const inResidency = (rules: string) => `steps:\n  data-residency:\n    rules:\n      ${rules}\n`

const assumes = (region: string) => `questions: { region: { assume: [{ value: ${region}, because: We are there. }] } }\n`

const ways: readonly (readonly [string, string, number, string])[] = [
  ['all of it', inResidency('air-gapped: { only: null }'), 4, 'air-gapped'],
  ['the rule itself', inResidency('contract: null'), 4, 'contract'],
  ['the agreement', inResidency('contract: { only: { agreement: null } }'), 4, 'contract'],
  ['the region', inResidency('region: { only: { region: null } }'), 4, 'region'],
  ['one more tier', inResidency('own-network: { only: { tiers: [self-hosted-open, hosted-open] } }'), 4, 'own-network'],
  ['a row above it', inResidency(`ours: { before: contract, if: { data-residency: contract }, because: x, ${cited} }`), 4, 'contract'],
  ['a narrower condition of it', inResidency('air-gapped: { if: { data-residency: air-gapped, task: chat } }'), 4, 'air-gapped'],
  [
    'a step that is not always needed',
    'steps:\n  data-residency:\n    if: { task: chat }\n    otherwise: [{ because: x }]\n',
    3,
    'contract',
  ],
  ['a region for any host', 'questions:\n  region:\n    options:\n      eu: { any-host: true }\n', 4, 'region'],
]

describe('a data limit that is taken away', () => {
  it.each(ways)('by %s', async (_, overlay, line, limit) => {
    const found = (await check(overlay)).filter(({ id }) => id === 'lifted-limit')
    const own = found.filter(({ says }) => says.includes(`what ${limit} did`))
    expect(own.length).toBeGreaterThan(0)
    expect(found.map(({ note, file, line: at }) => [note, file.endsWith('ours.yaml'), at])).toEqual(found.map(() => [false, true, line]))
    expect(own.every(({ proof }) => proof?.answers['data-residency'] === limit || limit === 'region')).toBe(true)
  })

  describe('of a region that holds only where it is given', () => {
    const ifGiven = 'only: { region: null, region-if-given: region }'
    const lifted = async (...texts: string[]) => (await check(...texts)).filter(({ id }) => id === 'lifted-limit')
    const assumeEu = 'questions: { region: { assume: [{ value: eu, because: We are in Europe. }] } }\n'

    it('is none where everybody is asked for it still, and any host passes for what is assumed', async () => {
      expect(await lifted(inResidency(`region: { ${ifGiven} }`))).toEqual([])
    })

    it('is told where nobody is asked for it any more, with answers that name none', async () => {
      const [found, ...others] = await lifted(inResidency(`region: { needs: null, ${ifGiven} }`))
      expect(others).toEqual([])
      expect(found?.says).toBe('for some answers nothing demands what region did: the region in region, of those who name none')
      expect(found?.proof?.answers).toEqual({ 'data-residency': 'region' })
    })

    it('is told where a region was assumed, with answers that name none', async () => {
      const [found, ...others] = await lifted(assumeEu, inResidency(`region: { ${ifGiven} }`))
      expect([found?.proof?.answers, others]).toEqual([{ 'data-residency': 'region' }, []])
      const given = laid(assumeEu, inResidency(`region: { ${ifGiven} }`)).tree
      const regionsAt = (tree: typeof given) =>
        recommend(tree, { answers: { ...found?.proof?.answers } }, maker).shortlist.map(({ host }) => host)
      expect(regionsAt(given)).not.toEqual(regionsAt(laid(assumeEu).tree))
    })

    it('is none where it is the same overlay that assumes a region', async () => {
      expect(await lifted(`${assumeEu}${inResidency(`region: { ${ifGiven} }`)}`)).toEqual([])
    })
  })

  it('is refused where the region is no longer asked for', async () => {
    await expect(check(inResidency('region: { needs: null }'))).resolves.toEqual([
      expect.objectContaining({ line: 4, says: expect.stringContaining('nobody is asked for "region", so the limit would not hold') }),
    ])
  })

  it.each([
    ['own machines get hosts', 'self-hosted-open: { hosts: [inference] }', 'was on own machines alone'],
    ['a tier is left without hosts', 'hosted-open: { hosts: null }', 'counts as own machines'],
    ['a private tier gets public hosts', 'frontier-private: { hosts: [cloud, lab] }', 'leaves out frontier-closed'],
  ])('by the hosts of a tier: %s', async (_, tier, says) => {
    expect(await check(`tiers:\n  ${tier}\n`)).toContainEqual(
      expect.objectContaining({ id: 'lifted-limit', note: false, line: 2, says: expect.stringContaining(says) }),
    )
  })

  it.each([
    ['of a tier that takes all weights', 'tiers: { hosted-open: { weights: null } }', 'hosted-open is for models with open weights'],
    ['of own machines that take closed weights', 'tiers: { self-hosted-open: { weights: closed } }', 'it takes closed ones'],
    [
      'of a lab that is called a cloud',
      'hosts: { anthropic: { kind: cloud, sources: { "003": x } } }',
      'anthropic was of the kind lab, which is in no tier of closed weights that contract leaves; as cloud it is in frontier-private',
    ],
  ])('by the kind %s', async (_, overlay, says) => {
    const found = (await check(`${overlay}\n`)).filter(({ id }) => id === 'lifted-limit')
    expect(found).toEqual([expect.objectContaining({ note: false, line: 1, says: expect.stringContaining(says) })])
  })

  it('by no host whose other kind is in no tier that a limit leaves without it', async () => {
    const found = await check(
      'hosts: { together: { kind: cloud, sources: { "003": x } }, anthropic: { kind: router, sources: { "003": x } } }\n',
    )
    expect(found.filter(({ id }) => id === 'lifted-limit')).toEqual([])
  })

  it('by no hosts that no limit keeps out', async () => {
    expect(await check('tiers: { hosted-open: { hosts: [lab, inference, cloud, router] } }')).toEqual([])
  })

  it('of an earlier overlay, by a later one, is told at the later one', async () => {
    const company = inResidency('anywhere: { tier: self-hosted-open, only: { tiers: [self-hosted-open] } }')
    const found = await check(company, inResidency('anywhere: { only: null, tier: null }'))
    const lifted = found.filter(({ id }) => id === 'lifted-limit')
    expect(lifted.map(({ note, file, line }) => [note, file.endsWith('ours.yaml'), line])).toEqual([[false, true, 4]])
  })

  it.each([
    ['a step that is not needed for hosted models', 'steps:\n  license:\n    if: { tier: self-hosted-open }\n', 3],
    [
      'a row above it',
      `steps:\n  license:\n    rules:\n      voice: { before: permissive, if: { task: voice }, because: x, ${cited} }\n`,
      4,
    ],
    ['a license that is less', 'steps:\n  license:\n    rules:\n      permissive: { only: { license: commercial } }\n', 4],
    ['a license that is none', 'steps:\n  license:\n    rules:\n      any: { only: null }\n', 4],
  ])('of licenses, by %s', async (_, overlay, line) => {
    const found = (await check(overlay)).filter(({ id }) => id === 'lifted-limit')
    expect(found.length).toBeGreaterThan(0)
    expect(found.map((each) => [each.note, each.line])).toEqual(found.map(() => [false, line]))
    expect(
      found.every(({ says }) => / demands what (permissive|any) did: a (permissive license|license for commercial use)/.test(says)),
    ).toBe(true)
  })

  it('is not told of licenses where only closed weights are left', async () => {
    const voice = `voice: { before: production, if: { task: voice }, tier: frontier-closed, because: x, ${cited} }`
    const found = await check(`steps:\n  cost-dominance:\n    rules:\n      ${voice}\n`)
    expect(found.filter(({ id }) => id === 'lifted-limit')).toEqual([])
  })

  it('is told of licenses where closed weights become open ones after the step', async () => {
    const inOps = `steps:
  license: { if: { tier: self-hosted-open } }
  cost-dominance: { rules: { dominant: { tier: frontier-closed } } }
  ours:
    title: Ours
    rules:
      ours: { if: { cost-dominant: "yes", tier: frontier-closed }, tier: hosted-open, because: x, ${cited} }
      others: { because: x, ${cited} }
`
    const found = (await check(inOps)).filter(({ id, says }) => id === 'lifted-limit' && says.includes('a permissive license'))
    expect(found.map(({ line }) => line)).toEqual([2])
  })

  describe('of an earlier overlay that lifts another one with a reason', () => {
    const first = inResidency('contract: { lifts-limits: One agreement for all., only: { agreement: null } }')
    const lifted = async (second: string) =>
      (await check(first, second)).filter(({ id, file }) => id === 'lifted-limit' && file.endsWith('ours.yaml'))

    it('is not excused by that reason', async () => {
      const found = await lifted(inResidency('contract: { only: { tiers: null } }'))
      expect(found.filter(({ note }) => !note).map(({ line, says }) => [line, says])).toEqual([
        [4, 'for some answers nothing demands what contract did: not frontier-closed'],
      ])
    })

    it('is a note with a reason of its own', async () => {
      const found = await lifted(inResidency('contract: { lifts-limits: All is in one cloud., only: { tiers: null } }'))
      expect(found.length).toBeGreaterThan(0)
      expect(found.filter(({ note }) => !note)).toEqual([])
    })
  })

  it.each([
    ['assumes a region', assumes('eu')],
    ['has everybody name a region', 'questions: { region: { assume: null } }\n'],
  ])('of an earlier overlay that %s, where a later one assumes any', async (_, first) => {
    const found = await check(first, assumes('other'))
    expect(found.map(({ id, note, file, line, says }) => [id, note, file.endsWith('ours.yaml'), line, says])).toEqual([
      ['lifted-limit', false, true, 1, 'for some answers nothing demands what region did: the region in region, of those who name none'],
    ])
  })

  it('is a note where the rule that takes the answers says why', async () => {
    const overlay = inResidency('contract: { lifts-limits: The group has one agreement for all., only: { agreement: null } }')
    expect((await check(overlay)).map(({ id, note }) => [id, note])).toEqual([['lifted-limit', true]])
  })

  it('is not told of where another limit makes up for it', async () => {
    const inside = `ours: { before: contract, if: { data-residency: contract }, tier: self-hosted-open, only: { tiers: [self-hosted-open] }, because: x, ${cited} }`
    const found = await check(inResidency(inside))
    expect(found.filter(({ id }) => id === 'lifted-limit')).toEqual([])
  })
})

it('a reason for a limit that is not lifted is in vain', async () => {
  const found = await check(inResidency('contract: { lifts-limits: We may. }'))
  expect(found.map(({ id, note, line }) => [id, note, line])).toEqual([['in-vain', false, 4]])
})

describe('a limit that is lifted with a reason', () => {
  const lifted = inResidency(
    `voice-anywhere: { before: air-gapped, if: { task: voice }, because: Voice may go anywhere., lifts-limits: Callers agreed., ${cited} }`,
  )
  const { tree } = laid(lifted)
  const voice = { 'data-residency': 'air-gapped', task: 'voice' }

  it('is told with the reason in the note', async () => {
    const found = (await check(lifted)).filter(({ id }) => id === 'lifted-limit')
    expect(found.length).toBeGreaterThan(0)
    for (const { says, hint } of found) {
      expect(says).toContain('because: Callers agreed.')
      expect(hint).not.toContain('lifts-limits')
    }
  })

  it('is the first caution of each result that it holds for, in all forms, and of no other', () => {
    const result = recommend(tree, { answers: voice }, maker)
    expect(result.cautions[0]).toEqual({
      id: 'lifted-limit-voice-anywhere',
      because: 'Your rule "voice-anywhere" takes answers out of a limit of the rules beneath, because: Callers agreed.',
      sources: ['003'],
    })
    const look = { columns: 80, color: false }
    expect(renderText(result, look)).toContain('Callers agreed.')
    expect(renderMarkdown(result, '')).toContain('Callers agreed.')
    const other = recommend(tree, { answers: { ...voice, task: 'chat' } }, maker)
    expect(other.cautions.filter(({ id }) => id.startsWith('lifted-limit'))).toEqual([])
  })
})

it.each(['contract', 'region'])('%s is no safe assumption where the data might have to stay on own machines', async (residency) => {
  const found = await check(`questions: { data-residency: { assume: [{ value: ${residency}, because: Most may. }] } }\n`)
  expect(found.filter(({ id }) => id === 'unsafe-assumption').map(({ note, line, says }) => [note, line, says])).toContainEqual([
    false,
    1,
    expect.stringMatching(`^assumes ${residency}, which lets more pass than (own-network|air-gapped) would$`),
  ])
})
