// `pick-llm check`, as it is run: files in, findings out, in every format, and files written anew.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { replaceFiles } from '../src/cli/written.ts'
import type { RecommendationJson } from '../src/contract.ts'
import type { CheckJson } from '../src/contract-check.ts'
import type { PlanJson } from '../src/contract-plan.ts'
import { isClean } from '../src/sanitize.ts'
import { hostileNames } from './hostile.ts'
import { type Ran, run } from './run-here.ts'

const folder = mkdtempSync(join(tmpdir(), 'check-'))
afterAll(() => rmSync(folder, { recursive: true }))

const at = (name: string): string => join(folder, name)
const write = (name: string, value: unknown): string => {
  writeFileSync(at(name), typeof value === 'string' ? value : JSON.stringify(value, null, 2))
  return at(name)
}
const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T
const check = (...args: string[]): Promise<Ran> => run(['check', ...args])
const first = (text: string): string => text.split('\n')[0] ?? ''

let made: RecommendationJson
let plan: PlanJson

const workloads = `defaults: { data-residency: anywhere, tokens: 300M }
workloads:
  - { name: support, owner: team-a }
  - { name: agents, answers: { task: agentic-coding } }
`

beforeAll(async () => {
  made = JSON.parse((await run(['--data-residency', 'anywhere', '--tokens', '300M', '--yes', '--json'])).stdout) as RecommendationJson
  plan = JSON.parse((await run(['plan', '-', '--json'], { input: workloads })).stdout) as PlanJson
})

type Facts = RecommendationJson['inputs']
/** The same record, as older rules would have made it. */
const older = (kind: keyof Facts, id: string, facts: object, more: Partial<RecommendationJson> = {}): RecommendationJson => ({
  ...made,
  ...more,
  inputs: { ...made.inputs, [kind]: { ...made.inputs[kind], [id]: { ...made.inputs[kind][id], ...facts } } },
})

const pick = () => made.shortlist[0] ?? expect.fail()
const cheaper = (): RecommendationJson => {
  const { model, host } = pick()
  const bills = made.cost.bills.map((bill) => (bill.tier === 'hosted-open' ? { ...bill, monthlyUsd: 150 } : bill))
  return older('prices', `${model}@${host}`, { input: 0.1, output: 1.7 }, { cost: { ...made.cost, bills } })
}
const waiver = { for: 'cost', reason: 'agreed until spring', owner: 'team-a', expires: '2027-03-31' }

