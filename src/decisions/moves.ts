// The facts a decision was made on, and the tree of the day → every fact that has moved since.

import { type InputKind, type Inputs, inputKinds, inputsNow } from '../advise/inputs.ts'
import type { RecommendationJson } from '../contract.ts'
import type { Recorded } from '../contract-record.ts'
import type { Tree } from '../types.ts'

type Value = string | number | null

/** `steps` says which rule applied, `answers` what was given or assumed; the others are the kinds of inputs. Null: not known, or not there. */
export interface Move {
  readonly kind: InputKind | 'steps' | 'answers'
  readonly id: string
  readonly field: string
  readonly was: Value
  readonly now: Value
}

/** When something was last looked at says nothing about what it is. */
const dates = new Set(['asOf', 'checked'])

/** The facts that a record rests on, and new ways to run a model that it has on own machines. */
export function movedInputs(tree: Tree, record: Pick<Recorded, 'inputs' | 'shortlist' | 'cost'>): Move[] {
  const was = record.inputs
  const ids = Object.fromEntries(inputKinds.map((kind) => [kind, Object.keys(was[kind])])) as Record<InputKind, string[]>
  const now = inputsNow(tree, ids)
  return [
    ...inputKinds.flatMap((kind) => Object.entries(was[kind]).flatMap(([id, before]) => fieldMoves(kind, id, before, now[kind][id]))),
    ...newDeployments(tree, record),
  ]
}

function fieldMoves(kind: InputKind, id: string, was: Inputs[InputKind][string], now: Inputs[InputKind][string] | undefined): Move[] {
  if (now === undefined) return [{ kind, id, field: 'entry', was: 'there', now: null }]
  const fields = [...new Set([...Object.keys(was), ...Object.keys(now)])].filter((field) => !dates.has(field))
  return fields
    .map((field): Move => ({ kind, id, field, was: was[field] ?? null, now: now[field] ?? null }))
    .filter((move) => move.was !== move.now)
}

function newDeployments(tree: Tree, { inputs, shortlist, cost }: Pick<Recorded, 'inputs' | 'shortlist' | 'cost'>): Move[] {
  const listed = shortlist.flatMap(({ model, host }) => (host === null ? [model] : []))
  const billed = cost.bills.flatMap(({ modelId, hostId }) => (hostId === null && modelId !== null ? [modelId] : []))
  return [...new Set([...listed, ...billed])].flatMap((model) =>
    (tree.catalog.models.get(model)?.deployments ?? [])
      .map(({ id }) => `${model}/${id}`)
      .filter((id) => !Object.hasOwn(inputs.deployments, id))
      .map((id): Move => ({ kind: 'deployments', id, field: 'entry', was: null, now: 'there' })),
  )
}

/** The steps at which another rule applied than before, in order. */
export function movedSteps(was: Recorded['steps'], now: RecommendationJson['steps']): Move[] {
  return now.flatMap(({ id, rule }): Move[] => {
    const before = was.find((step) => step.id === id)
    return before && before.rule === rule ? [] : [{ kind: 'steps', id, field: 'rule', was: before?.rule ?? null, now: rule }]
  })
}

/** Assumptions that are no longer the same, and answers that are no longer taken. What is read only since, or no longer read, follows from other moves. */
export function movedAnswers(was: Recorded['answers'], now: RecommendationJson['answers']): Move[] {
  return Object.entries(was).flatMap(([id, { value, source }]): Move[] => {
    const after = now[id]
    if (source !== 'assumed')
      return after === undefined || after.source === 'assumed'
        ? [{ kind: 'answers', id, field: 'given', was: value, now: after?.value ?? null }]
        : []
    return after && after.value !== value ? [{ kind: 'answers', id, field: 'assumed', was: value, now: after.value }] : []
  })
}
