// The built-in questions and settings → the schemas of an answers file and of a workloads file.
//
// Both are read as written, so that `input-share: 0.9` and `input-share: "0.9"` are the same; an editor sees a number in one.

import * as z from 'zod/mini'
import { answersSchema, workloadsSchema } from '../src/contract-workloads.ts'
import type { Question, Setting, Tree } from '../src/types.ts'
import { acceptedVolumes } from '../src/volume.ts'
import type { Json } from './schemas-json.ts'

/** `10M/day`, `2e9`, `50_000_000`. A pattern has no flag for capitals. */
const amount = '\\s*(\\d{1,3}(_\\d{3})+|\\d+)(\\.\\d+)?([eE]\\+?\\d{1,2})?\\s?[kKmMbBtT]?'
const period = '(/([dD][aA][yY]|[mM][oO][nN][tT][hH]))?'
const country = '\\s*[A-Za-z]{2}\\s*'

const whole = { type: ['string', 'integer'], exclusiveMinimum: 0, maximum: Number.MAX_SAFE_INTEGER }

const volume: Json = { ...whole, pattern: `^${amount}${period}\\s*$` }
const share: Json = { type: ['string', 'number'], minimum: 0, maximum: 1, pattern: '^\\s*(0+(\\.\\d{1,9})?|0*1(\\.0{1,9})?)\\s*$' }

const settings: Readonly<Record<Setting['kind'], Json>> = {
  tokens: { ...whole, pattern: `^${amount}\\s*$` },
  origins: { type: 'string', pattern: `^${country}(,${country})*$` },
  share,
  amount: { type: ['string', 'number'], minimum: 0, exclusiveMaximum: 1e9, pattern: '^\\s*\\d{1,9}(\\.\\d{1,9})?\\s*$' },
}

function questionSchema(question: Question): Json {
  const description = `${question.ask} ${question.why}`
  if (question.kind === 'volume') return { description: `${description} Write ${acceptedVolumes}.`, ...volume }
  const told = question.options.map(({ means, example }) => (example === undefined ? means : `${means}. Example: ${example}`))
  return { description, enum: question.options.map(({ id }) => id), markdownEnumDescriptions: told }
}

const settingSchema = ({ means, example, kind }: Setting): Json => ({ description: `${means}, such as ${example}.`, ...settings[kind] })

const answersMap = ({ questions, settings }: Tree): Json => ({
  type: 'object',
  properties: {
    ...Object.fromEntries(questions.map((question) => [question.id, questionSchema(question)])),
    ...Object.fromEntries(settings.map((setting) => [setting.id, settingSchema(setting)])),
  },
  additionalProperties: false,
})

export const answersDocument = (tree: Tree): Json => ({
  title: 'pick-llm answers',
  description: 'What --answers reads: answers by question, and wishes. What is left out is asked for or assumed.',
  ...answersMap(tree),
})

/** The shape is that of the definition; what the definition leaves to the rules is filled in. */
export function workloadsDocument(tree: Tree): Json {
  const {
    $schema: _,
    title,
    ...shape
  } = z.toJSONSchema(workloadsSchema, {
    target: 'draft-7',
    io: 'input',
    override: ({ zodSchema, jsonSchema, path }) => {
      const name = path.at(-1)
      if (name === 'tokens') Object.assign(jsonSchema, volume)
      else if (name === 'share') Object.assign(jsonSchema, share, { exclusiveMinimum: 0 })
      else if (zodSchema === answersSchema) Object.assign(jsonSchema, { propertyNames: undefined }, answersMap(tree))
      else if (jsonSchema.type === 'string') Object.assign(jsonSchema, { type: ['string', 'number', 'boolean'] })
    },
  })
  return { title, description: 'What `pick-llm plan` reads: each use of a language model, with its answers.', ...shape } as Json
}