describe('an older record', () => {
  it('of a cheaper price fails, with the price', async () => {
    const { code, stdout } = await check(write('price.json', cheaper()))
    expect([code, stdout.replace(folder, '')]).toEqual([1, expect.stringMatching(/^changed {2}\/price\.json {2}hosted-open\n/)])
    expect(stdout).toContain('  The bill was $150.00 a month and is now $232.50, +55%.\n')
    expect(stdout).toContain(`price ${pick().model}@${pick().host}, input: $0.1 → $0.2 per million\n`.trimEnd())
    expect(stdout).toMatch(/\n\nThe decision no longer holds\.\nLook at what moved\. [\s\S]*--update[\s\S]*waiver[\s\S]*decide anew\.\n$/)
    expect((await check(at('price.json'), '--fail-on', 'cost:60%')).code).toBe(0)
    expect((await check(at('price.json'), '--fail-on', 'tier,shortlist,staleness')).code).toBe(0)
  })

  it('of another license fails, with the license', async () => {
    const { model } = pick()
    const record = older('models', model, { license: 'mit' })
    const { code, stdout } = await check(write('license.json', record))
    expect(code).toBe(1)
    expect(stdout).toMatch(new RegExp(`model ${model}, license: mit → apache-2\\.0`))
    expect((await check(at('license.json'), '--fail-on', 'tier,cost:1%')).code).toBe(0)
  })

  it('with a waiver holds until it has expired, and says whose it is in every format', async () => {
    const path = write('waived.json', { ...cheaper(), waivers: [waiver] })
    const formats = ['text', 'markdown', 'github', 'json']
    for (const { code, stdout } of await Promise.all(formats.map((format) => check(path, '--format', format)))) {
      expect(code).toBe(0)
      for (const part of ['team-a', 'agreed until spring', '2027-03-31']) expect(stdout.replace(/\s+/g, ' ')).toContain(part)
    }
    const late = { env: { SOURCE_DATE_EPOCH: String(Date.parse('2027-04-01') / 1000) } }
    for (const { code, stdout } of await Promise.all(
      formats.map((format) => run(['check', path, '--format', format, '--fail-on', 'none'], late)),
    )) {
      expect(code).toBe(1)
      expect(stdout.replace(/\s+/g, ' ')).toContain('The waiver for cost by team-a has expired (agreed until spring).')
    }
  })

  it.each([
    ['reason', /waivers, entry 1, reason/],
    ['owner', /waivers, entry 1, owner/],
    ['expires', /waivers, entry 1, expires/],
    ['for', /waivers, entry 1, for: is missing; write one of tier, shortlist, cost, staleness/],
  ] as const)('with a waiver without %s is refused with its place', async (key, message) => {
    const { [key]: _, ...rest } = waiver
    const { code, stderr } = await check(write('half.json', { ...made, waivers: [rest] }))
    expect(code).toBe(3)
    expect(stderr).toMatch(message)
    const line =
      readFileSync(at('half.json'), 'utf8')
        .split('\n')
        .findIndex((each) => each.includes('"waivers"')) + 2
    expect(stderr).toContain(`half.json:${line}:5`)
  })

  it.each(['2027-3-1', 'never', '2027-13-01', '2027-02-31', '2027-02-29'])('with a waiver until %s is refused', async (expires) => {
    const { code, stderr } = await check(write('day.json', { ...made, waivers: [{ ...waiver, expires }] }))
    expect([code, stderr]).toEqual([3, expect.stringContaining('waivers, entry 1, expires: write a day such as 2027-03-31')])
  })
})

it('refuses waivers at the top of a plan, with their place', async () => {
  const { code, stderr } = await check(write('top.json', { ...plan, waivers: [waiver] }))
  expect([code, stderr]).toEqual([
    3,
    expect.stringMatching(/top\.json:\d+:\d+ {2}waivers: waivers of a plan stand in the workload that they are for/),
  ])
})

describe('what is edited by hand', () => {
  const edited = async (record: object, failOn = 'tier,shortlist,cost:10%') => {
    const { code, stdout } = await check(write('edited.json', record), '--json', '--fail-on', failOn)
    const { files, decisions } = JSON.parse(stdout) as CheckJson
    const found = [...files, ...decisions].flatMap(({ findings }) => findings)
    return [code, found.map(({ kind, fails, says }) => `${fails ? 'fails' : 'note'} ${kind}: ${says}`)]
  }
  const bills = (change: object) => made.cost.bills.map((bill) => (bill.tier === 'hosted-open' ? { ...bill, ...change } : bill))

  it('is a finding where it is an assumed answer', async () => {
    const stage = { ...made.answers['stage'], value: 'prototype' }
    expect(await edited({ ...made, answers: { ...made.answers, stage } }, 'none')).toEqual([
      1,
      [
        'fails answers: The record says that prototype is assumed for stage, but the rules assume production: give it the source "file" to make it an answer.',
      ],
    ])
  })

  it.each([
    ['the low end', () => ({ cost: { ...made.cost, bills: bills({ low: 1 }) } }), /^note range: The low end of the bill was \$1\.00 /],
    [
      'the high end',
      () => ({ cost: { ...made.cost, bills: bills({ high: 9999 }) } }),
      /^note range: The high end of the bill was \$9,999\.00 /,
    ],
    [
      'the runner-up',
      () => ({ runnerUp: { tier: 'frontier-private', because: '', sources: [] } }),
      /^note runner-up: The runner-up was frontier-private /,
    ],
    ['what flips it', () => ({ flips: [] }), /^note flips: What would change the answer has changed: now /],
    ['a caution', () => ({ cautions: [] }), /^note cautions: The cautions have changed: .* new\.$/],
    ['a step', () => ({ steps: made.steps.map((step) => ({ ...step, rule: null })) }), /^note steps: At the step /],
    [
      'another bill',
      () => ({
        cost: { ...made.cost, bills: made.cost.bills.map((bill) => (bill.tier === 'hosted-open' ? bill : { ...bill, monthlyUsd: 1 })) },
      }),
      /^note bills: What it was compared with has moved: /,
    ],
  ] as const)('is a note where it is %s, and the summary counts it', async (_, change, says) => {
    const [code, found] = await edited({ ...made, ...change() })
    expect(code).toBe(0)
    expect((found as string[])[0]).toMatch(says)
    expect((await check(at('edited.json'))).stdout).toMatch(/\nThe decision holds; \d+ notes?\.\n$/)
  })

  it('is a finding where it is the total of a plan, and a note where it is an end of it', async () => {
    expect(await edited({ ...plan, total: { ...plan.total, monthlyUsd: 1, high: 2 } })).toEqual([
      1,
      [
        expect.stringMatching(/^fails cost: The total was \$1\.00 a month and is now \$/),
        expect.stringMatching(/^note range: The high end of the total was \$2\.00 a month and is now \$/),
      ],
    ])
    const { stdout } = await check(at('edited.json'))
    expect(stdout).toContain('All 2 decisions hold. 1 plan as a whole does not.\n')
  })

  it('is a finding where it is the routing, and a note where it is the shared GPUs', async () => {
    const shared = { model: 'x', title: 'X', gpu: 'H100', gpus: 2, replicas: 2, workloads: ['support'], togetherUsd: 1, separatelyUsd: 2 }
    expect(await edited({ ...plan, routing: plan.routing.slice(1), sharedGpus: [shared] })).toEqual([
      1,
      [
        expect.stringMatching(/^fails tier: The routing was .*; it is now .*support/),
        'note shared-gpus: The shared GPUs were 2 H100 with X for support, and are now none.',
      ],
    ])
  })
})

