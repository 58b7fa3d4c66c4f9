// A workloads file → requests, or everything that is wrong with it, each at its place.

import { describe, expect, it } from 'vitest'
import { readWorkloads } from '../src/cli/workloads.ts'
import { FileError } from '../src/errors.ts'
import { terminal } from './drift.ts'
import fc from './fc.ts'
import { run } from './run-here.ts'
import { tree } from './support.ts'

const read = (text: string, flags: Readonly<Record<string, string>> = {}, environment: Readonly<Record<string, string>> = {}) =>
  readWorkloads(tree, 'w.yaml', text, flags, { ...terminal, environment })

/** `line:column message` of each problem. */
function problems(text: string): string[] {
  try {
    read(text)
    return []
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    expect(error.exit).toBe(3)
    return error.problems.map(({ line, column, message }) => `${line}:${column} ${message}`)
  }
}

const top = 'defaults: { data-residency: anywhere }\nworkloads:\n'
const many = (count: number) => `${top}${Array.from({ length: count }, (_, index) => `  - name: w${index}\n`).join('')}`

const mistakes: readonly [what: string, text: string, ...expected: (string | RegExp)[]][] = [
  ['an unknown key', `${top}  - name: a\n    ownr: x\n`, '4:5 workload "a": there is no key "ownr" here. Did you mean "owner"?'],
  [
    'an unknown key at the top',
    'default: { data-residency: anywhere }\nworkloads:\n  - name: a\n  - name: b\n',
    '1:1 there is no key "default" here. Did you mean "defaults"?',
  ],
  ['an unknown question', `${top}  - name: a\n    answers: { tsk: chat }\n`, '4:16 there is no question "tsk". Did you mean "task"?'],
  [
    'an unknown option',
    `${top}  - name: a\n    answers: { task: chta }\n`,
    /^4:22 task: "chta" is not an option\. Did you mean "chat"\? Accepted: chat, /,
  ],
  [
    'an unknown option in the defaults, told once',
    'defaults: { data-residency: nowhere }\nworkloads:\n  - name: a\n  - name: b\n',
    /^1:29 data-residency: "nowhere" is not an option\. Did you mean "anywhere"\?/,
  ],
  ['defaults below the workloads', 'workloads:\n  - name: a\ndefaults: { data-residency: nowhere }\n', /^3:29 data-residency: "nowhere"/],
  ['a share of zero', `tokens: 1B\n${top}  - name: a\n    share: 0\n`, '5:12 "0" is no share. Write a number above 0, at most 1.'],
  ['a share in percent', `tokens: 1B\n${top}  - name: a\n    share: 50%\n`, '5:12 "50%" is no share. Write a number above 0, at most 1.'],
  ['a share above one', `tokens: 1B\n${top}  - name: a\n    share: 1.5\n`, '5:12 "1.5" is no share. Write a number above 0, at most 1.'],
  [
    'shares above one together',
    `tokens: 1B\n${top}  - name: a\n    share: 0.7\n  - name: b\n    share: 0.2\n  - name: c\n    share: 0.2\n`,
    '9:12 up to here the shares add up to 1.1',
  ],
  [
    'a share of nothing',
    `${top}  - name: a\n    share: 0.5\n`,
    '4:12 a share needs the volume of all workloads: write tokens at the top of the file',
  ],
  ['a share of no volume, told once', `tokens: lots\n${top}  - name: a\n    share: 0.5\n`, /^1:9 "lots" is no volume\. Accepted: 50M, /],
  ['a share and a volume', `tokens: 1B\n${top}  - name: a\n    share: 0.5\n    tokens: 1M\n`, '5:12 write tokens or share, not both'],
  [
    'a volume twice',
    `${top}  - name: a\n    tokens: 1M\n    answers: { tokens: 2M }\n`,
    '4:13 the volume is given twice, here and as tokens among the answers',
  ],
  ['no volume', `${top}  - name: a\n    tokens: 1,5M\n`, /^4:13 "1,5M" is no volume\. Accepted: /],
  ['two of a name', `${top}  - name: a\n  - name: a\n`, '4:11 there are two workloads named "a"'],
  [
    'no data limit',
    'workloads:\n  - name: a\n  - name: b\n    answers: { data-residency: anywhere }\n',
    '2:5 a: data-residency has to be answered, here or in defaults',
  ],
  ['no workload', 'defaults: { data-residency: anywhere }\nworkloads: []\n', '2:12 workloads: name at least one workload'],
  ['too many workloads', many(1001), '3:3 workloads: name at most 1000 workloads; split the file'],
  ['no name', `${top}  - owner: x\n`, '3:5 workload 1: name: is missing; write text, such as `some words`'],
  ['an empty name', `${top}  - name: ""\n`, '3:11 workload 1: name: write it on one line, without spaces around it'],
  ['a name of two lines', `${top}  - name: "a\\n# b"\n`, '3:11 workload 1: name: write it on one line, without spaces around it'],
  ['a control character in a name', `${top}  - name: "a\\e[2Jb"\n`, '3:11 holds control or invisible characters'],
  ['a text that reads backwards', `${top}  - name: a\n    owner: "\\u202Eb"\n`, '4:12 holds control or invisible characters'],
  [
    'an anchor and an alias',
    `${top}  - name: &x a\n    owner: *x\n`,
    '3:11 anchors are not used here: write the value out instead of &name, or put the text in quotes',
    '4:12 aliases are not used here: write the value out instead of *name, or put the text in quotes',
  ],
  ['a key twice', `${top}  - name: a\n    name: b\n`, '4:5 the key "name" is there twice, first in line 3'],
  ['a tag', `${top}  - name: !!js/function a\n`, /^3:11 /],
  [
    'a list for an answer',
    `${top}  - name: a\n    answers: { task: [chat] }\n`,
    '4:22 workload "a": answers.task: write text, such as `some words`',
  ],
  ['no map', `${top}  - name: a\n  - b\n`, '4:5 workload 2: write a map, such as `{ name: …, owner: …, answers: … }`'],
  ['a list', '- a\n', '1:1 write a map with a list below `workloads`'],
  ['nothing', '', '1:1 nothing stands here: write a map with a list below `workloads`'],
  ['only a comment', '# later\n', /^1:1 nothing stands here: /],
  [
    'one workload that is no list',
    'name: a\nanswers: { data-residency: anywhere }\n',
    '1:1 this is one workload: write it into a list below `workloads`',
  ],
  ['a line of JSON Lines', '{"name":"a","tokens":"1M"}\n', '1:1 this is JSON Lines, with a workload on each line: add --format jsonl'],
  ['JSON Lines', '{"name":"a"}\n{"name":"b"}\n', '1:1 this is JSON Lines, with a workload on each line: add --format jsonl'],
  [
    'JSON with an unknown option',
    '{ "defaults": { "data-residency": "anywhere" },\n  "workloads": [{ "name": "a", "answers": { "task": "chta" } }] }',
    /^2:53 task: "chta" is not an option/,
  ],
]

