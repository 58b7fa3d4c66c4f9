// The rules in the package: made small when it is built, and the same again when it runs.

import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { rules, sha256 } from 'virtual:built-in-rules'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isPackable, pack, unpack } from '../scripts/packed-json.ts'
import type * as Library from '../src/index.ts'

it('any JSON comes out as it went in', () => {
  const phrase = fc.constantFrom('"sources":{"a":"b"}', '"task":"chat",', '{"if":{', '}}', 'Hosts – für Modelle', '\\"', '1.5e-7,')
  const texts = fc.oneof(
    fc.json(),
    fc.array(phrase, { maxLength: 80 }).map((all) => all.join('')),
  )
  fc.assert(fc.property(texts.filter(isPackable), (text) => unpack(pack(text)) === text))
  expect(isPackable(JSON.stringify(rules))).toBe(true)
})

it('what is there often is said once', () => {
  const json = JSON.stringify(
    Array.from({ length: 200 }, (_, index) => ({ id: index, sources: { 'models-dev': 'azure' }, asOf: '2026-11-10' })),
  )
  const { text, phrases } = pack(json)
  expect(text.length + phrases.join('').length).toBeLessThan(json.length / 5)
})

it('the built rules are those of rules/, with the same hash', async () => {
  const library = createRequire(import.meta.url)(resolve('dist/index.cjs')) as typeof Library
  const built = await library.loadRules()
  expect([built.version, built.sha256]).toEqual([rules.version, sha256])
  expect(built.questions.map(({ id, ask }) => [id, ask])).toEqual(Object.entries(rules.questions ?? {}).map(([id, { ask }]) => [id, ask]))
})

it('no built file holds the rules as YAML, and none of them is shipped as a file', () => {
  const [, line = ''] = /\n {2}([a-z][\w.-]+:\n {4}\w+: .+)\n/.exec(readFileSync('rules/tiers.yaml', 'utf8')) ?? []
  expect(line).not.toBe('')
  const built = readdirSync('dist', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.cjs'))
  expect(built.filter((file) => readFileSync(`dist/${file}`, 'utf8').includes(line))).toEqual([])
  const { files } = JSON.parse(readFileSync('package.json', 'utf8')) as { files: string[] }
  expect(files).not.toContain('rules')
})
