// A user's own rules, laid over the built-in ones.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { laid } from './laid.ts'
import { run } from './run-here.ts'

let folder: string
const own = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pick-llm-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const anywhere = ['--data-residency', 'anywhere', '--tokens', '300M', '--yes', '--json']

const result = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => JSON.parse((await run(args, { env })).stdout)

describe('--rules', () => {
  const price = 'offers: { qwen3.8-27b: { deepinfra: { input: 0.1, output: 1 } } }\n'

  it('changes a price, names the file in the result and in the command, and changes both hashes', async () => {
    const file = own('price.yaml', price)
    const [plain, priced] = [await result(anywhere), await result([...anywhere, '--rules', file])]
    const bill = ({ cost }: typeof plain) => cost.bills.find(({ id }: { id: string }) => id === 'hosted-open').monthlyUsd
    expect([bill(plain), bill(priced)]).toEqual([232.5, 97.5])
    expect(priced.rules.overlays).toEqual([file])
    expect(priced.command).toContain(`--rules ${file} `)
    expect(priced.rules.sha256).not.toBe(plain.rules.sha256)
    expect(priced.catalog.sha256).not.toBe(plain.catalog.sha256)
  })

  it('leaves the hash of the catalog alone when only a rule changes', async () => {
    const file = own('sentence.yaml', 'figures: { worthwhile-saving: { value: 0.5 } }\n')
    const [plain, changed] = [await result(anywhere), await result([...anywhere, `--rules=${file}`])]
    expect(changed.catalog.sha256).toBe(plain.catalog.sha256)
    expect(changed.rules.sha256).not.toBe(plain.rules.sha256)
  })

  it('later files win, and the variable names several like PATH', async () => {
    const files = [own('a.yaml', price), own('b.yaml', price.replace('0.1', '0.2'))]
    const { cost, rules } = await result(anywhere, { PICK_LLM_RULES: files.join(delimiter) })
    expect(cost.bills[0].monthlyUsd).toBe(0.2 * 225 + 75)
    expect(rules.overlays).toEqual(files)
  })

  it('a question added in YAML is a flag, a line of help and a question at once', async () => {
    const file = own(
      'cloud.yaml',
      `questions:
  cloud:
    step: ops-capacity
    kind: choice
    ask: Which cloud do you have?
    why: The cloud that is there already is the shortest way.
    options: { aws: { means: Amazon }, none: { means: None } }
    assume: [{ value: none, because: Nobody said. }]
`,
    )
    expect((await run(['--help', '--rules', file])).stdout).toContain('--cloud <value>')
    expect((await result(['--rules', file, '--cloud', 'aws', ...anywhere])).answers.cloud).toEqual({ value: 'aws', source: 'flag' })
  })

  it('tells every mistake with its place, and ends with 3', async () => {
    const file = own('bad.yaml', 'figures:\n  overhead: { valu: 3 }\noffers:\n  qwen3.8-27b: { deepinfra: { input: many } }\n')
    const { stderr, code } = await run([...anywhere, '--rules', file])
    expect(code).toBe(3)
    expect(stderr).toContain(`${file}:2:15  figures.overhead: there is no key "valu" here. Did you mean "value"?`)
    expect(stderr).toContain(`${file}:4:38  offers.qwen3.8-27b.deepinfra.input`)
  })

  it('tells a reference that names nothing', async () => {
    const file = own('reference.yaml', 'bills: { closed-small: { models: [gpt-7] } }\n')
    const { stderr, code } = await run([...anywhere, '--rules', file])
    expect(code).toBe(3)
    expect(stderr).toContain(`${file}:1:35`)
    expect(stderr).toContain('there is no model "gpt-7"')
  })

  it.each([
    ['gpus:\n  h100: { low: 5 }\n', /:2:16 {2}gpus\.h100\.low: 5 is above mid, which is 3\.13/],
    ['gpus:\n  h100: { mid: 5 }\n', /:2:9 {2}gpus\.h100\.high: 4\.29 is below mid, which is 5/],
    [
      'gpus:\n  h100: { low: 9, high: 1 }\n',
      /:2:16 {2}gpus\.h100\.low: 9 is above mid, .*\n.*\n.*\n.*:2:25 {2}gpus\.h100\.high: 1 is below mid/,
    ],
    ['figures:\n  overhead: { value: 0.6 }\n', /:2:13 {2}figures\.overhead\.high: 0\.5 is below value, which is 0\.6/],
    ['claims:\n  001-own-5-to-20-times: { low: 9, high: 1 }\n', /claims\.001-own-5-to-20-times\.low: 9 is above high, which is 1/],
    ['figures:\n  engineer-hours: { low: 50 }\n', /:2:26 {2}figures\.engineer-hours\.low: 50 is above value, which is 40/],
  ])('refuses a range that is not one, %j', async (text, told) => {
    const { stderr, stdout, code } = await run([...anywhere, '--rules', own('range.yaml', text)])
    expect([code, JSON.parse(stdout).error.location.line]).toEqual([3, 2])
    expect(stderr).toMatch(told)
  })

  it.each(['gpus: { h100: { low: 2.05, mid: 2.05, high: 2.05 } }\n', 'figures: { overhead: { value: 0.6, high: 0.6 } }\n'])(
    'takes a range of one value, %j',
    async (text) => {
      expect((await run([...anywhere, '--rules', own('range.yaml', text)])).code).toBe(0)
    },
  )

  it.each([
    [['--rules'], 2],
    [['--rules', 'nowhere.yaml'], 3],
  ])('%j ends with %i', async (args, exit) => {
    expect((await run([...anywhere, ...args])).code).toBe(exit)
  })
})

describe('a row of picks of their own', () => {
  const row = (rest: string) => `picks: { hosted-open: { ours: { ${rest}, models: { mistral-small-4: Ours. }, sources: { "003": x } } } }`

  it('goes in front of a built-in one, and is used', async () => {
    const [first = ''] = Object.keys(laid('').merged.picks?.['hosted-open'] ?? {})
    const { tree } = laid(row(`before: ${first}`))
    expect(tree.tiers['hosted-open'].picks.slice(0, 2).map(({ id }) => id)).toEqual(['ours', first])
    const file = own('row.yaml', row(`before: ${first}`))
    expect((await result([...anywhere, '--rules', file])).shortlist[0].model).toBe('mistral-small-4')
  })

  it('behind the last one, which takes all, is refused, as is one in front of none', () => {
    expect(() => laid(row('if: { task: chat }'))).toThrow('do not fit together')
    expect(() => laid(row('before: nowhere'))).toThrow('do not fit together')
  })
})
