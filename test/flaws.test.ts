// Files with mistakes of YAML that leave them readable → those, and in the same run whatever else is wrong in them, but no echoes.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fileAnswers } from '../src/cli/answers.ts'
import { recordIn } from '../src/cli/records.ts'
import { readWorkloads } from '../src/cli/workloads.ts'
import { FileError } from '../src/errors.ts'
import { parseYaml, readYaml } from '../src/rules/parse.ts'
import { told } from './laid.ts'
import { tree } from './support.ts'

const places = (read: () => unknown): string[] => {
  try {
    read()
    return []
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    return error.problems.map(({ line, column, message }) => `${line}:${column} ${message}`)
  }
}

const tags = 'tags are not used here: leave out !name, or put the text in quotes'
const anchors = 'anchors are not used here: write the value out instead of &name, or put the text in quotes'
const aliases = 'aliases are not used here: write the value out instead of *name, or put the text in quotes'
const hidden = (code: string) => `an invisible or control character (U+${code}) stands here; delete it`

/** Slip → what is told of it, in the fourth line of a file of figures. */
const slips: [string, string, string[]][] = [
  ['a key twice', 'overhead: { low: 0.1, low: x }', ['4:26 the key "low" is there twice, first in line 4']],
  [
    'an entry twice',
    'overhead: { low: 0.1 }, overhead: { high: x }',
    [
      '4:28 the key "overhead" is there twice, first in line 4',
      '4:46 figures.overhead.high: write a number without unit, comma or quotes, such as 0.5 or 1200',
    ],
  ],
  ['a comma in a number', 'overhead: { low: 999,5 }', ['4:21 999,5 is read as the number 999 and a key "5"; write 999.5 with a point']],
  ['a tag on a number', 'overhead: { low: !!str 0.1 }', [`4:21 ${tags}`]],
  ['a tag on a map', 'overhead: !mine { low: 0.1 }', [`4:14 ${tags}`]],
  ['a tag on nothing', 'overhead: { low: !mine }', [`4:21 ${tags}`]],
  ['an anchor', 'overhead: { low: &low 0.1 }', [`4:21 ${anchors}`]],
  ['an alias of nothing', 'overhead: { low: *low }', [`4:21 ${aliases}`]],
  ['an alias without a name', 'overhead: { low: * }', [`4:21 ${aliases}`]],
  ['an alias for an entry', 'overhead: *figure', [`4:14 ${aliases}`]],
  ['a merge key', 'mine: { <<: *figure, low: 0.1 }', ['4:12 "<<" cannot be a key here', `4:16 ${aliases}`]],
  ['a key that no map may have', 'overhead: { constructor: 1 }', ['4:16 "constructor" cannot be a key here']],
  ['an invisible character in a key', 'over\u200bhead: { low: 0.1 }', [`4:8 ${hidden('200B')}`]],
  ['an invisible character in a value', 'overhead: { checked: 2026-11-\u200b01 }', [`4:33 ${hidden('200B')}`]],
  ['an invisible character by its code', 'overhead: { unit: "a\\u200b" }', ['4:22 holds control or invisible characters']],
  [
    'a no-break space',
    'overhead: {\u00a0low: 0.1 }',
    ['4:15 a no-break space (U+00A0) stands where a space belongs; type a space instead'],
  ],
  [
    'an escape that is none',
    'overhead: { unit: "\\q" }',
    ['4:23 a backslash in double quotes begins an escape, and there is none like this; write \\\\, or use single quotes'],
  ],
  [
    'a text that begins with a sign',
    'overhead: { unit: @x }',
    ['4:22 a text cannot begin with this sign unless it stands in quotes; put the text in quotes, such as "a: b"'],
  ],
]

const around = (slip: string) =>
  `models:\n  qwen3.8-27b: { context: many }\nfigures:\n  {${slip}}\nbills: { closed-small: { models: [gpt-7] } }\nwords: { kep: x }\n`

