// The published JSON of a plan: many decisions, where they lead together, and what they cost.

import * as z from 'zod/mini'
import { answers, bill, catalog, type Frozen, head, inputs, part, settings, source, sources, tier, waivers } from './contract-parts.ts'
import { described } from './described.ts'

const usd = z.nullable(z.number())
const names = described(z.array(z.string()), 'Of workloads.')

const workload = z.strictObject({
  name: z.string(),
  owner: z.nullable(z.string()),
  answers,
  settings,
  recommendation: z.strictObject({ tier, title: z.string(), parts: z.array(part) }),
  steps: z.array(z.strictObject({ id: z.string(), status: z.string(), rule: z.nullable(z.string()) })),
  shortlist: z.array(
    z.strictObject({
      tier,
      model: z.string(),
      title: z.string(),
      host: z.nullable(z.string()),
      hostTitle: z.nullable(z.string()),
      idAtHost: z.nullable(z.string()),
    }),
  ),
  billedModels: described(
    z.array(z.strictObject({ slice: part.shape.slice, model: z.string(), title: z.string(), monthlyUsd: z.number() })),
    'What each part is billed for. On own GPUs that is another model than the first of the shortlist where it is not known how many tokens that one serves. Missing where the bill is not known.',
  ),
  runnerUp: z.nullable(tier),
  cost: z.strictObject({ tokensPerMonth: z.nullable(z.number()), bills: z.array(z.omit(bill, { derivation: true })) }),
  bill: described(
    z.strictObject({ monthlyUsd: usd, low: usd, high: usd, because: z.nullable(z.string()) }),
    'Of the tier that is recommended; null where it cannot be known, and `because` says why.',
  ),
  cautions: z.array(z.strictObject({ id: z.string(), because: z.string(), sources })),
  command: z.string(),
  waivers,
})

const instead = described(
  z.strictObject({
    monthlyUsd: usd,
    planUsd: described(usd, 'What the plan costs for the same workloads.'),
    of: names,
    not: described(z.array(z.strictObject({ name: z.string(), because: z.string() })), 'Workloads for which there is no such bill.'),
  }),
  'The same workloads, all on one tier.',
)

export const planSchema = described(
  z.strictObject({
    ...head,
    catalog,
    recommendation: described(z.strictObject({ tier, title: z.string() }), 'A hybrid as soon as there is more than one tier.'),
    routing: z.array(
      z.strictObject({
        tier,
        title: z.string(),
        workloads: z.array(z.strictObject({ name: z.string(), slice: part.shape.slice })),
        tokensPerMonth: described(z.nullable(z.number()), 'Null when the volume of one of them is not known.'),
      }),
    ),
    workloads: z.array(workload),
    withoutModel: described(names, 'Workloads of which a part has no model that passes every limit.'),
    sharedGpus: z.array(
      z.strictObject({
        model: z.string(),
        title: z.string(),
        gpu: z.string(),
        gpus: described(z.number(), 'Of all replicas.'),
        replicas: z.number(),
        workloads: names,
        togetherUsd: z.number(),
        separatelyUsd: z.number(),
      }),
    ),
    total: z.strictObject({
      tokensPerMonth: described(z.nullable(z.number()), 'Of the workloads whose bill is known.'),
      monthlyUsd: described(usd, 'Of the workloads whose bill is known, with shared GPUs counted once; null where none is.'),
      low: usd,
      high: usd,
      unknown: names,
      unshared: described(
        z.optional(z.number()),
        'Tokens a month of the volume at the top of the workloads file that no workload has a share of; missing where there are none.',
      ),
      everythingFrontier: instead,
      everythingHostedOpen: instead,
    }),
    sources: described(z.array(source), 'What the cautions cite or name.'),
    inputs,
  }),
  { title: 'pick-llm plan' },
)

export type PlanJson = Frozen<z.infer<typeof planSchema>>
