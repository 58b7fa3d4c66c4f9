// Merged rules → the same with steps and rules in the order in which they apply, which `before` may change.

import type { Tree } from '../types.ts'
import { isMap } from './merge.ts'

/** `tree` is what the rules were linked to. */
export function asApplied<R extends { readonly steps?: object | undefined }>(rules: R, { steps }: Tree): R {
  const known = Object.fromEntries(Object.entries(rules.steps ?? {}))
  const ordered = steps.map((step): [string, unknown] => {
    const raw: unknown = known[step.id]
    if (!isMap(raw) || !isMap(raw['rules'])) return [step.id, raw]
    const rows = raw['rules']
    return [step.id, { ...raw, rules: Object.fromEntries(step.rules.map(({ id }) => [id, rows[id]])) }]
  })
  return rules.steps === undefined ? rules : { ...rules, steps: Object.fromEntries(ordered) }
}
