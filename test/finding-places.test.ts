// Where a finding is told, and whether it is a note: at what the user wrote, with a hint that can be followed there.

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rules } from 'virtual:built-in-rules'
import { describe, expect, it } from 'vitest'
import { check, checkAt, folder } from './checked.ts'
import { told } from './laid.ts'
import { run } from './run-here.ts'

const cited = 'sources: { "003": x }'

type Found = Awaited<ReturnType<typeof check>>

const short = (found: Found) => found.map(({ id, note, file, line, path }) => [id, note, file.split('/').at(-1), line, path])

describe('a row in the place of a built-in one', () => {
  const row = (effect: string) => `steps:
  cost-dominance:
    rules:
      ours:
        before: dominant
        if: { cost-dominant: "yes" }
        tier: ${effect}
        because: Ours.
        ${cited}
`

  it('is a note at that row, whether it says otherwise or the same', async () => {
    const path = 'steps.cost-dominance.rules.ours'
    const [other, same] = [await check(row('frontier-private')), await check(row('hosted-open'))]
    expect(short(other)).toEqual([['contradictory-rule', true, 'ours.yaml', 4, path]])
    expect(short(same)).toEqual([['duplicate-rule', true, 'ours.yaml', 4, path]])
    expect(other[0]?.other?.path).toBe('steps.cost-dominance.rules.dominant')
    expect([...other, ...same].map(({ hint }) => hint).join()).not.toMatch(/Remove|Keep one/)
  })

  it('is wrong where both rows are the user’s own', async () => {
    const twice = row('frontier-private').replace(
      '      ours:',
      `      first: { before: dominant, if: { cost-dominant: "yes" }, tier: hosted-open, because: x, ${cited} }\n      ours:`,
    )
    const found = await check(twice)
    expect(found.filter(({ note }) => !note).map(({ id, path }) => [id, path])).toEqual([
      ['contradictory-rule', 'steps.cost-dominance.rules.ours'],
    ])
  })
})

it('a limit of the user’s own that built-in rules lead beyond is told at the limit', async () => {
  const found = await check(
    'steps: { data-residency: { rules: { contract: { only: { tiers: [self-hosted-open, frontier-private] } } } } }\n',
  )
  const own = found.filter(({ note }) => !note)
  expect(own.length).toBeGreaterThan(0)
  expect(new Set(own.map(({ id, file, line, path }) => [id, file.endsWith('ours.yaml'), line, path].join()))).toEqual(
    new Set(['forbidden-tier,true,1,steps.data-residency.rules.contract.only.tiers']),
  )
})

it('a built-in row that is left without use is told with a hint for somebody who cannot edit it', async () => {
  const shadowing = await check(
    `steps: { license: { rules: { ours: { before: permissive, if: { license: [permissive, any], stage: production }, because: Ours., ${cited} }, other: { before: permissive, if: { stage: prototype }, because: Ours., ${cited} } } } }\n`,
  )
  const notes = shadowing.filter(({ file, note }) => note && !file.endsWith('ours.yaml'))
  expect(notes.map(({ id }) => id)).toContain('shadowed-rule')
  for (const { hint } of notes) expect(hint).toMatch(/^Nothing to mend|in your file|^Let your file/)
})

it('a limit that a later file lifts is told with its place in the earlier one', async () => {
  const company = `steps:
  license:
    rules:
      ours: { before: any, if: { stage: prototype }, only: { agreement: "yes" }, because: Ours., ${cited} }
`
  const team = 'steps: { license: { rules: { ours: { if: { stage: prototype, task: chat } } } } }\n'
  const others = (await check(company, team)).flatMap(({ id, other }) => (id === 'lifted-limit' && other ? other : []))
  const told = others.map(({ path, file, line }) => [path, file.split('/').at(-1), line])
  expect(told.filter(([path]) => path === 'steps.license.rules.ours.only')).toEqual([['steps.license.rules.ours.only', '0.yaml', 4]])
})

