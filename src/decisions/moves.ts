// The facts a decision was made on, and the tree of the day → every fact that has moved since.

import { type InputKind, type Inputs, inputKinds, inputsNow } from '../advise/inputs.ts'
import type { RecommendationJson } from '../contract.ts'
import type { Recorded } from '../contract-record.ts'
import type { Tree } from '../types.ts'

type Value = string | number | null

/** `steps` says which rule applied, `answers` what was assumed; the others are the kinds of inputs. Null: not known, or not there. */
export interface Move {
  readonly kind: InputKind | 'steps' | 'answers'
  readonly id: string
  readonly field: string
  readonly was: Value
  readonly now: Value
}

/** When something was last looked at says nothing about what it is. */
const dates = new Set(['asOf', 'checked'])

export function movedInputs(tree: Tree, was: Inputs): Move[] {
  const ids = Object.fromEntries(inputKinds.map((kind) => [kind, Object.keys(was[kind])])) as Record<InputKind, string[]>
  const now = inputsNow(tree, ids)
  return inputKinds.flatMap((kind) => Object.entries(was[kind]).flatMap(([id, before]) => fieldMoves(kind, id, before, now[kind][id])))
}

function fieldMoves(kind: InputKind, id: string, was: Inputs[InputKind][string], now: Inputs[InputKind][string] | undefined): Move[] {
  if (now === undefined) return [{ kind, id, field: 'entry', was: 'there', now: null }]
  const fields = [...new Set([...Object.keys(was), ...Object.keys(now)])].filter((field) => !dates.has(field))
  return fields
    .map((field): Move => ({ kind, id, field, was: was[field] ?? null, now: now[field] ?? null }))
    .filter((move) => move.was !== move.now)
}

/** The steps at which another rule applied than before; only the first says what led elsewhere, the others follow from it. */
export function movedSteps(was: Recorded['steps'], now: RecommendationJson['steps']): Move[] {
  return now.flatMap(({ id, rule }): Move[] => {
    const before = was.find((step) => step.id === id)
    return before && before.rule === rule ? [] : [{ kind: 'steps', id, field: 'rule', was: before?.rule ?? null, now: rule }]
  })
}

/** Assumptions that are no longer the same, and answers that are no longer read. */
export function movedAssumptions(was: Recorded['answers'], now: RecommendationJson['answers']): Move[] {
  return Object.entries(was).flatMap(([id, { value, source }]): Move[] => {
    const after = now[id]
    return source === 'assumed' && after?.value !== value
      ? [{ kind: 'answers', id, field: 'assumed', was: value, now: after?.value ?? null }]
      : []
  })
}
