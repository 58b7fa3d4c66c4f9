// The shape of a rules file: one definition for validation, for types, and for the JSON Schema that editors use.
//
// Every section is a map keyed by id, so an overlay can reach any leaf; maps merge, lists and scalars replace, null deletes.

import * as z from 'zod/mini'
import { described } from '../described.ts'
import { wordKeys } from '../words.ts'
import { catalogSections, citations, figureId, id, sentence, text, word } from './catalog-schema.ts'
import { gatewaySections } from './gateway-schema.ts'

const partIds = ['self-hosted-open', 'hosted-open', 'frontier-closed', 'frontier-private'] as const
/** What a hybrid is made of. */
const partId = z.enum(partIds)
const tierId = z.enum([...partIds, 'hybrid'])

const because = described(sentence, 'The reason, in one sentence. It is what people read.')

const oneOrMore = z.union([word, z.array(word).check(z.minLength(1))])

/** `question: option` or `question: [option, …]`; all lines must hold. `tier` is the tier so far, or `undecided`. A measure is compared with a figure. */
const measured = described(
  z
    .strictObject({
      'at-least': described(z.optional(figureId), 'The figure from which it fits.'),
      below: described(z.optional(figureId), 'The figure from which it no longer fits.'),
    })
    .check(z.refine((ends) => Object.keys(ends).length > 0, 'write `at-least:` or `below:` with the id of a figure')),
  { minProperties: 1 },
)

const condition = described(
  z.record(id, z.union([oneOrMore, measured])),
  'All lines must hold. Each is a question with one option, or with a list of options of which one must hold.',
)

/** One row that says something when its condition holds; the last row of a list has no condition. */
const saying = z.strictObject({
  if: z.optional(condition),
  because,
  sources: z.optional(citations),
})

const narrowing = z.strictObject({
  tiers: described(z.optional(z.array(partId).check(z.minLength(1))), 'The tiers that are left; a hybrid is made of these.'),
  license: z.optional(z.enum(['permissive', 'commercial'])),
  agreement: described(z.optional(z.literal('yes')), 'The host signs an agreement for regulated data.'),
  region: described(z.optional(id), 'The question whose answer is the region to process in.'),
  'region-if-given': described(z.optional(id), 'The same, where it was answered although nothing asks it here.'),
  hosts: described(
    z.optional(z.array(id).check(z.minLength(1))),
    'One of these hosts must serve the model; own machines are not limited by it.',
  ),
})

const rule = z.strictObject({
  if: described(z.optional(condition), 'When the rule applies. The first rule of a step that applies is used.'),
  before: described(z.optional(id), 'Overlays only: put this rule before that one.'),
  tier: described(z.optional(partId), 'Sets the tier.'),
  slice: described(z.optional(partId), 'Puts the hard slice of the traffic on that tier.'),
  needs: described(z.optional(z.array(id)), 'Questions whose answers the shortlist or the bills need here.'),
  only: described(z.optional(narrowing), 'What the models and hosts on the shortlist must satisfy.'),
  'runner-up': described(
    z.optional(z.union([tierId, z.array(z.strictObject({ if: z.optional(condition), tier: tierId })).check(z.minLength(1))])),
    'The tier to name as the next best one; of a list, the first row that fits.',
  ),
  'lifts-limits': described(
    z.optional(sentence),
    'Overlays only: why answers that this rule takes are no longer under a data limit of the built-in rules.',
  ),
  because,
  sources: citations,
})

const step = z.strictObject({
  title: sentence,
  if: described(z.optional(condition), 'The step is needed only then.'),
  otherwise: described(z.optional(z.array(saying).check(z.minLength(1))), 'What to say when the step is not needed.'),
  needs: z.optional(z.array(id)),
  before: z.optional(id),
  rules: z.record(id, rule),
})

const option = z.strictObject({
  means: described(sentence, 'What the option says, in one line.'),
  example: described(z.optional(sentence), 'A case, where the option could be misread.'),
  'any-host': described(z.optional(z.literal(true)), 'Regions only: every host passes, and has to confirm.'),
  sources: z.optional(citations),
})

const rowOf = (input: unknown): string => `{ value: ${typeof input === 'string' && id.safeParse(input).success ? input : '…'}, because: … }`

const assumption = z.strictObject(
  { if: z.optional(condition), value: word, because, sources: z.optional(citations) },
  { error: ({ code, input }) => (code === 'invalid_type' ? `write a row, such as \`${rowOf(input)}\`` : undefined) },
)