it('the other end of a finding stands in the annotations for GitHub too', async () => {
  const file = join(folder, 'see.yaml')
  writeFileSync(
    file,
    `steps: { license: { rules: { ours: { before: permissive, if: { license: any }, because: x., ${cited} }, more: { before: permissive, if: { license: any }, because: y., ${cited} } } } }\n`,
  )
  const { stdout } = await run(['rules', 'check', '--rules', file, '--format', 'github'])
  expect(stdout).toMatch(/^::error .*duplicate-rule.*%0ASee [^%]*see\.yaml:1:\d+ {2}steps\.license\.rules\.ours/m)
})

describe('a day after today', () => {
  const noon = Date.UTC(2026, 10, 21, 12) / 1000
  const dated = (day: string) => `figures: { worthwhile-saving: { value: 0.4, checked: ${day} } }\n`
  const at = async (epoch: number, day: string) => (await checkAt(String(epoch), dated(day))).map(({ id }) => id)

  it('is one that has begun nowhere yet', async () => {
    expect(await at(noon, '2026-11-22')).toEqual([])
    expect(await at(noon, '2026-11-23')).toEqual(['future-date'])
    expect(await at(noon - 3 * 3600, '2026-11-22')).toEqual(['future-date'])
  })
})

it('an example whose answers are wrong says so, and what to mend', async () => {
  const example = (answers: string) => `examples: { ours: { says: x., ${cited}, answers: { ${answers} }, expect: hybrid } }\n`
  const told = async (answers: string) => (await check(example(answers))).map(({ says, hint }) => [says, hint])
  const hint = 'Mend the answers of the example.'
  expect(await told('task: chat')).toEqual([['ours: No answer to "Where may prompts and outputs be processed?"', hint]])
  expect(await told('data-residency: anywhere, tokens: lots')).toEqual([
    [expect.stringMatching(/^ours: --tokens: "lots" is no volume/), hint],
  ])
})

describe('what an overlay adds or takes out', () => {
  it('is told at the null that takes out an option which is still named, once', async () => {
    const found = await check('questions:\n  data-residency:\n    options:\n      contract: null\n')
    expect(found.map(({ id, line, column }) => [id, line, column])).toEqual([['unknown-name', 4, 7]])
    expect(found[0]?.says).toMatch(/^questions\.data-residency\.options\.contract: is taken out here, but still named by .* and \d+ more\./)
    const [, shown = '', left = ''] = /named by (.*) and (\d+) more/.exec(found[0]?.says ?? '') ?? []
    expect(found[0]?.names).toHaveLength(shown.split(', ').length + Number(left))
    expect(found[0]?.names?.slice(0, 2)).toEqual(shown.split(', ').slice(0, 2))
  })

  it('is told at a row that comes after the one for everything, with the row to stand before', async () => {
    const found = await check(`steps:\n  license:\n    rules:\n      voice: { if: { task: voice }, because: Ours., ${cited} }\n`)
    expect(found.map(({ id, line }) => [id, line])).toEqual([['open-end', 4]])
    expect(found[0]?.says).toContain('give it `before: any`')
  })
})

it('the bounds of a figure hold also where an overlay lifts them', async () => {
  const found = await check(
    'figures:\n  shortlist-length: { value: 0, at-least: null, checked: 2026-11-21 }\n  utilisation: { low: 0, more-than: -1, checked: 2026-11-21 }\n',
  )
  expect(found.filter(({ id }) => id === 'odd-figure').map(({ line, says }) => [line, says])).toEqual([
    [2, '0 makes no sense: it has to be at least 1'],
    [3, '0 makes no sense: it has to be more than 0'],
  ])
})

