// `pick-llm export --from`: a saved decision is exported as it was saved or not at all, and every other file as it is written.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { type Ran, run } from './run-here.ts'

const folder = mkdtempSync(join(tmpdir(), 'pick-llm-from-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const inFolder = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

const from = (path: string, more: readonly string[] = []): Promise<Ran> => run(['export', 'litellm', '--from', path, ...more])

interface Saved {
  recommendation: { tier: string; parts: { slice: string; tier: string }[] }
  shortlist: { title: string }[]
  cost: { bills: { tier: string; monthlyUsd: number | null }[] }
  rules: { version: string; sha256: string; overlays: string[] }
}

const answers = ['--data-residency', 'anywhere', '--task', 'extraction', '--cost-dominant', 'yes', '--tokens', '300M', '--yes']
const overlay = 'figures:\n  input-share: { value: 0.7, checked: 2026-11-21, sources: { pick-llm: a test } }\n'
let record: string
let saved: string
let plan: string

beforeAll(async () => {
  record = join(folder, 'decision.json')
  plan = join(folder, 'plan.json')
  await run([...answers, '-o', record])
  saved = readFileSync(record, 'utf8')
  const workloads = [
    { name: 'Chat', answers: { 'data-residency': 'anywhere' } },
    { name: 'Letters', answers: { 'data-residency': 'region', region: 'eu', task: 'extraction' } },
  ]
  await run(['plan', inFolder('workloads.yaml', stringify({ workloads })), '-o', plan])
})

/** The record with something else in it. */
const changed = (name: string, change: (result: Saved) => void): string => {
  const result = JSON.parse(saved) as Saved
  change(result)
  return inFolder(name, JSON.stringify(result, null, 2))
}

describe('a record', () => {
  it('that holds is exported without a word', async () => {
    const told = await from(record)
    expect([told.code, told.stderr]).toEqual([0, ''])
    const flags = await run(['export', 'litellm', ...answers])
    const [body, same] = [told, flags].map(({ stdout }) => stdout.replace(/^#.*$/gm, ''))
    expect(body).toBe(same)
  })

  it('is known by what it holds, however it is written', async () => {
    const value = JSON.parse(saved) as Record<string, unknown>
    const sorted = (inner: unknown): unknown =>
      Array.isArray(inner)
        ? inner.map(sorted)
        : typeof inner === 'object' && inner !== null
          ? Object.fromEntries(
              Object.entries(inner)
                .sort()
                .map(([key, each]) => [key, sorted(each)]),
            )
          : inner
    const whole = (await from(record)).stdout
    for (const [name, text] of Object.entries({
      'line.json': JSON.stringify(value),
      'sorted.json': JSON.stringify(sorted(value)),
      'sorted-lines.json': JSON.stringify(sorted(value), null, 4),
      'record.yaml': stringify(value),
    })) {
      const { code, stdout, stderr } = await from(inFolder(name, text), ['--name', 'default'])
      expect([name, code, stderr]).toEqual([name, 0, ''])
      expect(stdout).toBe(whole)
    }
  })

  it('of another tier or shortlist than today is refused, with what differs and what to do', async () => {
    const tier = changed('tier.json', ({ recommendation }) => {
      recommendation.tier = 'self-hosted-open'
      recommendation.parts = [{ slice: 'rest', tier: 'self-hosted-open' }]
    })
    const list = changed('list.json', ({ shortlist }) => void shortlist.reverse())
    for (const [path, says] of [
      [tier, /The tier was self-hosted-open and is now hosted-open\./],
      [list, /The shortlist has changed: another order\./],
    ] as const) {
      const output = join(folder, 'never.yaml')
      for (const target of ['litellm', 'adr']) {
        const { code, stdout, stderr } = await run(['export', target, '--from', path, '-o', output])
        expect([code, stdout]).toEqual([1, ''])
        expect(stderr).toMatch(says)
        expect(stderr).toContain(`pick-llm check ${path}`)
        expect(stderr).toContain(`pick-llm check ${path} --update`)
      }
      expect(() => readFileSync(output)).toThrow()
    }
    const spaced = changed('two words.json', ({ shortlist }) => void shortlist.reverse())
    expect((await from(spaced)).stderr).toContain(`pick-llm check '${spaced}'`)
    expect((await run(['check', list])).code).toBe(1)
    expect((await run(['check', list, '--update'])).code).toBe(0)
    expect((await from(list)).code).toBe(0)
  })

  it('is refused even where the difference was waived: a waiver keeps the old answer', async () => {
    const waiver = { for: 'shortlist', reason: 'under review', owner: 'me', expires: '2027-01-31' }
    const path = changed('waived.json', (result) => {
      result.shortlist.reverse()
      Object.assign(result, { waivers: [waiver] })
    })
    expect((await run(['check', path])).code).toBe(0)
    expect((await from(path)).code).toBe(1)
  })

  it('of another bill is exported, and that is said', async () => {
    const path = changed('bill.json', ({ cost }) => {
      for (const bill of cost.bills) if (bill.tier === 'hosted-open' && bill.monthlyUsd !== null) bill.monthlyUsd *= 1.01
    })
    const { code, stdout, stderr } = await from(path)
    expect([code, stdout.includes('model_list')]).toEqual([0, true])
    expect(stderr).toMatch(/^bill: The bill was \$[\d.,]+ a month and is now \$[\d.,]+, −1%\.\n$/)
    expect((await from(path, ['--quiet'])).stderr).toBe('')
  })

  it('made with rules that are not laid now is told, and so are other rules under the same name', async () => {
    const rules = inFolder('ours.yaml', overlay)
    const path = join(folder, 'ours.json')
    await run([...answers, '--rules', rules, '-o', path])
    expect((await from(path, ['--rules', rules])).stderr).toBe('')
    const without = await from(path)
    expect(without.stderr).toMatch(/It was made with .*ours\.yaml laid over the rules, and now it is not\./)
    writeFileSync(rules, overlay.replace('0.7', '0.71'))
    expect((await from(path, ['--rules', rules])).stderr).toMatch(
      /The rules or prices, with .*ours\.yaml, are not the same as when it was saved\./,
    )
    const older = changed('older.json', (result) => Object.assign(result.rules, { version: '2026-01-01', sha256: 'x' }))
    expect((await from(older)).stderr).toBe(
      'The rules or prices are not the same as when it was saved. Rules of version 2026-01-01 then, 2026-11-21 now.\n',
    )
  })
})

describe('a plan', () => {
  it('is exported whole, or by one workload, and says which one moved', async () => {
    expect([(await from(plan)).code, (await from(plan, ['--workload', 'Chat'])).code]).toEqual([0, 0])
    const text = readFileSync(plan, 'utf8')
    const value = JSON.parse(text) as { workloads: Saved[] }
    value.workloads[1]?.shortlist.reverse()
    const moved = inFolder('moved.json', JSON.stringify(value))
    const { code, stderr } = await from(moved)
    expect([code, stderr.includes('Letters: The shortlist has changed'), stderr.includes('Chat: ')]).toEqual([1, true, false])
    expect((await from(moved, ['--workload', 'Chat'])).code).toBe(0)
  })
})

describe('a file of workloads', () => {
  const limited = (answer: object) => [
    { name: 'Open', answers: { 'data-residency': 'anywhere' } },
    { name: 'Tied', answers: answer },
  ]

  it('with a region that nobody named is refused by name, and the decision record is still written', async () => {
    const path = inFolder('region.yaml', stringify({ workloads: limited({ 'data-residency': 'region' }) }))
    for (const target of ['litellm', 'ai-sdk', 'openrouter', 'promptfoo']) {
      const { code, stdout, stderr } = await run(['export', target, '--from', path])
      expect([target, code, stdout]).toEqual([target, 3, ''])
      expect(stderr).toMatch(/Tied: prompts may be processed in one region only, and nobody named it/)
      expect(stderr).toContain('region: eu|uk')
    }
    const adr = await run(['export', 'adr', '--from', path, '--workload', 'Tied'])
    expect(adr.code).toBe(0)
    expect(adr.stdout).toContain('Another region; the shortlist says what to confirm with the host')
    // A file of workloads is nothing that a check reads.
    expect(adr.stdout).not.toContain(`check ${path}`)
    expect(adr.stdout).toMatch(
      /npx pick-llm --data-residency region --yes --output decision\.json\n[\s\S]*npx pick-llm check decision\.json\n/,
    )
  })

  it('keeps its names when its order changes', async () => {
    const names = ['默认', '检查', 'default hard', 'default', 'Default', 'C review', 'C++ review']
    const groups = async (all: readonly string[]) => {
      const file = stringify({ workloads: all.map((name) => ({ name, answers: { 'data-residency': 'anywhere' } })) })
      const { stdout } = await from(inFolder('names.yaml', file))
      return Object.fromEntries(
        [...stdout.matchAll(/^# ([a-z0-9-]+)(?: \((.*)\))?: Hosted/gm)].map(([, made = '', name]) => [name ?? made, made]),
      )
    }
    const found = await groups(names)
    expect(Object.keys(found)).toHaveLength(names.length)
    expect(new Set(Object.values(found)).size).toBe(names.length)
    expect(await groups(names.toReversed())).toEqual(found)
  })
})

describe('the name of a single decision', () => {
  const named = (text: string) => (parse(text) as { model_list: { model_name: string }[] }).model_list[0]?.model_name

  it('is that of its file, unless --name gives another', async () => {
    const path = inFolder('support.json', saved)
    expect(named((await from(path)).stdout)).toBe('support')
    expect(named((await from(path, ['--name', 'Front desk'])).stdout)).toBe('front-desk')
    expect(named((await from(record)).stdout), 'decision.json says nothing').toBe('default')
    expect(named((await run(['export', 'litellm', ...answers, '--name', 'billing'])).stdout)).toBe('billing')
    expect((await run(['export', 'adr', '--from', path])).stdout).toMatch(/^# Use .* for support$/m)
  })

  it('of one workload of a plan can be given, of several it is refused', async () => {
    expect(named((await from(plan, ['--workload', 'Letters', '--name', 'post'])).stdout)).toBe('post')
    const several = await from(plan, ['--name', 'post'])
    expect([several.code, several.stderr]).toEqual([2, expect.stringMatching(/there are 2\.\n.*--workload/)])
  })

  it('is no empty text, and neither is a title', async () => {
    for (const flag of ['--name', '--title'])
      for (const value of ['', ' ']) {
        const { code, stdout, stderr } = await run(['export', 'adr', ...answers, flag, value])
        expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(`${flag}: there is nothing in it.`)])
      }
  })
})

describe('flags', () => {
  it.each([[['--data-residency', 'region', '--yes']], [['--data-residency', 'region', '--region', 'other', '--yes']]])(
    '%j leaves the region open: no configuration, but a decision record',
    async (words) => {
      for (const target of ['litellm', 'ai-sdk', 'openrouter', 'promptfoo']) {
        const { code, stdout, stderr } = await run(['export', target, ...words])
        expect([target, code, stdout]).toEqual([target, 2, ''])
        expect(stderr).toMatch(/nobody named it/)
        expect(stderr).toContain('--region eu|uk')
      }
      expect((await run(['export', 'adr', ...words])).code).toBe(0)
    },
  )

  it('that are missing are told with a line that works when it is pasted', async () => {
    const rules = inFolder('more.yaml', overlay)
    for (const words of [['litellm'], ['promptfoo', '--task', 'extraction'], ['adr', '--rules', rules]]) {
      const { code, stderr } = await run(['export', ...words])
      const [, line = ''] = /For example:\n {2}(npx pick-llm .*)\n/.exec(stderr) ?? []
      expect([code, line]).toEqual([2, expect.stringMatching(new RegExp(`^npx pick-llm export ${words[0]} `))])
      const again = await run(line.split(' ').slice(2))
      expect([line, again.code]).toEqual([line, 0])
      expect(again.stdout).toContain(words[0] === 'adr' ? '## Decision Outcome' : words[0] === 'litellm' ? 'model_list' : 'providers')
    }
    expect((await run([])).stderr).toMatch(/For example:\n {2}npx pick-llm --data-residency/)
  })

  it('name what a target cannot serve on stderr, beside what it can', async () => {
    const path = inFolder(
      'mixed.yaml',
      stringify({
        workloads: [
          { name: 'Open', answers: { 'data-residency': 'anywhere' } },
          { name: 'Tied', answers: { 'data-residency': 'own-network' } },
        ],
      }),
    )
    const { code, stdout, stderr } = await run(['export', 'openrouter', '--from', path])
    expect([code, Object.keys((parse(stdout) as { requests: object }).requests)]).toEqual([0, ['open']])
    expect(stderr).toBe('tied (Tied) is left out: OpenRouter is a third party, and nothing may leave.\n')
  })
})

describe('the two commands of a decision record without a record', () => {
  it('make one and check it', async () => {
    const { stdout } = await run(['export', 'adr', ...answers])
    const lines = [...stdout.matchAll(/^npx (pick-llm .*)$/gm)].map(([, line = '']) => line)
    expect(lines).toHaveLength(3)
    const bin = join(process.cwd(), 'bin/pick-llm.js')
    for (const line of lines) {
      const shell = `cd '${folder}' && ${line.replace('pick-llm', `'${process.execPath}' '${bin}'`)}${line.includes('--output') ? ' --force' : ''}`
      expect([line, (await run([], { shell })).code]).toEqual([line, 0])
    }
  })
})
