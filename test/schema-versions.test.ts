// What readers of our JSON rely on stays as it is for as long as `schemaVersion` does: nothing goes, nothing means less or more.

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type Schema = Readonly<Record<string, unknown>>

/** A line for each place of a document: what may stand there, and whether something has to. */
function placesIn(document: Schema): string[] {
  const lines = new Set<string>()
  const visit = (schema: Schema, path: string, seen: readonly string[]): void => {
    const ref = schema['$ref']
    if (typeof ref === 'string') {
      if (seen.includes(ref)) lines.add(`${path}: ${ref}`)
      else visit(definition(document, ref), path, [...seen, ref])
      return
    }
    const variants = ['anyOf', 'oneOf', 'allOf'].flatMap((key): readonly Schema[] => (schema[key] as readonly Schema[] | undefined) ?? [])
    const branches = ['then', 'else'].flatMap((key): Schema | [] => (schema[key] as Schema | undefined) ?? [])
    for (const each of [variants, branches].flat()) visit(each as Schema, path, seen)
    const values = 'const' in schema ? [schema['const']] : schema['enum']
    const type = [schema['type'] ?? []].flat().join('|')
    if (values !== undefined || type !== '') lines.add(`${path}: ${values === undefined ? type : JSON.stringify(values)}`)
    const required = (schema['required'] ?? []) as readonly string[]
    for (const key of required) lines.add(`${path}.${key} is always there`)
    for (const [key, each] of Object.entries((schema['properties'] ?? {}) as Record<string, Schema>)) visit(each, `${path}.${key}`, seen)
    for (const [key, step] of Object.entries({ items: '[]', additionalProperties: '.*' })) {
      const each = schema[key]
      if (typeof each === 'object' && each !== null) for (const one of [each].flat()) visit(one as Schema, `${path}${step}`, seen)
    }
  }
  visit(document, '$', [])
  return [...lines].sort()
}

const definition = (document: Schema, ref: string): Schema =>
  ref
    .replace(/^#\/?/, '')
    .split('/')
    .filter((key) => key !== '')
    .reduce<unknown>((at, key) => (at as Schema)[key], document) as Schema

/** What readers of the old one would miss in the new one. */
const missing = (before: readonly string[], after: readonly string[]): string[] => {
  const known = new Set(after)
  return before.filter((line) => !known.has(line))
}

const folder = 'test/shapes'
const versions = (lines: readonly string[]) => lines.filter((line) => /^\$\.schemaVersion: /.test(line))
const texts = readdirSync('schema').map((name) => ({ name, text: readFileSync(`schema/${name}`, 'utf8') }))
const ofResults = texts
  .filter(({ text }) => text.includes('"schemaVersion"'))
  .map(({ name, text }) => ({ name, now: placesIn(JSON.parse(text) as Schema) }))

it('every schema of a result has a version', () => {
  expect(ofResults.filter(({ now }) => versions(now).length === 0)).toEqual([])
  const without = texts.filter(({ name }) => !ofResults.some((each) => each.name === name))
  expect(without.map(({ name }) => name)).toEqual(
    ['answers', 'overlay', 'record', 'rules', 'workloads'].map((name) => `${name}.schema.json`),
  )
})

describe.each(ofResults)('$name', ({ name, now }) => {
  const file = `${folder}/${name.replace('.schema.json', '.txt')}`
  const before = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : []
  const isSameVersion = JSON.stringify(versions(now)) === JSON.stringify(versions(before))

  it('has all that it had, or another version', () => {
    if (isSameVersion) expect(missing(before, now)).toEqual([])
  })

  it('has what was written down (npm run schema writes what is new)', () => {
    if (process.env['UPDATE_SCHEMA'] && (!isSameVersion || missing(before, now).length === 0)) {
      mkdirSync(folder, { recursive: true })
      writeFileSync(file, `${now.join('\n')}\n`)
    }
    expect(readFileSync(file, 'utf8')).toBe(`${now.join('\n')}\n`)
  })
})

describe('a change is seen', () => {
  const schema = {
    type: 'object',
    properties: {
      tier: { $ref: '#/definitions/tier' },
      cost: { type: ['number', 'null'] },
      parts: { type: 'array', items: { type: 'string' } },
    },
    required: ['tier'],
    definitions: { tier: { enum: ['a', 'b'] } },
  }
  const { tier: _, ...others } = schema.properties

  it.each([
    ['a key that is gone', { ...schema, properties: others }, ['$.tier: ["a","b"]']],
    ['a key that may be missing', { ...schema, required: [] }, ['$.tier is always there']],
    ['another type', { ...schema, properties: { ...schema.properties, cost: { type: 'number' } } }, ['$.cost: number|null']],
    ['another value', { ...schema, definitions: { tier: { enum: ['a', 'b', 'c'] } } }, ['$.tier: ["a","b"]']],
    [
      'other items',
      { ...schema, properties: { ...schema.properties, parts: { type: 'array', items: { type: 'number' } } } },
      ['$.parts[]: string'],
    ],
    ['no key that is new', { ...schema, properties: { ...schema.properties, more: { type: 'string' } } }, []],
  ])('%s', (_, after, lost) => {
    expect(missing(placesIn(schema), placesIn(after))).toEqual(lost)
  })
})