describe('a figure that counts things', () => {
  const odd = async (figure: string) =>
    (await check(`figures: { ${figure} }\n`)).filter(({ id }) => id === 'odd-figure').map(({ note, path, says }) => [note, path, says])

  it.each([
    ['shortlist-length: { value: 2.5 }', 'shortlist-length.value', 'models'],
    ['min-replicas: { value: 1.5 }', 'min-replicas.value', 'replicas'],
    ['min-replicas: { high: 2.5 }', 'min-replicas.high', 'replicas'],
    ['review-months: { value: 2.5 }', 'review-months.value', 'months'],
    ['warn-age: { value: 90.5 }', 'warn-age.value', 'days'],
  ])('is whole: %s', async (figure, path, unit) => {
    const says = `${/[\d.]+\d/.exec(figure)?.[0]} makes no sense: it has to be a whole number of ${unit}`
    expect(await odd(figure)).toEqual([[false, `figures.${path}`, says]])
  })

  it.each([
    'shortlist-length: { value: 4 }',
    'peak-steady: { value: 1.25 }',
    'hours-per-month: { value: 365.25 }',
    'engineer-hours: { value: 12.5 }',
  ])('or is measured, and need not be: %s', async (figure) => {
    expect(await odd(figure)).toEqual([])
  })
})

describe('a built-in row in another place', () => {
  const moving = (step: string, rule: string, before: string) =>
    `steps:\n  ${step}:\n    rules:\n      ${rule}:\n        before: ${before}\n`

  it('is told at the `before` that puts it there, with the row that it is about', async () => {
    const found = await check(moving('cost-dominance', 'prototype', 'prototype-private'))
    const at = 'steps.cost-dominance.rules.prototype.before'
    expect(found.map(({ id, note, file, line, path }) => [id, note, file.split('/').at(-1), line, path])).toEqual([
      ['forbidden-tier', false, 'ours.yaml', 5, at],
      ['forbidden-tier', false, 'ours.yaml', 5, at],
      ['shadowed-rule', true, 'ours.yaml', 5, at],
    ])
    expect(found.at(-1)?.says).toMatch(/^steps\.cost-dominance\.rules\.prototype-private: .* and prototype take all of its answers$/)
    expect(found.at(-1)?.other?.path).toBe('steps.cost-dominance.rules.prototype-private')
    expect(found[0]?.says).toMatch(/^steps\.cost-dominance\.rules\.prototype\.tier: leads to frontier-closed/)
  })

  it('is told so of a whole step', async () => {
    const found = await check('steps:\n  ops-capacity:\n    before: data-residency\n')
    expect(found.length).toBeGreaterThan(0)
    for (const { file, line, path } of found.filter(({ other }) => other?.path.startsWith('steps.')))
      expect([file.split('/').at(-1), line, path]).toEqual(['ours.yaml', 3, 'steps.ops-capacity.before'])
  })

  it('is told at the `before` where it takes every answer from those behind it', async () => {
    const found = await check(moving('license', 'any', 'permissive'))
    expect(found.map(({ id, line, says }) => [id, line, says])).toEqual([
      ['open-end', 5, 'steps.license.rules.any.before: puts any, which takes every answer, ahead of permissive; let it come last'],
    ])
  })
})

it('a runner-up that a new tier makes idle is a note at the tier', async () => {
  const production = '      production: { tier: frontier-closed, if: null, sources: { ours: p. 1 } }'
  const found = await check(`sources: { ours: { title: O, kind: decision, checked: 2026-11-21 } }
steps:
  cost-dominance:
    rules:
${production}
`)
  expect(found.filter(({ id }) => id === 'idle-runner-up').map(({ note, line, path }) => [note, line, path])).toEqual([
    [true, 5, 'steps.cost-dominance.rules.production.tier'],
  ])
  const own = production.replace('if: null', 'if: null, runner-up: frontier-closed')
  expect(
    (await check(`steps:\n  cost-dominance:\n    rules:\n${own.replace(/, sources.*/, ' }')}`))
      .filter(({ id }) => id === 'idle-runner-up')
      .map(({ note, path }) => [note, path]),
  ).toEqual([[false, 'steps.cost-dominance.rules.production.runner-up']])
})

