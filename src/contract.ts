// The published JSON, as one definition: its JSON Schema is shipped, its types are what every renderer sees.

import * as z from 'zod/mini'
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
import { described } from './described.ts'

export const recommendationSchema = described(
  z.strictObject({
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
        rule: described(z.nullable(z.string()), 'The rule that applied; null when the step was not needed.'),
        ...said,
      }),
    ),
    runnerUp: z.nullable(z.strictObject({ tier, ...said })),
    ruledOut: z.array(
      z.strictObject({
        tier,
        ...said,
        wouldTake: z.nullable(z.record(z.string(), answer)),
        unsure: described(
          z.optional(z.literal(true)),
          'There where the rules combine too many answers to try them all: null then says that none was found.',
        ),
      }),
    ),
    flips: z.array(
      z.strictObject({
        question: z.string(),
        to: described(z.optional(answer), 'The option that flips it.'),
        at: described(z.optional(z.number()), 'The volume that flips it, in tokens a month.'),
        direction: described(z.optional(z.enum(['up', 'down'])), 'Whether it flips from there upwards or downwards.'),
        tier,
        parts: z.array(part),
      }),
    ),
    shortlist: z.array(
      z.strictObject({
        tier,
        model: z.string(),
        title: z.string(),
        host: described(z.nullable(z.string()), 'Null when it runs on machines of your own.'),
        hostTitle: z.nullable(z.string()),
        idAtHost: z.nullable(z.string()),
        license: z.string(),
        origin: z.string(),
        context: z.nullable(z.number()),
        status: z.string(),
        standsFor: z.nullable(z.string()),
        ...said,
      }),
    ),
    notShortlisted: z.array(z.strictObject({ tier, model: z.string(), title: z.string(), because: z.string() })),
    cost: z.strictObject({
      tokensPerMonth: z.nullable(z.number()),
      usage,
      bills: z.array(bill),
      breakEven: described(z.nullable(breakEven), 'Against the hosted open pick.'),
      breakEvens: z.array(breakEven),
    }),
    cautions: z.array(z.strictObject({ id: z.string(), ...said })),
    nextSteps: z.array(z.strictObject(said)),
    sources: z.array(z.extend(source, { at: described(z.array(z.string()), 'Where in it.') })),
    inputs,
    command: z.string(),
    waivers,
  }),
  { title: 'pick-llm recommendation' },
)

export const failureSchema = described(
  z.strictObject({
    schemaVersion: z.literal(schemaVersion),
    ok: z.literal(false),
    error: z.strictObject({
      code: z.string(),
      message: z.string(),
      hint: z.string(),
      location: z.nullable(z.strictObject({ file: z.string(), line: z.optional(z.number()), column: z.optional(z.number()) })),
      missing: z.array(z.strictObject({ question: z.string(), flag: z.string(), values: z.array(z.string()), always: z.boolean() })),
      problems: z.optional(
        z.array(
          z.strictObject({
            file: z.string(),
            line: z.optional(z.number()),
            column: z.optional(z.number()),
            path: described(z.optional(z.string()), 'In the file, such as steps.license.rules.any; left out where it is not known.'),
            message: z.string(),
          }),
        ),
      ),
    }),
  }),
  { title: 'pick-llm failure' },
)

export type RecommendationJson = z.infer<typeof recommendationSchema>
export type FailureJson = z.infer<typeof failureSchema>
