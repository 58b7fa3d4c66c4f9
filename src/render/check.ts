// A check → text for a terminal, Markdown for a pull request or a job summary, and annotations in GitHub's form.

import type { CheckJson } from '../contract-check.ts'
import { sanitizeLine } from '../sanitize.ts'
import { wrap } from './layout.ts'
import { literally, table } from './markdown.ts'
import { type Look, styleFor } from './style.ts'

type Decision = CheckJson['decisions'][number]
type Finding = Decision['findings'][number]
type Move = Finding['moved'][number]

const nameOf = ({ file, name }: Decision): string => (name === null ? file : `${file}: ${name}`)

function summary({ decisions }: CheckJson): string {
  const changed = decisions.filter(({ holds }) => !holds).length
  if (decisions.length === 1) return `The decision ${changed === 0 ? 'holds' : 'no longer holds'}.`
  return changed === 0
    ? `All ${decisions.length} decisions hold.`
    : `${changed} of ${decisions.length} decisions no longer ${changed === 1 ? 'holds' : 'hold'}.`
}

const tierText = ({ tier: { was, now } }: Decision): string => (was === now ? was : `${was} → ${now ?? 'none'}`)

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

function movesText({ kind, moved }: Finding): string[] {
  if (moved.length === 0 && explained.includes(kind)) return ['what moved it is not among the inputs that were saved']
  const shown = moved.slice(0, movesShown).map(moveText)
  return moved.length > movesShown ? [...shown, `and ${moved.length - movesShown} more`] : shown
}

/** Findings that some input must have moved. */
const explained: readonly Finding['kind'][] = ['tier', 'shortlist', 'cost']

const waiverText = ({ waiver, kind }: Finding): string[] =>
  waiver && kind !== 'waiver' ? [`waived until ${waiver.expires} by ${waiver.owner}: ${waiver.reason}`] : []

/** No line is wider than `columns`. */
export function renderCheck(check: CheckJson, look: Look): string {
  const style = styleFor(look)
  const { columns } = look
  const lines = check.decisions.flatMap((decision) => [
    ...wrap(
      `${decision.holds ? style.good('holds  ') : style.warn('changed')}  ${sanitizeLine(nameOf(decision))}  ${tierText(decision)}`,
      columns,
    ),
    ...decision.findings.flatMap((finding) => [
      ...wrap(`${finding.fails ? '' : 'note: '}${sanitizeLine(finding.says)}`, columns, '  '),
      ...[...waiverText(finding), ...movesText(finding)].flatMap((text) => wrap(sanitizeLine(text), columns, '    ')),
    ]),
    ...quietMoves(decision).flatMap((text) => wrap(text, columns, '  ')),
  ])
  return `${[...lines, '', ...wrap(summary(check), columns)].join('\n')}\n`
}

function quietMoves({ findings, moved }: Decision): string[] {
  if (findings.length > 0 || moved.length === 0) return []
  return [`${moved.length} ${moved.length === 1 ? 'input has' : 'inputs have'} moved without changing it.`]
}

export function renderCheckMarkdown(check: CheckJson): string {
  const rows = check.decisions.map((decision) => [
    nameOf(decision),
    decision.holds ? 'holds' : 'changed',
    tierText(decision),
    decision.findings.map(({ says, fails }) => (fails ? says : `(note) ${says}`)).join(' '),
  ])
  const details = check.decisions.flatMap((decision) =>
    decision.findings
      .filter((finding) => movesText(finding).length > 0 || finding.waiver)
      .flatMap((finding) => [
        `**${literally(nameOf(decision))}**, ${finding.kind}:`,
        [...waiverText(finding), ...movesText(finding)].map((text) => `- ${literally(text)}`).join('\n'),
      ]),
  )
  return `${[
    `# ${summary(check)}`,
    table(['Decision', 'Result', 'Tier', 'Findings'], rows),
    ...(details.length > 0 ? ['## What moved', ...details.filter(Boolean)] : []),
    `_pick-llm ${check.tool.version}, rules ${literally(check.rules.version)}, prices up to ${check.catalog.asOf}, checked on ${check.date}._`,
  ].join('\n\n')}\n`
}

/** GitHub shows ten annotations of a level for each step and drops the rest in silence. */
const mostAnnotations = 10

/** Workflow commands; failures are errors, the rest notices. */
export function renderCheckGithub(check: CheckJson): string {
  const all = check.decisions.flatMap((decision) => decision.findings.map((finding) => ({ decision, finding })))
  const errors = all.filter(({ finding }) => finding.fails)
  const notices = all.filter(({ finding }) => !finding.fails)
  return `${[...capped('error', errors), ...capped('notice', notices), data(summary(check))].join('\n')}\n`
}

function capped(level: 'error' | 'notice', all: readonly { readonly decision: Decision; readonly finding: Finding }[]): string[] {
  const shown = all.length > mostAnnotations ? all.slice(0, mostAnnotations - 1) : all
  const left = all.length - shown.length
  return [
    ...shown.map(({ decision, finding }) => {
      const lines = [finding.says, ...waiverText(finding), ...movesText(finding)]
      const title = `pick-llm: ${finding.kind}${decision.name === null ? '' : `, ${decision.name}`}`
      const place = decision.file === 'standard input' ? '' : `file=${property(decision.file)},line=1,`
      return `::${level} ${place}title=${property(title)}::${data(lines.join('\n'))}`
    }),
    ...(left > 0 ? [`::${level} title=pick-llm::${data(`${left} more in the job summary.`)}`] : []),
  ]
}

/** As the runner unescapes them: the message, and the values in front of it. */
const data = (text: string): string =>
  text.split('\n').map(sanitizeLine).join('\n').replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const property = (text: string): string => data(text.replaceAll('\n', ' ')).replaceAll(':', '%3A').replaceAll(',', '%2C')
