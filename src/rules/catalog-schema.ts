// The shape of the catalog's facts: models, offers, hosts, licenses, tools, figures and what they are taken from.

import * as z from 'zod/mini'
import { described } from '../described.ts'

const idPattern = /^[a-z0-9][a-z0-9.-]*$/
export const id = z.string().check(z.regex(idPattern, 'write the id in small letters, digits, dots and hyphens'), z.maxLength(80))
const figureWanted = 'write the id of a figure; the number stands in the figure, as its value'
/** In its place people write the number itself. */
export const figureId = z.string(figureWanted).check(z.regex(idPattern, figureWanted), z.maxLength(80))
export const word = z.string().check(z.minLength(1), z.maxLength(200))
/**
 * A letter or digit of any script, told by what it is not: spaces, signs and punctuation. So it is read alike with the `u` flag
 * and without, as validators of JSON Schema differ in that.
 */
export const text = z.string().check(z.regex(/[^\s!-/:-@[-`{-\u00bf\u2000-\u2bff\u3000-\u303f\uff00-\uff0f]/, 'write some text, in words'))
export const sentence = text.check(z.maxLength(400))
export const dateWanted = 'write the date as 2026-01-31'
export const date = z.iso.date(dateWanted)

export const citations = described(
  z.record(id, sentence).check(z.refine((places) => Object.keys(places).length > 0, 'name at least one source')),
  {
    description:
      'Each source, by its id, with where in it. Those of an overlay join those that are there, or take their place where it gives all numbers of the fact anew.',
    minProperties: 1,
  },
)

const source = z.strictObject({
  title: sentence,
  kind: z.enum(['document', 'dataset', 'license', 'documentation', 'benchmark', 'survey', 'decision']),
  url: z.optional(z.url({ protocol: /^https$/ })),
  dated: described(z.optional(date), 'The date of the text or data itself.'),
  checked: described(date, 'When somebody last looked.'),
})

/** Unknown is a value of its own. It never passes a filter. */
const known = z.enum(['yes', 'no', 'unknown'])
const tokens = z.int().check(z.positive())
const country = z.string().check(z.regex(/^[a-z]{2}$/, 'write the country as two small letters, such as fr'))

const license = z.strictObject({
  title: sentence,
  spdx: z.optional(z.string()),
  permissive: known,
  commercial: described(z.enum(['yes', 'conditions', 'no', 'unknown']), 'Commercial use of downloaded weights.'),
  conditions: z.optional(z.array(sentence)),
  'monthly-users': z.optional(z.int().check(z.positive())),
  bars: described(z.optional(z.array(id)), 'Regions whose companies get no rights.'),
  sources: citations,
})

const model = z.strictObject({
  title: sentence,
  lab: word,
  origin: z.union([country, z.literal('unknown')]),
  weights: z.enum(['open', 'closed']),
  license: described(id, 'A license, or unknown.'),
  evidence: described(
    z.enum(['primary', 'card', 'secondary', 'none']),
    'How the license is known: read at the publisher, on a model card, from a third party, not at all.',
  ),
  status: z.enum(['current', 'preview', 'superseded', 'retired', 'never-existed', 'unknown']),
  context: z.union([tokens, z.literal('unknown')]),
  'good-at': z.array(id),
  'replaced-by': z.optional(id),
  'named-in': described(z.optional(citations), 'Where the documents name it.'),
  note: z.optional(sentence),
  sources: citations,
})

const price = z.number().check(z.nonnegative())
const rates = { input: price, output: price, cached: z.optional(price) }

/** USD per million tokens. */
const offer = z.strictObject({
  id: described(word, 'The id at the host.'),
  ...rates,
  context: z.optional(tokens),
  above: described(
    z.optional(z.array(z.strictObject({ tokens, ...rates }))),
    'Dearer rates for requests with more input tokens than that.',
  ),
  regions: described(
    z.optional(z.record(id, z.strictObject({ id: word, ...rates }))),
    'The same model processed in one region, with that region’s id and rates.',
  ),
  batch: described(z.optional(z.strictObject({ input: price, output: price })), 'Rates for work that may wait, where the host has them.'),
  differs: described(z.optional(sentence), 'Why the price is right although another price list disagrees.'),
  'as-of': date,
  until: described(z.optional(date), 'The last day for which the price is announced, where another one follows.'),
  volatile: described(z.optional(sentence), 'Why the price may not last.'),
  'lifts-limits': described(z.optional(sentence), 'Overlays only: why it has the id of another region or model.'),
  sources: citations,
})

const host = z.strictObject({
  title: sentence,
  kind: z.enum(['lab', 'inference', 'cloud', 'router']),
  status: z.enum(['current', 'changed', 'unknown']),
  origin: z.union([country, z.literal('unknown')]),
  agreement: described(known, 'Signs a data agreement for regulated data (such as a BAA), by a source.'),
  regions: described(z.array(id), 'Regions where it is known to process a request wholly inside.'),
  'models-dev': described(z.optional(z.array(word).check(z.minLength(1))), 'Its names in the data of models.dev, for `pick-llm refresh`.'),
  'named-in': z.optional(citations),
  note: z.optional(sentence),
  sources: citations,
})

const tool = z.strictObject({
  title: sentence,
  kind: z.enum(['router', 'gateway', 'server', 'framework', 'ranking', 'gpu-cloud', 'calculator']),
  status: z.enum(['current', 'superseded', 'unknown']),
  'replaced-by': z.optional(id),
  'named-in': citations,
  note: z.optional(sentence),
  sources: citations,
})

const hourly = z.number().check(z.positive())

const gpu = z.strictObject({
  title: sentence,
  memory: described(z.number().check(z.positive()), 'GB.'),
  low: hourly,
  mid: hourly,
  high: described(hourly, 'USD for an hour on demand.'),
  checked: date,
  sources: citations,
})

/** GB of GPU memory that the weights need with room to serve, by precision. */
const memory = z.strictObject({
  bf16: z.optional(z.number().check(z.positive())),
  fp8: z.optional(z.number().check(z.positive())),
  fp4: z.optional(z.number().check(z.positive())),
  sources: citations,
})

const throughput = z.strictObject({
  input: described(z.int().check(z.positive()), 'Input tokens of a request.'),
  output: described(z.int().check(z.positive()), 'Output tokens of a request.'),
  'per-gpu': described(z.number().check(z.positive()), 'Output tokens a second for each GPU, at full load and without a latency target.'),
  sources: citations,
})

/** One way to run a model: so many GPUs of a kind make one replica. */
const deployment = z.strictObject({
  gpu: id,
  gpus: z.int().check(z.positive()),
  precision: z.enum(['bf16', 'fp8', 'fp4']),
  'measured-on': described(z.optional(id), 'The model that the throughput was measured on, where it is another one.'),
  because: described(z.optional(sentence), 'Why that measurement may stand in, and which way it errs.'),
  throughput: z.array(throughput).check(z.minLength(1)),
})

/** One of these at least. A ban that rules out nothing any more says why. */
const banKeys = ['origins', 'models', 'hosts', 'licenses', 'lifts-limits'] as const

/** What falls under any of the lists is on no shortlist, bill or export, whatever the answers are. */
const ban = described(
  z
    .strictObject({
      origins: described(
        z.optional(z.array(country).check(z.minLength(1))),
        'Countries of labs and hosts. Where the country is not known, it is banned too.',
      ),
      models: z.optional(z.array(id).check(z.minLength(1))),
      hosts: z.optional(z.array(id).check(z.minLength(1))),
      licenses: described(z.optional(z.array(id).check(z.minLength(1))), 'Of the model. Where the license is not known, it is banned too.'),
      'lifts-limits': described(z.optional(sentence), 'Overlays only: why some of it was taken out.'),
      because: sentence,
      sources: z.optional(citations),
    })
    .check(z.refine((ban) => banKeys.some((key) => ban[key] !== undefined), 'name origins, models, hosts or licenses')),
  { anyOf: banKeys.map((list) => ({ required: [list] })) },
)

const figure = z.strictObject({
  title: sentence,
  value: z.number(),
  low: z.optional(z.number()),
  high: z.optional(z.number()),
  unit: word,
  'more-than': described(z.optional(z.number()), 'Values make sense only above this, as where the program divides by them.'),
  'at-least': described(z.optional(z.number()), 'Values make sense only from this on.'),
  'at-most': described(z.optional(z.number()), 'Values make sense only up to this.'),
  checked: date,
  sources: citations,
})

const section = <T extends z.core.$ZodType>(value: T, description: string) => described(z.optional(z.record(id, value)), description)

export const catalogSections = {
  sources: section(source, 'What is cited.'),
  licenses: section(license, 'Licenses of weights.'),
  models: section(model, 'The models, with what became of each.'),
  offers: section(z.record(id, offer), 'Prices, by model and host: USD per million tokens.'),
  hosts: section(host, 'Who serves models, where, and under which terms.'),
  tools: section(tool, 'Routers, servers and frameworks that the documents name.'),
  figures: section(figure, 'Numbers that the program computes with.'),
  bans: section(ban, 'What no shortlist, bill or plan may use, each with its reason.'),
  gpus: section(gpu, 'What an hour of a GPU costs.'),
  memory: section(memory, 'GB of GPU memory that a model needs, by precision.'),
  deployments: section(z.record(id, deployment), 'Ways to run a model on own GPUs, by model.'),
}
