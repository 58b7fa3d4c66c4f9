// The published JSON of a check: each saved decision, whether it holds, and the inputs that moved.

import * as z from 'zod/mini'
import { failureSchema } from './contract.ts'
import { catalog, type Frozen, head, tier, waiver } from './contract-parts.ts'
import { findingKinds } from './contract-record.ts'
import { described } from './described.ts'

const value = z.union([z.string(), z.number(), z.null()])

const move = z.strictObject({
  kind: z.enum(['rules', 'picks', 'models', 'prices', 'offers', 'hosts', 'gpus', 'deployments', 'figures', 'steps', 'answers']),
  id: z.string(),
  field: z.string(),
  was: described(value, 'Null when it was not known or not there.'),
  now: value,
})

const finding = z.strictObject({
  kind: z.enum(findingKinds),
  says: z.string(),
  was: z.nullable(z.string()),
  now: z.nullable(z.string()),
  moved: described(z.array(move), 'The inputs that moved it.'),
  waiver: described(z.nullable(waiver), 'The waiver that lets it pass, or the one that has expired.'),
  fails: described(z.boolean(), 'Whether it makes the check fail.'),
})

export const checkSchema = described(
  z.strictObject({
    ...head,
    catalog,
    date: described(z.string(), 'The day of the check.'),
    holds: described(z.boolean(), 'Whether every file could be read, and everything in it holds.'),
    files: z.array(
      z.strictObject({
        file: z.string(),
        kind: z.enum(['record', 'plan']),
        holds: described(z.boolean(), 'Whether what it says as a whole does; its decisions say so themselves.'),
        findings: z.array(finding),
        updated: described(z.boolean(), 'Whether it was written anew.'),
      }),
    ),
    unreadable: described(z.array(failureSchema.shape.error), 'What is wrong with each file that could not be read.'),
    decisions: z.array(
      z.strictObject({
        file: z.string(),
        line: described(z.number(), 'Where it begins in the file.'),
        name: described(z.nullable(z.string()), 'Of the workload, in a plan.'),
        holds: z.boolean(),
        tier: z.strictObject({ was: tier, now: described(z.nullable(tier), 'Null when the answers no longer lead anywhere.') }),
        findings: z.array(finding),
        moved: described(z.array(move), 'Every input that moved, also where it changed nothing.'),
      }),
    ),
  }),
  { title: 'pick-llm check' },
)

export type CheckJson = Frozen<z.infer<typeof checkSchema>>