describe('a new value is under its own date or source', () => {
  const { 'worthwhile-saving': saving, overhead } = rules.figures ?? {}
  const kept = async (...texts: string[]) => (await check(...texts)).flatMap(({ id, line }) => (id === 'kept-source' ? [line] : []))

  it('where its file writes one, even if it is the same as the built-in one', async () => {
    const file = (more: string) => `figures:\n  worthwhile-saving: { value: 0.5${more} }\n`
    expect(await kept(file(''))).toEqual([2])
    expect(await kept(file(`, checked: ${saving?.checked}`))).toEqual([])
    expect(await kept(file(`, sources: ${JSON.stringify(saving?.sources)}`))).toEqual([])
    expect(await kept(`gpus: { h100: { low: 1.6, mid: 1.6, high: 1.6, checked: ${rules.gpus?.['h100']?.checked} } }\n`)).toEqual([])
  })

  it('where the file with the value or a later one writes it, and not an earlier one', async () => {
    const [dated, bare] = ['overhead: { value: 0.35, checked: 2026-11-20 }', 'overhead: { value: 0.45 }'].map(
      (line) => `figures:\n  ${line}\n`,
    ) as [string, string]
    expect(overhead?.value).not.toBe(0.45)
    expect(await kept(dated, bare)).toEqual([2])
    expect(await kept(bare, dated)).toEqual([])
    expect(await kept('figures:\n  overhead: { value: 0.45 }\n', 'figures: { overhead: { checked: 2026-11-20 } }\n')).toEqual([])
  })

  it('for each of its values', async () => {
    expect(await kept('gpus: { h100: { low: 2.2, mid: 3, checked: 2026-11-20 } }\n', 'gpus:\n  h100:\n    high: 4.1\n')).toEqual([3])
  })
})

