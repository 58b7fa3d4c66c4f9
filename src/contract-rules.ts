// The published JSON of `pick-llm rules show` and `rules show --diff`, as one definition.

import { z } from 'zod'
import { type Frozen, head, tier } from './contract-parts.ts'

const origin = z
  .strictObject({ file: z.string(), line: z.number().nullable(), column: z.number().nullable() })
  .meta({ description: 'Where a value was written; `built-in`, or `refreshed-prices`, without a line.' })

const path = z.string().meta({ description: 'As `rules show` takes it.' })
const keys = z.array(z.string()).meta({ description: 'The same path, key by key.' })
const value = z.unknown().meta({ description: 'A text, a number, true or false, a list, or an empty map.' })

export const rulesShowSchema = z
  .strictObject({ ...head, leaves: z.array(z.strictObject({ path, keys, value, origin })) })
  .meta({ title: 'pick-llm rules show' })

const change = z.strictObject({
  path,
  keys,
  kind: z.enum(['changed', 'added', 'removed']),
  before: value.meta({ description: 'Null where it was added; a map where one was removed.' }),
  after: value.meta({ description: 'Null where it was removed.' }),
  origin,
})

const ineffective = z.strictObject({
  path,
  keys,
  because: z
    .enum(['same', 'absent', 'overlaid'])
    .meta({ description: 'It was the same before, there was nothing to take out, or a later overlay says otherwise.' }),
  origin,
})

const move = z.strictObject({
  from: tier.nullable().meta({ description: 'The tier before; null where the answers led nowhere.' }),
  to: tier.nullable(),
  when: z.record(z.string(), z.array(z.string())).meta({ description: 'Question → options; questions that are not named do not matter.' }),
})

export const rulesDiffSchema = z
  .strictObject({
    ...head,
    changes: z.array(change),
    ineffective: z.array(ineffective).meta({ description: 'What the overlays say without changing anything.' }),
    moves: z.array(move).meta({ description: 'The answers that lead to another tier because of the overlays.' }),
  })
  .meta({ title: 'pick-llm rules show --diff' })

export type RulesShowJson = Frozen<z.infer<typeof rulesShowSchema>>
export type RulesDiffJson = Frozen<z.infer<typeof rulesDiffSchema>>
export type Origin = RulesShowJson['leaves'][number]['origin']
export type RulesChange = RulesDiffJson['changes'][number]
export type RulesMove = RulesDiffJson['moves'][number]