describe('the overlays of a record', () => {
  const overlay = (margin: number) =>
    write('ours.yaml', `figures: { budget-margin: { value: ${margin}, low: ${margin}, high: ${margin} } }\n`)
  const says = async (...args: string[]) => {
    const { files } = JSON.parse((await check(at('laid.json'), '--json', ...args)).stdout) as CheckJson
    return files.flatMap(({ findings }) => findings.map(({ kind, fails, says }) => [kind, fails, says.replace(`${folder}/`, '')]))
  }

  it('are named when they are missing, new, or not what they were', async () => {
    const rules = overlay(0.3)
    write('laid.json', (await run(['--data-residency', 'anywhere', '--yes', '--rules', rules, '--json'])).stdout)
    expect(await says('--rules', rules)).toEqual([])
    expect(await says()).toEqual([['overlays', false, 'The record was made with the overlay ours.yaml, which was not given.']])
    write('theirs.yaml', 'figures: { budget-margin: { value: 0.3, low: 0.3, high: 0.3 } }\n')
    expect(await says('--rules', rules, '--rules', at('theirs.yaml'))).toEqual([
      ['overlays', false, 'The record was made without the overlay theirs.yaml, which is laid over the rules now.'],
    ])
    expect(await says('--rules', overlay(0.4))).toEqual([
      ['overlays', false, 'The overlay ours.yaml is not what it was when the record was made.'],
    ])
  })
})

it('lists what moved without changing a decision, once, in every format that people read', async () => {
  const quiet = () => {
    const before = { ...made.inputs.figures['budget-margin'], value: 0.05, low: 0.04, high: 0.06 }
    const others = Object.fromEntries(
      ['engineer-hours', 'overhead'].map((id) => [id, { ...made.inputs.figures[id], low: 0.001, high: 9999 }]),
    )
    return { ...made, inputs: { ...made.inputs, figures: { ...made.inputs.figures, 'budget-margin': before, ...others } } }
  }
  const paths = [write('q1.json', quiet()), write('q2.json', quiet())]
  for (const format of ['text', 'markdown', 'github']) {
    const { code, stdout } = await check(...paths, '--format', format)
    expect(code).toBe(0)
    expect(stdout.match(/7 inputs have moved without changing a decision/g)).toHaveLength(1)
    expect(stdout).toMatch(/figure budget-margin, value: 0\.05 → 0\.2/)
    expect(stdout).toContain('and 2 more')
  }
})

