// The shape of a rules file: one definition for validation, for types, and for the JSON Schema that editors use.
//
// Every section is a map keyed by id, so an overlay can reach any leaf; maps merge, lists and scalars replace, null deletes.

import { z } from 'zod'
import { wordKeys } from '../words.ts'
import { catalogSections, citations, figureId, id, sentence, word } from './catalog-schema.ts'
import { gatewaySections } from './gateway-schema.ts'

const tierId = z.enum(['self-hosted-open', 'hosted-open', 'frontier-closed', 'frontier-private', 'hybrid'])

const because = sentence.meta({ description: 'The reason, in one sentence. It is what people read.' })

const oneOrMore = z.union([word, z.array(word).min(1)])

/** `question: option` or `question: [option, …]`; all lines must hold. `tier` is the tier so far, or `undecided`. A measure is compared with a figure. */
const measured = z
  .strictObject({
    'at-least': figureId.optional().meta({ description: 'The figure from which it fits.' }),
    below: figureId.optional().meta({ description: 'The figure from which it no longer fits.' }),
  })
  .refine((ends) => Object.keys(ends).length > 0, 'write `at-least:` or `below:` with the id of a figure')
  .meta({ minProperties: 1 })

const condition = z.record(id, z.union([oneOrMore, measured])).meta({
  description: 'All lines must hold. Each is a question with one option, or with a list of options of which one must hold.',
})

/** One row that says something when its condition holds; the last row of a list has no condition. */
const saying = z.strictObject({
  if: condition.optional(),
  because,
  sources: citations.optional(),
})

const narrowing = z.strictObject({
  tiers: z
    .array(tierId.exclude(['hybrid']))
    .min(1)
    .optional()
    .meta({ description: 'The tiers that are left; a hybrid is made of these.' }),
  license: z.enum(['permissive', 'commercial']).optional(),
  agreement: z.literal('yes').optional().meta({ description: 'The host signs an agreement for regulated data.' }),
  region: id.optional().meta({ description: 'The question whose answer is the region to process in.' }),
  'region-if-given': id.optional().meta({ description: 'The same, where it was answered although nothing asks it here.' }),
  hosts: z
    .array(id)
    .min(1)
    .optional()
    .meta({ description: 'One of these hosts must serve the model; own machines are not limited by it.' }),
})

const rule = z.strictObject({
  if: condition.optional().meta({ description: 'When the rule applies. The first rule of a step that applies is used.' }),
  before: id.optional().meta({ description: 'Overlays only: put this rule before that one.' }),
  tier: tierId.exclude(['hybrid']).optional().meta({ description: 'Sets the tier.' }),
  slice: tierId.exclude(['hybrid']).optional().meta({ description: 'Puts the hard slice of the traffic on that tier.' }),
  needs: z.array(id).optional().meta({ description: 'Questions whose answers the shortlist or the bills need here.' }),
  only: narrowing.optional().meta({ description: 'What the models and hosts on the shortlist must satisfy.' }),
  'runner-up': z
    .union([tierId, z.array(z.strictObject({ if: condition.optional(), tier: tierId })).min(1)])
    .optional()
    .meta({ description: 'The tier to name as the next best one; of a list, the first row that fits.' }),
  'lifts-limits': sentence.optional().meta({
    description: 'Overlays only: why answers that this rule takes are no longer under a data limit of the built-in rules.',
  }),
  because,
  sources: citations,
})

const step = z.strictObject({
  title: sentence,
  if: condition.optional().meta({ description: 'The step is needed only then.' }),
  otherwise: z.array(saying).min(1).optional().meta({ description: 'What to say when the step is not needed.' }),
  needs: z.array(id).optional(),
  before: id.optional(),
  rules: z.record(id, rule),
})

const option = z.strictObject({
  means: sentence.meta({ description: 'What the option says, in one line.' }),
  example: sentence.optional().meta({ description: 'A case, where the option could be misread.' }),
  'any-host': z.literal(true).optional().meta({ description: 'Regions only: every host passes, and has to confirm.' }),
  sources: citations.optional(),
})

const rowOf = (input: unknown): string => `{ value: ${typeof input === 'string' && id.safeParse(input).success ? input : '…'}, because: … }`

const assumption = z.strictObject(
  { if: condition.optional(), value: word, because, sources: citations.optional() },
  { error: ({ code, input }) => (code === 'invalid_type' ? `write a row, such as \`${rowOf(input)}\`` : undefined) },
)

