// The published JSON Schemas are what the definitions say, and every result satisfies them.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { schemaTexts } from '../scripts/schemas.ts'
import { reportOf } from '../src/cli/report.ts'
import { failureSchema, recommendationSchema } from '../src/contract.ts'
import { everyPath } from '../src/engine/paths.ts'
import { FileError, UserError } from '../src/errors.ts'
import { run } from './run-here.ts'
import { advise, tree } from './support.ts'

const published = schemaTexts(tree)

describe('the published schemas', () => {
  it.each(Object.entries(published))('%s is what the definition says (npm run schema writes it)', (file, text) => {
    const path = `schema/${file}`
    if (process.env['UPDATE_SCHEMA']) writeFileSync(path, text)
    expect(readFileSync(path, 'utf8')).toBe(text)
  })

  it('are all there are', () => {
    expect(readdirSync('schema').sort()).toEqual(Object.keys(published).sort())
  })

  it.each(Object.entries(published))('%s is strict draft-07 with a name of its own, a title and a description', (file, text) => {
    const schema = JSON.parse(text)
    expect([schema.$schema, schema.title]).toEqual(['http://json-schema.org/draft-07/schema#', expect.stringMatching(/^pick-llm /)])
    expect(schema.$id).toMatch(new RegExp(`^https://.*/schema/${file}$`))
    expect(schema.description).toMatch(/\.$/)
    // `strictRequired` and types side by side are matters of style.
    const strict = new Ajv({
      strict: true,
      formats: { uri: true, date: true },
      strictRequired: false,
      allowUnionTypes: true,
      strictTypes: false,
      keywords: ['markdownEnumDescriptions'],
    })
    expect(strict.validateSchema(schema)).toBe(true)
    // Some are told by others beside them.
    for (const [other, its] of Object.entries(published)) if (other !== file) strict.addSchema(JSON.parse(its))
    strict.compile(schema)
  })
})

const schemaText = (schema: z.core.$ZodType): string => JSON.stringify(z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }))

const conforms = (schema: z.core.$ZodType) => {
  const validate = new Ajv({ strict: false }).compile(JSON.parse(schemaText(schema)) as object)
  return (value: unknown) => {
    const valid = validate(JSON.parse(JSON.stringify(value)))
    expect(validate.errors ?? []).toEqual([])
    expect(valid).toBe(true)
  }
}

describe('every result satisfies it', () => {
  it('for every path through the tree', () => {
    const check = conforms(recommendationSchema)
    for (const path of everyPath(tree, 'tier'))
      check(advise(Object.fromEntries(path.answers.map(({ question, options }) => [question.id, options[0]]))))
  })

  it('with wishes, assumptions and a volume', () => {
    const check = conforms(recommendationSchema)
    check(advise({ 'data-residency': 'region', region: 'eu', tokens: 300_000_000 }, { context: 32_000, excludeOrigin: ['cn'] }))
  })

  it('and every failure its own', () => {
    const check = conforms(failureSchema)
    check(reportOf(new UserError('E_USAGE', 'what', 'do'), '1', false).json)
    check(reportOf(new FileError('what', [{ file: 'a.yaml', line: 1, column: 2, message: 'm', excerpt: 'x' }]), '1', false).json)
    check(reportOf(new TypeError('boom'), '1', false).json)
  })

  it('and a result with a wrong tier does not', () => {
    const result = advise({ 'data-residency': 'anywhere' })
    expect(recommendationSchema.safeParse({ ...result, recommendation: { ...result.recommendation, tier: 'cheap' } }).success).toBe(false)
  })
})

const longAgo = { SOURCE_DATE_EPOCH: '1900000000' }
const gone = [...tree.catalog.models.values()].find(({ replacedBy }) => replacedBy)?.id ?? ''

/** What the built command prints, and the shipped schema that it satisfies. */
const printed: readonly [string, string, Readonly<Record<string, string>>][] = [
  ['cost', 'cost.schema.json', {}],
  ['cost --tokens 10M/day --input-share 0.5 --task extraction', 'cost.schema.json', {}],
  ['cost --data-residency air-gapped', 'cost.schema.json', {}],
  ['cost --data-residency region --region eu --frontier-need slice --tokens 2B', 'cost.schema.json', {}],
  ['cost', 'cost.schema.json', longAgo],
  ['models', 'models.schema.json', {}],
  ['models --all', 'models.schema.json', {}],
  ['models --price 0 --task voice', 'models.schema.json', {}],
  [`models --why-not ${gone}`, 'models.schema.json', {}],
  [`models --why-not ${gone} --all`, 'models.schema.json', longAgo],
  ['questions', 'questions.schema.json', {}],
  ['rules show gpus --rules examples/overlays/own-gpu-price.yaml', 'rules-show.schema.json', {}],
  ['rules show --diff --rules examples/overlays/own-gpu-price.yaml', 'rules-diff.schema.json', {}],
  ['rules check', 'rules-check.schema.json', {}],
  ['rules check', 'rules-check.schema.json', longAgo],
  ['rules test', 'rules-test.schema.json', {}],
  ['--data-residency anywhere --tokens 300M --yes', 'recommendation.schema.json', {}],
  ['--yes', 'failure.schema.json', {}],
]

const shipped = (file: string): object => JSON.parse(readFileSync(`schema/${file}`, 'utf8')) as object

describe('the built command', () => {
  it.concurrent.for(printed)('pick-llm %s --json satisfies %s', async ([line, file, env], { expect }) => {
    const validate = new Ajv({ strict: false }).compile(shipped(file))
    const { stdout } = await run([...line.split(' '), '--json'], { env })
    const output = JSON.parse(stdout)
    expect(validate(output) ? [] : validate.errors).toEqual([])
    expect(validate({ ...output, another: 1 })).toBe(false)
    for (const key of Object.keys(output)) expect(validate({ ...output, [key]: undefined }), key).toBe(false)
  })
})

describe('a published schema', () => {
  it.each(Object.keys(published).filter((file) => !/^(rules|overlay)/.test(file)))('%s describes every key of every object', (file) => {
    const loose: string[] = []
    const visit = (value: unknown, path: string) => {
      if (typeof value !== 'object' || value === null) return
      const { properties, additionalProperties } = value as Readonly<Record<string, unknown>>
      if (typeof properties === 'object' && !('type' in value && additionalProperties === false)) loose.push(path)
      for (const [key, inner] of Object.entries(value)) visit(inner, `${path}/${key}`)
    }
    visit(shipped(file), '')
    expect(loose).toEqual([])
  })
})
