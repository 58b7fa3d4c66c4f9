// What a later overlay takes away of an earlier one, whether or not the earlier one is whole by itself.

import { describe, expect, it } from 'vitest'
import { differenceOf } from '../src/rules/diff.ts'
import { liftedSince } from '../src/verify/verify.ts'
import { check } from './checked.ts'
import { hopeless } from './hard-rules.ts'
import { laid } from './laid.ts'

const cited = 'sources: { "003": x }'
const lifted = async (...texts: string[]) =>
  (await check(...texts))
    .filter(({ id }) => id === 'lifted-limit')
    .map(({ note, file, line, says }) => ({ note, file: file.slice(-'ours.yaml'.length), line, says }))
const residency = (rule: string) => `steps:\n  data-residency:\n    rules:\n      ${rule}\n`

describe('a limit of an earlier overlay that names what a later one brings', () => {
  const says = 'for some answers nothing demands what anywhere did: an agreement'
  const gone = residency('anywhere: { only: null }')

  it.each([
    ['a source', 'sources: { our: x }', 'sources: { our: { title: x, kind: decision, checked: 2026-11-21 } }\n'],
    ['words', 'because: null', 'steps: { data-residency: { rules: { anywhere: { because: Nothing limits it. } } } }\n'],
  ])('is compared with %s of it', async (_, more, last) => {
    const first = residency(`anywhere: { only: { agreement: "yes" }, ${more} }`)
    expect((await lifted(first, last, gone)).filter(({ note }) => !note)).toEqual([{ note: false, file: 'ours.yaml', line: 4, says }])
  })

  it('is not lent a condition or an assumption, which would hide what is lifted', async () => {
    const first = residency('anywhere: { only: { agreement: "yes" }, sources: { our: x } }')
    const last = `sources: { our: { title: x, kind: decision, checked: 2026-11-21 } }
steps: { data-residency: { rules: { anywhere: { only: null, before: contract, if: { data-residency: anywhere, task: voice } }, others: { because: x, ${cited} } } } }
`
    expect((await lifted(first, last)).filter(({ note }) => !note).map(({ file }) => file)).toContain('ours.yaml')
  })

  it('is said not to be compared where nothing can be lent', async () => {
    const first = residency(`ours: { before: anywhere, if: { secret: "yes" }, only: { agreement: "yes" }, because: x, ${cited} }`)
    const last = `questions: { secret: { step: review, kind: choice, ask: a?, why: b, options: { "yes": { means: x }, "no": { means: y } }, assume: [{ value: "yes", because: c }] } }
steps: { review: { title: Review, before: license, needs: [secret], rules: { all: { because: x, ${cited} } } } }
`
    const found = await lifted(first, last)
    expect(found).toEqual([
      {
        note: true,
        file: expect.stringMatching(/0\.yaml$/),
        line: 1,
        says: 'the rules up to this file are not whole without the later ones, so what those take away of its limits was not compared',
      },
    ])
    const each = await lifted(first, 'steps: { license: { rules: { any: { because: Anything else is fine. } } } }\n', last)
    expect(each.map(({ note, file }) => [note, file.slice(-6)])).toEqual([
      [true, '0.yaml'],
      [true, '1.yaml'],
    ])
  })
})

describe('where the answers are too many to compare the rules of two files', () => {
  const host = 'tiers: { self-hosted-open: { hosts: [inference] } }\n'
  const unproven = 'what the later files take away of its limits was not compared for all answers'

  it('is said at the earlier one, and what is found without them is told all the same', async () => {
    const found = await check(hopeless(), host)
    expect(found.filter(({ says }) => says.includes(unproven)).map(({ id, note, file, path }) => [id, note, file.slice(-6), path])).toEqual(
      [['too-many-combinations', false, '0.yaml', 'questions']],
    )
    expect(found.filter(({ id }) => id === 'lifted-limit').map(({ path }) => path)).toEqual(['tiers.self-hosted-open.hosts'])
  })

  it('is said of each comparison that was cut short, and of no other', () => {
    const first = residency('anywhere: { only: { agreement: "yes" } }')
    const [before, after] = [laid(first), laid(first, residency('anywhere: { only: null }'))]
    const kinds = (most: number) =>
      liftedSince(before.tree, after.tree, {}, ['steps'], most).map(({ kind, path }) => `${kind} ${path.slice(0, 4).join('.')}`)
    expect(kinds(100_000)).toEqual(['lifted-limit steps.data-residency.rules.anywhere'])
    expect(kinds(10)).toEqual(['too-many-combinations steps'])
  })
})

