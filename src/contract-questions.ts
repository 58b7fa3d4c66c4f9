// The published JSON of `pick-llm questions`, as one definition: what can be answered, for agents.

import * as z from 'zod/mini'
import { type Frozen, head } from './contract-parts.ts'
import { described } from './described.ts'

const question = {
  id: z.string(),
  step: z.string(),
  flag: z.string(),
  variable: z.string(),
}

const words = {
  ask: z.string(),
  why: z.string(),
  required: described(z.boolean(), 'Never assumed.'),
}

const assumed = described(
  z.array(z.strictObject({ value: z.string(), if: z.nullable(z.string()), because: z.string() })),
  'What is assumed without an answer: the first row whose condition holds.',
)

export const questionsSchema = described(
  z.strictObject({
    ...head,
    questions: z.array(
      z.discriminatedUnion('kind', [
        z.strictObject({
          ...question,
          kind: z.literal('choice'),
          ...words,
          options: z.array(z.strictObject({ id: z.string(), means: z.string(), example: z.optional(z.string()) })),
          assumed,
        }),
        z.strictObject({ ...question, kind: z.literal('volume'), ...words, accepts: z.string(), assumed }),
      ]),
    ),
    settings: described(
      z.array(
        z.strictObject({
          id: z.string(),
          flag: z.string(),
          variable: z.string(),
          means: z.string(),
          example: z.string(),
        }),
      ),
      'Wishes that are never asked for.',
    ),
  }),
  { title: 'pick-llm questions' },
)

export type QuestionsJson = Frozen<z.infer<typeof questionsSchema>>
