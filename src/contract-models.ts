// The published JSON of `pick-llm models`, as one definition: the catalog under filters, and why a model is not listed.

import { z } from 'zod'
import { catalog, type Frozen, head, prices, tier } from './contract-parts.ts'

const status = z.enum(['current', 'preview', 'superseded', 'retired', 'never-existed', 'unknown'])

const offer = z.strictObject({
  host: z.string(),
  hostKind: z.enum(['lab', 'inference', 'cloud', 'router']),
  idAtHost: z.string(),
  input: z.number().meta({ description: 'USD per million tokens, as are the next three.' }),
  output: z.number(),
  cached: z.number().nullable(),
  blended: z.number().meta({ description: 'Input and output at `inputShare`.' }),
  context: z.number().nullable(),
  asOf: z.string(),
})

const model = z.strictObject({
  id: z.string(),
  title: z.string(),
  lab: z.string(),
  origin: z.string(),
  weights: z.enum(['open', 'closed']),
  license: z.strictObject({
    id: z.string(),
    title: z.string(),
    permissive: z.enum(['yes', 'no', 'unknown']),
    commercial: z.enum(['yes', 'conditions', 'no', 'unknown']),
  }),
  evidence: z.enum(['primary', 'card', 'secondary', 'none']),
  status,
  context: z.number().nullable().meta({ description: 'In tokens; null when unknown.' }),
  goodAt: z.array(z.string()),
  replacedBy: z.string().nullable(),
  namedIn: z.record(z.string(), z.string()).meta({ description: 'Source id → where in it.' }),
  note: z.string().nullable(),
  cheapest: offer.nullable().meta({ description: 'Null without an offer, or when prices are too old; see `cheapestBecause`.' }),
  offers: z.array(offer).meta({ description: 'Those that pass the filters, the cheapest first; by host id when prices are too old.' }),
})

const filter = z.strictObject({
  id: z.string().meta({ description: 'The flag without its dashes, or `bans`, those of the rules.' }),
  value: z.string(),
  given: z.boolean().meta({ description: 'False for what holds when nothing is said.' }),
  removes: z.number().meta({ description: 'So many models of the whole catalog it removes by itself.' }),
  leftWithout: z.number().meta({ description: 'So many models would pass all the others.' }),
})

const whyNot = z
  .strictObject({
    model,
    pickedFor: z.array(tier).meta({ description: 'The tiers whose pick lists lead to it; without any, no shortlist holds it.' }),
    removedBy: z
      .array(z.strictObject({ id: z.string(), value: z.string(), because: z.string() }))
      .meta({ description: 'The filters that removed it: without all of these, it passes.' }),
    successors: z
      .array(z.strictObject({ id: z.string(), title: z.string(), status, passes: z.boolean() }))
      .meta({ description: 'What came after it, the newest last.' }),
  })
  .meta({ description: 'What became of one model under the filters.' })

export const modelsSchema = z
  .strictObject({
    ...head,
    catalog: catalog.omit({ sha256: true }).extend({ models: z.number() }),
    prices,
    inputShare: z.number().meta({ description: 'The share of input in a blended price.' }),
    cheapestBecause: z.string().nullable().meta({ description: 'Why no host is named cheapest.' }),
    filters: z.array(filter),
    models: z.array(model).meta({ description: 'Those that pass every filter, the current ones first.' }),
    whyNot: whyNot.nullable(),
  })
  .meta({ title: 'pick-llm models' })

export type ModelsJson = Frozen<z.infer<typeof modelsSchema>>
