// A check → its sentences: what it comes to, each input that moved, each waiver.

import type { CheckJson } from '../contract-check.ts'

type Decision = CheckJson['decisions'][number]
export type Finding = Decision['findings'][number]
type Move = Finding['moved'][number]

export const nameOf = ({ file, name, whole }: Pick<Checked, 'file' | 'name' | 'whole'>): string =>
  name === null ? `${file}${whole ? ' as a whole' : ''}` : `${file}: ${name}`

/** What a record or a plan says as a whole stands beside its decisions where there is something to say about it. */
export interface Checked extends Pick<Decision, 'file' | 'name' | 'holds' | 'findings'> {
  readonly line: number
  readonly tier: string
  /** A plan beside its decisions. */
  readonly whole: boolean
  readonly state: 'holds' | 'notes' | 'stale' | 'changed' | 'updated'
}

/** In the order of the files, each as a whole before its decisions. */
export function checkedIn({ files, decisions }: CheckJson): Checked[] {
  const wholes = new Map(files.map((each) => [each.file, each]))
  const seen = new Set<string>()
  return decisions.flatMap((decision): Checked[] => {
    const { file, line, name, holds, findings } = decision
    const whole = wholes.get(file)
    const state = (held: boolean, of: readonly Finding[]) =>
      held ? 'holds' : whole?.updated ? 'updated' : onlyAged(of) ? 'stale' : 'changed'
    const told = whole && !seen.has(file) ? whole.findings : []
    seen.add(file)
    const own = { file, line, name, whole: false, tier: tierText(decision) }
    // A file with one decision is that decision.
    if (whole?.kind === 'record')
      return [{ ...own, holds, state: state(holds && whole.holds, [...told, ...findings]), findings: [...told, ...findings] }]
    const decided: Checked = { ...own, holds, state: state(holds, findings), findings }
    if (!whole || told.length === 0) return [decided]
    // Its notes say nothing about the decisions below.
    const about = whole.holds ? 'notes' : state(false, told)
    return [{ file, line: 1, name: null, whole: true, holds: whole.holds, state: about, tier: '', findings: told }, decided]
  })
}

/** Nothing has moved but the day. */
function onlyAged(findings: readonly Finding[]): boolean {
  const failing = findings.filter(({ fails }) => fails)
  return failing.length > 0 && failing.every(({ kind }) => kind === 'staleness')
}

const tierText = ({ tier: { was, now } }: Decision): string => (was === now ? was : `${was} → ${now ?? 'none'}`)

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

/** In one line, with all that is not told by "hold". */
export function summary(check: CheckJson): string {
  const { files, decisions, unreadable } = check
  const changed = decisions.filter(({ holds }) => !holds).length
  const plans = files.filter(({ holds }) => !holds).length
  const updated = files.filter((each) => each.updated).length
  const notes = [...files, ...decisions].flatMap(({ findings }) => findings).filter(({ fails }) => !fails).length
  const told = [
    ...(notes > 0 && changed + plans === 0 ? [count(notes, 'note')] : []),
    ...(updated > 0 ? [`${count(updated, 'file')} updated`] : []),
  ]
  const held = updated > 0 ? ['held', 'no longer held', 'no longer held'] : ['hold', 'no longer holds', 'no longer hold']
  const all =
    changed > 0
      ? decisions.length === 1
        ? `The decision ${held[1]}`
        : `${changed} of ${decisions.length} decisions ${changed === 1 ? held[1] : held[2]}`
      : decisions.length === 1
        ? `The decision ${updated > 0 ? 'held' : 'holds'}`
        : `All ${decisions.length} decisions ${held[0]}`
  return [
    ...(decisions.length > 0 ? [[all, ...told].join('; ')] : []),
    ...(plans > 0 ? [`${count(plans, 'plan')} as a whole ${plans === 1 ? 'does' : 'do'} not`] : []),
    ...(unreadable.length > 0 ? [`${count(unreadable.length, 'file')} could not be read`] : []),
  ]
    .map((text) => `${text}.`)
    .join(' ')
}

/** What can be done about it; undefined where there is nothing to do. */
export function nextStep({ holds, files, decisions, unreadable }: CheckJson): string | undefined {
  if (holds || files.some(({ updated }) => updated)) return undefined
  if (unreadable.length > 0) return 'Mend or leave out what could not be read, and run the same command again.'
  const failing = new Set([...files, ...decisions].flatMap(({ findings }) => findings.filter(({ fails }) => fails).map(({ kind }) => kind)))
  const others = [...failing].some((kind) => kind !== 'staleness' && kind !== 'workloads')
  return [
    ...(failing.has('workloads') ? ['Plan the file of workloads again, or put it back as it was.'] : []),
    ...(others
      ? [
          'Look at what moved. Then run the same command with --update to accept it, write a waiver into the record to let it pass for a while, or decide anew.',
        ]
      : []),
    ...(failing.has('staleness')
      ? [
          'What is only old needs newer facts, which --update does not bring: run `pick-llm refresh` for prices, take a newer version of pick-llm, or write a waiver into the record to let it pass for a while.',
        ]
      : []),
  ].join(' ')
}