const others = [
  /^a\.yaml:2:27 models\.qwen3\.8-27b\.context: write a number/,
  'a.yaml:5:35 bills.closed-small.models row 1: there is no model "gpt-7". Did you mean "gpt-5"?',
  'a.yaml:6:10 words: there is no key "kep" here. Did you mean "kept"?',
]
const [before, ...behind] = others.map((each) => (typeof each === 'string' ? each : expect.stringMatching(each)))

describe('two mistakes of shape and a wrong name are told with', () => {
  it.each(slips)('%s', (_, slip, expected) => {
    expect(told(around(slip))).toEqual([before, ...expected.map((line) => `a.yaml:${line}`), ...behind])
  })
})

const eachKind = `models:
  qwen3.8-27b: { context: many, context: few }
figures:
  overhead: { low: 999,5 }
  overhead:\u00a0{ unit: "a\\u200b" }
gpus: !!pairs
  h100: { low: *low, mid: &mid 3.13 }
bans: { x: { <<: *ban, origins: [C\u200bN], because: !!str Ours. } } # \u202e
bills: { closed-small: { models: [gpt-7, *model] } }
words: { kep: x, kept: "\\q", named-in: @x }
`

it('one of each kind in the same file is told in one run, in its order, and nothing that only comes of it', () => {
  expect(told(eachKind).map((line) => line.replace(/^a\.yaml:/, ''))).toEqual([
    expect.stringMatching(/^2:27 models\.qwen3\.8-27b\.context: write a number/),
    '2:33 the key "context" is there twice, first in line 2',
    '4:20 999,5 is read as the number 999 and a key "5"; write 999.5 with a point',
    '5:3 the key "overhead" is there twice, first in line 4',
    '5:12 a no-break space (U+00A0) stands where a space belongs; type a space instead',
    '5:21 holds control or invisible characters',
    `6:7 ${tags}`,
    `7:16 ${aliases}`,
    `7:27 ${anchors}`,
    '8:14 "<<" cannot be a key here',
    `8:18 ${aliases}`,
    `8:35 ${hidden('200B')}`,
    `8:49 ${tags}`,
    `8:67 ${hidden('202E')}`,
    '9:35 bills.closed-small.models row 1: there is no model "gpt-7". Did you mean "gpt-5"?',
    `9:42 ${aliases}`,
    '10:10 words: there is no key "kep" here. Did you mean "kept"?',
    expect.stringMatching(/^10:25 a backslash in double quotes begins an escape/),
    expect.stringMatching(/^10:40 a text cannot begin with this sign/),
  ])
})

describe('nothing is told that only comes of them:', () => {
  it('two sections of the same name count as one', () => {
    const model = 'title: x, lab: x, origin: de, weights: open, evidence: primary, status: current, context: 64, good-at: []'
    const text = ['one', 'two'].map((id) => `models: { ${id}: { ${model}, license: apache-2.0, sources: { "003": x } } }\n`).join('')
    expect(told(`${text}bills: { hosted-open: { models: [one, two, three] } }\n`)).toEqual([
      'a.yaml:2:1 the key "models" is there twice, first in line 1',
      expect.stringMatching(/^a\.yaml:3:44 .*there is no model "three"/),
    ])
  })

  it('an empty section beside a whole one is not told as well', () => {
    expect(told('models:\nmodels:\n  qwen3.8-27b: { license: apache }\n')).toEqual([
      'a.yaml:2:1 the key "models" is there twice, first in line 1',
      expect.stringMatching(/^a\.yaml:3:27 .*there is no license "apache"/),
    ])
  })

  it.each([
    'gpus: { h100: { low: 99, low: 1 } }',
    'gpus: { h100: { low: 9,9 } }',
    'gpus: { h100: { low: !!float 99 } }',
    '*all',
    'gpus: *all',
  ])('%s', (text) => expect(told(text)).toHaveLength(1))

  it('what stands for an alias is nothing that a name could miss', () => {
    expect(told('models: { mine: *a }\nsteps: *b\nbills: { closed-small: { models: [mine] } }\n')).toHaveLength(2)
  })
})