describe('--update', () => {
  it.each(['json', 'yaml'])('writes a %s that then holds, with the waivers that last', async (extension) => {
    const waivers = [waiver, { ...waiver, for: 'tier', expires: '2026-11-20' }]
    const path = write(`update.${extension}`, { ...cheaper(), waivers })
    const updated = await check(path, '--update')
    expect([updated.code, updated.stderr]).toEqual([
      0,
      `The waiver for tier by team-a until 2026-11-20 is not kept: ${path}.\nUpdated ${path.slice(0, 80)}.\n`,
    ])
    expect(updated.stdout).toContain('The bill was $150.00')
    const { code, stdout } = await check(path, '--json', '--fail-on', 'tier,shortlist,cost:0%,staleness')
    const [decision] = (JSON.parse(stdout) as CheckJson).decisions
    expect([code, decision?.findings, decision?.moved]).toEqual([0, [], []])
    if (extension === 'json') expect(readJson(path)).toEqual({ ...made, waivers: [waiver] })
  })

  it('keeps the workloads of a plan with their owners and waivers, and what their shares left', async () => {
    const workloads = plan.workloads.map((each, index) => (index === 0 ? { ...each, waivers: [waiver] } : each))
    const waived = { ...plan, workloads, total: { ...plan.total, unshared: 20e6 } }
    const path = write('plan-update.json', waived)
    expect((await check(path, '--update')).code).toBe(0)
    expect(readJson(path)).toEqual(waived)
  })

  it('writes nothing when one of the files cannot be updated', async () => {
    const good = write('good.json', cheaper())
    const bad = write('bad.json', { ...made, answers: { ...made.answers, stage: { value: 'twilight', source: 'flag' } } })
    const { code, stderr } = await check(good, bad, '--update')
    expect([code, stderr]).toEqual([1, expect.stringContaining('the answer to stage is no longer taken')])
    expect(readJson(good)).toEqual(cheaper())
  })

  it('says "updated" of what no longer held', async () => {
    const paths = [write('u1.json', cheaper()), write('u2.json', made)]
    const { code, stdout } = await check(...paths, '--update')
    expect([code, stdout.match(/^(holds|changed|updated) /gm)]).toEqual([0, ['updated ', 'holds ']])
    expect(stdout.trimEnd()).toMatch(/\n1 of 2 decisions no longer held; 2 files updated\.$/)
    const again = JSON.parse((await check(...paths, '--json')).stdout) as CheckJson
    expect(again.files.map(({ updated }) => updated)).toEqual([false, false])
  })

  it('replaces no file before all of the new ones are written, and tells which were replaced', async () => {
    mkdirSync(at('several/folder'), { recursive: true })
    const [good, last] = [write('several/first.json', 'old'), write('several/last.json', 'old')]
    const replaced: string[] = []
    const replace = (...paths: string[]) =>
      replaceFiles(
        paths.map((path) => ({ path, text: 'new', before: 'old' })),
        (path) => replaced.push(path),
      )
    await expect(replace(good, at('several/missing.json'))).rejects.toMatchObject({ exit: 4 })
    expect([readFileSync(good, 'utf8'), replaced]).toEqual(['old', []])
    // A folder cannot be replaced by a file, which shows only when it is tried.
    await expect(replace(good, at('several/folder'), last)).rejects.toMatchObject({ exit: 4 })
    expect([readFileSync(good, 'utf8'), readFileSync(last, 'utf8'), replaced]).toEqual(['new', 'old', [good]])
    expect(readdirSync(at('several')).sort()).toEqual(['first.json', 'folder', 'last.json'])
  })

  it('replaces no file where one was changed after it was read', async () => {
    const [good, other] = [write('several/first.json', 'old'), write('several/last.json', 'edited')]
    const replaced: string[] = []
    const files = [good, other].map((path) => ({ path, text: 'new', before: 'old' }))
    await expect(replaceFiles(files, (path) => replaced.push(path))).rejects.toMatchObject({
      exit: 4,
      message: expect.stringMatching(/last\.json was changed by somebody else meanwhile, so no file was replaced\./),
    })
    expect([readFileSync(good, 'utf8'), readFileSync(other, 'utf8'), replaced]).toEqual(['old', 'edited', []])
    expect(readdirSync(at('several')).sort()).toEqual(['first.json', 'folder', 'last.json'])
  })

  it('takes a link and its target as one file', async () => {
    const path = write('target.json', cheaper())
    symlinkSync(path, at('to-target.json'))
    const { code, stdout, stderr } = await check(at('to-target.json'), path, '--update')
    expect([code, stderr.match(/^Updated /gm)?.length, stdout.trimEnd().split('\n').at(-1)]).toEqual([
      0,
      1,
      'The decision no longer held; 1 file updated.',
    ])
  })

  it('says before it writes that the comments of a YAML file are not kept', async () => {
    const yaml = (await run(['--data-residency', 'anywhere', '--tokens', '300M', '--yes', '--format', 'yaml'])).stdout
    const [plain, commented] = [write('plain.yaml', yaml), write('commented.yaml', `# agreed in May\n${yaml}`)]
    expect((await check(plain, '--update')).stderr).toBe(`Updated ${plain.slice(0, 80)}.\n`)
    const shown = commented.slice(0, 80)
    expect((await check(commented, '--update')).stderr).toBe(`The comments in ${shown} are not kept.\nUpdated ${shown}.\n`)
  })

  it('refuses standard input', async () => {
    const { code, stderr } = await run(['check', '-', '--update'], { input: JSON.stringify(made) })
    expect([code, first(stderr)]).toEqual([2, 'pick-llm: Standard input cannot be updated.'])
  })
})

