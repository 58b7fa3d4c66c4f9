// A saved decision, and the recommendation that the same answers lead to today → whether it still holds, or what moved.

import type { RecommendationJson } from '../contract.ts'
import type { findingKinds, Recorded, Waiver } from '../contract-record.ts'
import type { TierId, Tree } from '../types.ts'
import { billOf } from './bill.ts'
import { type Move, movedAssumptions, movedInputs, movedSteps } from './moves.ts'
import { type Calendar, staleness } from './staleness.ts'

type FindingKind = (typeof findingKinds)[number]

interface Finding {
  readonly kind: FindingKind
  readonly says: string
  readonly was: string | null
  readonly now: string | null
  /** The inputs that moved it. */
  readonly moved: readonly Move[]
  readonly waiver: Waiver | null
  /** Whether it makes the check fail. */
  readonly fails: boolean
}

/** Which findings make a check fail. */
export interface FailOn {
  readonly tier: boolean
  readonly shortlist: boolean
  /** The share by which a bill may move; undefined when no move fails. */
  readonly cost: number | undefined
  readonly staleness: boolean
}

/** An answer of the record that the rules of the day no longer take. */
export interface Lost {
  readonly id: string
  readonly text: string
  readonly because: string
}

export interface Today {
  readonly tree: Tree
  readonly calendar: Calendar
  /** Undefined when the answers no longer lead anywhere; `why` says why. */
  readonly result: RecommendationJson | undefined
  readonly why: string
  readonly lost: readonly Lost[]
}

export interface Checked {
  readonly holds: boolean
  readonly findings: readonly Finding[]
  /** Every input that moved, also where it changed nothing. */
  readonly moved: readonly Move[]
}

/** Small moves of a bill are noise unless the caller says otherwise. */
const noise = 0.1

export function checkDecision(record: Recorded, today: Today, failOn: FailOn): Checked {
  const moved = movedInputs(today.tree, record.inputs)
  const found = [
    ...answersFindings(today),
    ...(today.result ? resultFindings(record, today, today.result, moved, failOn.cost ?? noise) : []),
  ]
  const findings = [
    ...found.map((finding) => judged(finding, record.waivers, today.calendar.date, failOn)),
    ...expired(record.waivers, today.calendar.date),
  ]
  return { holds: !findings.some(({ fails }) => fails), findings, moved }
}

type Found = Omit<Finding, 'waiver' | 'fails'>

function judged(finding: Found, waivers: readonly Waiver[], date: string, failOn: FailOn): Finding {
  const waiver = waivers.find((each) => each.for === finding.kind && each.expires >= date) ?? null
  const matters = finding.kind === 'cost' ? failOn.cost !== undefined : finding.kind in failOn ? failOn[finding.kind as keyof FailOn] : true
  return { ...finding, waiver, fails: Boolean(matters) && waiver === null }
}

const expired = (waivers: readonly Waiver[], date: string): Finding[] =>
  waivers
    .filter(({ expires }) => expires < date)
    .map((waiver) => ({
      kind: 'waiver',
      says: `The waiver for ${waiver.for} by ${waiver.owner} has expired (${waiver.reason}).`,
      was: waiver.expires,
      now: date,
      moved: [],
      waiver,
      fails: true,
    }))

function answersFindings({ lost, result, why }: Today): Found[] {
  const found = lost.map(({ id, text, because }): Found => {
    return { kind: 'answers', says: `The answer to ${id} is no longer taken: ${because}`, was: text, now: null, moved: [] }
  })
  return result
    ? found
    : [...found, { kind: 'answers', says: `The answers no longer lead to a tier: ${why}`, was: null, now: null, moved: [] }]
}

function resultFindings(record: Recorded, today: Today, now: RecommendationJson, moved: readonly Move[], threshold: number): Found[] {
  return [
    ...tierFindings(record, now, moved),
    ...shortlistFindings(record, now, moved),
    ...costFindings(record, now, moved, threshold),
    ...staleness(today.tree, now, today.calendar),
  ]
}

const tierText = ({ tier, parts }: { readonly tier: TierId; readonly parts: Recorded['recommendation']['parts'] }): string =>
  parts.length > 1 ? `${tier} (${parts.map(({ slice, tier: on }) => `${slice}: ${on}`).join(', ')})` : tier

