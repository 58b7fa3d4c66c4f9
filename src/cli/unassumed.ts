// Questions that overlays add without an assumption → notes, since `--yes` ends without a result where they are asked.

import { isMap } from '../rules/merge.ts'
import type { Parsed } from '../rules/parse.ts'
import type { Ruleset } from '../rules/schema.ts'
import { valueAt } from '../value-at.ts'
import type { Finding } from '../verify/finding.ts'

/** None where a file says so on purpose, by `assume: null`. */
export function unassumed(base: Ruleset, merged: Ruleset, layers: readonly Parsed[]): Finding[] {
  return Object.entries(merged.questions ?? {}).flatMap(([id, { assume }]): Finding[] => {
    const path = ['questions', id]
    const meant = layers.some(({ value }) => isMap(valueAt(value, path)) && valueAt(value, [...path, 'assume']) === null)
    if (assume || meant || base.questions?.[id]) return []
    return [{ kind: 'unassumed-question', path, says: 'nothing is assumed, so with --yes it has to be answered', note: true }]
  })
}
