// The published JSON of a plan: many decisions, where they lead together, and what they cost.

import { z } from 'zod'
import { answers, bill, catalog, type Frozen, head, inputs, part, settings, source, sources, tier, waivers } from './contract-parts.ts'

const usd = z.number().nullable()
const names = z.array(z.string()).meta({ description: 'Of workloads.' })

const workload = z.strictObject({
  name: z.string(),
  owner: z.string().nullable(),
  answers,
  settings,
  recommendation: z.strictObject({ tier, title: z.string(), parts: z.array(part) }),
  steps: z.array(z.strictObject({ id: z.string(), status: z.string(), rule: z.string().nullable() })),
  shortlist: z.array(
    z.strictObject({
      tier,
      model: z.string(),
      title: z.string(),
      host: z.string().nullable(),
      hostTitle: z.string().nullable(),
      idAtHost: z.string().nullable(),
    }),
  ),
  billedModels: z.array(z.strictObject({ slice: part.shape.slice, model: z.string(), title: z.string(), monthlyUsd: z.number() })).meta({
    description:
      'What each part is billed for. On own GPUs that is another model than the first of the shortlist where it is not known how many tokens that one serves. Missing where the bill is not known.',
  }),
  runnerUp: tier.nullable(),
  cost: z.strictObject({ tokensPerMonth: z.number().nullable(), bills: z.array(bill.omit({ derivation: true })) }),
  bill: z
    .strictObject({ monthlyUsd: usd, low: usd, high: usd, because: z.string().nullable() })
    .meta({ description: 'Of the tier that is recommended; null where it cannot be known, and `because` says why.' }),
  cautions: z.array(z.strictObject({ id: z.string(), because: z.string(), sources })),
  command: z.string(),
  waivers,
})

const instead = z
  .strictObject({
    monthlyUsd: usd,
    planUsd: usd.meta({ description: 'What the plan costs for the same workloads.' }),
    of: names,
    not: z
      .array(z.strictObject({ name: z.string(), because: z.string() }))
      .meta({ description: 'Workloads for which there is no such bill.' }),
  })
  .meta({ description: 'The same workloads, all on one tier.' })

export const planSchema = z
  .strictObject({
    ...head,
    catalog,
    recommendation: z.strictObject({ tier, title: z.string() }).meta({ description: 'A hybrid as soon as there is more than one tier.' }),
    routing: z.array(
      z.strictObject({
        tier,
        title: z.string(),
        workloads: z.array(z.strictObject({ name: z.string(), slice: part.shape.slice })),
        tokensPerMonth: z.number().nullable().meta({ description: 'Null when the volume of one of them is not known.' }),
      }),
    ),
    workloads: z.array(workload),
    withoutModel: names.meta({ description: 'Workloads of which a part has no model that passes every limit.' }),
    sharedGpus: z.array(
      z.strictObject({
        model: z.string(),
        title: z.string(),
        gpu: z.string(),
        gpus: z.number().meta({ description: 'Of all replicas.' }),
        replicas: z.number(),
        workloads: names,
        togetherUsd: z.number(),
        separatelyUsd: z.number(),
      }),
    ),
    total: z.strictObject({
      tokensPerMonth: z.number().nullable().meta({ description: 'Of the workloads whose bill is known.' }),
      monthlyUsd: usd.meta({ description: 'Of the workloads whose bill is known, with shared GPUs counted once; null where none is.' }),
      low: usd,
      high: usd,
      unknown: names,
      unshared: z.number().optional().meta({
        description:
          'Tokens a month of the volume at the top of the workloads file that no workload has a share of; missing where there are none.',
      }),
      everythingFrontier: instead,
      everythingHostedOpen: instead,
    }),
    sources: z.array(source).meta({ description: 'What the cautions cite or name.' }),
    inputs,
  })
  .meta({ title: 'pick-llm plan' })

export type PlanJson = Frozen<z.infer<typeof planSchema>>
