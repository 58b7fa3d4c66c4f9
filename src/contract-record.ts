// A saved decision as it is read back: what a check needs of the published recommendation, and the waivers people add to it.

import { z } from 'zod'
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

const amount = z.number().min(0)
const usd = amount.nullable()
const range = { monthlyUsd: usd, low: usd, high: usd }

/** Older records may lack what is only told. */
const called = { hostTitle: z.string().nullable().default(null), idAtHost: z.string().nullable().optional() }

/** Plans do not say them. */
const terms = { license: z.string().optional(), origin: z.string().optional() }

const served = { modelId: z.string().nullable(), hostId: z.string().nullable() }

/** Older records lack what may only become part of a result. */
const savedInputs = inputs.extend({
  picks: inputs.shape.picks.default({}),
  offers: inputs.shape.offers.default({}),
  hosts: inputs.shape.hosts.default({}),
})

/** Older records may lack the parts; what is on one tier has one. */
const wholeOf = (on: z.infer<typeof tier>): z.infer<typeof part>[] => (on === 'hybrid' ? [] : [{ slice: 'rest', tier: on }])

/** What is compared; the rest of a recommendation is for people. */
const decided = {
  answers,
  settings: settings.default({}),
  recommendation: z
    .looseObject({ tier, parts: z.array(part).optional() })
    .transform(({ parts, ...said }) => ({ ...said, parts: parts ?? wholeOf(said.tier) })),
  steps: z.array(z.looseObject({ id: z.string(), rule: z.string().nullable() })),
  shortlist: z.array(z.looseObject({ tier, model: z.string(), title: z.string(), host: z.string().nullable(), ...called, ...terms })),
  runnerUp: z
    .union([tier, z.looseObject({ tier }).transform((runnerUp) => runnerUp.tier)])
    .nullable()
    .optional(),
  flips: z
    .array(
      z.looseObject({
        question: z.string(),
        to: answer.optional(),
        at: z.number().optional(),
        direction: z.string().optional(),
        tier,
      }),
    )
    .optional(),
  cautions: z.array(z.looseObject({ id: z.string(), because: z.string() })).optional(),
  cost: z.looseObject({
    tokensPerMonth: amount.nullable(),
    breakEven: z.looseObject({ tokensPerMonth: amount.nullable() }).nullable().optional(),
    bills: z.array(
      z.looseObject({
        id: z.string(),
        tier,
        model: z.string().default(''),
        host: z.string().nullable().default(null),
        ...served,
        monthlyUsd: usd,
        low: usd.optional(),
        high: usd.optional(),
        slices: z.array(z.looseObject({ slice: part.shape.slice, ...served })).default([]),
      }),
    ),
  }),
  bill: z.looseObject(range).optional(),
  waivers: z.array(waiver).default([]),
}

const from = {
  schemaVersion: z.literal(schemaVersion),
  ok: z.literal(true),
  tool: z.looseObject({ version: z.string() }).optional(),
  rules: z.looseObject({ version: z.string(), sha256: z.string(), overlays: z.array(z.string()).default([]) }),
  catalog: z.looseObject({ asOf: z.string(), sha256: z.string() }).partial().optional(),
}

const instead = z.looseObject({ monthlyUsd: usd })

/** More than it says may be there: newer versions add to it. */
export const savedRecord = z.looseObject({ ...from, ...decided, inputs: savedInputs })

export const savedPlan = z.looseObject({
  ...from,
  inputs: savedInputs,
  workloads: z
    .array(z.looseObject({ name: z.string(), owner: z.string().nullable(), ...decided }))
    .min(1, 'a plan without workloads decides nothing'),
  recommendation: z.looseObject({ tier }).optional(),
  withoutModel: z.array(z.string()).optional(),
  routing: z.array(z.looseObject({ tier, workloads: z.array(z.looseObject({ name: z.string() })) })).optional(),
  sharedGpus: z
    .array(z.looseObject({ title: z.string(), gpu: z.string(), gpus: amount, workloads: z.array(z.string()), togetherUsd: amount }))
    .optional(),
  total: z
    .looseObject({
      ...range,
      unshared: amount.optional(),
      everythingFrontier: instead.optional(),
      everythingHostedOpen: instead.optional(),
    })
    .optional(),
  waivers: z.never('waivers of a plan stand in the workload that they are for').optional(),
})

export type Waiver = z.infer<typeof waiver>
export type Recorded = Pick<z.infer<typeof savedRecord>, keyof typeof decided | 'inputs'>

/** Who made a record, and from which rules. */
export type RecordedFrom = Pick<z.infer<typeof savedRecord>, 'tool' | 'rules' | 'catalog'>

/** What a plan says of all of its workloads together. */
export type RecordedPlan = Pick<z.infer<typeof savedPlan>, 'recommendation' | 'withoutModel' | 'routing' | 'sharedGpus' | 'total'>