describe('a mistake', () => {
  it.each(mistakes)('%s', (_, text, ...expected) => {
    expect(problems(text)).toEqual(expected.map((each) => (typeof each === 'string' ? each : expect.stringMatching(each))))
  })

  it('in one workload hides none in another, of whatever kind', () => {
    const text = `${top}  - name: a\n    ownr: x\n  - name: b\n    answers: { task: chta, region: mars }\n  - name: c\n    tokens: many\n  - [d]\n  - name: b\n    share: 2\n`
    expect(problems(text).map((line) => line.split(' ')[0])).toEqual(['4:5', '6:22', '6:36', '8:13', '9:5', '10:11', '11:12'])
  })

  it('hides none in the same workload, nor another workload of its name', () => {
    const text = `${top}  - name: a\n    ower: x\n    tokens: 3O0M\n    answers: { task: chatt, latency: [never] }\n    owner: [x]\n  - name: a\n    ower: x\n`
    expect(problems(text)).toEqual([
      expect.stringMatching(/^4:5 workload "a": there is no key "ower"/),
      expect.stringMatching(/^5:13 "3O0M" is no volume/),
      expect.stringMatching(/^6:22 task: "chatt" is not an option/),
      '6:38 workload "a": answers.latency: write text, such as `some words`',
      '7:12 workload "a": owner: write text, such as `some words`',
      '8:11 there are two workloads named "a"',
      expect.stringMatching(/^9:5 workload "a": there is no key "ower"/),
    ])
  })

  it('in the defaults hides none beside it', () => {
    expect(problems('defaults: { task: [chat], latency: never }\nworkloads: [{ name: a }]\n').map((line) => line.split(' ')[0])).toEqual([
      '1:19',
      '1:36',
    ])
  })

  it('is printed with its line, its column, and a caret below it', async () => {
    const { code, stderr, stdout } = await run(['plan', '-'], {
      input: `${top}  - name: a\n    answers: { task: chta }\n  - name: b\n    share: 0.5\n`,
    })
    expect(code).toBe(3)
    expect(stdout).toBe('')
    const lines = stderr.split('\n')
    expect(lines[0]).toBe('pick-llm: The workloads cannot be read: 2 problems')
    expect(lines[1]).toMatch(/^ {2}standard input:4:22 {2}task: "chta"/)
    expect(lines[2]?.[lines[3]?.indexOf('^') ?? 0]).toBe('c')
    expect(lines[2]?.slice(lines[3]?.indexOf('^'))).toBe('chta }')
    expect(lines[4]).toMatch(/^ {2}standard input:6:12 /)
  })

  it('never ends in a bug, whatever the file holds', () => {
    const scalar = fc.oneof(fc.constantFrom('a', 'anywhere', '1B', '0.5', 'chat', ''), fc.string(), fc.integer(), fc.constant(null))
    const value = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        scalar,
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom('name', 'owner', 'answers', 'tokens', 'share', 'task', 'defaults', 'workloads', 'data-residency', 'x'),
          tie('node'),
          { maxKeys: 5 },
        ),
      ),
    })).node
    const file = fc.record(
      { tokens: value, defaults: value, workloads: fc.oneof(value, fc.array(value, { maxLength: 4 })) },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(file, (written) => void problems(JSON.stringify(written))),
      { numRuns: 500 },
    )
  })
})

