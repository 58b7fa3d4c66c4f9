// The shape of the catalog's facts: models, offers, hosts, licenses, tools, figures and what they are taken from.

import { z } from 'zod'

const idPattern = /^[a-z0-9][a-z0-9.-]*$/
export const id = z.string().regex(idPattern, 'write the id in small letters, digits, dots and hyphens').max(80)
const figureWanted = 'write the id of a figure; the number stands in the figure, as its value'
/** In its place people write the number itself. */
export const figureId = z.string(figureWanted).regex(idPattern, figureWanted).max(80)
export const word = z.string().min(1).max(200)
export const sentence = z.string().min(1).max(400)
export const dateWanted = 'write the date as 2026-01-31'
export const date = z.iso.date(dateWanted)

export const citations = z
  .record(id, sentence)
  .refine((places) => Object.keys(places).length > 0, 'name at least one source')
  .meta({ description: 'Each source, by its id, with where in it.', minProperties: 1 })

const source = z.strictObject({
  title: sentence,
  kind: z.enum(['document', 'dataset', 'license', 'documentation', 'benchmark', 'survey', 'decision']),
  url: z.url({ protocol: /^https$/ }).optional(),
  dated: date.optional().meta({ description: 'The date of the text or data itself.' }),
  checked: date.meta({ description: 'When somebody last looked.' }),
})

/** Unknown is a value of its own. It never passes a filter. */
const known = z.enum(['yes', 'no', 'unknown'])
const tokens = z.number().int().positive()
const country = z.string().regex(/^[a-z]{2}$/, 'write the country as two small letters, such as fr')

const license = z.strictObject({
  title: sentence,
  spdx: z.string().optional(),
  permissive: known,
  commercial: z.enum(['yes', 'conditions', 'no', 'unknown']).meta({ description: 'Commercial use of downloaded weights.' }),
  conditions: z.array(sentence).optional(),
  'monthly-users': z.number().int().positive().optional(),
  bars: z.array(id).optional().meta({ description: 'Regions whose companies get no rights.' }),
  sources: citations,
})

const model = z.strictObject({
  title: sentence,
  lab: word,
  origin: z.union([country, z.literal('unknown')]),
  weights: z.enum(['open', 'closed']),
  license: id.meta({ description: 'A license, or unknown.' }),
  evidence: z
    .enum(['primary', 'card', 'secondary', 'none'])
    .meta({ description: 'How the license is known: read at the publisher, on a model card, from a third party, not at all.' }),
  status: z.enum(['current', 'preview', 'superseded', 'retired', 'never-existed', 'unknown']),
  context: z.union([tokens, z.literal('unknown')]),
  'good-at': z.array(id),
  'replaced-by': id.optional(),
  'named-in': citations.optional().meta({ description: 'Where the documents name it.' }),
  note: sentence.optional(),
  sources: citations,
})

const price = z.number().nonnegative()
const rates = { input: price, output: price, cached: price.optional() }

/** USD per million tokens. */
const offer = z.strictObject({
  id: word.meta({ description: 'The id at the host.' }),
  ...rates,
  context: tokens.optional(),
  above: z
    .array(z.strictObject({ tokens, ...rates }))
    .optional()
    .meta({ description: 'Dearer rates for requests with more input tokens than that.' }),
  regions: z
    .record(id, z.strictObject({ id: word, ...rates }))
    .optional()
    .meta({ description: 'The same model processed in one region, with that region’s id and rates.' }),
  batch: z
    .strictObject({ input: price, output: price })
    .optional()
    .meta({ description: 'Rates for work that may wait, where the host has them.' }),
  differs: sentence.optional().meta({ description: 'Why the price is right although another price list disagrees.' }),
  'as-of': date,
  until: date.optional().meta({ description: 'The last day for which the price is announced, where another one follows.' }),
  volatile: sentence.optional().meta({ description: 'Why the price may not last.' }),
  sources: citations,
})

