// A saved decision as it is read back: what a check needs of the published recommendation, and the waivers people add to it.

import * as z from 'zod/mini'
import { answer, answers, inputs, part, schemaVersion, settings, tier, waiver } from './contract-parts.ts'

export const findingKinds = [
  'answers',
  'workloads',
  'tier',
  'shortlist',
  'cost',
  'staleness',
  'waiver',
  'overlays',
  'range',
  'steps',
  'shared-gpus',
  'bills',
  'runner-up',
  'flips',
  'cautions',
  'text',
] as const

const amount = z.number().check(z.gte(0))
const usd = z.nullable(amount)
const range = { monthlyUsd: usd, low: usd, high: usd }

/** Older records may lack what is only told. */
const called = { hostTitle: z._default(z.nullable(z.string()), null), idAtHost: z.optional(z.nullable(z.string())) }

/** Plans do not say them. */
const terms = { license: z.optional(z.string()), origin: z.optional(z.string()) }

const served = { modelId: z.nullable(z.string()), hostId: z.nullable(z.string()) }

/** Older records lack what may only become part of a result. */
const savedInputs = z.extend(inputs, {
  picks: z._default(inputs.shape.picks, {}),
  offers: z._default(inputs.shape.offers, {}),
  hosts: z._default(inputs.shape.hosts, {}),
})

/** Older records may lack the parts; what is on one tier has one. */
const wholeOf = (on: z.infer<typeof tier>): z.infer<typeof part>[] => (on === 'hybrid' ? [] : [{ slice: 'rest', tier: on }])

/** What is compared; the rest of a recommendation is for people. */
const decided = {
  answers,
  settings: z._default(settings, {}),
  recommendation: z.pipe(
    z.looseObject({ tier, parts: z.optional(z.array(part)) }),
    z.transform(({ parts, ...said }) => ({ ...said, parts: parts ?? wholeOf(said.tier) })),
  ),
  steps: z.array(z.looseObject({ id: z.string(), rule: z.nullable(z.string()) })),
  shortlist: z.array(z.looseObject({ tier, model: z.string(), title: z.string(), host: z.nullable(z.string()), ...called, ...terms })),
  runnerUp: z.optional(
    z.nullable(
      z.union([
        tier,
        z.pipe(
          z.looseObject({ tier }),
          z.transform((runnerUp) => runnerUp.tier),
        ),
      ]),
    ),
  ),
  flips: z.optional(
    z.array(
      z.looseObject({
        question: z.string(),
        to: z.optional(answer),
        at: z.optional(z.number()),
        direction: z.optional(z.string()),
        tier,
      }),
    ),
  ),
  cautions: z.optional(z.array(z.looseObject({ id: z.string(), because: z.string() }))),
  cost: z.looseObject({
    tokensPerMonth: z.nullable(amount),
    breakEven: z.optional(z.nullable(z.looseObject({ tokensPerMonth: z.nullable(amount) }))),
    bills: z.array(
      z.looseObject({
        id: z.string(),
        tier,
        model: z._default(z.string(), ''),
        host: z._default(z.nullable(z.string()), null),
        ...served,
        monthlyUsd: usd,
        low: z.optional(usd),
        high: z.optional(usd),
        slices: z._default(z.array(z.looseObject({ slice: part.shape.slice, ...served })), []),
      }),
    ),
  }),
  bill: z.optional(z.looseObject(range)),
  waivers: z._default(z.array(waiver), []),
}

const from = {
  schemaVersion: z.literal(schemaVersion),
  ok: z.literal(true),
  tool: z.optional(z.looseObject({ version: z.string() })),
  rules: z.looseObject({ version: z.string(), sha256: z.string(), overlays: z._default(z.array(z.string()), []) }),
  catalog: z.optional(z.partial(z.looseObject({ asOf: z.string(), sha256: z.string() }))),
}

const instead = z.looseObject({ monthlyUsd: usd })

/** More than it says may be there: newer versions add to it. */
export const savedRecord = z.looseObject({ ...from, ...decided, inputs: savedInputs })

export const savedPlan = z.looseObject({
  ...from,
  inputs: savedInputs,
  workloads: z
    .array(z.looseObject({ name: z.string(), owner: z.nullable(z.string()), ...decided }))
    .check(z.minLength(1, 'a plan without workloads decides nothing')),
  recommendation: z.optional(z.looseObject({ tier })),
  withoutModel: z.optional(z.array(z.string())),
  routing: z.optional(z.array(z.looseObject({ tier, workloads: z.array(z.looseObject({ name: z.string() })) }))),
  sharedGpus: z.optional(
    z.array(z.looseObject({ title: z.string(), gpu: z.string(), gpus: amount, workloads: z.array(z.string()), togetherUsd: amount })),
  ),
  total: z.optional(
    z.looseObject({
      ...range,
      unshared: z.optional(amount),
      everythingFrontier: z.optional(instead),
      everythingHostedOpen: z.optional(instead),
    }),
  ),
  waivers: z.optional(z.never('waivers of a plan stand in the workload that they are for')),
})

export type Waiver = z.infer<typeof waiver>
export type Recorded = Pick<z.infer<typeof savedRecord>, keyof typeof decided | 'inputs'>

/** Who made a record, and from which rules. */
export type RecordedFrom = Pick<z.infer<typeof savedRecord>, 'tool' | 'rules' | 'catalog'>

/** What a plan says of all of its workloads together. */
export type RecordedPlan = Pick<z.infer<typeof savedPlan>, 'recommendation' | 'withoutModel' | 'routing' | 'sharedGpus' | 'total'>