describe('what is given', () => {
  const text = `tokens: 1B\ndefaults: { data-residency: anywhere, task: chat, license: any }\nworkloads:\n  - name: a\n    answers: { task: voice }\n  - name: b\n    share: 0.25\n  - name: c\n    owner: team-c\n    tokens: 10M/day\n`

  it('comes from the flag, else the variable, else the workload, else the defaults', () => {
    const answers = (flags = {}, environment = {}) => read(text, flags, environment).map(({ request }) => request.answers['task'])
    expect(answers()).toEqual(['voice', 'chat', 'chat'])
    expect(answers({}, { PICK_LLM_TASK: 'reasoning' })).toEqual(['reasoning', 'reasoning', 'reasoning'])
    expect(answers({ task: 'extraction' }, { PICK_LLM_TASK: 'reasoning' })).toEqual(['extraction', 'extraction', 'extraction'])
    expect(read(text, { task: 'extraction' })[0]?.request.from).toMatchObject({ task: 'flag', license: 'file' })
  })

  it('makes a volume of a share, and keeps one as it is written', () => {
    expect(read(text).map(({ request }) => request.answers['tokens'])).toEqual([
      undefined,
      250_000_000,
      Math.round((10_000_000 * 730) / 24),
    ])
    expect(read(text)[2]?.request.written?.['tokens']).toBe('10M/day')
  })

  it('as --tokens or its variable is what shares divide, and leaves volumes of their own alone', () => {
    const volumes = (flags = {}, environment = {}) => read(text, flags, environment).map(({ request }) => request.answers['tokens'])
    const own = Math.round((10_000_000 * 730) / 24)
    expect(volumes({ tokens: '2B' })).toEqual([undefined, 500_000_000, own])
    expect(volumes({}, { PICK_LLM_TOKENS: '4B' })).toEqual([undefined, 1_000_000_000, own])
    expect(volumes({ tokens: '2B' }, { PICK_LLM_TOKENS: '4B' })).toEqual([undefined, 500_000_000, own])
    expect(read(text, { tokens: '2B' })[1]?.request.from?.['tokens']).toBe('file')
    const missing = `${top}  - name: a\n    share: 0.5\n`
    expect(read(missing, { tokens: '2M' })[0]?.request.answers['tokens']).toBe(1_000_000)
    expect(problems(`tokens: lots\n${missing}`)).toHaveLength(1)
    expect(() => read(text, { tokens: '1,5' })).toThrow(/^--tokens: "1,5" is no volume/)
  })

  it('as --tokens is the volume of each workload where none has a share', () => {
    const each = `${top}  - name: a\n  - name: b\n    tokens: 1M\n`
    expect(read(each, { tokens: '2B' }).map(({ request }) => request.answers['tokens'])).toEqual([2_000_000_000, 2_000_000_000])
  })

  it('takes shares that make one in decimals, though not in binary fractions', () => {
    const shares = [0.1, 0.2, 0.3, 0.1, 0.3].map((share, index) => `  - name: w${index}\n    share: ${share}\n`).join('')
    expect(read(`tokens: 1B\n${top}${shares}`)).toHaveLength(5)
  })

  it('may be a thousand workloads, and JSON', () => {
    expect(read(many(1000))).toHaveLength(1000)
    const json = JSON.stringify({
      tokens: '1B',
      defaults: { 'data-residency': 'anywhere' },
      workloads: [{ name: 'a', owner: 'x', share: '0.5' }],
    })
    expect(read(json)).toMatchObject([{ name: 'a', owner: 'x', request: { answers: { tokens: 500_000_000 } } }])
  })

  it('is refused as a flag with exit code 2, not as a mistake of the file', async () => {
    const { code, stderr } = await run(['plan', '-', '--task', 'chta'], { input: many(2) })
    expect([code, stderr.split('\n')[0]]).toEqual([2, expect.stringMatching(/^pick-llm: --task: "chta" is not an option/)])
  })
})
