// A saved decision, today's, and every input that moved → the moves that explain another tier, or another shortlist.

import type { RecommendationJson } from '../contract.ts'
import type { Recorded } from '../contract-record.ts'
import type { Condition, Settings, Step, Tree } from '../types.ts'
import { bearing, regionIn } from './bears.ts'
import { billOf } from './bill.ts'
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
export function tierCauses(compared: Compared): Move[] {
  const { tree, record, now, moved } = compared
  const steps = movedSteps(record.steps, now.steps)
  const effects = moved.filter(({ kind, field }) => kind === 'rules' && (field === 'tier' || field === 'slice'))
  const first = now.steps.find(({ id }) => steps.some((step) => step.id === id) || effects.some((move) => move.id.startsWith(`${id}/`)))
  const step = tree.steps.find(({ id }) => id === first?.id)
  if (!step) return []
  const measured = measuredAt(compared, step)
  const asked = new Set(questionsIn([step, ...step.rules]))
  const before = conditionsBefore(compared, step).split(/[ ,]+/)
  return [
    ...moved.filter(({ kind, id, field }) => kind === 'rules' && id.startsWith(`${step.id}/`) && field !== 'only'),
    ...(measured ? moneyMoves(compared, measured) : []),
    ...movedAnswers(record.answers, now.answers).filter(({ id }) => measured !== undefined || asked.has(id) || before.includes(id)),
    ...steps.filter(({ id }) => id === step.id),
  ]
}

const ruleAt = (steps: Recorded['steps'], { id }: Step): string => steps.find((each) => each.id === id)?.rule ?? ''

/** Of the rule that applied when the decision was made. */
const conditionsBefore = ({ record }: Compared, step: Step): string =>
  String(record.inputs.rules[`${step.id}/${ruleAt(record.steps, step)}`]?.['if'] ?? '')

/** The figures that the rules of a step measure by, where its rule measured before or measures now. */
function measuredAt(compared: Compared, step: Step): string[] | undefined {
  const applies = step.rules.find(({ id }) => id === ruleAt(compared.now.steps, step))
  const measures = (all: readonly Condition[]) =>
    all.flatMap((each) => {
      if (each.kind !== 'measure') return []
      return [each.atLeast, each.below].flatMap((figure) => figure?.id ?? [])
    })
  if (!/ (at least|below) /.test(conditionsBefore(compared, step)) && measures(applies?.conditions ?? []).length === 0) return undefined
  return step.rules.flatMap((rule) => measures(rule.conditions))
}

/** What own GPUs would save follows from their bill and from the hosted one. */
function moneyMoves({ tree, record, now, settings, moved }: Compared, figures: readonly string[]): Move[] {
  const rivals = (['self-hosted-open', 'hosted-open'] as const).flatMap((tier) => [
    billOf(tier, record.cost.bills),
    billOf(tier, now.cost.bills),
  ])
  const bears = bearing(tree, now, settings, rivals)
  return moved.filter((move) => (move.kind === 'figures' && move.field === 'value' && figures.includes(move.id)) || bears(move))
}

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

/** Demands on models, the models that came or went, and the prices that moved one to another host. */
export function shortlistCauses(compared: Compared, { gone, added, elsewhere }: Changes<Listed>, otherTier: boolean): Move[] {
  const { tree, record, now, moved } = compared
  const came = new Set([...gone, ...added, ...elsewhere.map(({ before }) => before)].map(({ model }) => model))
  const left = new Set(gone.flatMap(({ model, host }) => (host === null ? [] : [`${model}@${host}`])))
  const places = new Set(elsewhere.flatMap(({ before, after }) => [`${before.model}@${before.host}`, `${after.model}@${after.host}`]))
  const region = regionIn(tree, now)
  const choosing = (id: string) => {
    const [model = '', host = ''] = id.split('@')
    const offer = tree.catalog.models.get(model)?.offers.find((each) => each.host.id === host)
    const prefix = region !== undefined && offer?.regions.has(region) ? `${region} ` : ''
    return [`${prefix}input`, `${prefix}output`]
  }
  const explains = ({ kind, id, field }: Move): boolean =>
    (kind === 'rules' && field === 'only') ||
    (kind === 'models' && came.has(id)) ||
    (kind === 'prices' && field === 'entry' && (left.has(id) || places.has(id))) ||
    (kind === 'prices' && places.has(id) && choosing(id).includes(field)) ||
    (kind === 'figures' && field === 'value' && id === 'shortlist-length' && gone.length !== added.length) ||
    (kind === 'figures' && field === 'value' && id === 'input-share' && elsewhere.length > 0)
  const demanding = demandingSteps(compared)
  const picking = Object.values(tree.tiers).flatMap(({ picks }) => picks)
  const narrowing = tree.steps.filter(({ id }) => demanding.some((step) => step.id === id)).flatMap(({ rules }) => rules)
  const asked = new Set([...questionsIn([...picking, ...narrowing]), ...narrowing.flatMap(({ needs }) => needs.map(({ id }) => id))])
  const answers = movedAnswers(record.answers, now.answers).filter(({ id }) => asked.has(id))
  // Under another tier, other rules demand other things: that follows from the tier.
  return [...moved.filter(explains), ...(otherTier ? [] : [...answers, ...demanding])]
}

/** Steps whose rule demands something else of the models than the one before. */
function demandingSteps({ record, now }: Compared): Move[] {
  const demand = (rules: Recorded['inputs']['rules'], id: string, rule: Move['was']) => rules[`${id}/${rule}`]?.['only'] ?? null
  return movedSteps(record.steps, now.steps).filter(
    ({ id, was, now: is }) => demand(record.inputs.rules, id, was) !== demand(now.inputs.rules, id, is),
  )
}
