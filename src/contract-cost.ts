// The published JSON of `pick-llm cost`, as one definition: bills over volumes, break-evens and claims.

import * as z from 'zod/mini'
import { answers, bill, breakEven, catalog, type Frozen, head, prices, source, sources, usage } from './contract-parts.ts'
import { described } from './described.ts'

export const costSchema = described(
  z.strictObject({
    ...head,
    catalog,
    prices,
    answers,
    volumes: z.array(
      z.strictObject({
        tokensPerMonth: z.nullable(z.number()),
        usage,
        bills: z.array(bill),
        cheapest: described(z.nullable(z.string()), 'The id of a bill; of several that cost the same, the first.'),
        cheapestBecause: described(z.nullable(z.string()), 'Why no bill is named cheapest.'),
      }),
    ),
    breakEvens: z.array(breakEven),
    claims: described(
      z.array(
        z.strictObject({
          id: z.string(),
          says: z.string(),
          sources,
          tokensPerMonth: described(z.number(), 'The volume that it is checked at.'),
          value: described(z.nullable(z.number()), 'The ratio of two bills, or USD a day.'),
          unit: z.enum(['times', 'USD a day']),
          verdict: described(
            z.enum(['holds', 'fails', 'unknown', 'does not apply']),
            'Unknown where a bill is; it does not apply to volumes that the claim does not speak of.',
          ),
          how: z.string(),
        }),
      ),
      'What the documents claim about cost, checked with these prices.',
    ),
    sources: described(z.array(source), 'What is cited; `you` stands for values that were set by flags.'),
  }),
  { title: 'pick-llm cost' },
)

export type CostJson = Frozen<z.infer<typeof costSchema>>
