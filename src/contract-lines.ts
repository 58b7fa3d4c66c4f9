// The published JSON of `pick-llm plan` on JSON Lines: for each workload one line, with the decision about it or what is wrong with it.

import { z } from 'zod'
import { type Frozen, part, schemaVersion, tier } from './contract-parts.ts'

const usd = z.number().nullable()

const line = {
  schemaVersion: z.literal(schemaVersion),
  line: z.number().meta({ description: 'Of the input, counted from 1 with the empty ones.' }),
}

const planned = z.strictObject({
  ...line,
  ok: z.literal(true),
  name: z.string(),
  owner: z.string().nullable(),
  tier,
  parts: z.array(part),
  models: z
    .array(z.strictObject({ slice: part.shape.slice, model: z.string(), host: z.string().nullable() }))
    .meta({ description: 'The first of each part, by id; host is null on machines of your own. Missing where no model passes.' }),
  billedModels: z.array(z.strictObject({ slice: part.shape.slice, model: z.string() })).meta({
    description:
      'What the bill is for, by id. On own GPUs that is another model than the first where it is not known how many tokens that one serves. Empty where the bill is not known.',
  }),
  assumed: z.record(z.string(), z.string()).meta({ description: 'What was needed and not answered.' }),
  tokensPerMonth: z.number().nullable(),
  monthlyUsd: usd.meta({ description: 'Of the tier; null where it cannot be known, and `because` says why.' }),
  low: usd,
  high: usd,
  because: z.string().nullable(),
})

/** What can be wrong with a line. */
const code = z.enum(['E_TOO_LONG', 'E_UTF8', 'E_JSON', 'E_WORKLOAD', 'E_VALUE', 'E_MISSING_ANSWER', 'E_NO_TIER'])

const refused = z.strictObject({
  ...line,
  ok: z.literal(false),
  name: z.string().nullable().meta({ description: 'Null where it cannot be read.' }),
  error: z.strictObject({
    code,
    message: z.string(),
    column: z
      .number()
      .nullable()
      .meta({ description: 'Where in the line the first of what is wrong stands, counted from 1; null where it cannot be read.' }),
  }),
})

export const planLineSchema = z.discriminatedUnion('ok', [planned, refused]).meta({ title: 'pick-llm plan, a line of JSON Lines' })

export type PlannedLine = Frozen<z.infer<typeof planned>>
export type RefusedLine = Frozen<z.infer<typeof refused>>
/** What is wrong with a line. */
export type LineProblem = RefusedLine['error']
