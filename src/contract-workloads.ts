// The shape of a workloads file: one definition for validation, for types, and for the JSON Schema that editors use.

import { z } from 'zod'

const text = z.string().min(1).max(200)

/** Which questions and options there are is known to the rules, not here. */
const answers = z.record(z.string(), z.string()).meta({ description: 'Answers and wishes by id, as in an answers file.' })

const workload = z.strictObject({
  name: text.meta({ description: 'Names are unique.' }),
  owner: text.optional().meta({ description: 'Who answers for it.' }),
  answers: answers.optional(),
  tokens: z.string().optional().meta({ description: 'The volume, such as 300M or 10M/day.' }),
  share: z.string().optional().meta({ description: 'Instead of a volume: the part of the tokens at the top of the file, from 0 to 1.' }),
})

export const workloadsSchema = z
  .strictObject({
    tokens: z.string().optional().meta({ description: 'The volume of all workloads together, for those with a share.' }),
    defaults: answers.optional().meta({ description: 'Answers and wishes for every workload that has none of its own.' }),
    workloads: z.array(workload).min(1).max(1000),
  })
  .meta({ title: 'pick-llm workloads' })

export type WorkloadsFile = z.infer<typeof workloadsSchema>