describe('what is only old', () => {
  const late = { env: { SOURCE_DATE_EPOCH: String(Date.parse('2027-11-21') / 1000) } }

  it('is headed "stale", and --update is not advised', async () => {
    const { code, stdout } = await run(['check', write('old.json', made), '--fail-on', 'staleness'], late)
    const text = stdout.replace(/\s+/g, ' ')
    expect([code, text]).toEqual([1, expect.stringMatching(/^stale /)])
    expect(text).toContain('which --update does not bring: run `pick-llm refresh`')
    expect(text).not.toContain('with --update to accept it')
    const both = await run(['check', write('both.json', cheaper()), '--fail-on', 'cost:10%,staleness'], late)
    expect(both.stdout).toMatch(/^changed /)
    for (const part of ['with --update to accept it', 'pick-llm refresh']) expect(both.stdout.replace(/\s+/g, ' ')).toContain(part)
  })

  it('leaves no empty section in Markdown, and says when a waiver ended', async () => {
    const path = write('ended.json', { ...made, waivers: [{ ...waiver, expires: '2026-11-20' }] })
    const { stdout } = await check(path, '--format', 'markdown')
    expect(stdout).toContain('Its last day was 2026-11-20.')
    expect(stdout).not.toContain(', waiver:')
  })
})