describe('a ban of an earlier overlay', () => {
  const ban = 'bans: { ours: { origins: [cn], models: [gpt-oss-120b], because: Legal says so. } }\n'

  it.each([
    ['all of it', 'bans: { ours: null }\n', 'origin cn, model gpt-oss-120b'],
    ['one list', 'bans: { ours: { origins: [us] } }\n', 'origin cn'],
  ])('that a later one takes out is told there: %s', async (_, later, what) => {
    expect(await lifted(ban, later)).toEqual([
      { note: false, file: 'ours.yaml', line: 1, says: `ours of an earlier file no longer rules out ${what}` },
    ])
  })

  it('that a later one says under another name, or adds to, is not told', async () => {
    const other = 'bans: { ours: { models: null }, theirs: { models: [gpt-oss-120b], origins: [cn], because: x } }\n'
    expect(await lifted(ban, other)).toEqual([])
  })
})

describe('a fact that a ban of an earlier overlay goes by', () => {
  const ban = (lists: string) => `bans: { ours: { ${lists}, because: Legal says so. } }\n`
  const inModels = (facts: string) => `models: { qwen3-coder-next: { ${facts}, ${cited} } }\n`
  const escapes = (what: string, by: string, now: string) =>
    `ours of an earlier file rules out ${what} by its ${by}, and as ${now} it passes`

  it.each([
    ['the country of a lab', 'origins: [cn]', inModels('origin: us'), escapes('qwen3-coder-next', 'origin cn', 'us')],
    ['the country of a host', 'origins: [cn]', `hosts: { deepseek: { origin: us, ${cited} } }\n`, escapes('deepseek', 'origin cn', 'us')],
    ['a license', 'licenses: [apache-2.0]', inModels('license: mit'), escapes('qwen3-coder-next', 'license apache-2.0', 'mit')],
  ])('is told where a later one changes it so that the ban no longer takes it: %s', async (_, lists, later, says) => {
    expect(await lifted(ban(lists), later)).toEqual([{ note: false, file: 'ours.yaml', line: 1, says }])
  })

  it.each([
    ['a country', 'origins: [us]', 'origin: unknown', 'origin: us', 'origin: cn', 'origin unknown', 'cn'],
    ['a license', 'licenses: [mit]', 'license: unknown', 'license: mit', 'license: apache-2.0', 'license unknown', 'apache-2.0'],
    ['evidence', 'licenses: [mit]', 'evidence: none', 'license: mit', 'evidence: card', 'evidence none', 'card'],
  ])('is told where the earlier one did not know it: %s', async (_, lists, unknown, still, other, by, now) => {
    const first = `${ban(lists)}${inModels(unknown)}`
    expect(await lifted(first, inModels(still))).toEqual([])
    const says = escapes('qwen3-coder-next', by, now)
    expect(await lifted(first, inModels(other))).toEqual([{ note: false, file: 'ours.yaml', line: 1, says }])
  })

  it.each([
    ['falls under another entry', 'origins: [cn, us]', inModels('origin: us')],
    [
      'is ruled out by another ban',
      'origins: [cn]',
      `${inModels('origin: us')}bans: { theirs: { models: [qwen3-coder-next], because: x } }\n`,
    ],
    ['was in no ban', 'origins: [us]', inModels('origin: fr')],
    ['is taken out', 'origins: [cn]', 'models: { qwen-2.5-72b: null }\n'],
  ])('is not told where what has it %s', async (_, lists, later) => {
    expect(await lifted(ban(lists), later)).toEqual([])
  })

  it('is told once where the ban goes as well', async () => {
    const later = `${inModels('origin: us')}bans: { ours: null }\n`
    expect(await lifted(ban('origins: [cn]'), later)).toEqual([
      { note: false, file: 'ours.yaml', line: 2, says: 'ours of an earlier file no longer rules out origin cn' },
    ])
  })
})

