// JSON is read faster than YAML, with the same data, the same places, and the same refusals.

import { describe, expect, it } from 'vitest'
import { type Parsed, parseYaml } from '../src/rules/parse.ts'
import fc from './fc.ts'

/** A comment behind it makes a text YAML that is no JSON. */
const asYaml = (text: string) => parseYaml('a.json', `${text} # yaml`)
const asJson = (text: string) => parseYaml('a.json', text)

type Paths = readonly (string | number)[]

function* pathsIn(value: unknown, path: Paths = []): Generator<Paths> {
  yield path
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) yield* pathsIn(inner, [...path, Array.isArray(value) ? Number(key) : key])
}

const place = (parsed: Parsed | readonly unknown[], path: Paths, onKey: boolean) => {
  if (!('value' in parsed)) throw new Error('It was not read.')
  const { line, column } = parsed.place(path, onKey)
  return { line, column }
}

const word = fc.stringMatching(/^[a-zé日:,{}[\]#"\\/ -]{1,8}$/).filter((text) => text.trim() !== '')
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ maxDepth: 4 }, tie('leaf'), fc.array(tie('tree'), { maxLength: 4 }), fc.dictionary(word, tie('tree'), { maxKeys: 4 })),
  leaf: fc.oneof(word, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null), fc.constant('')),
}))
const file = fc.tuple(fc.array(tree, { maxLength: 4 }), fc.constantFrom(undefined, 1, 2, '\t'))

it('gives the same data and the same places', () => {
  fc.assert(
    fc.property(file, ([value, indent]) => {
      const text = JSON.stringify(value, null, indent)
      // YAML has no tabs in front of a line.
      const [json, yaml] = [asJson(text), asYaml(indent === '\t' ? text.replaceAll('\t', ' ') : text)]
      const data = { value: JSON.parse(text) as unknown }
      expect(json).toMatchObject(data)
      expect(yaml).toMatchObject(data)
      for (const path of pathsIn(value))
        for (const onKey of [false, true])
          expect(place(json, path, onKey), `${text} at ${JSON.stringify(path)}`).toEqual(place(yaml, path, onKey))
    }),
    { numRuns: 300 },
  )
})

it('gives the place of what is above where there is nothing', () => {
  const text = '{\n  "a": {\n    "b": [1, 2]\n  }\n}'
  for (const path of [['a', 'x'], ['a', 'b', 7], ['x']]) expect(place(asJson(text), path, true)).toEqual(place(asYaml(text), path, true))
})

describe('what is refused in YAML is refused in JSON, at the same place:', () => {
  it.each(
    [
      ['{ "a": 1,\n  "a": 2 }', '2:3 the key "a" is there twice, first in line 1', 'duplicate-key'],
      ['{ "a": [{ "b": 1, "\\u0062": 2 }] }', '1:19 the key "b" is there twice', 'duplicate-key'],
      ['{ "a": { "__proto__": 1 } }', '1:10 "__proto__" cannot be a key here', 'forbidden-yaml'],
      ['{ "constructor": 1 }', '1:3 "constructor" cannot be a key here', 'forbidden-yaml'],
      ['{ "\\u003c<": 1 }', '1:3 "<<" cannot be a key here', 'forbidden-yaml'],
      ['{ "a": "\\u202e" }', '1:8 holds control or invisible characters', 'hidden-characters'],
      ['{ "\\u001b[31m": 1 }', '1:3 holds control or invisible characters', 'hidden-characters'],
      ['{ "a": "\u202e" }', '1:9 an invisible or control character (U+202E) stands here', 'hidden-characters'],
      [`${'['.repeat(66)}${']'.repeat(66)}`, '1:66 nested deeper than 64 levels', 'too-deep'],
      [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'nested deeper than 64 levels', 'too-deep'],
      ['{ "a": 1', 'a brace opens before and does not close', 'syntax'],
    ].map(([text = '', message, kind]) => [message, kind, text]),
  )('%s', (message, kind, text) => {
    const problems = asJson(text)
    if ('value' in problems) throw new Error('It was read.')
    expect(`${problems[0]?.line}:${problems[0]?.column} ${problems[0]?.message}`).toContain(message)
    expect(problems[0]?.kind).toBe(kind)
  })

  it('as deep as is allowed is fine', () => {
    const text = `${'['.repeat(64)}${']'.repeat(64)}`
    expect(['value' in asJson(text), 'value' in asYaml(text)]).toEqual([true, true])
  })
})

it('a plan of thousands of workloads is read, places included', () => {
  const entry = {
    name: 'w',
    answers: { task: { value: 'chat', source: 'file' } },
    steps: Array(20).fill({ id: 'a', because: 'b', sources: ['c'] }),
  }
  const text = JSON.stringify({ schemaVersion: '1', workloads: Array(5000).fill(entry) }, null, 2)
  expect(text.length).toBeGreaterThan(8_000_000)
  const parsed = asJson(text)
  for (let index = 0; index < 5000; index++) expect(place(parsed, ['workloads', index], false).line).toBeGreaterThan(index)
  expect(place(parsed, ['workloads', 4999, 'steps', 19, 'because'], true).line).toBeGreaterThan(500_000)
})
