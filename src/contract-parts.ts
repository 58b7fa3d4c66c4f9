// What the published JSON documents share, each defined once: who made them, the answers, a bill, a break-even.

import { z } from 'zod'
import { isDay } from './calendar.ts'

export const schemaVersion = '1'

const notADay = 'write a day such as 2027-03-31'

export const tier = z.enum(['self-hosted-open', 'hosted-open', 'frontier-closed', 'frontier-private', 'hybrid'])
export const answer = z.union([z.string(), z.number()])
export const sources = z.array(z.string())
export const said = { because: z.string(), sources }

export const source = z.strictObject({
  id: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  dated: z.string().nullable(),
  checked: z.string(),
})

export const part = z.strictObject({ slice: z.enum(['hard', 'rest']), tier })

const usd = z.number().nullable()

const served = {
  model: z.string().meta({ description: 'Of a split, the one of the hard slice.' }),
  modelId: z.string().nullable(),
  host: z.string().nullable().meta({ description: 'Null on machines of your own.' }),
  hostId: z.string().nullable(),
}

export const bill = z.strictObject({
  id: z.string(),
  title: z.string(),
  tier,
  ...served,
  monthlyUsd: usd.meta({ description: 'Null where it cannot be known; `because` says why.' }),
  low: usd,
  high: usd,
  because: z.string().nullable(),
  derivation: z.array(z.strictObject({ what: z.string(), how: z.string(), value: z.number(), unit: z.string(), sources })),
  slices: z
    .array(z.strictObject({ slice: part.shape.slice, ...served, monthlyUsd: usd }))
    .meta({ description: 'What a split is made of; empty for other bills.' }),
})

export const breakEven = z.strictObject({
  versus: z.string().meta({ description: 'A bill, or same-model.' }),
  model: z.string().nullable().meta({ description: 'What runs on own GPUs.' }),
  gpu: z.string().nullable().meta({ description: 'On which kind: where it first costs less, or else where it comes nearest to that.' }),
  gpus: z.number().nullable().meta({ description: 'Of one replica.' }),
  replicas: z.number().nullable().meta({ description: 'At that volume; null for never or unknown.' }),
  tokensPerMonth: z.number().nullable().meta({
    description: 'Where the cheapest deployment first costs less; further replicas can make it cost more again. Null for never or unknown.',
  }),
  utilisation: z.number().nullable().meta({
    description:
      'Of full load around the clock, at that volume. For never: what a replica would need even where the people cost nothing, which is more than it is planned for; above 1 it cannot be reached.',
  }),
  because: z.string(),
})

/** Who made a result, and from which rules. */
export const head = {
  schemaVersion: z.literal(schemaVersion),
  ok: z.literal(true),
  tool: z.strictObject({ name: z.literal('pick-llm'), version: z.string() }),
  rules: z.strictObject({ version: z.string(), sha256: z.string(), overlays: z.array(z.string()) }),
}

export const catalog = z.strictObject({
  asOf: z.string().meta({ description: 'The newest date of any price.' }),
  sha256: z.string().meta({ description: 'Of models, offers, licenses, hosts and hardware.' }),
})

export const prices = z
  .strictObject({ oldest: z.string(), newest: z.string() })
  .nullable()
  .meta({ description: 'The dates of the API prices that are shown; null when none is. What GPUs cost is dated by its sources.' })

export const answers = z
  .record(
    z.string(),
    z.strictObject({
      value: answer,
      source: z.enum(['flag', 'env', 'file', 'prompt', 'assumed']),
      because: z.string().optional().meta({ description: 'For what was assumed: why that.' }),
    }),
  )
  .meta({ description: 'What was answered, and what was assumed because it was needed and nobody answered it.' })

export const settings = z.record(z.string(), z.string()).meta({ description: 'Wishes that are never asked for, as they were written.' })

/** Id → field → value; what is not known is null. */
const facts = z.record(z.string(), z.record(z.string(), z.union([z.string(), z.number(), z.null()])))

/** The facts that a result rests on, so that a later day can tell which of them moved. */
export const inputs = z
  .strictObject({
    rules: facts.meta({ description: 'The rules that applied, by step and id.' }),
    picks: facts.meta({ description: 'The rows of preferred models that applied, by tier and id.' }),
    models: facts.meta({ description: 'What is named, and every model that those rows prefer.' }),
    prices: facts.meta({ description: 'USD per million tokens, by model and host.' }),
    offers: facts.meta({ description: 'The same models at other hosts, which may become the cheapest.' }),
    hosts: facts.meta({ description: 'Of all of these.' }),
    gpus: facts.meta({ description: 'USD an hour.' }),
    deployments: facts,
    figures: facts,
  })
  .meta({ description: 'The facts that this rests on; `pick-llm check` compares them with those of the day.' })

export const usage = z.strictObject({
  inputShare: z.number(),
  cachedShare: z.number(),
  batchShare: z.number(),
  requestTokens: z.number().nullable().meta({
    description: 'The size of one request that is billed: from --context, or the least that the task says; null where neither does.',
  }),
  traffic: z.string(),
  latency: z.string(),
})

const day = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, { error: notADay, abort: true })
  .refine(isDay, notADay)

export const waiver = z
  .strictObject({
    for: z.enum(['tier', 'shortlist', 'cost', 'staleness']).meta({ description: 'The kind of finding that is let pass.' }),
    reason: z.string().min(1),
    owner: z.string().min(1).meta({ description: 'Who answers for it.' }),
    expires: day.meta({ description: 'The last day on which it holds.' }),
  })
  .meta({ description: 'Lets a finding pass until a day.' })

/** People add them to a saved result; the program itself writes none. */
export const waivers = z.array(waiver).optional()

/** What a definition describes, read only. */
export type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T