/** One text for each mistake, with its place. */
export function unreadableTexts({ message, problems }: CheckJson['unreadable'][number]): string[] {
  if (!problems || problems.length === 0) return [message]
  const texts = problems.map(
    (each) => `${[each.file, each.line, each.column].filter((part) => part !== undefined).join(':')}  ${each.message}`,
  )
  return texts.length > mistakesShown ? [...texts.slice(0, mistakesShown), `and ${texts.length - mistakesShown} more`] : texts
}

const mistakesShown = 5

const isUsd = ({ kind, field }: Pick<Move, 'kind' | 'field'>): boolean =>
  ['prices', 'offers', 'gpus'].includes(kind) && field !== 'entry' && field !== 'context'

/** What is missing: of facts it is unknown, of everything else there is none. */
function valueText({ kind, field }: Pick<Move, 'kind' | 'field'>, value: Move['was']): string {
  if (value === '') return 'none'
  if (value !== null) return `${isUsd({ kind, field }) ? '$' : ''}${value}`
  return kind === 'rules' || kind === 'steps' || field === 'replacedBy' ? 'none' : 'unknown'
}

const things: Readonly<Record<Move['kind'], string>> = {
  rules: 'rule',
  models: 'model',
  picks: 'preferred models of',
  prices: 'price',
  offers: 'offer',
  hosts: 'host',
  gpus: 'GPU',
  deployments: 'deployment',
  figures: 'figure',
  steps: 'step',
  answers: 'answer to',
}

const unitOf = (move: Move): string => (!isUsd(move) ? '' : move.kind === 'gpus' ? ' an hour' : ' per million tokens')

function moveText(move: Move): string {
  const { kind, id, field, was, now } = move
  const [thing, change] = [`${things[kind]} ${id}`, `${valueText(move, was)} → ${valueText(move, now)}`]
  if (field === 'entry') return `${thing} is ${now === null ? 'gone' : 'new'}`
  if (field === 'asOf' || field === 'checked') return `${thing}: last checked on ${was}`
  if (kind === 'picks' && field === 'row') return `${thing}: row ${change}`
  if (kind === 'steps') return `${thing}: rule ${change}`
  if (kind === 'answers' && field === 'assumed') return `assumed for ${id}: ${change}`
  if (kind === 'answers') return `${thing}: ${was} is no longer taken${now === null ? '' : `, ${now} is assumed`}`
  return `${thing}, ${field === 'replacedBy' ? 'replaced by' : field}: ${change}${unitOf(move)}`
}

/** So many moves say enough; JSON has them all. */
const movesShown = 5

export function movesText({ kind, moved }: Finding): string[] {
  if (moved.length === 0 && explained.includes(kind)) return ['what moved it is not among the inputs that were saved']
  return capped(moved)
}

const capped = (moved: readonly Move[]): string[] => {
  const shown = moved.slice(0, movesShown).map(moveText)
  return moved.length > movesShown ? [...shown, `and ${moved.length - movesShown} more`] : shown
}

/** Inputs that moved, and that no finding names; each once, whatever number of decisions rest on it. */
export function quietMoves({ files, decisions }: CheckJson): { readonly title: string; readonly moves: readonly string[] } | undefined {
  const named = new Set([...files, ...decisions].flatMap(({ findings }) => findings.flatMap(({ moved }) => moved.map(keyOf))))
  const quiet = [...new Map(decisions.flatMap(({ moved }) => moved.map((move) => [keyOf(move), move]))).entries()]
    .filter(([key]) => !named.has(key))
    .map(([, move]) => move)
  if (quiet.length === 0) return undefined
  const title = `${count(quiet.length, 'input has', 'inputs have')} moved without changing a decision`
  return { title, moves: capped(quiet) }
}

/** The price of one workload is to another the offer of a rival. */
const keyOf = (move: Move): string => JSON.stringify(move.kind === 'offers' ? { ...move, kind: 'prices' } : move)

/** Findings that some input must have moved. */
const explained: readonly Finding['kind'][] = ['tier', 'shortlist', 'cost']

export const waiverText = ({ waiver, kind }: Finding): string[] =>
  waiver && kind !== 'waiver' ? [`waived until ${waiver.expires} by ${waiver.owner}: ${waiver.reason}`] : []
