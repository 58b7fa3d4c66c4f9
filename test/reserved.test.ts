// Every id of a question is a flag: what the program has as a flag already, no rules may name a question.

import { describe, expect, it } from 'vitest'
import { ownFlags } from '../src/rules/reserved.ts'
import { told } from './laid.ts'
import { run } from './run-here.ts'
import { tree } from './support.ts'

const commands = ['', 'cost', 'tree', 'questions', 'refresh', 'models', 'plan', 'check', 'export', 'completion']
const all = [...commands, ...['check', 'test', 'show', 'init'].map((name) => `rules ${name}`)]

it('the flags are those of the help of all commands', async () => {
  const helps = await Promise.all(all.map((line) => run([...line.split(' ').filter(Boolean), '--help'])))
  const found = new Set(
    helps.flatMap(({ stdout }) => [...stdout.matchAll(/^ +(?:-\w, )?--(?:no-)?([a-z-]+)/gm)].map(([, name]) => name ?? '')),
  )
  for (const { id } of [...tree.questions, ...tree.settings]) found.delete(id)
  expect([...found].sort()).toEqual([...ownFlags])
})

const asked = '{ step: license, kind: choice, ask: a, why: b, options: { x: { means: m } }, assume: [{ value: x, because: b }] }'

describe('a question', () => {
  it.each(ownFlags)('called %s is refused at its line', (id) => {
    expect(told(`questions:\n  ${id}: ${asked}\n`)).toEqual([
      `a.yaml:2:3 questions.${id}: every id is a flag, and --${id} has another meaning; give it another id`,
    ])
  })

  it.each([
    ['cache', /every id is a variable, and PICK_LLM_CACHE has another meaning/],
    ['no-rush', /those that begin with --no- switch something off/],
    ['no-input', /those that begin with --no- switch something off/],
    ['context', /settings\.context: is the same flag as questions\.context/],
    ['a--b', /words of small letters and digits with a hyphen between them/],
    ['a-', /words of small letters and digits with a hyphen between them/],
    ['data.residency', /words of small letters and digits with a hyphen between them/],
    ['con-text', undefined],
    ['formats', undefined],
  ])('called %s: %s', (id, expected) => {
    const [first, ...others] = told(`questions:\n  ${id}: ${asked}\n`)
    expect(others).toEqual([])
    if (expected) expect(first).toMatch(expected)
    else expect(first).toBeUndefined()
  })

  it('and another that is the same flag when read are told', () => {
    expect(told(`questions:\n  zone-1: ${asked}\n  zone1: ${asked}\n`)).toEqual([
      'a.yaml:3:3 questions.zone1: is the same flag as questions.zone-1; give it another id',
    ])
  })

  it('called as a flag ends every command with 3 and not as a bug', async () => {
    const { code, stderr } = await run(['--rules', '-'], { input: `questions:\n  json: ${asked}\n` })
    expect([code, stderr.includes('standard input:2:3  questions.json: every id is a flag')]).toEqual([3, true])
  })
})

describe('a wish', () => {
  it.each([
    ['engineer-rate: { kind: tokens, means: Hours, example: "32k" }', ['tokens is not what --engineer-rate can be; write share or amount']],
    ['exclude-origin: { kind: tokens, means: Hours, example: "32k" }', ['tokens is not what --exclude-origin can be; write origins']],
    ['context: { kind: origins, means: Hours, example: cn }', ['origins is not what --context can be; write tokens']],
    ['overhead: { kind: share, means: Less than the price, example: "0.3" }', []],
  ])('%s', (row, said) => {
    expect(told(`settings:\n  ${row}\n`).map((text) => text.replace(/^.*?kind: /, ''))).toEqual(said)
  })
})
