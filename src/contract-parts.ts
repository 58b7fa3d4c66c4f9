// What the published JSON documents share, each defined once: who made them, the answers, a bill, a break-even.

import * as z from 'zod/mini'
import { isDay } from './calendar.ts'
import { described } from './described.ts'

export const schemaVersion = '1'

const notADay = 'write a day such as 2027-03-31'

export const tier = z.enum(['self-hosted-open', 'hosted-open', 'frontier-closed', 'frontier-private', 'hybrid'])
export const answer = z.union([z.string(), z.number()])
export const sources = z.array(z.string())
export const said = { because: z.string(), sources }

export const source = z.strictObject({
  id: z.string(),
  title: z.string(),
  url: z.nullable(z.string()),
  dated: z.nullable(z.string()),
  checked: z.string(),
})

export const part = z.strictObject({ slice: z.enum(['hard', 'rest']), tier })

const usd = z.nullable(z.number())

const served = {
  model: described(z.string(), 'Of a split, the one of the hard slice.'),
  modelId: z.nullable(z.string()),
  host: described(z.nullable(z.string()), 'Null on machines of your own.'),
  hostId: z.nullable(z.string()),
}

export const bill = z.strictObject({
  id: z.string(),
  title: z.string(),
  tier,
  ...served,
  monthlyUsd: described(usd, 'Null where it cannot be known; `because` says why.'),
  low: usd,
  high: usd,
  because: z.nullable(z.string()),
  derivation: z.array(z.strictObject({ what: z.string(), how: z.string(), value: z.number(), unit: z.string(), sources })),
  slices: described(
    z.array(z.strictObject({ slice: part.shape.slice, ...served, monthlyUsd: usd })),
    'What a split is made of; empty for other bills.',
  ),
})

export const breakEven = z.strictObject({
  versus: described(z.string(), 'A bill, or same-model.'),
  model: described(z.nullable(z.string()), 'What runs on own GPUs.'),
  gpu: described(z.nullable(z.string()), 'On which kind: where it first costs less, or else where it comes nearest to that.'),
  gpus: described(z.nullable(z.number()), 'Of one replica.'),
  replicas: described(z.nullable(z.number()), 'At that volume; null for never or unknown.'),
  tokensPerMonth: described(
    z.nullable(z.number()),
    'Where the cheapest deployment first costs less; further replicas can make it cost more again. Null for never or unknown.',
  ),
  utilisation: described(
    z.nullable(z.number()),
    'Of full load around the clock, at that volume. For never: what a replica would need even where the people cost nothing, which is more than it is planned for; above 1 it cannot be reached.',
  ),
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
  asOf: described(z.string(), 'The newest date of any price.'),
  sha256: described(z.string(), 'Of models, offers, licenses, hosts and hardware.'),
})

export const prices = described(
  z.nullable(z.strictObject({ oldest: z.string(), newest: z.string() })),
  'The dates of the API prices that are shown; null when none is. What GPUs cost is dated by its sources.',
)

export const answers = described(
  z.record(
    z.string(),
    z.strictObject({
      value: answer,
      source: z.enum(['flag', 'env', 'file', 'prompt', 'assumed']),
      because: described(z.optional(z.string()), 'For what was assumed: why that.'),
    }),
  ),
  'What was answered, and what was assumed because it was needed and nobody answered it.',
)

export const settings = described(z.record(z.string(), z.string()), 'Wishes that are never asked for, as they were written.')

/** Id → field → value; what is not known is null. */
const facts = z.record(z.string(), z.record(z.string(), z.union([z.string(), z.number(), z.null()])))

/** The facts that a result rests on, so that a later day can tell which of them moved. */
export const inputs = described(
  z.strictObject({
    rules: described(facts, 'The rules that applied, by step and id.'),
    picks: described(facts, 'The rows of preferred models that applied, by tier and id.'),
    models: described(facts, 'What is named, and every model that those rows prefer.'),
    prices: described(facts, 'USD per million tokens, by model and host.'),
    offers: described(facts, 'The same models at other hosts, which may become the cheapest.'),
    hosts: described(facts, 'Of all of these.'),
    gpus: described(facts, 'USD an hour.'),
    deployments: facts,
    figures: facts,
  }),
  'The facts that this rests on; `pick-llm check` compares them with those of the day.',
)

export const usage = z.strictObject({
  inputShare: z.number(),
  cachedShare: z.number(),
  batchShare: z.number(),
  requestTokens: described(
    z.nullable(z.number()),
    'The size of one request that is billed: from --context, or the least that the task says; null where neither does.',
  ),
  traffic: z.string(),
  latency: z.string(),
})

const day = z
  .string()
  .check(z.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, { error: notADay, abort: true }), z.refine(isDay, notADay))

export const waiver = described(
  z.strictObject({
    for: described(z.enum(['tier', 'shortlist', 'cost', 'staleness']), 'The kind of finding that is let pass.'),
    reason: z.string().check(z.minLength(1)),
    owner: described(z.string().check(z.minLength(1)), 'Who answers for it.'),
    expires: described(day, 'The last day on which it holds.'),
  }),
  'Lets a finding pass until a day.',
)

/** People add them to a saved result; the program itself writes none. */
export const waivers = z.optional(z.array(waiver))

/** What a definition describes, read only. */
export type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T
