// The shape of what `pick-llm export` knows about hosts: how gateways and evaluation tools call them.

import { z } from 'zod'
import { citations, date, id, sentence, word } from './catalog-schema.ts'

const variable = z.string().regex(/^[A-Z][A-Z0-9_]*(\{place\}[A-Z0-9_]*)?$/, 'write the variable in capitals, digits and underscores')
const value = z.union([word, z.strictObject({ variable })])
const field = z.string().regex(/^[A-Za-z_]+$/, 'write the field in letters and underscores')
const settings = z.record(field, value)

const call = {
  model: word.optional().meta({ description: 'What stands before the id of a model.' }),
  settings: settings.optional().meta({ description: 'Parameters of a call. A variable is named, never filled in.' }),
  regions: z.record(id, settings).optional().meta({ description: 'Settings that keep a request in a region.' }),
  variables: z.array(variable).optional().meta({ description: 'Environment variables that this target reads by itself.' }),
}

const gateway = z.strictObject({
  'starts-with': z.array(word).min(1).optional().meta({ description: 'Only ids that start so.' }),
  'ends-with': z.array(word).min(1).optional().meta({ description: 'Only ids that end so.' }),
  variables: z.array(variable).optional().meta({ description: 'Environment variables that a call by any target reads.' }),
  'in-region': z.array(id).optional().meta({ description: 'The host processes every request in these regions.' }),
  because: sentence.optional().meta({ description: 'Why these ids are left out of every export.' }),
  note: sentence.optional(),
  retention: z.record(field, z.boolean()).optional().meta({ description: 'Fields of a request that keep the host from storing it.' }),
  litellm: z.strictObject(call).optional(),
  'ai-sdk': z
    .strictObject({
      ...call,
      package: z.string().regex(/^@?[a-z0-9./-]+$/, 'write the name of the package, such as @ai-sdk/openai'),
      create: z.string().regex(/^[A-Za-z]+$/, 'write the name of the function, in letters'),
      options: id.optional(),
    })
    .optional(),
  promptfoo: z.strictObject(call).optional(),
  openrouter: z.strictObject({ provider: id }).optional(),
  checked: date,
  sources: citations,
})

const https = z.url({ protocol: /^https$/ })

const router = z.strictObject({
  url: https,
  variable: variable.meta({ description: 'The variable that holds its key.' }),
  regions: z.record(id, https).optional().meta({ description: 'The address whose requests stay in the region.' }),
  note: sentence.optional(),
  models: z.record(id, word).meta({ description: 'Model → its id at the router.' }),
  checked: date,
  sources: citations,
})

export const gatewaySections = {
  gateways: z.record(id, z.record(id, gateway)).optional().meta({ description: 'By host; `own` is a server of your own.' }),
  routers: z.record(id, router).optional(),
}