it('what a later overlay deletes is without effect in the earlier one', () => {
  const { ineffective } = differenceOf(laid('bans: { ours: { origins: [cn], because: x } }\n', 'bans: { ours: null }\n'))
  expect(ineffective.map(({ path, because, origin }) => [path, because, origin.file])).toEqual([
    ['bans.ours.origins', 'overlaid', 'a.yaml'],
    ['bans.ours.because', 'overlaid', 'a.yaml'],
  ])
})

describe('an entry that a later overlay takes out', () => {
  const first = `figures:
  ours: { title: x, value: 0.5, unit: share, checked: 2026-11-21, sources: { "003": x } }
questions:
  payer: { step: review, kind: choice, ask: Who pays?, why: b, options: { them: { means: x }, us: { means: y } }, assume: [{ value: us, because: c }] }
steps:
  review: { title: Review, before: license, rules: { them: { if: { payer: them }, tier: hosted-open, because: B, ${cited} }, us: { because: C, ${cited} } } }
cautions:
  ours: { if: { task: voice }, because: B, ${cited} }
`
  const overruled = async (...texts: string[]) =>
    (await check(...texts))
      .filter(({ id }) => id === 'in-vain')
      .map(({ path, note, file, line, says }) => [path, note, file.slice(-'0.yaml'.length), line, says])

  it('is told once for all that the earlier one says in it', async () => {
    const says = 'a later overlay says otherwise'
    expect(
      await overruled(first, 'questions: { payer: null }\nsteps: { review: null }\ncautions: { ours: { sources: { "003": y } } }\n'),
    ).toEqual([
      ['cautions.ours.sources.003', true, '0.yaml', 8, says],
      ['questions.payer', true, '0.yaml', 4, says],
      ['steps.review', true, '0.yaml', 6, says],
    ])
  })

  it('is told once though one more overlay says a part of it anew', async () => {
    const again = 'cautions: { ours: { if: { task: chat }, because: D, sources: { "003": z } } }\n'
    expect(await overruled(first, 'cautions: { ours: null }\n', again)).toEqual([
      ['cautions.ours', true, '1.yaml', 1, 'a later overlay says otherwise'],
      ['cautions.ours', true, '0.yaml', 8, 'a later overlay says otherwise'],
    ])
  })

  it('is not told where what the later one lifts by that is', async () => {
    const ban = 'bans: { ours: { origins: [cn], because: Legal says so. } }\n'
    expect(await overruled(ban, 'bans: { ours: null }\n')).toEqual([])
  })
})

describe('an option that is taken out', () => {
  const question = (rules: string) => `questions:
  payer: { step: review, kind: choice, ask: Who pays?, why: b, options: { customer: { means: x }, us: { means: y }, fund: { means: z } }, assume: [{ value: fund, because: c }] }
steps:
  review: { title: Review, before: license, rules: { ${rules}, us: { because: C, ${cited} } } }
`
  const limit = (id: string, only: string) => `${id}: { if: { payer: ${id} }, only: { ${only} }, because: B, ${cited} }`
  const first = question(`${limit('customer', 'agreement: "yes"')}, ${limit('fund', 'agreement: "yes", license: permissive')}`)
  const says = 'customer demanded for some answers what us does not: an agreement; nobody can give it any more'

  it('with a limit is told at the later overlay', async () => {
    const gone = 'questions: { payer: { options: { customer: null } } }\nsteps: { review: { rules: { customer: null } } }\n'
    expect(await lifted(first, gone)).toEqual([{ note: false, file: 'ours.yaml', line: 1, says }])
  })

  it('and comes back under another name with less is told', async () => {
    const renamed = `questions: { payer: { options: { customer: null, client: { means: x } } } }
steps: { review: { rules: { customer: null, client: { before: us, if: { payer: client }, only: { license: permissive }, because: x, ${cited} } } } }
`
    expect(await lifted(first, renamed)).toEqual([{ note: false, file: 'ours.yaml', line: 1, says }])
  })

  it('is a note where another option demands the same', async () => {
    const same = question(`${limit('customer', 'agreement: "yes"')}, ${limit('fund', 'agreement: "yes"')}`)
    const gone = 'questions: { payer: { options: { customer: null } } }\nsteps: { review: { rules: { customer: null } } }\n'
    const words = says.replace('nobody can give it any more', 'fund demands the same')
    expect(await lifted(same, gone)).toEqual([{ note: true, file: 'ours.yaml', line: 1, says: words }])
  })

  it('without a limit is not told', async () => {
    expect(await lifted(first, 'questions: { payer: { options: { us: null } } }\n')).toEqual([])
  })
})