const host = z.strictObject({
  title: sentence,
  kind: z.enum(['lab', 'inference', 'cloud', 'router']),
  status: z.enum(['current', 'changed', 'unknown']),
  origin: z.union([country, z.literal('unknown')]),
  agreement: known.meta({ description: 'Signs a data agreement for regulated data (such as a BAA), by a source.' }),
  regions: z.array(id).meta({ description: 'Regions where it is known to process a request wholly inside.' }),
  'models-dev': z.array(word).min(1).optional().meta({ description: 'Its names in the data of models.dev, for `pick-llm refresh`.' }),
  'named-in': citations.optional(),
  note: sentence.optional(),
  sources: citations,
})

const tool = z.strictObject({
  title: sentence,
  kind: z.enum(['router', 'gateway', 'server', 'framework', 'ranking', 'gpu-cloud', 'calculator']),
  status: z.enum(['current', 'superseded', 'unknown']),
  'replaced-by': id.optional(),
  'named-in': citations,
  note: sentence.optional(),
  sources: citations,
})

const gpu = z.strictObject({
  title: sentence,
  memory: z.number().positive().meta({ description: 'GB.' }),
  low: price.positive(),
  mid: price.positive(),
  high: price.positive().meta({ description: 'USD for an hour on demand.' }),
  checked: date,
  sources: citations,
})

/** GB of GPU memory that the weights need with room to serve, by precision. */
const memory = z.strictObject({
  bf16: z.number().positive().optional(),
  fp8: z.number().positive().optional(),
  fp4: z.number().positive().optional(),
  sources: citations,
})

const throughput = z.strictObject({
  input: z.number().int().positive().meta({ description: 'Input tokens of a request.' }),
  output: z.number().int().positive().meta({ description: 'Output tokens of a request.' }),
  'per-gpu': z.number().positive().meta({ description: 'Output tokens a second for each GPU, at full load and without a latency target.' }),
  sources: citations,
})

/** One way to run a model: so many GPUs of a kind make one replica. */
const deployment = z.strictObject({
  gpu: id,
  gpus: z.number().int().positive(),
  precision: z.enum(['bf16', 'fp8', 'fp4']),
  'measured-on': id.optional().meta({ description: 'The model that the throughput was measured on, where it is another one.' }),
  because: sentence.optional().meta({ description: 'Why that measurement may stand in, and which way it errs.' }),
  throughput: z.array(throughput).min(1),
})

/** One of these at least. A ban that rules out nothing any more says why. */
const banKeys = ['origins', 'models', 'hosts', 'licenses', 'lifts-limits'] as const

/** What falls under any of the lists is on no shortlist, bill or export, whatever the answers are. */
const ban = z
  .strictObject({
    origins: z
      .array(country)
      .min(1)
      .optional()
      .meta({ description: 'Countries of labs and hosts. Where the country is not known, it is banned too.' }),
    models: z.array(id).min(1).optional(),
    hosts: z.array(id).min(1).optional(),
    licenses: z.array(id).min(1).optional().meta({ description: 'Of the model. Where the license is not known, it is banned too.' }),
    'lifts-limits': sentence.optional().meta({ description: 'Overlays only: why some of it was taken out.' }),
    because: sentence,
    sources: citations.optional(),
  })
  .refine((ban) => banKeys.some((key) => ban[key] !== undefined), 'name origins, models, hosts or licenses')
  .meta({ anyOf: banKeys.map((list) => ({ required: [list] })) })

const figure = z.strictObject({
  title: sentence,
  value: z.number(),
  low: z.number().optional(),
  high: z.number().optional(),
  unit: word,
  'more-than': z.number().optional().meta({ description: 'Values make sense only above this, as where the program divides by them.' }),
  'at-least': z.number().optional().meta({ description: 'Values make sense only from this on.' }),
  'at-most': z.number().optional().meta({ description: 'Values make sense only up to this.' }),
  checked: date,
  sources: citations,
})

const section = <T extends z.ZodType>(value: T, description: string) => z.record(id, value).optional().meta({ description })

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
