// The published JSON of `pick-llm cost`, as one definition: bills over volumes, break-evens and claims.

import { z } from 'zod'
import { answers, bill, breakEven, catalog, type Frozen, head, prices, source, sources, usage } from './contract-parts.ts'

export const costSchema = z
  .strictObject({
    ...head,
    catalog,
    prices,
    answers,
    volumes: z.array(
      z.strictObject({
        tokensPerMonth: z.number().nullable(),
        usage,
        bills: z.array(bill),
        cheapest: z.string().nullable().meta({ description: 'The id of a bill; of several that cost the same, the first.' }),
        cheapestBecause: z.string().nullable().meta({ description: 'Why no bill is named cheapest.' }),
      }),
    ),
    breakEvens: z.array(breakEven),
    claims: z
      .array(
        z.strictObject({
          id: z.string(),
          says: z.string(),
          sources,
          tokensPerMonth: z.number().meta({ description: 'The volume that it is checked at.' }),
          value: z.number().nullable().meta({ description: 'The ratio of two bills, or USD a day.' }),
          unit: z.enum(['times', 'USD a day']),
          verdict: z.enum(['holds', 'fails', 'unknown', 'does not apply']).meta({
            description: 'Unknown where a bill is; it does not apply to volumes that the claim does not speak of.',
          }),
          how: z.string(),
        }),
      )
      .meta({ description: 'What the documents claim about cost, checked with these prices.' }),
    sources: z.array(source).meta({ description: 'What is cited; `you` stands for values that were set by flags.' }),
  })
  .meta({ title: 'pick-llm cost' })

export type CostJson = Frozen<z.infer<typeof costSchema>>