describe('which files', () => {
  it('takes quoted patterns, each file once, and standard input', async () => {
    mkdirSync(at('all'), { recursive: true })
    write('all/b.json', made)
    write('all/a.json', plan)
    const { stdout, code } = await run(
      ['check', `${folder}/all/*.json`, `${folder}/all/../all/a.json`, `${folder}/a*/b.json`, '-', '--json'],
      {
        input: JSON.stringify(made),
      },
    )
    expect(code).toBe(0)
    const { decisions } = JSON.parse(stdout) as CheckJson
    expect(decisions.map(({ file, name }) => [file.replace(folder, ''), name])).toEqual([
      ['/all/a.json', 'support'],
      ['/all/a.json', 'agents'],
      ['/all/b.json', null],
      ['standard input', null],
    ])
  })

  it('takes names that look like patterns as they are', async () => {
    expect((await check(write('[x]*.json', made))).code).toBe(0)
  })

  const refused: readonly [what: string, path: () => string, message: RegExp][] = [
    ['a pattern without a match', () => `${folder}/none-*.json`, /No file matches /],
    ['a missing file', () => at('missing.json'), /missing\.json cannot be opened \(ENOENT\)/],
    ['a folder', () => folder, /is not a regular file/],
    ['package.json', () => 'package.json', /^pick-llm: package\.json is no saved decision\.\nSave one with --output/],
    ['a list', () => write('list.json', [made]), /list\.json is no saved decision\./],
    ['workloads', () => write('w.yaml', workloads), /w\.yaml is a file of workloads, not a saved plan\.\nRun `pick-llm plan`/],
    ['a failure', () => write('f.json', { schemaVersion: '1', ok: false, error: {} }), /holds a failure, not a decision/],
    ['costs', () => write('c.json', { schemaVersion: '1', ok: true, volumes: [] }), /holds a result of another command/],
    ['a record of a later day', () => write('v2.json', { ...made, schemaVersion: '2' }), /was saved by another version/],
  ]
  it.each(refused)('refuses %s in a sentence or two, with exit code 3', async (_, path, message) => {
    const { code, stderr, stdout } = await check(path())
    expect([code, stdout]).toEqual([3, ''])
    expect(stderr).toMatch(message)
    expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2)
  })

  describe('with some that cannot be read', () => {
    const paths = () => [
      write('broken-1.json', { ...made, shortlist: 'none' }),
      write('fine.json', made),
      at('missing.json'),
      at('none-*.json'),
    ]

    it('reports on the others in every format, names every mistake, and ends with 3', async () => {
      const [text, json, markdown, github] = await Promise.all(
        ['text', 'json', 'markdown', 'github'].map((format) => check(...paths(), '--format', format)),
      )
      for (const ran of [text, json, markdown, github]) {
        expect(ran?.code).toBe(3)
        expect(ran?.stderr).toMatch(/broken-1\.json:\d+:\d+ {2}shortlist: /)
        expect(ran?.stderr).toContain('missing.json cannot be opened (ENOENT).')
        expect(ran?.stderr).toContain('No file matches ')
      }
      const result = JSON.parse(json?.stdout ?? '') as CheckJson
      const validate = new Ajv({ strict: false }).compile(readJson('schema/check.schema.json'))
      expect(validate(result) ? [] : validate.errors).toEqual([])
      expect([result.holds, result.decisions.map(({ holds }) => holds), result.unreadable.map(({ code }) => code)]).toEqual([
        false,
        [true],
        ['E_INPUT', 'E_FILE', 'E_INPUT'],
      ])
      expect(text?.stdout).toMatch(/^holds {4}.*fine\.json/m)
      for (const ran of [text, markdown, github]) expect(ran?.stdout).toContain('The decision holds. 3 files could not be read.')
      const annotations = (github?.stdout ?? '').split('\n').flatMap((line) => annotation(line) ?? [])
      expect(annotations.filter(({ level }) => level === 'error')).toHaveLength(3)
      expect(annotations.map(({ properties }) => properties['file']?.replace(folder, ''))).toContain('/broken-1.json')
    })

    it('names file, line and problem on stdout', async () => {
      const [broken = ''] = paths()
      for (const format of ['text', 'markdown']) {
        const { stdout } = await check(broken, at('fine.json'), '--format', format)
        expect(stdout.replace(/\s+/g, ' ')).toMatch(/broken-1\.json:\d+:\d+ shortlist: write a list/)
      }
    })

    it('updates none', async () => {
      const [broken = '', , ...rest] = paths()
      const path = write('cheaper.json', cheaper())
      const { code, stderr } = await check(path, broken, ...rest, '--update')
      expect([code, stderr.trimEnd().split('\n').at(-1)]).toEqual([3, 'Nothing was updated.'])
      expect(readJson(path)).toEqual(cheaper())
    })
  })

  it('says that JSON Lines are no records', async () => {
    const lines = await run(['plan', '-', '--format', 'jsonl'], {
      input: '{"name":"a","answers":{"data-residency":"anywhere"}}\n{"name":"b","answers":{"data-residency":"anywhere"}}\n',
    })
    expect(lines.stdout.trimEnd().split('\n')).toHaveLength(2)
    const { code, stderr } = await check(write('lines.jsonl', lines.stdout))
    expect([code, first(stderr)]).toEqual([3, `pick-llm: ${at('lines.jsonl')} holds JSON Lines, which are no records.`])
  })

  it('refuses to write the report over a record, by whatever name', async () => {
    const path = write('mine.json', made)
    symlinkSync(path, at('other-name.json'))
    for (const output of [path, `${folder}/all/../mine.json`, at('other-name.json')]) {
      const { code, stderr } = await check(path, '--output', output, '--force')
      expect([code, first(stderr)]).toEqual([2, `pick-llm: --output: ${output} is a record that is being checked.`])
    }
    expect(readJson(path)).toEqual(made)
  })

  it('refuses a plan without workloads, which would hold whatever happens', async () => {
    const { code, stderr } = await check(write('empty.json', { ...made, workloads: [] }))
    expect(code).toBe(3)
    expect(stderr).toContain('a plan without workloads decides nothing')
  })

  it('refuses a file of 17 MiB without reading it', async () => {
    const path = write('large.json', '')
    truncateSync(path, 17 * 1024 * 1024)
    const { code, stderr } = await check(path)
    expect([code, stderr]).toEqual([3, expect.stringContaining('is larger than 16384 KiB')])
  })

  it('reads one of 9 MiB', async () => {
    const path = write('nine.json', {
      ...made,
      nextSteps: Array.from({ length: 90 }, () => ({ because: 'x'.repeat(1024 * 100), sources: [] })),
    })
    expect(statSync(path).size).toBeGreaterThan(9 * 1000 * 1000)
    expect((await check(path)).code).toBe(0)
  })

  it('names a broken record with its place', async () => {
    const { code, stderr } = await check(write('broken.json', { ...made, shortlist: 'none' }))
    expect([code, stderr]).toEqual([3, expect.stringMatching(/broken\.json:\d+:\d+ {2}shortlist: /)])
  })
})

