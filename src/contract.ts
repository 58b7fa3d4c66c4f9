// The published JSON, as one definition: its JSON Schema is shipped, its types are what every renderer sees.

import { z } from 'zod'
import {
  answer,
  answers,
  bill,
  breakEven,
  catalog,
  head,
  inputs,
  part,
  said,
  schemaVersion,
  settings,
  source,
  tier,
  usage,
  waivers,
} from './contract-parts.ts'

export const recommendationSchema = z
  .strictObject({
    ...head,
    catalog,
    answers,
    settings,
    recommendation: z.strictObject({ tier, title: z.string(), summary: z.string(), parts: z.array(part) }),
    steps: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        status: z.enum(['decided', 'narrowed', 'passed', 'not-needed']),
        rule: z.string().nullable().meta({ description: 'The rule that applied; null when the step was not needed.' }),
        ...said,
      }),
    ),
    runnerUp: z.strictObject({ tier, ...said }).nullable(),
    ruledOut: z.array(
      z.strictObject({
        tier,
        ...said,
        wouldTake: z.record(z.string(), answer).nullable(),
        unsure: z
          .literal(true)
          .optional()
          .meta({ description: 'There where the rules combine too many answers to try them all: null then says that none was found.' }),
      }),
    ),
    flips: z.array(
      z.strictObject({
        question: z.string(),
        to: answer.optional().meta({ description: 'The option that flips it.' }),
        at: z.number().optional().meta({ description: 'The volume that flips it, in tokens a month.' }),
        direction: z.enum(['up', 'down']).optional().meta({ description: 'Whether it flips from there upwards or downwards.' }),
        tier,
        parts: z.array(part),
      }),
    ),
    shortlist: z.array(
      z.strictObject({
        tier,
        model: z.string(),
        title: z.string(),
        host: z.string().nullable().meta({ description: 'Null when it runs on machines of your own.' }),
        hostTitle: z.string().nullable(),
        idAtHost: z.string().nullable(),
        license: z.string(),
        origin: z.string(),
        context: z.number().nullable(),
        status: z.string(),
        standsFor: z.string().nullable(),
        ...said,
      }),
    ),
    notShortlisted: z.array(z.strictObject({ tier, model: z.string(), title: z.string(), because: z.string() })),
    cost: z.strictObject({
      tokensPerMonth: z.number().nullable(),
      usage,
      bills: z.array(bill),
      breakEven: breakEven.nullable().meta({ description: 'Against the hosted open pick.' }),
      breakEvens: z.array(breakEven),
    }),
    cautions: z.array(z.strictObject({ id: z.string(), ...said })),
    nextSteps: z.array(z.strictObject(said)),
    sources: z.array(source.extend({ at: z.array(z.string()).meta({ description: 'Where in it.' }) })),
    inputs,
    command: z.string(),
    waivers,
  })
  .meta({ title: 'pick-llm recommendation' })

export const failureSchema = z
  .strictObject({
    schemaVersion: z.literal(schemaVersion),
    ok: z.literal(false),
    error: z.strictObject({
      code: z.string(),
      message: z.string(),
      hint: z.string(),
      location: z.strictObject({ file: z.string(), line: z.number().optional(), column: z.number().optional() }).nullable(),
      missing: z.array(z.strictObject({ question: z.string(), flag: z.string(), values: z.array(z.string()), always: z.boolean() })),
      problems: z
        .array(
          z.strictObject({
            file: z.string(),
            line: z.number().optional(),
            column: z.number().optional(),
            path: z
              .string()
              .optional()
              .meta({ description: 'In the file, such as steps.license.rules.any; left out where it is not known.' }),
            message: z.string(),
          }),
        )
        .optional(),
    }),
  })
  .meta({ title: 'pick-llm failure' })

export type RecommendationJson = z.infer<typeof recommendationSchema>
export type FailureJson = z.infer<typeof failureSchema>
