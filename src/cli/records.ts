// Files of saved decisions → the records in them, each with the request that made it.

import { packageVersion } from 'virtual:built-in-rules'
import type * as z from 'zod/mini'
import { inputsAmong } from '../advise/inputs-among.ts'
import { schemaVersion } from '../contract-parts.ts'
import { type Recorded, savedPlan, savedRecord } from '../contract-record.ts'
import type { Lost, SavedWhole } from '../decisions/check.ts'
import { exit, FileError, UserError } from '../errors.ts'
import { withFlaws } from '../rules/flawed.ts'
import { hasComments, type Parsed, readYaml } from '../rules/parse.ts'
import { validate } from '../rules/validate.ts'
import { echo, sanitizeLine } from '../sanitize.ts'
import type { AnswerSource, Request, Tree } from '../types.ts'
import { collect, refusalOf } from './answers.ts'
import { readInput } from './files.ts'
import { unknownKeys } from './record-keys.ts'
import type { Terminal } from './terminal.ts'

export interface SavedDecision {
  /** Of the file, where it begins. */
  readonly line: number
  /** Of the workload, in a plan. */
  readonly name: string | undefined
  readonly owner: string | undefined
  readonly record: Recorded
  readonly request: Request
  /** Answers that the rules of the day no longer take. */
  readonly lost: readonly Lost[]
}

export interface SavedFile {
  readonly path: string
  /** The path, whole and safe to print. */
  readonly file: string
  readonly kind: 'record' | 'plan'
  readonly decisions: readonly SavedDecision[]
  readonly whole: SavedWhole
  /** As it was read. */
  readonly text: string
  /** YAML comments, which do not come through an update. */
  readonly commented: boolean
}

/** A plan of a thousand workloads takes seven, and splits more. */
export const maxBytes = 16 * 1024 * 1024

const what = 'The record cannot be read'

/** Throws `UserError` or `FileError` with exit code 3 where the file is no record and no plan. */
export async function readRecord(tree: Tree, path: string, terminal: Terminal): Promise<SavedFile> {
  const { file: name, text } = await readInput(path, terminal, maxBytes)
  return recordIn(tree, path, path === '-' ? name : sanitizeLine(path), text)
}

/** Throws `UserError` or `FileError` with exit code 3 where the text is no record and no plan. */
export function recordIn(tree: Tree, path: string, file: string, text: string): SavedFile {
  const parsed = parseRecord(file, text)
  refuseOthers(file, parsed)
  const commented = hasComments(text)
  if (isPlan(parsed.value)) {
    const { workloads, inputs, tool, rules, catalog, ...plan } = checked(savedPlan, parsed, true)
    const decisions = workloads.map(({ name, owner, ...decided }, index) => {
      const line = parsed.place(['workloads', index]).line ?? 1
      return saved(tree, { ...decided, inputs: inputsAmong(tree, inputs, decided, decided.answers) }, line, name, owner ?? undefined)
    })
    return { path, file, text, kind: 'plan', decisions, commented, whole: { from: { tool, rules, catalog }, plan } }
  }
  const record = checked(savedRecord, parsed, false)
  const { tool, rules, catalog } = record
  return {
    path,
    file,
    text,
    kind: 'record',
    decisions: [saved(tree, record, 1)],
    commented,
    whole: { from: { tool, rules, catalog }, plan: undefined },
  }
}

/** What was never saved as a decision is told in a sentence, not as a list of what it lacks. */
function refuseOthers(file: string, { value, flaws }: Parsed): void {
  const keys: Readonly<Record<string, unknown>> = typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
  const refuse = (why: string, hint: string): never => {
    throw flaws ? new FileError(what, flaws.problems) : refusal(file, why, hint)
  }
  if (Object.hasOwn(keys, 'schemaVersion')) {
    if (keys['ok'] === false) refuse('holds a failure, not a decision', 'Make the decision again with --output.')
    if (keys['schemaVersion'] !== schemaVersion) refuse('was saved by another version of pick-llm', 'Update pick-llm, or save it anew.')
    if (!isPlan(value) && !Object.hasOwn(keys, 'recommendation')) refuse('holds a result of another command, not a decision', save)
  } else if (isPlan(value))
    refuse('is a file of workloads, not a saved plan', 'Run `pick-llm plan` on it with --output, and check that file.')
  else if (!Object.hasOwn(keys, 'recommendation')) refuse('is no saved decision', save)
}

const refusal = (file: string, why: string, hint: string): UserError =>
  new UserError('E_RECORD', `${file} ${why}.`, hint, exit.input, { location: { file } })

/** Two whole objects, each on a line of its own. */
function isJsonLines(text: string): boolean {
  const [first = '', second = ''] = text.split('\n', 50).filter((line) => line.trim() !== '')
  return [first, second].every((line) => /^\s*\{.*\}\s*$/.test(line))
}

const save = 'Save one with --output decision.json, or a plan with `pick-llm plan`.'

const isPlan = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.hasOwn(value, 'workloads')

function parseRecord(file: string, text: string): Parsed {
  if (isJsonLines(text)) throw refusal(file, 'holds JSON Lines, which are no records', save)
  const parsed = readYaml(file, text)
  if (!('value' in parsed)) throw new FileError(what, parsed)
  return parsed
}

function checked<T>(schema: z.ZodMiniType<T>, parsed: Parsed, plan: boolean): T {
  const valid = validate(schema, parsed, namePlace)
  const problems = withFlaws(parsed, [...('data' in valid ? [] : valid), ...unknownKeys(parsed, plan, packageVersion)])
  if (!('data' in valid) || problems.length > 0)
    throw new FileError(what, problems, 'Save it anew with --output, or mend the places above.')
  return valid.data
}

/** Entries are counted from one, as people do. */
const namePlace = (path: readonly PropertyKey[]): string =>
  path.map((step) => (typeof step === 'number' ? `entry ${step + 1}` : sanitizeLine(String(step)))).join(', ')

function saved(tree: Tree, record: Recorded, line: number, name?: string, owner?: string): SavedDecision {
  const given = Object.entries(record.answers).filter(([, { source }]) => source !== 'assumed')
  const texts = [...given.map(([id, { value }]): [string, string] => [id, String(value)]), ...Object.entries(record.settings)]
  const lost = texts.flatMap(([id, text]): Lost[] => {
    const because = known(tree, id) ? refusalOf(tree, id, text) : 'there is no such question any more.'
    return because === undefined ? [] : [{ id: echo(id), text: echo(text), because }]
  })
  const kept = texts.filter(([id, text]) => known(tree, id) && refusalOf(tree, id, text) === undefined)
  const request = collect(tree, Object.fromEntries(kept), { environment: {} }, {})
  const from = Object.fromEntries(given.map(([id, { source }]) => [id, source as AnswerSource]))
  return { line, name, owner, record, lost, request: { ...request, from } }
}

const known = ({ questions, settings }: Tree, id: string): boolean => [...questions, ...settings].some((each) => each.id === id)
