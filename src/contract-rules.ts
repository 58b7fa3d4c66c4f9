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

const parts = z
  .array(tier)
  .meta({ description: 'The tiers of the hard slice and of the rest, or the one tier; empty where the answers led nowhere.' })
const when = z
  .record(z.string(), z.array(z.string()))
  .meta({ description: 'Question → options, measure → stretches of numbers; what is not named does not matter.' })
const to = { to: tier.nullable(), toParts: parts }
const option = z.string().nullable()

const move = z.strictObject({
  from: tier.nullable().meta({ description: 'The tier before; null where the answers led nowhere.' }),
  fromParts: parts,
  ...to,
  when,
})

export const rulesDiffSchema = z
  .strictObject({
    ...head,
    changes: z.array(change),
    ineffective: z.array(ineffective).meta({ description: 'What the overlays say without changing anything.' }),
    moves: z.array(move).meta({ description: 'The answers that lead to other tiers because of the overlays, whatever is measured.' }),
    arrivals: z
      .array(z.strictObject({ ...to, when }))
      .meta({ description: 'Where answers lead that take an option that was not there before.' }),
    assumptions: z
      .array(z.strictObject({ question: z.string(), from: option, to: option, when }))
      .meta({ description: 'What is assumed otherwise; null where an answer is required.' }),
    omitted: z.enum(['none', 'some', 'all']).meta({
      description: 'Whether moves, arrivals and assumptions are cut short, or left out, because there are too many combinations.',
    }),
    measured: z.boolean().meta({ description: 'Whether rules compare measured numbers. Prices move those, which no move tells.' }),
    examples: z
      .array(z.strictObject({ id: z.string(), from: tier.nullable(), fromParts: parts, ...to }))
      .meta({ description: 'The examples of the rules that come out otherwise, at the prices before and after.' }),
  })
  .meta({ title: 'pick-llm rules show --diff' })

export type RulesShowJson = Frozen<z.infer<typeof rulesShowSchema>>
export type RulesDiffJson = Frozen<z.infer<typeof rulesDiffSchema>>
export type Origin = RulesShowJson['leaves'][number]['origin']
export type RulesChange = RulesDiffJson['changes'][number]
export type RulesMove = RulesDiffJson['moves'][number]
export type RulesPlace = Pick<RulesMove, 'to' | 'toParts'>
