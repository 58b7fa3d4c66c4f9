// The shape of what `pick-llm export` knows about hosts: how gateways and evaluation tools call them.

import * as z from 'zod/mini'
import { described } from '../described.ts'
import { citations, date, id, sentence, word } from './catalog-schema.ts'

const variable = z
  .string()
  .check(z.regex(/^[A-Z][A-Z0-9_]*(\{place\}[A-Z0-9_]*)?$/, 'write the variable in capitals, digits and underscores'))
const value = z.union([word, z.strictObject({ variable })])
const field = z.string().check(z.regex(/^[A-Za-z_]+$/, 'write the field in letters and underscores'))
const settings = z.record(field, value)

const call = {
  model: described(z.optional(word), 'What stands before the id of a model.'),
  settings: described(z.optional(settings), 'Parameters of a call. A variable is named, never filled in.'),
  regions: described(z.optional(z.record(id, settings)), 'Settings that keep a request in a region.'),
  variables: described(z.optional(z.array(variable)), 'Environment variables that this target reads by itself.'),
}

const gateway = z.strictObject({
  'starts-with': described(z.optional(z.array(word).check(z.minLength(1))), 'Only ids that start so.'),
  'ends-with': described(z.optional(z.array(word).check(z.minLength(1))), 'Only ids that end so.'),
  variables: described(z.optional(z.array(variable)), 'Environment variables that a call by any target reads.'),
  'in-region': described(z.optional(z.array(id)), 'The host processes every request in these regions.'),
  because: described(z.optional(sentence), 'Why these ids are left out of every export.'),
  note: z.optional(sentence),
  'lifts-limits': described(z.optional(sentence), 'Overlays only: why it may call the host in another way.'),
  retention: described(z.optional(z.record(field, z.boolean())), 'Fields of a request that keep the host from storing it.'),
  litellm: z.optional(z.strictObject(call)),
  'ai-sdk': z.optional(
    z.strictObject({
      ...call,
      package: z.string().check(z.regex(/^@?[a-z0-9./-]+$/, 'write the name of the package, such as @ai-sdk/openai')),
      create: z.string().check(z.regex(/^[A-Za-z]+$/, 'write the name of the function, in letters')),
      options: z.optional(id),
    }),
  ),
  promptfoo: z.optional(z.strictObject(call)),
  openrouter: z.optional(z.strictObject({ provider: id })),
  checked: date,
  sources: citations,
})

const https = z.url({ protocol: /^https$/ })

const router = z.strictObject({
  url: https,
  variable: described(variable, 'The variable that holds its key.'),
  regions: described(z.optional(z.record(id, https)), 'The address whose requests stay in the region.'),
  note: z.optional(sentence),
  'lifts-limits': described(z.optional(sentence), 'Overlays only: why its address or an id is another one.'),
  models: described(z.record(id, word), 'Model → its id at the router.'),
  checked: date,
  sources: citations,
})

export const gatewaySections = {
  gateways: described(z.optional(z.record(id, z.record(id, gateway))), 'By host; `own` is a server of your own.'),
  routers: z.optional(z.record(id, router)),
}
