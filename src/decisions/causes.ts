// A saved decision, today's, and every input that moved → the moves that explain another tier, or another shortlist.

import type { RecommendationJson } from '../contract.ts'
import type { Recorded } from '../contract-record.ts'
import type { Condition, Settings, Step, Tree } from '../types.ts'
import { movesBehind, type Read } from './behind.ts'
import { type Move, movedAnswers, movedSteps } from './moves.ts'

export interface Compared {
  readonly tree: Tree
  readonly record: Recorded
  readonly now: RecommendationJson
  /** The wishes of the request. */
  readonly settings: Settings
  readonly moved: readonly Move[]
}

/** The step that first led elsewhere: its rules, what they measure, what they ask, and last which of them applies. */
export function tierCauses(compared: Compared, read: Read, was: string): Move[] {
  const { tree, record, now, moved } = compared
  const steps = movedSteps(record.steps, now.steps)
  const effects = moved.filter(({ kind, field }) => kind === 'rules' && (field === 'tier' || field === 'slice'))
  const first = now.steps.find(({ id }) => steps.some((step) => step.id === id) || effects.some((move) => move.id.startsWith(`${id}/`)))
  const step = tree.steps.find(({ id }) => id === first?.id)
  const behind = movesBehind(compared, read, was)
  if (!step) return behind
  const asked = new Set(questionsIn([step, ...step.rules]))
  const before = conditionsBefore(compared, step).split(/[ ,]+/)
  return [
    ...moved.filter(({ kind, id, field }) => kind === 'rules' && id.startsWith(`${step.id}/`) && field !== 'only'),
    ...behind,
    ...movedAnswers(record.answers, now.answers).filter(({ id }) => measures(compared, step) || asked.has(id) || before.includes(id)),
    ...steps.filter(({ id }) => id === step.id),
  ]
}

const ruleAt = (steps: Recorded['steps'], { id }: Step): string => steps.find((each) => each.id === id)?.rule ?? ''

/** Of the rule that applied when the decision was made. */
const conditionsBefore = ({ record }: Compared, step: Step): string =>
  String(record.inputs.rules[`${step.id}/${ruleAt(record.steps, step)}`]?.['if'] ?? '')

/** Whether the rule of a step measured before or measures now: then any answer may have moved it. */
const measures = (compared: Compared, step: Step): boolean =>
  / (at least|below) /.test(conditionsBefore(compared, step)) ||
  step.rules.some(({ id, conditions }) => id === ruleAt(compared.now.steps, step) && conditions.some(({ kind }) => kind === 'measure'))

const questionsIn = (rows: readonly { readonly conditions: readonly Condition[] }[]): string[] =>
  rows.flatMap(({ conditions }) => conditions.flatMap((condition) => (condition.kind === 'answer' ? [condition.question.id] : [])))

type Listed = Pick<Recorded['shortlist'][number], 'tier' | 'model' | 'title' | 'host'>

/** What became of the models of a shortlist. */
export interface Changes<T extends Listed> {
  readonly gone: readonly T[]
  readonly added: readonly T[]
  /** The same model at another host, or on own machines. */
  readonly elsewhere: readonly { readonly before: T; readonly after: T }[]
}

export function changesOf<T extends Listed>(before: readonly T[], after: readonly T[]): Changes<T> {
  const twin = (entry: T, list: readonly T[]) =>
    list.find(({ tier, model }) => tier === entry.tier && model === entry.model) ?? list.find(({ model }) => model === entry.model)
  return {
    gone: before.filter((entry) => !twin(entry, after)),
    added: after.filter((entry) => !twin(entry, before)),
    elsewhere: before.flatMap((entry) => {
      const there = twin(entry, after)
      return there && there.host !== entry.host ? [{ before: entry, after: there }] : []
    }),
  }
}

/** A move of terms or of standing is worth a look even where the model stays. */
const aboutModels = ['status', 'license', 'permissive', 'commercial', 'conditions', 'evidence', 'entry']

/** Moves of what is known about models that stay on the shortlist. */
export const movedTerms = ({ record, now, moved }: Compared): Move[] =>
  moved.filter(
    ({ kind, id, field }) =>
      kind === 'models' &&
      aboutModels.includes(field) &&
      [record, now].every(({ shortlist }) => shortlist.some(({ model }) => model === id)),
  )

/** Demands on models, what is gone with the models that went, and whatever else is behind it. */
export function shortlistCauses(compared: Compared, { gone, elsewhere }: Changes<Listed>, otherTier: boolean): Move[] {
  const { tree, record, now, moved } = compared
  const left = new Set([...gone, ...elsewhere.map(({ before }) => before)].map(({ model, host }) => `${model}@${host}`))
  const models = new Set(gone.map(({ model }) => model))
  const explains = ({ kind, id, field, was, now: is }: Move): boolean =>
    (kind === 'rules' && field === 'only') ||
    (field === 'entry' && is === null && ((kind === 'prices' && left.has(id)) || (kind === 'models' && models.has(id)))) ||
    (kind === 'picks' && field === 'models' && listed(was).some((model) => models.has(model) && !listed(is).includes(model)))
  const behind = movesBehind(compared, listRead, listText(record.shortlist))
  const demanding = demandingSteps(compared)
  const picking = Object.values(tree.tiers).flatMap(({ picks }) => picks)
  const narrowing = tree.steps.filter(({ id }) => demanding.some((step) => step.id === id)).flatMap(({ rules }) => rules)
  const asked = new Set([...questionsIn([...picking, ...narrowing]), ...narrowing.flatMap(({ needs }) => needs.map(({ id }) => id))])
  const answers = movedAnswers(record.answers, now.answers).filter(({ id }) => asked.has(id))
  // Under another tier, other rules demand other things: that follows from the tier.
  return [...moved.filter((move) => explains(move) || behind.includes(move)), ...(otherTier ? [] : [...answers, ...demanding])]
}

const listed = (value: Move['was']): string[] => String(value ?? '').split(', ')

/** The models of a shortlist with their hosts, in order. */
export const listText = (list: readonly Pick<Listed, 'tier' | 'model' | 'host'>[]): string =>
  list.map(({ tier, model, host }) => `${tier} ${model} ${host}`).join(', ')

const listRead: Read = ({ course }) => listText(course.shortlist())

/** Steps whose rule demands something else of the models than the one before. */
function demandingSteps({ record, now }: Compared): Move[] {
  const demand = (rules: Recorded['inputs']['rules'], id: string, rule: Move['was']) => rules[`${id}/${rule}`]?.['only'] ?? null
  return movedSteps(record.steps, now.steps).filter(
    ({ id, was, now: is }) => demand(record.inputs.rules, id, was) !== demand(now.inputs.rules, id, is),
  )
}