describe('a limit on hosts of an earlier overlay', () => {
  const first = residency('contract: { only: { hosts: [amazon-bedrock] } }')
  const found = async (...texts: string[]) => (await lifted(...texts)).map(({ note, file, line, says }) => [note, file, line, says])
  const gone = 'for some answers nothing demands what contract did: no hosts but those that it names'

  it.each([
    ['all of it', 'contract: { only: { hosts: null } }', gone],
    [
      'with one more',
      'contract: { only: { hosts: [amazon-bedrock, azure] } }',
      gone.replace('no hosts but those that it names', 'not azure'),
    ],
  ])('that a later one takes away is told there: %s', async (_, rule, says) => {
    expect(await found(first, residency(rule))).toEqual([[false, 'ours.yaml', 4, says]])
  })

  it('is told where a row above takes some of its answers', async () => {
    const row = `c2: { before: contract, if: { data-residency: contract, task: voice }, only: { agreement: "yes", region-if-given: region, tiers: [self-hosted-open, hosted-open, frontier-private] }, because: b, ${cited} }`
    expect(await found(first, residency(row))).toEqual([[false, 'ours.yaml', 4, `${gone}; c2 takes them now`]])
  })

  it('stands where it is made stricter, or own machines alone are left', async () => {
    expect(await found(residency('contract: { only: { hosts: [amazon-bedrock, azure] } }'), first)).toEqual([])
    expect(await found(first, residency('contract: { only: { hosts: null, tiers: [self-hosted-open] } }'))).toEqual([])
  })

  it('may go with a reason, and that it is said otherwise is not told at the first file', async () => {
    const all = await check(first, residency('contract: { lifts-limits: All of them have signed., only: { hosts: null } }'))
    expect(all.map(({ id, note, file }) => [id, note, file.slice(-9)])).toEqual([['lifted-limit', true, 'ours.yaml']])
  })
})

describe('what a later overlay says otherwise', () => {
  it('is nothing to mend at the earlier one', async () => {
    const [found] = await check(
      'gpus: { h100: { high: 4.4, checked: 2026-11-21 } }\n',
      'gpus: { h100: { high: 4.5, checked: 2026-11-21 } }\n',
    )
    expect([found?.id, found?.note, found?.hint]).toEqual([
      'in-vain',
      true,
      'Nothing to mend where the later file is meant to have the last word.',
    ])
  })
})

describe('what several overlays lift', () => {
  it('of a ban is told once, and excused by a reason of the same file alone', async () => {
    const ban = 'bans: { x: { origins: [cn], models: [gpt-oss-120b], because: Legal. } }\n'
    const second = 'bans: { x: { models: null, lifts-limits: gpt-oss is cleared. } }\n'
    expect((await lifted(ban, second, 'bans: { x: { origins: null } }\n')).map(({ note, file, says }) => [note, file, says])).toEqual([
      [false, 'ours.yaml', 'x of an earlier file no longer rules out origin cn'],
      [
        true,
        expect.stringMatching(/1\.yaml$/),
        'x of an earlier file no longer rules out model gpt-oss-120b, because: gpt-oss is cleared.',
      ],
    ])
  })

  it('of a rule is told once, and excused by a reason of the same file alone', async () => {
    const second = residency('contract: { lifts-limits: Our host has signed., only: { region-if-given: null } }')
    const third = residency('contract: { only: { agreement: null, tiers: null } }')
    expect((await lifted(second, third)).map(({ note, file, says }) => [note, file, says])).toEqual([
      [false, 'ours.yaml', 'for some answers nothing demands what contract did: not frontier-closed, an agreement'],
      [
        true,
        expect.stringMatching(/0\.yaml$/),
        'for some answers nothing demands what contract did: the region in region, because: Our host has signed.',
      ],
    ])
  })
})

