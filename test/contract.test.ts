// The published JSON Schemas are what the definitions say, and every result satisfies them.

import { readFileSync, writeFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { reportOf } from '../src/cli/report.ts'
import { failureSchema, recommendationSchema } from '../src/contract.ts'
import { everyPath } from '../src/engine/paths.ts'
import { FileError, UserError } from '../src/errors.ts'
import { rulesFile } from '../src/rules/schema.ts'
import { advise, tree } from './support.ts'

const published: Record<string, z.ZodType> = {
  'recommendation.schema.json': recommendationSchema,
  'failure.schema.json': failureSchema,
  'rules.schema.json': rulesFile,
}

const ajv = new Ajv({ strict: false })

/** Draft-07 is what editors and most validators read. */
const schemaText = (schema: z.ZodType): string => `${JSON.stringify(z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }), null, 2)}\n`

describe('the published schema', () => {
  it.each(Object.entries(published))('%s is what the definition says (npm run schema writes it)', (file, schema) => {
    const path = `schema/${file}`
    if (process.env['UPDATE_SCHEMA']) writeFileSync(path, schemaText(schema))
    expect(readFileSync(path, 'utf8')).toBe(schemaText(schema))
  })
})

const conforms = (schema: z.ZodType) => {
  const validate = ajv.compile(JSON.parse(schemaText(schema)) as object)
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