function tierFindings(record: Recorded, now: RecommendationJson, moved: readonly Move[]): Found[] {
  const [before, after] = [tierText(record.recommendation), tierText(now.recommendation)]
  if (before === after) return []
  const steps = movedSteps(record.steps, now.steps)
  const measured = JSON.stringify([record.inputs.rules, now.inputs.rules]).includes(' at least ')
  const causes = [
    ...moved.filter(({ kind }) => kind === 'rules' || (measured && isMoney(kind))),
    ...movedAssumptions(record.answers, now.answers),
    ...steps.slice(0, 1),
  ]
  return [{ kind: 'tier', says: `The tier was ${before} and is now ${after}.`, was: before, now: after, moved: causes }]
}

const isMoney = (kind: Move['kind']): boolean => ['prices', 'gpus', 'deployments', 'figures'].includes(kind)

/** A move of terms or of standing is worth a look even where the model stays. */
const aboutModels = ['status', 'license', 'permissive', 'commercial', 'conditions', 'evidence', 'entry']

function shortlistFindings(record: Recorded, now: RecommendationJson, moved: readonly Move[]): Found[] {
  const key = ({ tier, model, host }: Recorded['shortlist'][number]) => `${tier} ${model} ${host}`
  const [before, after] = [record.shortlist, now.shortlist]
  const inOrder = (entries: Recorded['shortlist']) => entries.map(key).join(', ')
  const listed = new Set(before.map(({ model }) => model))
  const terms = moved.filter(({ kind, id, field }) => kind === 'models' && listed.has(id) && aboutModels.includes(field))
  const same = inOrder(before) === inOrder(after)
  if (same && terms.length === 0) return []
  const names = (entries: Recorded['shortlist']) =>
    entries.map(({ title, host }) => (host === null ? title : `${title} (${host})`)).join(', ')
  const causes = moved.filter(({ kind, id }) => kind === 'rules' || (kind === 'models' && listed.has(id)) || kind === 'prices')
  return [
    {
      kind: 'shortlist',
      says: same ? 'What is known about a model on the shortlist has changed.' : changeText(before, after, now),
      was: names(before),
      now: names(after),
      moved: same ? terms : [...causes, ...movedAssumptions(record.answers, now.answers)],
    },
  ]
}

function changeText(before: Recorded['shortlist'], after: Recorded['shortlist'], now: RecommendationJson): string {
  const gone = before.filter(({ model }) => !after.some((each) => each.model === model))
  const added = after.filter(({ model }) => !before.some((each) => each.model === model))
  const reasons = gone.map(({ model, title }) => {
    const because = now.notShortlisted.find((each) => each.model === model)?.because
    return because === undefined ? `${title} is gone` : `${title} is gone: ${because}`
  })
  const parts = [...reasons, ...added.map(({ title }) => `${title} is new`)]
  return `The shortlist has changed: ${parts.length > 0 ? parts.join('; ') : 'other hosts, or another order'}.`
}

type Bill = Pick<Recorded['cost']['bills'][number], 'tier' | 'modelId' | 'hostId' | 'monthlyUsd'>

function costFindings(record: Recorded, now: RecommendationJson, moved: readonly Move[], threshold: number): Found[] {
  const before = billOf<Bill>(record.recommendation.tier, record.cost.bills)
  const after = billOf<Bill>(now.recommendation.tier, now.cost.bills)
  if (before === undefined && after === undefined) return []
  const [was, is] = [before?.monthlyUsd ?? null, after?.monthlyUsd ?? null]
  if (was === is || (was !== null && is !== null && Math.abs(is - was) <= was * threshold)) return []
  const change = was === null || is === null || was === 0 ? '' : `, ${is > was ? '+' : '−'}${Math.round((Math.abs(is - was) / was) * 100)}%`
  const text = (usd: number | null) => (usd === null ? 'unknown' : `$${usd.toFixed(2)}`)
  return [
    {
      kind: 'cost',
      says: `The bill of the tier was ${text(was)} a month and is now ${text(is)}${change}.`,
      was: text(was),
      now: text(is),
      moved: moved.filter((move) => bearsOn(move, record.recommendation.tier, [before, after])),
    },
  ]
}

/** Whether a move can have moved the bill: a split has several prices, any other bill one price or one set of GPUs. */
function bearsOn({ kind, id }: Move, tier: TierId, bills: readonly (Bill | undefined)[]): boolean {
  if (tier === 'hybrid' || kind === 'figures') return isMoney(kind)
  const own = bills.some((bill) => bill?.hostId === null)
  if (kind === 'gpus' || kind === 'deployments') return own
  return kind === 'prices' && bills.some((bill) => bill && id === `${bill.modelId}@${bill.hostId}`)
}
