// Mistakes that people make in rules and answers files → what they are told, with the place.

import { describe, expect, it } from 'vitest'
import { readRules } from '../scripts/built-in-rules.ts'
import { FileError } from '../src/errors.ts'
import { loadRules } from '../src/rules/load.ts'
import { merge } from '../src/rules/merge.ts'
import { parseYaml } from '../src/rules/parse.ts'
import { rulesFile } from '../src/rules/schema.ts'
import { validate } from '../src/rules/validate.ts'

const builtIn = readRules('rules')

/** `line:column message` of every problem with one more file laid over the built-in ones. */
function problemsWith(text: string): string[] {
  try {
    loadRules([...builtIn, { file: 'ours.yaml', text }])
    return []
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    return error.problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`)
  }
}

const refused: [string, string, RegExp][] = [
  ['a tab', 'steps:\n\tx: 1\n', /ours\.yaml:2:1 .*[Tt]ab/],
  ['a key twice', 'words:\n  kept: a\n  kept: b\n', /ours\.yaml:3:3 the key "kept" is there twice/],
  ['a key twice, once as a number', 'words:\n  1: a\n  "1": b\n', /ours\.yaml:3:3 the key "1" is there twice/],
  ['an alias', 'words:\n  kept: &a x\n  named-in: *a\n', /ours\.yaml:2:9 anchors are not used here/],
  ['a tag', 'words:\n  kept: !!binary aGk=\n', /ours\.yaml:2:\d+ .*tag/i],
  ['an unknown tag', 'words:\n  kept: != 5\n', /ours\.yaml:2:\d+ /],
  ['a merge key', 'words:\n  <<: { kept: x }\n', /ours\.yaml:2:3 "<<" cannot be a key here/],
  ['a prototype key', 'words:\n  __proto__: { kept: x }\n', /ours\.yaml:2:3 "__proto__" cannot be a key here/],
  ['two documents', 'words: {}\n---\nwords: {}\n', /ours\.yaml:\d+:\d+ .*document/i],
  ['a directive', '%YAML 1.1\n---\nwords: {}\n', /ours\.yaml:1:1 leave out the %YAML directive/],
  ['an escape sequence', 'words:\n  kept: "a\\e[31mb"\n', /ours\.yaml:2:9 holds control or invisible characters/],
  ['a list where a map belongs', 'steps: []\n', /ours\.yaml:1:8 steps: /],
  ['a misspelled section', 'modells: {}\n', /ours\.yaml:1:1 there is no key "modells" here\. Did you mean "models"\?/],
  [
    'a misspelled key',
    'steps:\n  license:\n    title: x\n    rulez: {}\n',
    /ours\.yaml:4:5 steps\.license: there is no key "rulez" here\. Did you mean "rules"\?/,
  ],
  [
    'a misspelled tier',
    'steps:\n  x:\n    title: t\n    rules: { a: { tier: hosted, because: b, sources: { "003": x } } }\n',
    /ours\.yaml:4:25 steps\.x\.rules\.a\.tier: write one of self-hosted-open/,
  ],
  [
    'a wrong date',
    'figures:\n  input-share: { title: t, value: 1, unit: u, checked: 2026-02-31, sources: { "003": x } }\n',
    /write the date as 2026-01-31/,
  ],
  ['no source', 'cautions:\n  x: { if: { tier: hybrid }, because: b, sources: {} }\n', /name at least one source/],
  [
    'an unknown question in a condition',
    'cautions:\n  x: { if: { taks: chat }, because: b, sources: { "003": x } }\n',
    /ours\.yaml:2:14 cautions\.x\.if\.taks: there is no question "taks"\. Did you mean "task"\?/,
  ],
  [
    'an unknown option in a condition',
    'cautions:\n  x: { if: { task: chatt }, because: b, sources: { "003": x } }\n',
    /there is no option of task "chatt"\. Did you mean "chat"\?/,
  ],
  ['an unknown source', 'cautions:\n  x: { if: { task: chat }, because: b, sources: { "005": x } }\n', /there is no source "005"/],
  [
    'a source of no name that is like it',
    'cautions:\n  x: { if: { task: chat }, because: b, sources: { lease: x } }\n',
    /there is no source "lease"\. A new one stands under `sources:`, as `lease: \{ title: …/,
  ],
  [
    'an unknown model',
    'picks:\n  hosted-open:\n    general: { models: { qwen-33: x }, sources: { "003": x } }\n',
    /there is no model "qwen-33"\. Did you mean "qwen-3"\?/,
  ],
  [
    'a circle of successors',
    'models:\n  qwen3.8-27b: { title: t, lab: l, origin: cn, weights: open, license: mit, evidence: card, status: current, context: 1, good-at: [], replaced-by: qwen-3, sources: { "003": x } }\n',
    /goes round in a circle/,
  ],
  [
    'a question without options',
    'questions:\n  badge: { step: license, kind: choice, ask: a, why: b }\n',
    /questions\.badge: has no options/,
  ],
  [
    'an assumption by way of itself',
    'questions:\n  badge: { step: license, kind: choice, ask: a, why: b, options: { x: { means: x } }, assume: [{ if: { badge: x }, value: x, because: b }, { value: x, because: b }] }\n',
    /questions\.badge\.assume: is assumed by way of itself: badge, badge/,
  ],
  [
    'a measure that chooses models',
    'picks:\n  hosted-open:\n    general: { if: { self-host-saving: { at-least: worthwhile-saving } }, models: { qwen-3: x }, sources: { "003": x } }\n',
    /ours\.yaml:3:22 picks\.hosted-open\.general\.if\.self-host-saving: numbers are compared in the rules of a step only/,
  ],
  [
    'a table without an end',
    'steps:\n  x:\n    title: t\n    rules: { a: { if: { task: chat }, because: b, sources: { "003": x } } }\n',
    /steps\.x\.rules\.a\.if: the last row of the table must have no `if`/,
  ],
  [
    'a question of a step that is not there',
    'questions:\n  x: { step: nowhere, kind: choice, ask: a, why: w, options: { a: { means: m } } }\n',
    /questions\.x\.step: there is no step "nowhere"/,
  ],
]

describe('a rules file', () => {
  it.each(refused)('with %s is refused', (_, text, expected) => {
    expect(problemsWith(text).join('\n')).toMatch(expected)
  })

  it('with several mistakes is told all of them', () => {
    expect(problemsWith('modells: {}\ntiers: []\nwords:\n  kept: 5\n')).toHaveLength(3)
  })

  it.each([
    ['a byte order mark', '\uFEFFwords:\n  kept: x\n'],
    ['CRLF', 'words:\r\n  kept: x\r\n'],
    ['nothing but a comment', '# nothing yet\n{}\n'],
  ])('with %s is fine', (_, text) => {
    expect(problemsWith(text)).toEqual([])
  })

  it.each([
    ['deep nesting', `${'[\n'.repeat(0)}${'{a: '.repeat(200)}1${'}'.repeat(200)}`],
    ['many keys', `words:\n${Array.from({ length: 8000 }, (_, index) => `  k${index}: x\n`).join('')}`],
  ])('with %s is answered', (_, text) => {
    expect(problemsWith(text).length).toBeLessThan(25)
  })

  it('changes the rules in layers: maps merge, lists and scalars replace, null deletes', () => {
    expect(merge({ a: { b: 1, c: [1, 2] }, d: 1 }, { a: { b: 2, c: [3] }, d: null, e: 'x' })).toEqual({ a: { b: 2, c: [3] }, e: 'x' })
  })

  it('cites for numbers that are all given anew only what the layer cites, and else adds to what is cited', () => {
    const below = {
      gpus: { h: { low: 1, mid: 2, high: 3, sources: { a: 'x' } } },
      offers: { m: { h: { input: 1, output: 2, sources: { a: 'x' } } } },
    }
    const sourcesWith = (h: object) => (merge(below, { gpus: { h } }) as typeof below).gpus.h.sources
    const b = { sources: { b: 'y' } }
    expect(sourcesWith({ low: 1, mid: 1, high: 1, ...b })).toEqual({ b: 'y' })
    expect(sourcesWith({ low: 1, mid: 2, high: 3, ...b })).toEqual({ a: 'x', b: 'y' })
    expect(sourcesWith({ low: 0.5, ...b })).toEqual({ a: 'x', b: 'y' })
    expect(sourcesWith({ low: 1, mid: 1, high: 1 })).toEqual({ a: 'x' })
    expect(sourcesWith(b)).toEqual({ a: 'x', b: 'y' })
    expect(merge(below, { offers: { m: { h: { input: 2, output: 2, ...b } } } })).toMatchObject({
      offers: { m: { h: { sources: { b: 'y' } } } },
    })
    expect(merge(below, { offers: { m: { h: { input: 2, output: 2, ...b } } } })).not.toHaveProperty('offers.m.h.sources.a')
    expect(merge(merge({}, { figures: { f: { value: 1, sources: { a: 'x' } } } }), { figures: { f: { value: 2, ...b } } })).toEqual({
      figures: { f: { value: 2, ...b } },
    })
  })

  it('cannot change the prototype of anything', () => {
    const layer = JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}') as Record<
      string,
      unknown
    >
    merge({}, layer)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

describe('the built-in files', () => {
  it.each(builtIn)('$file names its schema in the first line', ({ text }) => {
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=../schema/rules.schema.json')
  })

  it.each(builtIn)('$file is valid by itself', ({ file, text }) => {
    const parsed = parseYaml(file, text)
    if (!('value' in parsed)) throw new Error(JSON.stringify(parsed))
    expect('data' in validate(rulesFile, parsed)).toBe(true)
  })
})
