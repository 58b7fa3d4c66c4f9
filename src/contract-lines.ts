// The published JSON of `pick-llm plan` on JSON Lines: for each workload one line, with the decision about it or what is wrong with it.

import * as z from 'zod/mini'
import { type Frozen, part, schemaVersion, tier } from './contract-parts.ts'
import { described } from './described.ts'

const usd = z.nullable(z.number())

const line = {
  schemaVersion: z.literal(schemaVersion),
  line: described(z.number(), 'Of the input, counted from 1 with the empty ones.'),
}

const planned = z.strictObject({
  ...line,
  ok: z.literal(true),
  name: z.string(),
  owner: z.nullable(z.string()),
  tier,
  parts: z.array(part),
  models: described(
    z.array(z.strictObject({ slice: part.shape.slice, model: z.string(), host: z.nullable(z.string()) })),
    'The first of each part, by id; host is null on machines of your own. Missing where no model passes.',
  ),
  billedModels: described(
    z.array(z.strictObject({ slice: part.shape.slice, model: z.string() })),
    'What the bill is for, by id. On own GPUs that is another model than the first where it is not known how many tokens that one serves. Empty where the bill is not known.',
  ),
  assumed: described(z.record(z.string(), z.string()), 'What was needed and not answered.'),
  tokensPerMonth: z.nullable(z.number()),
  monthlyUsd: described(usd, 'Of the tier; null where it cannot be known, and `because` says why.'),
  low: usd,
  high: usd,
  because: z.nullable(z.string()),
})

/** What can be wrong with a line. */
const code = z.enum(['E_TOO_LONG', 'E_UTF8', 'E_JSON', 'E_WORKLOAD', 'E_VALUE', 'E_MISSING_ANSWER', 'E_NO_TIER'])

const refused = z.strictObject({
  ...line,
  ok: z.literal(false),
  name: described(z.nullable(z.string()), 'Null where it cannot be read.'),
  error: z.strictObject({
    code,
    message: z.string(),
    column: described(
      z.nullable(z.number()),
      'Where in the line the first of what is wrong stands, counted from 1; null where it cannot be read.',
    ),
  }),
})

export const planLineSchema = described(z.discriminatedUnion('ok', [planned, refused]), { title: 'pick-llm plan, a line of JSON Lines' })

export type PlannedLine = Frozen<z.infer<typeof planned>>
export type RefusedLine = Frozen<z.infer<typeof refused>>
/** What is wrong with a line. */
export type LineProblem = RefusedLine['error']
