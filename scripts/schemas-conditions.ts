// The schema of rules and the built-in questions → the same schema, in which editors offer questions and options in conditions.
//
// An overlay can add questions and options, so they are offered and not demanded: the program says which do not exist.

import { type Tree, tierIds } from '../src/types.ts'
import { changeAll, isMap, type Json } from './schemas-json.ts'

interface Asked {
  readonly id: string
  readonly ask: string
  /** Option → what it means. */
  readonly options: Readonly<Record<string, string>>
}

export function suggesting(schema: Json, { questions, tiers }: Tree): Json {
  const known: Asked[] = questions.map((question) => {
    const options = question.kind === 'choice' ? question.options.map(({ id, means }) => [id, means]) : []
    return { id: question.id, ask: question.ask, options: Object.fromEntries(options) }
  })
  const titles = Object.fromEntries(tierIds.map((id) => [id, tiers[id].title]))
  known.push({ id: 'tier', ask: 'The tier so far.', options: { ...titles, undecided: 'No rule has set a tier yet' } })
  let value: Json = {}
  const changed = changeAll(schema, (each) => {
    if (!isMap(each['additionalProperties']) || !isCondition(each['additionalProperties'])) return each
    value = each['additionalProperties']
    return { ...each, properties: Object.fromEntries(known.map(({ id, ask }) => [id, { description: ask, $ref: `#/definitions/${id}` }])) }
  })
  const definitions = known.map(({ id, ask, options }) => [id, { description: ask, ...offering(value, options) }])
  return { ...changed, definitions: Object.fromEntries(definitions) }
}

/** The only map whose values can be compared with a figure. */
const isCondition = ({ anyOf }: Json): boolean =>
  Array.isArray(anyOf) && anyOf.some((one) => isMap(one) && isMap(one['properties']) && 'at-least' in one['properties'])

/** Its texts, alone or in a list, each with what may be written. */
function offering(value: Json, options: Asked['options']): Json {
  const offer = { enum: Object.keys(options), markdownEnumDescriptions: Object.values(options) }
  const isText = (each: Json) => each['type'] === 'string' && !('pattern' in each)
  return offer.enum.length === 0 ? value : changeAll(value, (each) => (isText(each) ? { anyOf: [offer, each] } : each))
}