describe('a reason of a later overlay', () => {
  const reason = 'lifts-limits: Legal said so.'
  const tiers = 'tiers: [self-hosted-open, hosted-open, frontier-private, frontier-closed]'
  const closed = 'for some answers nothing demands what contract did: not frontier-closed'
  const agreement = 'for some answers nothing demands what contract did: an agreement'
  const because = ', because: Legal said so.'
  const found = async (...texts: string[]) =>
    (await check(...texts))
      .filter(({ id, says }) => id === 'lifted-limit' || says.startsWith('no limit'))
      .map(({ note, file, says }) => [note, file.slice(-6), says])
  const [first, second] = [residency(`contract: { only: { ${tiers} } }`), residency(`contract: { only: { agreement: null }, ${reason} }`)]

  it('excuses what its own file lifts, and not what an earlier one did at the same row', async () => {
    expect(await found(first, second)).toEqual([
      [false, '0.yaml', closed],
      [true, 's.yaml', `${agreement}${because}`],
    ])
    expect((await found(first, '{}\n', second)).map(([note, file]) => [note, file])).toEqual([
      [false, '0.yaml'],
      [true, 's.yaml'],
    ])
    expect((await found('{}\n', first, second)).map(([note, file]) => [note, file])).toEqual([
      [false, '1.yaml'],
      [true, 's.yaml'],
    ])
  })

  it('has a hint at the earlier one that can be followed there', async () => {
    const [told] = (await check(first, second)).filter(({ note }) => !note)
    expect(told?.hint).toMatch(/say in its `lifts-limits:` why/)
    expect([...(await found(first.replace('only', `${reason.replace('Legal', 'The board')}, only`), second))]).toEqual([
      [true, '0.yaml', `${closed}${because}`],
      [true, 's.yaml', `${agreement}${because}`],
    ])
  })

  it('is in vain where all is lifted before it', async () => {
    expect(await found(first, residency(`contract: { ${reason} }`))).toEqual([
      [false, '0.yaml', closed],
      [false, 's.yaml', 'no limit is lifted for the answers that this rule takes'],
    ])
  })

  it.each([
    ['the same', `only: { ${tiers}, agreement: null }`, `${closed}, an agreement${because}`],
    ['all of it', 'only: null', undefined],
  ])('holds where its own file lifts it too: %s', async (_, only, says) => {
    const told = await found(first, residency(`contract: { ${only}, ${reason} }`))
    expect(told.map(([note]) => note)).toEqual(told.map(() => true))
    if (says) expect(told.map(([, , each]) => each).sort()).toEqual([`${agreement}${because}`, `${closed}${because}`])
  })

  it('holds for a limit that an earlier file had moved to another row', async () => {
    const limits = 'agreement: "yes", region-if-given: region, tiers: [self-hosted-open, hosted-open, frontier-private]'
    const moved = residency(
      `voice: { before: contract, if: { data-residency: contract, task: voice }, only: { ${limits} }, because: b, ${cited} }`,
    )
    expect(await found(moved, '{}\n')).toEqual([])
    const told = await found(moved, residency(`voice: { only: { agreement: null }, ${reason} }`))
    expect(told.length).toBeGreaterThan(0)
    expect(told.map(([note]) => note)).toEqual(told.map(() => true))
  })

  it('of a row that an earlier file adds without a limit is none for that', async () => {
    const bare = residency(`voice: { before: contract, if: { data-residency: contract, task: voice }, because: b, ${cited} }`)
    const told = await found(bare, residency(`voice: { because: Ours., ${reason} }`))
    expect(told.map(([note, file, says]) => [note, file, String(says).slice(0, 8)])).toEqual([
      [false, '0.yaml', 'for some'],
      [false, 's.yaml', 'no limit'],
    ])
    expect((await found(bare, residency(`voice: { only: null, ${reason} }`))).every(([note]) => note)).toBe(true)
  })

  it('of a router excuses what its own file says of it', async () => {
    const router = (more: string) => `routers: { openrouter: { ${more} } }\n`
    const texts = [router('url: "https://x.test/v1"'), router(`regions: { us: "https://y.test/v1" }, ${reason}`)]
    expect((await found(...texts)).map(([note, file]) => [note, file])).toEqual([
      [false, '0.yaml'],
      [true, 's.yaml'],
    ])
    expect((await found(...texts.toReversed())).map(([note, file]) => [note, file])).toEqual([
      [false, 's.yaml'],
      [true, '0.yaml'],
    ])
  })

  it('of a ban excuses what its own file takes out', async () => {
    const ban = 'bans: { ours: { origins: [cn], models: [gpt-oss-120b], because: Legal. } }\n'
    const gone = 'ours of an earlier file no longer rules out'
    expect(await found(ban, 'bans: { ours: { origins: null } }\n', `bans: { ours: { models: null, ${reason} } }\n`)).toEqual([
      [false, '1.yaml', `${gone} origin cn`],
      [true, 's.yaml', `${gone} model gpt-oss-120b${because}`],
    ])
  })
})

