// The published JSON of a check: each saved decision, whether it holds, and the inputs that moved.

import { z } from 'zod'
import { failureSchema } from './contract.ts'
import { catalog, type Frozen, head, tier, waiver } from './contract-parts.ts'
import { findingKinds } from './contract-record.ts'

const value = z.union([z.string(), z.number(), z.null()])

const move = z.strictObject({
  kind: z.enum(['rules', 'picks', 'models', 'prices', 'offers', 'hosts', 'gpus', 'deployments', 'figures', 'steps', 'answers']),
  id: z.string(),
  field: z.string(),
  was: value.meta({ description: 'Null when it was not known or not there.' }),
  now: value,
})

const finding = z.strictObject({
  kind: z.enum(findingKinds),
  says: z.string(),
  was: z.string().nullable(),
  now: z.string().nullable(),
  moved: z.array(move).meta({ description: 'The inputs that moved it.' }),
  waiver: waiver.nullable().meta({ description: 'The waiver that lets it pass, or the one that has expired.' }),
  fails: z.boolean().meta({ description: 'Whether it makes the check fail.' }),
})

export const checkSchema = z
  .strictObject({
    ...head,
    catalog,
    date: z.string().meta({ description: 'The day of the check.' }),
    holds: z.boolean().meta({ description: 'Whether every file could be read, and everything in it holds.' }),
    files: z.array(
      z.strictObject({
        file: z.string(),
        kind: z.enum(['record', 'plan']),
        holds: z.boolean().meta({ description: 'Whether what it says as a whole does; its decisions say so themselves.' }),
        findings: z.array(finding),
        updated: z.boolean().meta({ description: 'Whether it was written anew.' }),
      }),
    ),
    unreadable: z.array(failureSchema.shape.error).meta({ description: 'What is wrong with each file that could not be read.' }),
    decisions: z.array(
      z.strictObject({
        file: z.string(),
        line: z.number().meta({ description: 'Where it begins in the file.' }),
        name: z.string().nullable().meta({ description: 'Of the workload, in a plan.' }),
        holds: z.boolean(),
        tier: z.strictObject({ was: tier, now: tier.nullable().meta({ description: 'Null when the answers no longer lead anywhere.' }) }),
        findings: z.array(finding),
        moved: z.array(move).meta({ description: 'Every input that moved, also where it changed nothing.' }),
      }),
    ),
  })
  .meta({ title: 'pick-llm check' })

export type CheckJson = Frozen<z.infer<typeof checkSchema>>