it.each(['tire', 'cost', 'cost:10', 'cost:x%', 'tier:1%', ''])('--fail-on %j is refused', async (text) => {
  const { code, stderr } = await check('package.json', '--fail-on', text)
  expect([code, stderr]).toEqual([2, expect.stringMatching(/--fail-on: ".*" is not known\..*\nWrite a list of tier/)])
})

describe('JSON', () => {
  it('satisfies the published schema, and agrees with the other formats', async () => {
    const validate = new Ajv({ strict: false }).compile(readJson('schema/check.schema.json'))
    const paths = [write('s1.json', cheaper()), write('s2.json', made), write('s3.json', plan)]
    const [json, text, markdown, github] = await Promise.all(
      ['json', 'text', 'markdown', 'github'].map((format) => check(...paths, '--format', format)),
    )
    const result = JSON.parse(json?.stdout ?? '') as CheckJson
    expect(validate(result) ? [] : validate.errors).toEqual([])
    expect([json, text, markdown, github].map((each) => each?.code)).toEqual([1, 1, 1, 1])
    expect(result.decisions.map(({ holds }) => holds)).toEqual([false, true, true, true])
    expect(text?.stdout.match(/^(holds|changed) /gm)).toEqual(['changed ', 'holds ', 'holds ', 'holds '])
    expect(markdown?.stdout.match(/\| (holds|changed) \|/g)).toHaveLength(4)
    expect(github?.stdout.match(/^::error /gm)).toHaveLength(1)
    for (const each of [text, markdown, github]) expect(each?.stdout).toContain('1 of 4 decisions no longer holds.')
  })
})

/** As the runner of GitHub reads a line: properties up to the second `::`, then the message, then its escapes undone. */
function annotation(line: string): { level: string; properties: Record<string, string>; message: string } | undefined {
  const [, level = '', properties = '', message = ''] = /^::([a-z]+) (.*?)::(.*)$/.exec(line) ?? []
  if (level === '') return undefined
  const undo = (text: string) => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n')
  const value = (text: string) => undo(text).replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%')
  return {
    level,
    properties: Object.fromEntries(
      properties.split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), value(pair.slice(pair.indexOf('=') + 1))]),
    ),
    message: undo(message).replaceAll('%25', '%'),
  }
}

