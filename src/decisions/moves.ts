// The facts a decision was made on, and the tree of the day → every fact that has moved since.

import { type InputKind, type Inputs, inputKinds, inputsNow } from '../advise/inputs.ts'
import { preferredIn } from '../advise/inputs-among.ts'
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

/** A ban is only saved where there is one. */
export const notBanned = 'not banned'

/** When something was last looked at says nothing about what it is. */
const dates = new Set(['asOf', 'checked'])

type Rests = Pick<Recorded, 'inputs' | 'shortlist' | 'cost'>

/** The facts that a record rests on, and new ways to run or to buy the models that it has. `now` says which rows of models apply today. */
export function movedInputs(tree: Tree, record: Rests, now: Pick<RecommendationJson, 'inputs' | 'shortlist'> | undefined): Move[] {
  const was = record.inputs
  const ids = Object.fromEntries(inputKinds.map((kind) => [kind, Object.keys(was[kind])])) as Record<InputKind, string[]>
  const today = inputsNow(tree, ids)
  return [
    ...inputKinds.flatMap((kind) => Object.entries(was[kind]).flatMap(([id, before]) => fieldMoves(kind, id, before, today[kind][id]))),
    ...(now ? otherRows(was, now.inputs) : []),
    ...(now ? otherNames(record.shortlist, now.shortlist) : []),
    ...newOffers(tree, was),
    ...newDeployments(tree, record),
  ]
}

/** Tiers for which another row of preferred models applies than before. */
function otherRows({ picks: was }: Inputs, { picks: now }: Inputs): Move[] {
  const rows = (picks: Inputs['picks']) => new Map(Object.keys(picks).map((id) => id.split('/') as [string, string]))
  return [...rows(was)].flatMap(([tier, row]): Move[] => {
    const today = rows(now).get(tier)
    return today === undefined || today === row ? [] : [{ kind: 'picks', id: tier, field: 'row', was: row, now: today }]
  })
}

/** What models that stay at their hosts are called there; older records do not say it. */
const otherNames = (was: Recorded['shortlist'], now: RecommendationJson['shortlist']): Move[] =>
  was.flatMap(({ tier, model, host, idAtHost }): Move[] => {
    const today = now.find((entry) => entry.tier === tier && entry.model === model && entry.host === host)
    if (!today || idAtHost === undefined || idAtHost === today.idAtHost) return []
    return [{ kind: 'models', id: model, field: `${called}${host}`, was: idAtHost, now: today.idAtHost }]
  })

const called = 'id at '

export const isName = ({ kind, field }: Move): boolean => kind === 'models' && field.startsWith(called)

/** Older records say nothing about preferred models, so that they cannot tell which of their offers are new. */
function newOffers({ catalog }: Tree, { picks, models, prices, offers }: Inputs): Move[] {
  return [...new Set(preferredIn({ picks, models }, Object.keys(picks)))].flatMap((model) =>
    (catalog.models.get(model)?.offers ?? [])
      .map(({ host }) => `${model}@${host.id}`)
      .filter((id) => !Object.hasOwn(prices, id) && !Object.hasOwn(offers, id))
      .map((id): Move => ({ kind: 'offers', id, field: 'entry', was: null, now: 'there' })),
  )
}

/** Of a model and of a row of them, an older record says less; of all else, what it does not say was not there. */
function fieldMoves(kind: InputKind, id: string, was: Inputs[InputKind][string], now: Inputs[InputKind][string] | undefined): Move[] {
  if (now === undefined) return [{ kind, id, field: 'entry', was: 'there', now: null }]
  return [...new Set([...Object.keys(was), ...Object.keys(now)])]
    .filter((field) => !dates.has(field) && ((kind !== 'models' && kind !== 'picks') || field === 'banned' || Object.hasOwn(was, field)))
    .map((field): Move => ({ kind, id, field, was: factOf(was, field), now: factOf(now, field) }))
    .filter((move) => move.was !== move.now)
}

const factOf = (fact: Inputs[InputKind][string], field: string): Value => fact[field] ?? (field === 'banned' ? notBanned : null)

/** Whether an end of a figure only follows its value, since the rules say nothing else about it. */
export const isMirrored = ({ kind, id, field, was, now }: Move, moved: readonly Move[]): boolean =>
  kind === 'figures' &&
  (field === 'low' || field === 'high') &&
  moved.some((move) => move.kind === kind && move.id === id && move.field === 'value' && move.was === was && move.now === now)

function newDeployments(tree: Tree, { inputs, shortlist, cost }: Rests): Move[] {
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
