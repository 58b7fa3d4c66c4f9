// A saved decision as it is read back: what a check needs of the published recommendation, and the waivers people add to it.

import { z } from 'zod'
import { answers, inputs, part, schemaVersion, settings, tier } from './contract-parts.ts'

export const findingKinds = ['answers', 'tier', 'shortlist', 'cost', 'staleness', 'waiver'] as const

const day = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'write a day such as 2027-03-31')

export const waiver = z
  .strictObject({
    for: z.enum(['tier', 'shortlist', 'cost', 'staleness']).meta({ description: 'The kind of finding that is let pass.' }),
    reason: z.string().min(1),
    owner: z.string().min(1).meta({ description: 'Who answers for it.' }),
    expires: day.meta({ description: 'The last day on which it holds.' }),
  })
  .meta({ description: 'Lets a finding pass until a day.' })

const usd = z.number().nullable()

/** What is compared; the rest of a recommendation is for people. */
const decided = {
  answers,
  settings: settings.default({}),
  recommendation: z.looseObject({ tier, parts: z.array(part).default([]) }),
  steps: z.array(z.looseObject({ id: z.string(), rule: z.string().nullable() })),
  shortlist: z.array(z.looseObject({ tier, model: z.string(), title: z.string(), host: z.string().nullable() })),
  cost: z.looseObject({
    tokensPerMonth: z.number().nullable(),
    bills: z.array(z.looseObject({ id: z.string(), tier, modelId: z.string().nullable(), hostId: z.string().nullable(), monthlyUsd: usd })),
  }),
  waivers: z.array(waiver).default([]),
}

const from = {
  schemaVersion: z.literal(schemaVersion),
  ok: z.literal(true),
  rules: z.looseObject({ version: z.string(), sha256: z.string() }),
}

export const recordSchema = z
  .looseObject({ ...from, ...decided, inputs })
  .meta({ title: 'pick-llm record: a saved recommendation, to which waivers may be added' })

export const planRecordSchema = z
  .looseObject({ ...from, inputs, workloads: z.array(z.looseObject({ name: z.string(), owner: z.string().nullable(), ...decided })) })
  .meta({ title: 'pick-llm plan: saved decisions about many workloads' })

export type Waiver = z.infer<typeof waiver>
export type Recorded = Pick<z.infer<typeof recordSchema>, keyof typeof decided | 'inputs'>