describe('a figure that a limit of an earlier overlay goes by', () => {
  const first = `figures: { small: { title: T, value: 0.1, unit: share, checked: 2026-11-21, ${cited} } }
steps: { ops-capacity: { rules: { lim: { before: fine-tuned, if: { self-host-saving: { at-least: small } }, only: { agreement: "yes" }, because: b, ${cited} } } } }
`

  it('is told once where a later one moves it', async () => {
    expect(await lifted(first, 'figures: { small: { value: 0.9, checked: 2026-11-21 } }\n')).toEqual([
      {
        note: false,
        file: 'ours.yaml',
        line: 1,
        says: expect.stringMatching(
          /^for some answers nothing demands what lim did: an agreement; fine-tuned and \d others take them now$/,
        ),
      },
    ])
  })

  it('names all rows that take them in JSON', async () => {
    const [found] = (await check(first, 'figures: { small: { value: 0.9, checked: 2026-11-21 } }\n')).filter(
      ({ id }) => id === 'lifted-limit',
    )
    expect(found?.names?.[0]).toBe('fine-tuned')
    expect(found?.says).toContain(`and ${(found?.names?.length ?? 0) - 1} others take`)
  })

  it('is not told where the limit is for more answers then', async () => {
    expect(await lifted(first, 'figures: { small: { value: 0.05, checked: 2026-11-21 } }\n')).toEqual([])
  })
})

describe('what only a later overlay leaves without use', () => {
  const first = `sources: { our-policy: { title: P, kind: decision, checked: 2026-11-21 } }
cautions: { c: { if: { task: voice }, because: hi., sources: { our-policy: x } } }
`
  const unused = async (...texts: string[]) =>
    (await check(...texts)).filter(({ id }) => id === 'unused-source').map(({ note, file, hint }) => [note, file.slice(-6), hint])

  it('is a note at the earlier one', async () => {
    expect(await unused(first, 'cautions: { c: null }\n')).toEqual([
      [true, '0.yaml', 'Nothing to mend where your rules are meant to do without it; `null` in your file takes it out.'],
    ])
  })

  it('is a finding where it was so before, or is of the last one', async () => {
    const [source = ''] = first.split('\n')
    expect(await unused(`${source}\n`, 'bans: { x: { models: [gpt-5], because: x } }\n')).toEqual([
      [false, '0.yaml', 'Remove it, or cite it.'],
    ])
    expect(await unused('bans: { x: { models: [gpt-5], because: x } }\n', `${source}\n`)).toEqual([
      [false, 's.yaml', 'Remove it, or cite it.'],
    ])
  })
})
