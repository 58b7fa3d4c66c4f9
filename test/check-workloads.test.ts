// `pick-llm check --workloads`: a plan, and the file of workloads that it was made from → what they do not agree on.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CheckJson } from '../src/contract-check.ts'
import { type Ran, run } from './run-here.ts'

const folder = mkdtempSync(join(tmpdir(), 'check-workloads-'))
afterAll(() => rmSync(folder, { recursive: true }))

const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

const workloads = `tokens: 500M
defaults: { data-residency: anywhere }
workloads:
  - { name: Support, owner: Care, tokens: 10M/day }
  - { name: Agents, share: 0.5, answers: { task: agentic-coding, context: 200k } }
`
let plan: string
let file: string

beforeAll(async () => {
  file = write('workloads.yaml', workloads)
  plan = write('plan.json', (await run(['plan', file, '--json'])).stdout)
})

const check = (...args: string[]): Promise<Ran> => run(['check', ...args])
const against = (text: string, ...args: string[]): Promise<Ran> => check(plan, '--workloads', write('edited.yaml', text), ...args)
const found = async (text: string, ...args: string[]) => {
  const { code, stdout } = await against(text, '--json', ...args)
  const { files, decisions } = JSON.parse(stdout) as CheckJson
  return [code, [...files, ...decisions].flatMap(({ findings }) => findings.map(({ kind, says, was, now }) => ({ kind, says, was, now })))]
}
const again = (name: string) => `plan it again: pick-llm plan ${join(folder, name)} -o ${plan} --force`

describe('--workloads', () => {
  it('holds where the file says what was planned, however it is written', async () => {
    expect(await found(workloads)).toEqual([0, []])
    expect(await found(workloads.replace('10M/day', '10_000k/day').replace('share: 0.5', 'tokens: 0.25B'))).toEqual([0, []])
  })

  const edits: readonly [what: string, from: string, to: string, finding: { says: string; was: string | null; now: string | null }][] = [
    [
      'an answer',
      'owner: Care,',
      'owner: Care, answers: { data-residency: air-gapped, ops-capacity: "yes" },',
      {
        says: 'Support: data-residency was anywhere and is now air-gapped, ops-capacity was not given and is now yes',
        was: 'data-residency: anywhere, ops-capacity: none',
        now: 'data-residency: air-gapped, ops-capacity: yes',
      },
    ],
    [
      'an answer that is gone',
      'task: agentic-coding, ',
      '',
      { says: 'Agents: task was agentic-coding and is no longer given', was: 'task: agentic-coding', now: 'task: none' },
    ],
    [
      'an owner',
      'owner: Care',
      'owner: Shop',
      { says: 'Support: the owner was Care and is now Shop', was: 'owner: Care', now: 'owner: Shop' },
    ],
    [
      'a volume',
      '10M/day',
      '20M/day',
      { says: 'Support: tokens was 10M/day and is now 20M/day', was: 'tokens: 10M/day', now: 'tokens: 20M/day' },
    ],
    ['a share', 'share: 0.5', 'share: 0.4', { says: 'Agents: tokens was 250M and is now 200M', was: 'tokens: 250M', now: 'tokens: 200M' }],
    [
      'a wish',
      'context: 200k',
      'context: 100k',
      { says: 'Agents: context was 200k and is now 100k', was: 'context: 200k', now: 'context: 100k' },
    ],
  ]
  it.each(edits)('fails where %s differs, with both values', async (_, from, to, { says, was, now }) => {
    expect(workloads).toContain(from)
    expect(await found(workloads.replace(from, to))).toEqual([
      1,
      [{ kind: 'workloads', says: `${says}; ${again('edited.yaml')}`, was, now }],
    ])
  })

  it('fails where a workload is new, gone or renamed', async () => {
    expect(await found(workloads.replace('name: Agents', 'name: Coders'))).toEqual([
      1,
      [
        {
          kind: 'workloads',
          says: `Coders is in the file of workloads but not in the plan; ${again('edited.yaml')}`,
          was: null,
          now: 'Coders',
        },
        {
          kind: 'workloads',
          says: `Agents is in the plan but no longer in the file of workloads; ${again('edited.yaml')}`,
          was: 'Agents',
          now: null,
        },
      ],
    ])
  })

  it('is a note where --fail-on does not name it, and --fail-on takes the word', async () => {
    const edited = workloads.replace('10M/day', '20M/day')
    expect((await against(edited, '--fail-on', 'tier')).code).toBe(0)
    expect((await against(edited, '--fail-on', 'workloads')).code).toBe(1)
    const { code, stderr } = await check(plan, '--fail-on', 'workloads')
    expect([code, stderr]).toEqual([2, expect.stringContaining('--fail-on: workloads needs --workloads.')])
  })

  it('tells it in every format, on the line of the workload, and in JSON as published', async () => {
    const edited = workloads.replace('10M/day', '20M/day')
    for (const format of ['text', 'markdown', 'github']) {
      const { code, stdout } = await against(edited, '--format', format)
      expect([code, stdout.replace(/\s+/g, ' ')]).toEqual([1, expect.stringContaining('tokens was 10M/day and is now 20M/day')])
      if (format === 'github')
        expect(stdout).toMatch(/^::error file=[^,]*plan\.json,line=(?!1,)\d+,title=pick-llm%3A workloads%2C Support::/)
    }
    const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync('schema/check.schema.json', 'utf8')))
    expect(validate(JSON.parse((await against(edited, '--json')).stdout)) ? [] : validate.errors).toEqual([])
  })

  it('takes what was given by flag as given, where the file does not say it', async () => {
    const open = write('open.yaml', 'workloads:\n  - { name: a, tokens: 1M }\n')
    const flagged = write('flagged.json', (await run(['plan', open, '--data-residency', 'anywhere', '--json'])).stdout)
    expect((await check(flagged, '--workloads', open)).code).toBe(0)
    const said = write('said.yaml', 'workloads:\n  - { name: a, tokens: 1M, answers: { data-residency: contract } }\n')
    expect((await check(flagged, '--workloads', said)).stdout.replace(/\s+/g, ' ')).toContain(
      'a: data-residency was anywhere and is now contract',
    )
  })

  it('is for one plan alone', async () => {
    const record = write('one.json', (await run(['--data-residency', 'anywhere', '--yes', '--json'])).stdout)
    const other = write('other.json', readFileSync(plan, 'utf8'))
    for (const files of [[record], [plan, other]]) {
      const { code, stderr } = await check(...files, '--workloads', file)
      expect([code, stderr]).toEqual([2, expect.stringContaining('--workloads is compared with one plan')])
    }
    expect((await check(plan, record, '--workloads', file)).code).toBe(0)
  })

  it('names what is wrong in the file with its place, and ends with 3', async () => {
    const { code, stderr } = await against(workloads.replace('task:', 'tsak:'))
    expect([code, stderr]).toEqual([3, expect.stringMatching(/edited\.yaml:5:\d+ {2}there is no question "tsak"/)])
  })

  it('lets --update write the plan only where the two agree', async () => {
    expect((await against(workloads, '--update')).code).toBe(0)
    const before = readFileSync(plan, 'utf8')
    const { code, stderr } = await against(workloads.replace('10M/day', '20M/day'), '--update')
    expect([code, stderr]).toEqual([1, 'Nothing was updated: the file of workloads has to be planned again.\n'])
    expect(readFileSync(plan, 'utf8')).toBe(before)
  })
})
