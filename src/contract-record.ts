// A saved decision as it is read back: what a check needs of the published recommendation, and the waivers people add to it.

import { z } from 'zod'
import { answers, inputs, part, schemaVersion, settings, tier, waiver } from './contract-parts.ts'

export const findingKinds = ['answers', 'tier', 'shortlist', 'cost', 'staleness', 'waiver'] as const

const usd = z.number().nullable()

/** Older records may lack what is only told. */
const called = { hostTitle: z.string().nullable().default(null), idAtHost: z.string().nullable().optional() }

const served = { modelId: z.string().nullable(), hostId: z.string().nullable() }

/** Older records lack what may only become part of a result. */
const savedInputs = inputs.extend({
  picks: inputs.shape.picks.default({}),
  offers: inputs.shape.offers.default({}),
  hosts: inputs.shape.hosts.default({}),
})

/** What is compared; the rest of a recommendation is for people. */
const decided = {
  answers,
  settings: settings.default({}),
  recommendation: z.looseObject({ tier, parts: z.array(part).default([]) }),
  steps: z.array(z.looseObject({ id: z.string(), rule: z.string().nullable() })),
  shortlist: z.array(z.looseObject({ tier, model: z.string(), title: z.string(), host: z.string().nullable(), ...called })),
  cost: z.looseObject({
    tokensPerMonth: z.number().nullable(),
    bills: z.array(
      z.looseObject({
        id: z.string(),
        tier,
        model: z.string().default(''),
        host: z.string().nullable().default(null),
        ...served,
        monthlyUsd: usd,
        slices: z.array(z.looseObject({ slice: part.shape.slice, ...served })).default([]),
      }),
    ),
  }),
  waivers: z.array(waiver).default([]),
}

const from = {
  schemaVersion: z.literal(schemaVersion),
  ok: z.literal(true),
  rules: z.looseObject({ version: z.string(), sha256: z.string() }),
}

/** More than it says may be there: newer versions add to it. */
export const savedRecord = z.looseObject({ ...from, ...decided, inputs: savedInputs })

export const savedPlan = z.looseObject({
  ...from,
  inputs: savedInputs,
  workloads: z
    .array(z.looseObject({ name: z.string(), owner: z.string().nullable(), ...decided }))
    .min(1, 'a plan without workloads decides nothing'),
})

export type Waiver = z.infer<typeof waiver>
export type Recorded = Pick<z.infer<typeof savedRecord>, keyof typeof decided | 'inputs'>
