// The published JSON of `pick-llm questions`, as one definition: what can be answered, for agents.

import { z } from 'zod'
import { type Frozen, head } from './contract-parts.ts'

const question = {
  id: z.string(),
  step: z.string(),
  flag: z.string(),
  variable: z.string(),
}

const words = {
  ask: z.string(),
  why: z.string(),
  required: z.boolean().meta({ description: 'Never assumed.' }),
}

const assumed = z
  .array(z.strictObject({ value: z.string(), if: z.string().nullable(), because: z.string() }))
  .meta({ description: 'What is assumed without an answer: the first row whose condition holds.' })

export const questionsSchema = z
  .strictObject({
    ...head,
    questions: z.array(
      z.discriminatedUnion('kind', [
        z.strictObject({
          ...question,
          kind: z.literal('choice'),
          ...words,
          options: z.array(z.strictObject({ id: z.string(), means: z.string(), example: z.string().optional() })),
          assumed,
        }),
        z.strictObject({ ...question, kind: z.literal('volume'), ...words, accepts: z.string(), assumed }),
      ]),
    ),
    settings: z
      .array(
        z.strictObject({
          id: z.string(),
          flag: z.string(),
          variable: z.string(),
          means: z.string(),
          example: z.string(),
        }),
      )
      .meta({ description: 'Wishes that are never asked for.' }),
  })
  .meta({ title: 'pick-llm questions' })

export type QuestionsJson = Frozen<z.infer<typeof questionsSchema>>