const question = z.strictObject({
  step: id,
  ask: sentence,
  why: sentence,
  kind: z.enum(['choice', 'volume']),
  options: z.optional(z.record(id, option)),
  assume: described(
    z.optional(
      z
        .array(assumption, {
          error: ({ code, input }) => (code === 'invalid_type' ? `write a list of rows, such as \`[${rowOf(input)}]\`` : undefined),
        })
        .check(z.minLength(1)),
    ),
    'What to take when nobody knows: the first row that fits. Without it an answer is required; of an added question, say so with null.',
  ),
  unknown: described(z.optional(sentence), 'Volumes only: what an unknown volume means for the result.'),
  'lifts-limits': described(z.optional(sentence), 'Overlays only: why an option with a limit was taken out.'),
  shows: described(z.optional(z.literal('bills')), 'What is shown before it is asked: the bills at the volume, or over volumes.'),
})

/** Given as flags or in an answers file, never asked. */
const setting = z.strictObject({
  kind: described(
    z.enum(['tokens', 'origins', 'share', 'amount']),
    'A share or an amount takes the place of the figure with the same id, or of a price.',
  ),
  means: sentence,
  example: word,
})

const tier = z.strictObject({
  title: sentence,
  summary: described(z.array(saying).check(z.minLength(1)), 'What to do, in two or three lines.'),
  'ruled-out': described(z.optional(z.array(saying)), 'Why it is not this tier; the first row that fits.'),
  'next-steps': described(z.array(saying), 'All rows that fit.'),
  weights: z.optional(z.enum(['open', 'closed'])),
  hosts: described(z.optional(z.array(z.enum(['lab', 'inference', 'cloud', 'router']))), 'Kinds of hosts that serve this tier.'),
})

const caution = z.strictObject({
  if: condition,
  'if-given': described(z.optional(id), 'Said only where this question was answered, not assumed.'),
  because,
  sources: citations,
})

const pick = z.strictObject({
  if: z.optional(condition),
  before: described(z.optional(id), 'Overlays only: put this row before that one. The first row that fits is used.'),
  models: described(z.record(id, sentence), 'Models in order of preference, each with what speaks for it.'),
  sources: citations,
})

const example = z.strictObject({
  says: described(text, 'What the document says, in our words.'),
  sources: citations,
  'document-says': described(z.optional(tierId), 'The tier the document names; left out where it names none.'),
  answers: z.record(id, z.union([word, z.number()])),
  expect: tierId,
  parts: z.optional(z.record(word, tierId)),
  shortlist: described(z.optional(z.array(id)), 'Models that must be offered.'),
  'not-offered': described(z.optional(z.array(id)), 'Models that must not be offered.'),
  because: described(z.optional(sentence), 'Why it does not come out as the document says, and what is followed.'),
})

const bill = z.strictObject({
  title: sentence,
  tier: tierId,
  models: described(z.optional(z.array(id).check(z.minLength(1))), 'The first one that passes the limits is billed.'),
})

const claim = z.strictObject({
  says: described(text, 'What the document claims, in our words.'),
  sources: citations,
  tokens: described(word, 'The volume to check the claim at, where the user has none.'),
  of: described(id, 'A bill.'),
  from: described(z.optional(word), 'The smallest volume that it is true or false of; below, it says nothing.'),
  'up-to': described(z.optional(word), 'The largest one.'),
  over: described(z.optional(id), 'The bill that it is divided by; without it, the bill by the day is meant.'),
  low: z.optional(z.number()),
  high: z.optional(z.number()),
})

const section = <T extends z.core.$ZodType>(value: T, description: string) => described(z.optional(z.record(id, value)), description)

export const rulesFile = z.strictObject({
  version: z.optional(z.string()),
  steps: section(step, 'The decisions in their order, each a table of rules.'),
  questions: section(question, 'What is asked. An id is a flag, a variable and a key of the answers file at once.'),
  settings: section(setting, 'Wishes that are never asked for: flags, variables and keys of the answers file.'),
  tiers: described(z.optional(z.partialRecord(tierId, tier)), 'The tiers in words.'),
  cautions: section(caution, 'What to watch.'),
  picks: described(z.optional(z.partialRecord(tierId, z.record(id, pick))), 'Which models are preferred, by tier.'),
  words: described(z.optional(z.partialRecord(z.enum(wordKeys), text)), 'Short sentences that the program fills in.'),
  examples: section(example, 'Cases that have to come out as they say.'),
  bills: section(bill, 'The bills that stand side by side.'),
  claims: section(claim, 'What the documents claim about cost, held against the bills.'),
  ...catalogSections,
  ...gatewaySections,
})

/** A rules file after validation: merged, but with ids still unresolved. */
export type Ruleset = z.infer<typeof rulesFile>
