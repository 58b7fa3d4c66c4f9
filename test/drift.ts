// A decision that was saved under some rules, checked under others, without a process in between.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rules } from 'virtual:built-in-rules'
import { recommend } from '../src/advise/recommend.ts'
import { collect } from '../src/cli/answers.ts'
import { readFailOn } from '../src/cli/fail-on.ts'
import { dayBefore } from '../src/cli/freshness.ts'
import { readRecord, type SavedDecision } from '../src/cli/records.ts'
import type { Terminal } from '../src/cli/terminal.ts'
import type { RecommendationJson } from '../src/contract.ts'
import { type Checked, checkDecision } from '../src/decisions/check.ts'
import { planOf } from '../src/decisions/plan.ts'
import { UserError } from '../src/errors.ts'
import { link } from '../src/rules/link.ts'
import { merge } from '../src/rules/merge.ts'
import type { Ruleset } from '../src/rules/schema.ts'
import type { Request, Tree } from '../src/types.ts'
import { maker, tree } from './support.ts'

export type Layer = Readonly<Record<string, unknown>>

/** The built-in rules with layers laid over them. */
export const treeWith = (...layers: readonly Layer[]): Tree => link(layers.reduce(merge, rules) as Ruleset)

export const terminal: Terminal = { environment: {}, stdin: process.stdin, stdout: process.stdout, stderr: process.stderr }

/** Answers and wishes as they are typed. */
export const requestOf = (texts: Readonly<Record<string, string>>, on: Tree = tree): Request => collect(on, texts, terminal, {})

export interface Case {
  readonly answers: Readonly<Record<string, string>>
  /** Laid over the built-in rules when the decision was made. */
  readonly before?: Layer
  /** Laid over those when it is checked. */
  readonly layer?: Layer
  readonly failOn?: string
  readonly date?: string
  /** Changes the file in between. */
  readonly edit?: (record: RecommendationJson) => object
}

const today = '2026-11-21'

/** Goes through a file, as the command does. */
async function allSaved(record: object, on: Tree, name = 'decision.json'): Promise<readonly SavedDecision[]> {
  const folder = mkdtempSync(join(tmpdir(), 'drift-'))
  try {
    const path = join(folder, name)
    writeFileSync(path, JSON.stringify(record))
    return (await readRecord(on, path, terminal)).decisions
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export async function drift({
  answers,
  before = {},
  layer = {},
  failOn = 'tier,shortlist,cost:10%',
  date = today,
  edit,
}: Case): Promise<Checked> {
  const then = treeWith(before)
  const made = recommend(then, requestOf(answers, then), maker)
  return checkSaved(edit ? edit(made) : made, treeWith(before, layer), failOn, date)
}

export async function checkSaved(record: object, on: Tree, failOn: string, date = today): Promise<Checked> {
  const [first] = await allSaved(record, on)
  if (!first) throw new Error('no decision')
  return check(first, on, failOn, date)
}

const check = (decision: SavedDecision, on: Tree, failOn: string, date: string): Checked =>
  checkDecision(decision.record, { ...resultOf(on, decision), ...aboutDay(on, date), lost: decision.lost }, readFailOn(failOn))

const aboutDay = (on: Tree, date: string) => ({ tree: on, calendar: { date, before: (days: number) => dayBefore(date, days) } })

function resultOf(on: Tree, { request }: SavedDecision) {
  const settings = request.settings ?? {}
  try {
    return { result: recommend(on, request, maker), why: '', settings }
  } catch (error) {
    if (error instanceof UserError) return { result: undefined, why: error.message, settings }
    throw error
  }
}

/** One line for a finding and one for each input behind it. */
export const told = ({ findings }: Checked): string[] =>
  findings.flatMap(({ kind, says, fails, moved }) => [
    `${fails ? 'fails' : 'note'} ${kind}: ${says}`,
    ...moved.map(({ kind: of, id, field, was, now }) => `  ${of} ${id} ${field}: ${was} → ${now}`),
  ])

/** Each input that moved and that no finding names. */
export function quiet({ findings, moved }: Checked): string[] {
  const named = new Set(findings.flatMap((finding) => finding.moved.map((move) => JSON.stringify(move))))
  return moved
    .filter((move) => !named.has(JSON.stringify(move)))
    .map(({ kind, id, field, was, now }) => `${kind} ${id} ${field}: ${was} → ${now}`)
}

/** Every workload of a plan that was saved under some rules, checked under others. */
export async function driftOfPlan(workloads: readonly Case['answers'][], { before = {}, layer = {} }: Pick<Case, 'before' | 'layer'> = {}) {
  const then = treeWith(before)
  const named = workloads.map((answers, index) => ({ name: `w${index}`, owner: undefined, request: requestOf(answers, then) }))
  const on = treeWith(before, layer)
  return (await allSaved(planOf(then, named, maker), on)).map((decision) => check(decision, on, 'tier,shortlist,cost:10%', today))
}