describe('the form of GitHub', () => {
  // What a plan says of all workloads together is not so of others.
  const alone = () => {
    const { total: _, routing: __, sharedGpus: ___, recommendation: ____, withoutModel: _____, ...rest } = plan
    return rest
  }
  const github = async (paths: readonly string[], summary = at('summary.md')) => {
    const ran = await run(['check', ...paths, '--format', 'github'], { env: { GITHUB_STEP_SUMMARY: summary } })
    return { ...ran, lines: ran.stdout.trimEnd().split('\n') }
  }

  it('escapes what names hold, so that every line is one of ours', async () => {
    const [workload = expect.fail()] = plan.workloads
    const hostile = [
      ...hostileNames,
      'a%0A::error::b',
      '100%, done: yes',
      '::set-output name=x::y',
      '##[error]x',
      'a\r\n::stop-commands::b',
    ]
    const readable = hostile.filter(isClean)
    expect(readable.length).toBeGreaterThan(18)
    for (let index = 0; index < readable.length; index += 9) {
      const some = readable.slice(index, index + 9)
      const file = `%: a,b\n::error::${index}.json`
      const path = write(file, { ...alone(), workloads: some.map((name) => ({ ...workload, name, shortlist: [] })) })
      const { lines, code } = await github([path])
      expect(code).toBe(1)
      const found = lines.slice(0, -1).map(annotation)
      expect(found.map((each) => each?.level)).toEqual(some.map(() => 'error'))
      expect(found.map((each) => each?.properties['title'])).toEqual(some.map((name) => `pick-llm: shortlist, ${name.replace(/\n/g, ' ')}`))
      for (const each of found) {
        expect(Object.keys(each?.properties ?? {})).toEqual(['file', 'line', 'title'])
        expect(each?.properties['file']).toBe(path.replace('\n', ' '))
      }
      expect(lines.at(-1)).toMatch(/^(\d of \d decisions no longer hold|The decision no longer holds)\.$/)
    }
  })

  it('refuses control characters before any of them is printed', async () => {
    const { code, stdout, stderr } = await github([
      write('control.json', { ...plan, workloads: plan.workloads.map((each) => ({ ...each, name: 'a\u001b[2J\u202e' })) }),
    ])
    expect([code, stdout]).toEqual([3, ''])
    expect(isClean(stderr)).toBe(true)
  })

  it('shows at most ten of a level, the last of them with the count of the rest', async () => {
    const [workload = expect.fail()] = plan.workloads
    const many = Array.from({ length: 13 }, (_, index) => ({ ...workload, name: `w${index}`, shortlist: [] }))
    const { lines } = await github([write('many.json', { ...alone(), workloads: many })])
    expect(lines.filter((line) => line.startsWith('::error'))).toHaveLength(10)
    expect(lines[9]).toBe('::error title=pick-llm::4 more in the job summary.')
    const without = await check(at('many.json'), '--format', 'github')
    expect(without.stdout.split('\n')[9]).toBe('::error title=pick-llm::4 more with --format text.')
    const ten = await github([write('ten.json', { ...alone(), workloads: many.slice(0, 10) })])
    expect(ten.lines.map((line) => annotation(line)?.properties['title']).at(9)).toBe('pick-llm: shortlist, w9')
  })

  it('appends the Markdown to the job summary', async () => {
    const summary = write('appended.md', 'before\n')
    const path = write('one.json', cheaper())
    await github([path], summary)
    await github([path], summary)
    const { stdout } = await check(path, '--format', 'markdown')
    expect(readFileSync(summary, 'utf8')).toBe(`before\n${stdout}\n${stdout}\n`)
  })

  it('cuts it at a line, below what is shown, with what was there before', async () => {
    const [workload = expect.fail()] = plan.workloads
    const long = Array.from({ length: 700 }, (_, index) => ({ ...workload, name: `${index} ${'ü'.repeat(700)}`, shortlist: [] }))
    const summary = write('long.md', 'x'.repeat(100_000))
    await github([write('long.json', { ...alone(), workloads: long })], summary)
    const text = readFileSync(summary, 'utf8')
    expect(statSync(summary).size).toBeLessThanOrEqual(1_000_000)
    expect(statSync(summary).size).toBeGreaterThan(990_000)
    expect(text).toMatch(/ \|\n\n_Cut here: it was longer\._\n$/)
    expect(text).not.toContain('\ufffd')
  })

  it('fails with exit code 4 when the summary cannot be written', async () => {
    const { code, stderr } = await github([write('one.json', made)], join(folder, 'no', 'such', 'folder'))
    expect([code, first(stderr)]).toEqual([4, 'pick-llm: Cannot write the job summary: ENOENT.'])
  })
})
