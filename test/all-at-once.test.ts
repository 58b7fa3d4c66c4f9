// One file with mistakes of every kind → all of them at once, in the order in which they stand there, each with what to write.

import { describe, expect, it } from 'vitest'
import { told } from './laid.ts'

const wrong = `modells: {}
figures:
  overhed: { value: 3 }
  overhead: { value: 5% }
models:
  qwen3.8-27b: { license: apache }
bills: { closed-small: { models: [gpt-7] } }
steps:
  license:
    rules:
      permisive: { because: Ours. }
questions:
  task: { ask: 5 }
gpus: { h100: { low: 99 } }
cautions:
  x: { if: { task: chat, stagee: production }, because: b, sources: { "003": x } }
words: { kep: x }
`

it('mistakes of shape and of names are told together', () => {
  expect(told(wrong)).toEqual([
    'a.yaml:1:1 there is no key "modells" here. Did you mean "models"?',
    'a.yaml:3:3 figures.overhed: the rules below have none of that id. Did you mean "overhead"? To add one, write also title (text), unit (text), checked (a date), sources (a map)',
    'a.yaml:4:22 figures.overhead.value: write a number without unit, comma or quotes, such as 0.5 or 1200',
    'a.yaml:6:27 models.qwen3.8-27b.license: there is no license "apache". Did you mean "apache-2.0"?',
    'a.yaml:7:35 bills.closed-small.models row 1: there is no model "gpt-7". Did you mean "gpt-5"?',
    'a.yaml:11:7 steps.license.rules.permisive: the rules below have none of that id. Did you mean "permissive"? To add one, write also sources (a map)',
    'a.yaml:13:16 questions.task.ask: write text; in quotes it is one: "5"',
    'a.yaml:14:22 gpus.h100.low: 99 is above mid, which is 3.13',
    'a.yaml:16:26 cautions.x.if.stagee: there is no question "stagee". Did you mean "stage"?',
    'a.yaml:17:10 words: there is no key "kep" here. Did you mean "kept"?',
  ])
})

it('what is wrong in one entry is not told again of all that name it', () => {
  expect(told('models: { qwen3.8-27b: { context: many } }')).toHaveLength(1)
  expect(told('models: { qwen3.8-27b: { license: apache } }')).toHaveLength(1)
  expect(told('sources: { "003": { title: 5 } }')).toHaveLength(1)
  expect(told('questions: []')).toEqual([expect.stringContaining('questions: write a map')])
  expect(told('gpus: { h100: { low: x } }\nhosts: { deepinfra: { kind: cheap } }\ntiers: { hybrid: { summary: 5 } }')).toHaveLength(3)
})

it('one file that is no YAML does not hide what is wrong in another, nor is told of what it would have named', () => {
  const [first, ...others] = told(
    'models: { mine: ',
    'figures: { overhead: { value: x } }\nbills: { closed-small: { models: [mine] } }\nbans: { x: {} }',
  )
  expect(first).toMatch(/^a\.yaml:1:\d+ /)
  expect(others).toEqual(['b.yaml:1:31 figures.overhead.value: write a number without unit, comma or quotes, such as 0.5 or 1200'])
})

describe('what is wrong in the shape of a row does not hide the wrong names in it', () => {
  it.each([
    [
      'steps: { cost-dominance: { rules: { ours: { before: prototype, if: { task: chatt, cost-dominent: "no" }, tier: hosted_open, because: x } } } }',
      [
        'ours: the rules below have none of that id. To add one, write also sources (a map)',
        'ours.if.task: there is no option of task "chatt". Did you mean "chat"?',
        'ours.if.cost-dominent: there is no question "cost-dominent". Did you mean "cost-dominant"?',
        'ours.tier: write one of self-hosted-open, hosted-open, frontier-closed, frontier-private. Did you mean "hosted-open"?',
      ],
    ],
    [
      'examples: { ours: { says: x, answers: { task: chatt }, expect: self-hosted, sources: { "003": x } } }',
      ['there is no option of task "chatt". Did you mean "chat"?', 'expect: write one of'],
    ],
    [
      'models: { mine: { title: x, lab: x, origin: de, weights: open, license: apache2, evidence: primary, status: current, context: 64k, good-at: [], sources: { "003": x } } }\noffers: { mine: { togeter: { id: x, input: $0.1, output: 1 } } }',
      [
        'there is no license "apache2"',
        'models.mine.context: ',
        'there is no host "togeter"',
        'write also togeter.as-of (a date)',
        'togeter.input: write a number',
      ],
    ],
  ])('%s', (text, expected) => {
    const all = told(text)
    for (const each of expected) expect(all.filter((line) => line.includes(each))).toHaveLength(1)
    expect(all).toHaveLength(expected.length)
  })
})

