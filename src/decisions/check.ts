// A saved decision, and the recommendation that the same answers lead to today → whether it still holds, or what moved.

import type { RecommendationJson } from '../contract.ts'
import type { Recorded, RecordedFrom, RecordedPlan, Waiver } from '../contract-record.ts'
import type { Settings, Tree } from '../types.ts'
import type { Compared } from './causes.ts'
import { type Made, overlayFindings, type PlanToday, planFindings } from './check-file.ts'
import { contradictions } from './contradictions.ts'
import { resultFindings } from './findings.ts'
import type { Found } from './found.ts'
import { isMirrored, type Move, movedAnswers, movedInputs } from './moves.ts'
import { type Calendar, staleness } from './staleness.ts'
import { partsFindings, termsFindings, textFindings } from './told.ts'

interface Finding extends Found {
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
  /** Whether the file that a plan was made from says something else. */
  readonly workloads?: boolean
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
  /** The wishes of the request. */
  readonly settings: Settings
  readonly lost: readonly Lost[]
  /** What the file says otherwise that it was planned from. */
  readonly differs?: readonly Found[]
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
  const { tree, calendar, result: now, settings } = today
  const moved = [...movedInputs(tree, record, now), ...(now ? movedAnswers(record.answers, now.answers) : [])]
  const edited = contradictions(tree, record)
  // What follows from an answer that was edited is no move of the rules.
  const followed = ({ kind, field }: Move) =>
    kind === 'steps' || (kind === 'picks' && field === 'row') || (kind === 'answers' && field === 'assumed')
  const compared = now ? comparedFindings({ tree, record, now, settings, moved }, failOn.cost ?? noise) : []
  const results =
    edited.length === 0 ? compared : compared.map((each) => ({ ...each, moved: each.moved.filter((move) => !followed(move)) }))
  const found = [
    ...answersFindings(today),
    ...edited,
    ...(today.differs ?? []),
    ...(now ? editedFindings(record, now) : []),
    ...results,
    ...(now ? staleness(tree, now, calendar) : []),
  ]
  const findings = [
    ...found.map((finding) => judged(finding, record.waivers, calendar.date, failOn)),
    ...expired(record.waivers, calendar.date),
  ]
  return { holds: !findings.some(({ fails }) => fails), findings, moved: moved.filter((move) => !isMirrored(move, moved)) }
}

function comparedFindings(compared: Compared, threshold: number): Found[] {
  const { record, now, moved } = compared
  const result = resultFindings(compared, threshold)
  const parts = partsFindings(record, now, result)
  const found = [...parts, ...result, ...termsFindings(record, now, moved, [...parts, ...result])]
  return [...found, ...textFindings(record, now, found)]
}

/** What was saved as one file, beside its decisions. */
export interface SavedWhole {
  readonly from: RecordedFrom
  /** Undefined for a single decision. */
  readonly plan: RecordedPlan | undefined
}

/** What a record or a plan says as a whole. Where its workloads explain what moved, that is told with them, and here as a note. */
export function checkWhole(
  { from, plan }: SavedWhole,
  made: Made,
  today: PlanToday | undefined,
  decisions: readonly Pick<Checked, 'findings'>[],
  failOn: FailOn,
  differs: readonly Found[] = [],
): Pick<Checked, 'holds' | 'findings'> {
  const told = decisions.flatMap(({ findings }) => findings)
  const found = [
    ...differs,
    ...overlayFindings(from, made),
    ...(plan && today ? planFindings(plan, today, failOn.cost ?? noise, told) : []),
  ]
  const findings = found.map((finding): Finding => {
    const explained = finding.kind !== 'workloads' && told.some(({ kind }) => kind === finding.kind)
    return { ...finding, waiver: null, fails: !explained && matters(finding.kind, failOn) }
  })
  return { holds: !findings.some(({ fails }) => fails), findings }
}

function judged(finding: Found, waivers: readonly Waiver[], date: string, failOn: FailOn): Finding {
  const waiver = waivers.find((each) => each.for === finding.kind && each.expires >= date) ?? null
  return { ...finding, waiver, fails: matters(finding.kind, failOn) && waiver === null }
}

/** What is no part of the decision itself is told as a note. */
function matters(kind: Found['kind'], failOn: FailOn): boolean {
  if (kind === 'cost') return failOn.cost !== undefined
  if (kind === 'tier' || kind === 'shortlist' || kind === 'staleness' || kind === 'workloads') return failOn[kind] === true
  return kind === 'answers' || kind === 'waiver'
}

const expired = (waivers: readonly Waiver[], date: string): Finding[] =>
  waivers
    .filter(({ expires }) => expires < date)
    .map((waiver) => ({
      kind: 'waiver',
      says: `The waiver for ${waiver.for} by ${waiver.owner} has expired (${waiver.reason}). Its last day was ${waiver.expires}.`,
      was: waiver.expires,
      now: date,
      moved: [],
      waiver,
      fails: true,
    }))

/** The rules give the same reason for another value, so it was not the rules that moved. */
function editedFindings({ answers: was }: Recorded, { answers }: RecommendationJson): Found[] {
  return movedAnswers(was, answers).flatMap((move): Found[] => {
    const [before, after] = [was[move.id], answers[move.id]]
    if (before?.source !== 'assumed' || (before.because !== undefined && before.because !== after?.because)) return []
    const [text, now] = [String(move.was), String(move.now)]
    const says = `The record says that ${text} is assumed for ${move.id}, but the rules assume ${now}: give it the source "file" to make it an answer.`
    return [{ kind: 'answers', says, was: text, now, moved: [move] }]
  })
}

function answersFindings({ lost, result, why }: Today): Found[] {
  const found = lost.map(({ id, text, because }): Found => {
    const now = result?.answers[id]?.value
    return {
      kind: 'answers',
      says: `The answer to ${id} is no longer taken: ${because}${now === undefined ? '' : ` ${now} is assumed instead.`}`,
      was: text,
      now: now === undefined ? null : String(now),
      moved: [],
    }
  })
  return result
    ? found
    : [...found, { kind: 'answers', says: `The answers no longer lead to a tier: ${why}`, was: null, now: null, moved: [] }]
}