it.each([
  '!!pairs { kept: x }',
  '!!pairs [kept: x]',
  '!!omap { kept: x }',
  '!!omap [kept: x]',
  '!!set { kept }',
  '!!set [kept]',
  '!!binary { kept: x }',
  '!!binary aGk=',
  '!!timestamp x',
  '!! x',
  '!e!x y',
  '!a !b x',
])('a tag is told once: %s', (value) => {
  const all = told(`words: { kept: ${value} }`).filter((line) => line.includes('tags are not used'))
  expect(new Set(all).size).toBe(all.length)
  expect(all).toHaveLength(value.startsWith('!a !b') ? 2 : 1)
  const broken = told(`words: { kept: ${value} }\na: b: c`).filter((line) => line.includes('tags are not used'))
  expect(new Set(broken).size).toBe(broken.length)
})

it.each(['"open', '{ a: 1', 'a: b: c', 'x\n bad: y\n- z', 'x\rlone: y'])('of what is no YAML at all, nothing more is told: %j', (value) => {
  const all = told(`words: { kep: x, kep: y }\nfigures: { overhead: x }\nbills: ${value}\n`).join('\n')
  expect(all).not.toMatch(/kep|figures/)
  expect(all).not.toBe('')
})

describe('so it is in', () => {
  it('answers', () => {
    const text = 'task: chat\ntask: code\nregion: !!str eu\ntokens: *many\nlatenzy: batch\nstage: prodction\n{{'.replace('{{', '')
    const parsed = readYaml('a.yaml', text, 'as written')
    if (!('value' in parsed)) throw new Error(text)
    expect(places(() => fileAnswers(tree, parsed))).toEqual([
      '2:1 the key "task" is there twice, first in line 1',
      `3:9 ${tags}`,
      `4:9 ${aliases}`,
      expect.stringMatching(/^5:1 there is no question "latenzy"/),
      expect.stringMatching(/^6:8 stage: "prodction" is not an option/),
    ])
  })

  it('workloads', () => {
    const text = `tokens: 1B
defaults: { data-residency: anywhere, ops-capacity: !!str "yes" }
workloads:
  - { name: a, share: 0,5, answers: { task: chatt } }
  - { name: b, owner: &me x, tokns: 5M }
  - { <<: *a, name: c, share: 2 }
  - { name: a, answers: *d }
`
    expect(places(() => readWorkloads(tree, 'w.yaml', text, {}, { environment: {} } as Parameters<typeof readWorkloads>[4]))).toEqual([
      `2:53 ${tags}`,
      '4:23 0,5 is read as the number 0 and a key "5"; write 0.5 with a point',
      expect.stringMatching(/^4:45 task: "chatt" is not an option/),
      `5:23 ${anchors}`,
      expect.stringMatching(/^5:30 .*there is no key "tokns" here/),
      '6:7 "<<" cannot be a key here',
      `6:11 ${aliases}`,
      expect.stringMatching(/^6:31 "2" is no share/),
      '7:13 there are two workloads named "a"',
      `7:25 ${aliases}`,
    ])
  })

  it('records', () => {
    const text = readFileSync('examples/acme/plan.json', 'utf8')
    const wrong = text.replace('{', '{ "wavers": [], "ok": true,').replace(/"tool": \{/, '"tool": !!map {\n"name": 5,')
    const all = places(() => recordIn(tree, 'r.yaml', 'r.yaml', wrong))
    expect(all.join('\n')).toMatch(/there is no key "wavers"[\s\S]*"ok" is there twice[\s\S]*tags are not used[\s\S]*"name" is there twice/)
    expect(places(() => recordIn(tree, 'r.yaml', 'r.yaml', 'schemaVersion: *x\nworkloads: []\n'))).toEqual([`1:16 ${aliases}`])
  })
})

it('who reads strictly gets no value from such a file', () => {
  for (const [, slip] of slips) expect('value' in parseYaml('a.yaml', around(slip))).toBe(false)
})