describe('a built-in id that is misspelled is suggested', () => {
  it.each([
    ['offers: { qwen3.8-27b: { deepinfa: { input: 1 } } }', 'deepinfra'],
    ['questions: { task: { options: { chatt: { example: x } } } }', 'chat'],
    ['picks: { hosted-open: { generl: { if: { task: chat } } } }', 'general'],
    ['steps: { licence: { title: Ours } }', 'license'],
  ])('%s', (text, id) => {
    expect(told(text).join('\n')).toContain(`Did you mean "${id}"?`)
  })
})

describe('a shape says what to write instead', () => {
  it.each([
    ['figures: { overhead: { value: "5" } }', 'write a number without unit, comma or quotes, such as 0.5 or 1200'],
    ['figures: { overhead: 5 }', 'write a map, such as `{ title: …, value: …, low: … }`'],
    ['figures: { overhead: { checked: soon } }', 'write the date as 2026-01-31'],
    ['figures: { overhead: { unit: [a] } }', 'write text, such as `some words`'],
    ['models: { qwen3.8-27b: { good-at: chat } }', 'write a list, such as `[chat]`'],
    ['models: { qwen3.8-27b: { weights: opn } }', 'write one of open, closed. Did you mean "open"?'],
    ['deployments: { qwen3.8-27b: { x: { gpus: 1.5 } } }', 'write a whole number'],
    [
      'cautions: { x: { if: { task: 5 }, because: b, sources: { "003": x } } }',
      'write text; in quotes it is one: "5", or write a list, such as `[5]`, or write a map, such as `{ id: … }`',
    ],
    ['models: { qwen3.8-27b: { context: many } }', 'such as 0.5 or 1200, or write unknown'],
    ['sources: { "003": { url: "http://x" } }', 'write an address that begins with https://'],
  ])('%s', (text, message) => {
    expect(told(text).join('\n')).toContain(message)
  })
})

describe('what is not YAML is told in plain words, with what to write', () => {
  it.each([
    ['figures:\n\toverhead: 1\n', '2:1 a tab stands in front of the line; indent with spaces'],
    [
      'figures: { overhead: { value: 1 }\n',
      'a brace opens before and does not close, or its lines begin too far left; write `{ key: value }`',
    ],
    ['a: [x\n', 'a list in brackets opens before and does not close'],
    ['words:\n  kept: "x\n', 'a quote opens here and does not close'],
    ['words:\n  kept: a: b\n', '2:9 a second colon follows in the same line; put the key on a line of its own, or put the text in quotes'],
    ['words:\n  kept: x\n named-in: y\n', 'the line does not begin where those beside it do'],
    ['words:\n  kept\n  other: x\n', 'write `key: value`'],
    ['words:\n  kept: @x\n', '2:9 a text cannot begin with this sign unless it stands in quotes'],
    ['words:\n  kept: "\\q"\n', 'a backslash in double quotes begins an escape'],
    ['words: { kept: x named-in: y }\n', 'a comma is missing'],
    ['words: }\n', 'this closes what nothing has opened'],
    ['words:\n  - a\n  kept: x\n', 'indent'],
    ['words: *x\n', 'aliases are not used here'],
    ['words: !x y\n', 'tags are not used here'],
  ])('%j', (text, message) => {
    const all = told(text).join('\n')
    expect(all).toContain(message)
    expect(all).not.toMatch(/flow|scalar|implicit|token|block|collection|mapping|sequence|resolve/i)
  })
})

describe('characters that nobody sees are refused where they stand', () => {
  it.each([
    ['# \u202ex\n', '1:3 an invisible or control character (U+202E) stands here; delete it'],
    ['words:\n  kept: a # \u200b\n', '2:13 an invisible or control character (U+200B)'],
    ['words:\n  kept: a\ufe0f\n', '2:10 an invisible or control character (U+FE0F)'],
    ['words:\n  kept: a\u{e0100}\n', '(U+E0100)'],
    ['words:\n  ke\u3164pt: a\n', '2:5 an invisible or control character (U+3164)'],
    ['words:\r  kept: a\r', '1:7 a line ends with a carriage return alone'],
    ['words:\n  kept: "\\u202e"\n', '2:9 holds control or invisible characters'],
  ])('%j', (text, message) => {
    expect(told(text).join('\n')).toContain(message)
  })
})
