// The schema of rules and the built-in questions → the same schema, in which editors offer questions and options in conditions.
//
// An overlay can add questions and options, so they are offered and not demanded: the program says which do not exist.

import { type Tree, tierIds } from '../src/types.ts'
import { changeAll, isMap, type Json } from './schemas-json.ts'

export function suggesting(schema: Json, { questions }: Tree): Json {
  const known: [string, string, readonly string[]][] = [
    ...questions.map((question): [string, string, readonly string[]] => [
      question.id,
      question.ask,
      question.kind === 'choice' ? question.options.map(({ id }) => id) : [],
    ]),
    ['tier', 'The tier so far.', [...tierIds, 'undecided']],
  ]
  let value: Json = {}
  const changed = changeAll(schema, (each) => {
    if (!isMap(each['additionalProperties']) || !isCondition(each['additionalProperties'])) return each
    value = each['additionalProperties']
    return { ...each, properties: Object.fromEntries(known.map(([id, ask]) => [id, { description: ask, $ref: `#/definitions/${id}` }])) }
  })
  const definitions = known.map(([id, ask, options]) => [id, { description: ask, ...offering(value, options) }])
  return { ...changed, definitions: Object.fromEntries(definitions) }
}

/** The only map whose values can be compared with a figure. */
const isCondition = ({ anyOf }: Json): boolean =>
  Array.isArray(anyOf) && anyOf.some((one) => isMap(one) && isMap(one['properties']) && 'at-least' in one['properties'])

/** Its texts, alone or in a list, each with what may be written. */
const offering = (value: Json, options: readonly string[]): Json =>
  changeAll(value, (each) =>
    each['type'] === 'string' && options.length > 0 && !('pattern' in each) ? { anyOf: [{ enum: options }, each] } : each,
  )
