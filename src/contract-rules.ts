// The published JSON of `pick-llm rules show` and `rules show --diff`, as one definition.

import * as z from 'zod/mini'
import { type Frozen, head, tier } from './contract-parts.ts'
import { described } from './described.ts'

const origin = described(
  z.strictObject({ file: z.string(), line: z.nullable(z.number()), column: z.nullable(z.number()) }),
  'Where a value was written; `built-in`, or `refreshed-prices`, without a line.',
)

const path = described(z.string(), 'As `rules show` takes it.')
const keys = described(z.array(z.string()), 'The same path, key by key.')
const value = described(z.unknown(), 'A text, a number, true or false, a list, or an empty map.')

export const rulesShowSchema = described(z.strictObject({ ...head, leaves: z.array(z.strictObject({ path, keys, value, origin })) }), {
  title: 'pick-llm rules show',
})

const change = z.strictObject({
  path,
  keys,
  kind: z.enum(['changed', 'added', 'removed']),
  before: described(value, 'Null where it was added; a map where one was removed.'),
  after: described(value, 'Null where it was removed.'),
  origin,
})

const ineffective = z.strictObject({
  path,
  keys,
  because: described(
    z.enum(['same', 'absent', 'overlaid']),
    'It was the same before, there was nothing to take out, or a later overlay says otherwise.',
  ),
  origin,
})

const parts = described(z.array(tier), 'The tiers of the hard slice and of the rest, or the one tier; empty where the answers led nowhere.')
const when = described(
  z.record(z.string(), z.array(z.string())),
  'Question → options, measure → stretches of numbers; what is not named does not matter.',
)
const to = { to: z.nullable(tier), toParts: parts }
const option = z.nullable(z.string())

const move = z.strictObject({
  from: described(z.nullable(tier), 'The tier before; null where the answers led nowhere.'),
  fromParts: parts,
  ...to,
  when,
})

export const rulesDiffSchema = described(
  z.strictObject({
    ...head,
    changes: z.array(change),
    ineffective: described(z.array(ineffective), 'What the overlays say without changing anything.'),
    moves: described(z.array(move), 'The answers that lead to other tiers because of the overlays, whatever is measured.'),
    arrivals: described(z.array(z.strictObject({ ...to, when })), 'Where answers lead that take an option that was not there before.'),
    assumptions: described(
      z.array(z.strictObject({ question: z.string(), from: option, to: option, when })),
      'What is assumed otherwise; null where an answer is required.',
    ),
    omitted: described(
      z.enum(['none', 'some', 'all']),
      'Whether moves, arrivals and assumptions are cut short, or left out, because there are too many combinations.',
    ),
    measured: described(z.boolean(), 'Whether rules compare measured numbers. Prices move those, which no move tells.'),
    examples: described(
      z.array(z.strictObject({ id: z.string(), from: z.nullable(tier), fromParts: parts, ...to })),
      'The examples of the rules that lead to another tier, at the prices before and after; what only changes their models is not in it.',
    ),
  }),
  { title: 'pick-llm rules show --diff' },
)

export type RulesShowJson = Frozen<z.infer<typeof rulesShowSchema>>
export type RulesDiffJson = Frozen<z.infer<typeof rulesDiffSchema>>
export type Origin = RulesShowJson['leaves'][number]['origin']
export type RulesChange = RulesDiffJson['changes'][number]
export type RulesMove = RulesDiffJson['moves'][number]
export type RulesPlace = Pick<RulesMove, 'to' | 'toParts'>
