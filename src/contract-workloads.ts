// The shape of a workloads file: one definition for validation, for types, and for the JSON Schema that editors use.

import * as z from 'zod/mini'
import { described } from './described.ts'

const text = z.string().check(z.maxLength(200), z.regex(/^\S([^\n\t]*\S)?$/, 'write it on one line, without spaces around it'))

/** Which questions and options there are is known to the rules, not here. */
export const answersSchema = described(z.record(z.string(), z.string()), 'Answers and wishes by id, as in an answers file.')

export const workloadSchema = z.strictObject({
  name: described(text, 'Names are unique.'),
  owner: described(z.optional(text), 'Who answers for it.'),
  answers: z.optional(answersSchema),
  tokens: described(z.optional(z.string()), 'The volume, such as 300M or 10M/day.'),
  share: described(z.optional(z.string()), 'Instead of a volume: the part of the tokens at the top of the file, from 0 to 1.'),
})

export const workloadsSchema = described(
  z.strictObject({
    tokens: described(z.optional(z.string()), 'The volume of all workloads together, for those with a share.'),
    defaults: described(z.optional(answersSchema), 'Answers and wishes for every workload that has none of its own.'),
    workloads: z.array(workloadSchema).check(z.minLength(1), z.maxLength(1000)),
  }),
  { title: 'pick-llm workloads' },
)

export type WorkloadsFile = z.infer<typeof workloadsSchema>
