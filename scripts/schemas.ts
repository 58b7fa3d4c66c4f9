// The definitions of rules, results and input files → the JSON Schemas that are shipped, draft-07, by file name.
//
// Draft-07 is what editors and most validators read. Whatever an editor shows comes from here: keys, options, descriptions.

import { readFileSync } from 'node:fs'
import * as z from 'zod/mini'
import { failureSchema, recommendationSchema } from '../src/contract.ts'
import { checkSchema } from '../src/contract-check.ts'
import { costSchema } from '../src/contract-cost.ts'
import { findingsSchema, testsSchema } from '../src/contract-findings.ts'
import { planLineSchema } from '../src/contract-lines.ts'
import { modelsSchema } from '../src/contract-models.ts'
import { planSchema } from '../src/contract-plan.ts'
import { questionsSchema } from '../src/contract-questions.ts'
import { rulesDiffSchema, rulesShowSchema } from '../src/contract-rules.ts'
import { rulesFile } from '../src/rules/schema.ts'
import type { Tree } from '../src/types.ts'
import { answersDocument, workloadsDocument } from './schemas-answers.ts'
import { suggesting } from './schemas-conditions.ts'
import type { Json } from './schemas-json.ts'
import { overlayOf } from './schemas-overlay.ts'
import { shared, textOf } from './schemas-shared.ts'
import { wholeOf } from './schemas-whole.ts'

const { bugs } = JSON.parse(readFileSync(`${import.meta.dirname}/../package.json`, 'utf8')) as { bugs: { url: string } }

/** The same for all versions of the schema: the file on the main branch. */
const idOf = (file: string): string =>
  bugs.url.replace('https://github.com/', 'https://raw.githubusercontent.com/').replace(/issues$/, `main/schema/${file}`)

const jsonOf = (schema: z.core.$ZodType): Json => {
  const { $schema: _, ...document } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    override: ({ jsonSchema }) => {
      // The definition demands https, which a format cannot say.
      if (jsonSchema.format === 'uri') jsonSchema.pattern = '^https://\\S+$'
    },
  })
  return document as Json
}

/** What the program prints as JSON, told by the definition that it is printed from. */
const printed: Readonly<Record<string, { readonly schema: z.core.$ZodType; readonly description: string }>> = {
  recommendation: { schema: recommendationSchema, description: 'What `pick-llm --json` prints.' },
  plan: { schema: planSchema, description: 'What `pick-llm plan --json` prints.' },
  'plan-line': { schema: planLineSchema, description: 'A line that `pick-llm plan` prints for a line of JSON Lines.' },
  check: { schema: checkSchema, description: 'What `pick-llm check --json` prints.' },
  cost: { schema: costSchema, description: 'What `pick-llm cost --json` prints.' },
  models: { schema: modelsSchema, description: 'What `pick-llm models --json` prints.' },
  questions: { schema: questionsSchema, description: 'What `pick-llm questions --json` prints.' },
  'rules-check': { schema: findingsSchema, description: 'What `pick-llm rules check --json` prints.' },
  'rules-test': { schema: testsSchema, description: 'What `pick-llm rules test --json` prints.' },
  'rules-show': { schema: rulesShowSchema, description: 'What `pick-llm rules show --json` prints.' },
  'rules-diff': { schema: rulesDiffSchema, description: 'What `pick-llm rules show --diff --json` prints.' },
  failure: { schema: failureSchema, description: 'What every command prints with --json when it fails.' },
}

/** A saved decision or a saved plan, told apart as a check does, by the files beside it. */
const recordDocument = (): Json => ({
  title: 'pick-llm record',
  description: 'A decision or a plan as --output saves it, with the waivers that people add.',
  type: 'object',
  if: { required: ['workloads'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
  then: { $ref: 'plan.schema.json' },
  else: { $ref: 'recommendation.schema.json' },
})

/** File name → its text. */
export function schemaTexts(tree: Tree): Readonly<Record<string, string>> {
  const rules = suggesting(jsonOf(rulesFile), tree)
  const documents: Readonly<Record<string, Json>> = {
    answers: answersDocument(tree),
    workloads: workloadsDocument(tree),
    record: recordDocument(),
    rules: {
      title: 'pick-llm rules',
      description: 'A file of rules/: each names what it holds whole.',
      ...wholeOf(rules, 'overlay.schema.json'),
    },
    overlay: {
      title: 'pick-llm overlay',
      description: 'Rules of your own, laid over the built-in ones with --rules. Name only what is different; null takes a line out.',
      ...overlayOf(rules, false),
      // A file of comments alone lays nothing over the rules.
      type: ['object', 'null'],
    },
    ...Object.fromEntries(
      Object.entries(printed).map(([name, { schema, description }]) => {
        const { title, ...rest } = jsonOf(schema)
        return [name, { title, description, ...rest }]
      }),
    ),
  }
  return Object.fromEntries(
    Object.entries(documents).map(([name, document]) => {
      const file = `${name}.schema.json`
      const whole = { $schema: 'http://json-schema.org/draft-07/schema#', $id: idOf(file), ...document }
      return [file, textOf(shared(whole))]
    }),
  )
}
