// The published JSON of `pick-llm models`, as one definition: the catalog under filters, and why a model is not listed.

import * as z from 'zod/mini'
import { catalog, type Frozen, head, prices, tier } from './contract-parts.ts'
import { described } from './described.ts'

const status = z.enum(['current', 'preview', 'superseded', 'retired', 'never-existed', 'unknown'])

const offer = z.strictObject({
  host: z.string(),
  hostKind: z.enum(['lab', 'inference', 'cloud', 'router']),
  idAtHost: z.string(),
  input: described(z.number(), 'USD per million tokens, as are the next three.'),
  output: z.number(),
  cached: z.nullable(z.number()),
  blended: described(z.number(), 'Input and output at `inputShare`.'),
  context: z.nullable(z.number()),
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
  context: described(z.nullable(z.number()), 'In tokens; null when unknown.'),
  goodAt: z.array(z.string()),
  replacedBy: z.nullable(z.string()),
  namedIn: described(z.record(z.string(), z.string()), 'Source id → where in it.'),
  note: z.nullable(z.string()),
  cheapest: described(z.nullable(offer), 'Null without an offer, or when prices are too old; see `cheapestBecause`.'),
  offers: described(z.array(offer), 'Those that pass the filters, the cheapest first; by host id when prices are too old.'),
})

const filter = z.strictObject({
  id: described(z.string(), 'The flag without its dashes, or `bans`, those of the rules.'),
  value: z.string(),
  given: described(z.boolean(), 'False for what holds when nothing is said.'),
  removes: described(z.number(), 'So many models of the whole catalog it removes by itself.'),
  leftWithout: described(z.number(), 'So many models would pass all the others.'),
})

const whyNot = described(
  z.strictObject({
    model,
    pickedFor: described(z.array(tier), 'The tiers whose pick lists lead to it; without any, no shortlist holds it.'),
    removedBy: described(
      z.array(z.strictObject({ id: z.string(), value: z.string(), because: z.string() })),
      'The filters that removed it: without all of these, it passes.',
    ),
    successors: described(
      z.array(z.strictObject({ id: z.string(), title: z.string(), status, passes: z.boolean() })),
      'What came after it, the newest last.',
    ),
  }),
  'What became of one model under the filters.',
)

export const modelsSchema = described(
  z.strictObject({
    ...head,
    catalog: z.extend(z.omit(catalog, { sha256: true }), { models: z.number() }),
    prices,
    inputShare: described(z.number(), 'The share of input in a blended price.'),
    cheapestBecause: described(z.nullable(z.string()), 'Why no host is named cheapest.'),
    filters: z.array(filter),
    models: described(z.array(model), 'Those that pass every filter, the current ones first.'),
    whyNot: z.nullable(whyNot),
  }),
  { title: 'pick-llm models' },
)

export type ModelsJson = Frozen<z.infer<typeof modelsSchema>>