const question = z.strictObject({
  step: id,
  ask: sentence,
  why: sentence,
  kind: z.enum(['choice', 'volume']),
  options: z.record(id, option).optional(),
  assume: z
    .array(assumption, {
      error: ({ code, input }) => (code === 'invalid_type' ? `write a list of rows, such as \`[${rowOf(input)}]\`` : undefined),
    })
    .min(1)
    .optional()
    .meta({ description: 'What to take when nobody knows: the first row that fits. Without it an answer is required.' }),
  unknown: sentence.optional().meta({ description: 'Volumes only: what an unknown volume means for the result.' }),
  'lifts-limits': sentence.optional().meta({ description: 'Overlays only: why an option with a limit was taken out.' }),
  shows: z.literal('bills').optional().meta({ description: 'What is shown before it is asked: the bills at the volume, or over volumes.' }),
})

/** Given as flags or in an answers file, never asked. */
const setting = z.strictObject({
  kind: z.enum(['tokens', 'origins', 'share', 'amount']).meta({
    description: 'A share or an amount takes the place of the figure with the same id, or of a price.',
  }),
  means: sentence,
  example: word,
})

const tier = z.strictObject({
  title: sentence,
  summary: z.array(saying).min(1).meta({ description: 'What to do, in two or three lines.' }),
  'ruled-out': z.array(saying).optional().meta({ description: 'Why it is not this tier; the first row that fits.' }),
  'next-steps': z.array(saying).meta({ description: 'All rows that fit.' }),
  weights: z.enum(['open', 'closed']).optional(),
  hosts: z
    .array(z.enum(['lab', 'inference', 'cloud', 'router']))
    .optional()
    .meta({ description: 'Kinds of hosts that serve this tier.' }),
})

const caution = z.strictObject({ if: condition, because, sources: citations })

const pick = z.strictObject({
  if: condition.optional(),
  before: id.optional().meta({ description: 'Overlays only: put this row before that one. The first row that fits is used.' }),
  models: z.record(id, sentence).meta({ description: 'Models in order of preference, each with what speaks for it.' }),
  sources: citations,
})

const example = z.strictObject({
  says: z.string().min(1).meta({ description: 'What the document says, in our words.' }),
  sources: citations,
  'document-says': tierId.optional().meta({ description: 'The tier the document names; left out where it names none.' }),
  answers: z.record(id, z.union([word, z.number()])),
  expect: tierId,
  parts: z.record(word, tierId).optional(),
  shortlist: z.array(id).optional().meta({ description: 'Models that must be offered.' }),
  'not-offered': z.array(id).optional().meta({ description: 'Models that must not be offered.' }),
  because: sentence.optional().meta({ description: 'Why it does not come out as the document says, and what is followed.' }),
})

const bill = z.strictObject({
  title: sentence,
  tier: tierId,
  models: z.array(id).min(1).optional().meta({ description: 'The first one that passes the limits is billed.' }),
})

const claim = z.strictObject({
  says: z.string().min(1).meta({ description: 'What the document claims, in our words.' }),
  sources: citations,
  tokens: word.meta({ description: 'The volume to check the claim at, where the user has none.' }),
  of: id.meta({ description: 'A bill.' }),
  from: word.optional().meta({ description: 'The smallest volume that it is true or false of; below, it says nothing.' }),
  'up-to': word.optional().meta({ description: 'The largest one.' }),
  over: id.optional().meta({ description: 'The bill that it is divided by; without it, the bill by the day is meant.' }),
  low: z.number().optional(),
  high: z.number().optional(),
})

const section = <T extends z.ZodType>(value: T, description: string) => z.record(id, value).optional().meta({ description })

export const rulesFile = z.strictObject({
  version: z.string().optional(),
  steps: section(step, 'The decisions in their order, each a table of rules.'),
  questions: section(question, 'What is asked. An id is a flag, a variable and a key of the answers file at once.'),
  settings: section(setting, 'Wishes that are never asked for: flags, variables and keys of the answers file.'),
  tiers: z.partialRecord(tierId, tier).optional().meta({ description: 'The tiers in words.' }),
  cautions: section(caution, 'What to watch.'),
  picks: z.partialRecord(tierId, z.record(id, pick)).optional().meta({ description: 'Which models are preferred, by tier.' }),
  words: z
    .partialRecord(z.enum(wordKeys), z.string().min(1))
    .optional()
    .meta({ description: 'Short sentences that the program fills in.' }),
  examples: section(example, 'Cases that have to come out as they say.'),
  bills: section(bill, 'The bills that stand side by side.'),
  claims: section(claim, 'What the documents claim about cost, held against the bills.'),
  ...catalogSections,
  ...gatewaySections,
})

/** A rules file after validation: merged, but with ids still unresolved. */
export type Ruleset = z.infer<typeof rulesFile>
