// The shape of a workloads file: one definition for validation, for types, and for the JSON Schema that editors use.

import { z } from 'zod'

const text = z
  .string()
  .max(200)
  .regex(/^\S([^\n\t]*\S)?$/, 'write it on one line, without spaces around it')

/** Which questions and options there are is known to the rules, not here. */
export const answersSchema = z.record(z.string(), z.string()).meta({ description: 'Answers and wishes by id, as in an answers file.' })

export const workloadSchema = z.strictObject({
  name: text.meta({ description: 'Names are unique.' }),
  owner: text.optional().meta({ description: 'Who answers for it.' }),
  answers: answersSchema.optional(),
  tokens: z.string().optional().meta({ description: 'The volume, such as 300M or 10M/day.' }),
  share: z.string().optional().meta({ description: 'Instead of a volume: the part of the tokens at the top of the file, from 0 to 1.' }),
})

export const workloadsSchema = z
  .strictObject({
    tokens: z.string().optional().meta({ description: 'The volume of all workloads together, for those with a share.' }),
    defaults: answersSchema.optional().meta({ description: 'Answers and wishes for every workload that has none of its own.' }),
    workloads: z.array(workloadSchema).min(1).max(1000),
  })
  .meta({ title: 'pick-llm workloads' })

export type WorkloadsFile = z.infer<typeof workloadsSchema>