describe('a number far from the one before', () => {
  const far = async (text: string) =>
    (await check(text)).flatMap(({ id, path, says }) => (id === 'far-from-before' ? [`${path} ${says}`] : []))
  const dated = 'checked: 2026-11-21'
  const high = rules.gpus?.['h100']?.high ?? 0

  it('is told with both and the unit, once for each fact', async () => {
    expect(await far(`gpus: { h100: { high: ${high * 21}, ${dated} } }\n`)).toEqual([
      `gpus.h100.high is ${high * 21} and was ${high}, more than 20 times as much; the unit is "dollars an hour"`,
    ])
    expect(await far(`figures: { worthwhile-saving: { value: 0.001, ${dated} } }\n`)).toEqual([
      expect.stringMatching(/^figures\.worthwhile-saving\.value is 0\.001 and was 0\.\d+, less than a 20th of it; the unit is "share/),
    ])
    expect(await far(`gpus: { h100: { low: 0.01, mid: 0.02, ${dated} } }\n`)).toHaveLength(1)
  })

  it('is not told at 20 times, nor where the unit is another one', async () => {
    expect(await far(`gpus: { h100: { high: ${high * 20}, ${dated} } }\n`)).toEqual([])
    expect(await far(`figures: { hours-per-month: { value: 30, unit: days, ${dated} } }\n`)).toEqual([])
  })

  it('and an end of a range on the wrong side of its value is told with the unit', () => {
    expect(told('figures: { overhead: { value: 45 } }\n').join()).toMatch(/is below value, which is 45; the unit is "share of /)
  })
})

describe('a circle of assumptions', () => {
  const row = (id: string, value: string) =>
    `    assume: [{ if: { ${id}: [${value}] }, value: relaxed, because: x }, { value: interactive, because: x }]\n`
  const circle = (...texts: string[]) => told(...texts).filter((line) => line.includes('by way of itself'))

  it('is told once, at the assumption of the overlay that closes it', () => {
    const needs = 'questions:\n  data-residency: { why: Ours. }\n  task:\n    why: Ours.\n'
    const closing = `${needs}    assume: [{ if: { frontier-need: all }, value: reasoning, because: x }, { value: chat, because: x }]\n`
    expect(circle(closing)).toEqual(['a.yaml:5:5 questions.task.assume: is assumed by way of itself: task, frontier-need, task'])
  })

  it('is told at the later of two overlays that make it together', () => {
    const [first, second] = [
      `questions:\n  latency:\n${row('traffic', 'bursty')}`,
      'questions:\n  traffic:\n    assume: [{ if: { latency: relaxed }, value: bursty, because: x }, { value: steady, because: x }]\n',
    ]
    expect(circle(first, second)).toEqual(['b.yaml:3:5 questions.traffic.assume: is assumed by way of itself: traffic, latency, traffic'])
    expect(circle(second, first)).toEqual(['b.yaml:3:5 questions.latency.assume: is assumed by way of itself: latency, traffic, latency'])
  })
})

it('what stops rules from being read has its path in JSON, and in text once', async () => {
  const file = join(folder, 'broken.yaml')
  writeFileSync(
    file,
    'figures: { overhead: { valu: 3 }, x: { value: 1 } }\nsteps: { license: { rules: { any: { if: { taks: chat } } } } }\nsources: { "003": { title: null } }\n',
  )
  const paths = ['figures.overhead.valu', 'figures.x', 'steps.license.rules.any.if.taks', 'sources.003.title']
  const [failed, checked, text] = await Promise.all(
    [
      ['--rules', file, '--json'],
      ['rules', 'check', '--rules', file, '--json'],
      ['rules', 'check', '--rules', file],
    ].map((words) => run(words)),
  )
  expect(JSON.parse(failed?.stdout ?? '').error.problems.map(({ path }: { path: string }) => path)).toEqual(paths)
  expect(JSON.parse(checked?.stdout ?? '').findings.map(({ path }: { path: string }) => path)).toEqual(paths)
  expect(text?.stdout).toContain('\n  figures.overhead: there is no key "valu" here.')
  expect(text?.stdout).toContain('\n  steps.license.rules.any.if.taks: there is no question')
  writeFileSync(file, 'figures: [\n')
  const [problem] = JSON.parse((await run(['--rules', file, '--json'])).stdout).error.problems
  expect(Object.keys(problem)).not.toContain('path')
})

describe('a file with a long name', () => {
  it('is named in full in JSON and in annotations, with hostile characters written out', async () => {
    const deep = join(folder, 'a'.repeat(60), 'b'.repeat(60))
    mkdirSync(deep, { recursive: true })
    const file = join(deep, 'ours\u202e.yaml')
    writeFileSync(file, 'figures: { worthwhile-saving: { value: 30, checked: 2026-11-21 } }\n')
    const [json, github] = await Promise.all(
      ['json', 'github'].map((format) => run(['rules', 'check', '--rules', file, '--format', format])),
    )
    const shown = join(deep, 'ours\\u{202e}.yaml')
    expect((JSON.parse(json?.stdout ?? '') as { findings: Found }).findings[0]?.file).toBe(shown)
    expect(github?.stdout).toContain(`file=${shown},line=1`)
  })
})

it('answers without a tier are told at the row of the user’s own that takes them', async () => {
  const found = await check(`steps:
  cost-dominance:
    rules:
      a: { before: embeddings, if: { self-host-saving: { at-least: worthwhile-saving } }, because: aa., ${cited} }
  license:
    rules:
      b: { before: permissive, if: { stage: production }, only: { license: permissive }, because: bb., ${cited} }
`)
  expect(short(found.filter(({ id }) => id === 'no-tier'))).toEqual([['no-tier', false, 'ours.yaml', 4, 'steps.cost-dominance.rules.a']])
})

describe('a finding that built-in rows make together because of an overlay', () => {
  const places = (found: Found) => [
    ...new Set(
      found.filter(({ id }) => id === 'forbidden-tier').map(({ file, line, path }) => [file.split('/').at(-1), line, path].join()),
    ),
  ]
  const option = 'questions: { data-residency: { options: { eu-only: { means: Only in the EU } } } }\n'

  it('is told at the condition that an overlay changed on the way of its answers', async () => {
    const found = await check(
      `${option}steps:\n  data-residency:\n    rules:\n      region:\n        because: Ours.\n        if: { data-residency: [region, eu-only] }\n`,
    )
    expect(places(found)).toEqual(['ours.yaml,7,steps.data-residency.rules.region.if.data-residency'])
    const told = found.find(({ id }) => id === 'forbidden-tier')
    expect(told?.says).toMatch(/^steps\.frontier-need\.rules\.all\.tier: leads to frontier-closed, which region leaves out/)
    expect(told?.other?.path).toBe('steps.frontier-need.rules.all.tier')
    expect(told?.excerpt).toContain('eu-only')
  })

  it('is told where an overlay takes out the row that took them before', async () => {
    const found = await check('steps:\n  frontier-need:\n    rules:\n      all-private: null\n')
    expect(places(found)).toEqual(['ours.yaml,4,steps.frontier-need.rules.all-private'])
  })

  it('is told where an overlay takes out the step that decided them', async () => {
    const found = await check('examples: {}\nsteps:\n  frontier-need:\n    if: null\n')
    expect(places(found)).toEqual(['ours.yaml,4,steps.frontier-need.if'])
  })
})

describe('a limit that a row of a later file lifts by the tier that it leads to', () => {
  const ours = `questions: { us: { step: ours, kind: choice, ask: Us?, why: x y., options: { "yes": { means: Yes }, "no": { means: No } }, assume: [{ value: "no", because: Just so. }] } }
steps:
  ours:
    title: Ours
    before: license
    if: { data-residency: anywhere }
    otherwise: [{ because: None. }]
    rules:
      a: { if: { us: "yes" }, tier: frontier-closed, slice: hosted-open, because: Us., ${cited} }
      b: { because: Not us., ${cited} }
`
  const places = (found: Found) => short(found.filter(({ id }) => id === 'lifted-limit'))

  it.each([
    ['the only file', []],
    ['a file behind one without content', ['# Nothing yet.\n']],
    ['a file behind an empty map', ['{}\n']],
    ['a file behind one of other words', ['steps: { license: { rules: { any: { because: Anything else. } } } }\n']],
  ])('is told at that row of %s', async (_, first) => {
    const found = await check(...first, ours)
    const place = ['lifted-limit', false, 'ours.yaml', 9, 'steps.ours.rules.a']
    expect(places(found)).toEqual([place, place])
    for (const { says, other } of found.filter(({ id }) => id === 'lifted-limit')) {
      expect(says).toMatch(/^steps\.license\.if: for some answers nothing demands what (any|permissive) did/)
      expect(other?.path).toBe('steps.license.if')
    }
  })

  it('is told there also where a file comes after it', async () => {
    const place = ['lifted-limit', false, '1.yaml', 9, 'steps.ours.rules.a']
    expect(places(await check('{}\n', ours, '{}\n'))).toEqual([place, place])
  })
})

describe('a row that no answers fit is told at the condition that nobody fulfils', () => {
  const dead = async (step: string, before: string, condition: string, more = '') =>
    (
      await check(
        `${more}steps:\n  ${step}:\n    rules:\n      ours:\n        before: ${before}\n        if:\n${condition
          .split('; ')
          .map((line) => `          ${line}\n`)
          .join('')}        because: Ours.\n        ${cited}\n`,
      )
    ).flatMap(({ id, path, says }) => (id === 'unreachable-rule' ? [`${path.split('.').at(-1)}: ${says}`] : []))
  const low = `figures: { low: { title: L, value: 0.1, unit: share, checked: 2026-11-21, ${cited} } }\n`

  it.each([
    [
      'cost-dominance',
      'prototype',
      'stage: prototype; data-residency: own-network',
      'data-residency',
      'nobody who comes here has data-residency own-network: they are decided before',
    ],
    ['license', 'permissive', 'tier: frontier-closed', 'tier', 'no answers fit while the tier is frontier-closed'],
    [
      'license',
      'permissive',
      'tier: hosted-open; data-residency: own-network',
      'data-residency',
      'nobody who comes here has the tier hosted-open and data-residency own-network: they are decided before',
    ],
  ])('%s: %s, %s', async (step, before, condition, key, says) => {
    expect(await dead(step, before, condition)).toEqual([`${key}: ${says}`])
  })

  it('also where the step itself is not for them', async () => {
    const only = 'steps: { cost-dominance: { if: { tier: undecided, stage: production } } }\n'
    const ours = `steps: { cost-dominance: { rules: { ours: { before: prototype, if: { stage: prototype, task: chat }, because: Ours., ${cited} } } } }\n`
    const says = (await check(only, ours)).flatMap((each) =>
      each.id === 'unreachable-rule' && each.path.includes('ours') ? [each.says] : [],
    )
    expect(says).toEqual(['nobody who comes here has stage prototype: the step is not for them'])
  })

  it('and where the bounds are the wrong way round, at them', async () => {
    const condition = 'task: chat; self-host-saving: { at-least: worthwhile-saving, below: low }'
    expect(await dead('ops-capacity', 'saving', condition, low)).toEqual([
      'self-host-saving: no number is at least worthwhile-saving (0.3) and below low (0.1)',
    ])
  })
})

describe('a row that rows of several files shadow', () => {
  const row = (id: string, before: string, condition: string, tier: string) =>
    `steps:\n  cost-dominance:\n    rules:\n      ${id}: { before: ${before}, if: { ${condition} }, tier: ${tier}, because: x, ${cited} }\n`
  const ours = row('ours', 'prototype', 'stage: prototype, task: voice, data-residency: anywhere', 'hosted-open')
  const rest = (found: Found) =>
    found.map(({ id, note, file, path, other }) => [
      id,
      note,
      file.split('/').at(-1),
      path.split('.').at(-1),
      other?.path.split('.').at(-1),
    ])

  it('is told with the one of the overlay', async () => {
    const half = row('half', 'prototype', 'stage: prototype', 'hosted-open')
    expect(rest(await check(half))[0]).toEqual(['shadowed-rule', true, 'steps.yaml', 'prototype', 'half'])
  })

  it.each([
    ['contradictory-rule', 'stage: prototype, task: voice, data-residency: anywhere'],
    ['shadowed-rule', 'task: [voice, chat], data-residency: anywhere'],
  ])('is a note at the later of two overlays: %s', async (id, condition) => {
    const found = await check(ours, row('theirs', 'ours', condition, 'self-hosted-open'))
    expect(rest(found)).toEqual([[id, true, 'ours.yaml', 'theirs', 'ours']])
    expect(found[0]?.hint).toMatch(/^Nothing to mend/)
  })

  it('is still wrong where both are of the earlier file', async () => {
    const [, second = ''] = row('second', 'prototype', 'stage: prototype, task: voice, data-residency: anywhere', 'self-hosted-open').split(
      'rules:\n',
    )
    const found = await check(
      `${ours}${second}`,
      'steps: { cost-dominance: { rules: { ours: { title: Ours } } } }\n'.replace('title: Ours', 'because: Ours.'),
    )
    expect(rest(found).filter(([, note]) => !note)).toEqual([['contradictory-rule', false, '0.yaml', 'second', 'ours']])
  })
})
