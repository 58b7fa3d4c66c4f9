// Flags, environment and an answers file → checked answers, each with where it came from.

import { exit, FileError, type Problem, UserError } from '../errors.ts'
import { withFlaws } from '../rules/flawed.ts'
import type { Parsed } from '../rules/parse.ts'
import { echo } from '../sanitize.ts'
import { didYouMean } from '../suggest.ts'
import type { AnswerSource, Question, Request, Setting, Settings, Tree } from '../types.ts'
import { variableName } from '../variables.ts'
import { acceptedVolumes, parseVolume } from '../volume.ts'
import { goneVariables, type ReadSetting, readSetting } from './settings.ts'
import { type Terminal, variable } from './terminal.ts'

export type Texts = Readonly<Record<string, string>>

interface Given {
  readonly text: string
  readonly source: Exclude<AnswerSource, 'prompt'>
  /** How the user wrote the name: `--task`, `PICK_LLM_TASK` or `task`. */
  readonly name: string
}

/** Flag, then environment, then file. Throws `UserError` with every value that is not accepted. */
export function collect(tree: Tree, flags: Texts, terminal: Pick<Terminal, 'environment'>, file: Texts): Request {
  const given = new Map<string, Given>()
  for (const { id } of [...tree.questions, ...tree.settings]) {
    const flag = flags[id]
    const environment = variable(terminal, variableName(id))
    const filed = file[id]
    if (flag !== undefined) given.set(id, { text: flag, source: 'flag', name: `--${id}` })
    else if (environment !== undefined) given.set(id, { text: environment, source: 'env', name: variableName(id) })
    else if (filed !== undefined) given.set(id, { text: filed, source: 'file', name: id })
  }
  return requestOf(
    tree,
    given,
    goneVariables(tree, (name) => variable(terminal, name) !== undefined),
  )
}

function requestOf(tree: Tree, given: ReadonlyMap<string, Given>, gone: readonly Refusal[]): Request {
  const answers: Record<string, string | number> = {}
  const written: Record<string, string> = {}
  const from: Record<string, AnswerSource> = {}
  const problems: Refusal[] = [...gone]
  for (const question of tree.questions) {
    const raw = given.get(question.id)
    if (!raw) continue
    const read = readAnswer(question, raw.text)
    if ('refused' in read) problems.push({ ...read, name: raw.name })
    else {
      answers[question.id] = read.value
      if (read.written !== undefined) written[question.id] = read.written
      from[question.id] = raw.source
    }
  }
  const settings = readSettings(tree.settings, given, problems, written)
  if (problems.length > 0) throw refusal(problems)
  return { answers, settings, from, written }
}

interface Refusal {
  readonly name?: string
  readonly refused: string
  readonly accepted: string
}

/** The answer that a text gives to a question, or why it gives none. */
export function readAnswer(question: Question, text: string): { readonly value: string | number; readonly written?: string } | Refusal {
  if (question.kind === 'volume') {
    const volume = parseVolume(text)
    return volume
      ? { value: volume.perMonth, written: volume.text }
      : { refused: `"${echo(text)}" is no volume.`, accepted: acceptedVolumes }
  }
  const ids = question.options.map(({ id }) => id)
  if (ids.includes(text)) return { value: text }
  return { refused: `"${echo(text)}" is not an option.${didYouMean(text, ids)}`, accepted: ids.join(', ') }
}

function readSettings(
  all: readonly Setting[],
  given: ReadonlyMap<string, Given>,
  problems: Refusal[],
  written: Record<string, string>,
): Settings {
  const settings: Wishes = { figures: {} }
  for (const setting of all) {
    const raw = given.get(setting.id)
    if (!raw) continue
    const read = readSetting(setting, raw.text)
    if ('refused' in read) {
      problems.push({ ...read, name: raw.name })
      continue
    }
    written[setting.id] = read.written
    setWish(settings, setting.id, read)
  }
  return settings
}

export interface Wishes {
  context?: number
  excludeOrigin?: readonly string[]
  readonly figures: Record<string, number>
}

export function setWish(wishes: Wishes, id: string, read: Exclude<ReadSetting, { readonly refused: string }>): void {
  if (read.kind === 'tokens') wishes.context = read.value
  else if (read.kind === 'origins') wishes.excludeOrigin = read.value
  else wishes.figures[id] = read.value
}

function refusal(problems: readonly Refusal[]): UserError {
  const lines = problems.map(({ name, refused, accepted }) => `${name}: ${refused} Accepted: ${accepted}.`)
  return new UserError('E_VALUE', lines.join('\n'), 'Write one of the accepted values.', exit.usage)
}

const maxProblems = 20
const unread = 'The answers cannot be read'

/** A parsed answers file → its texts by id. Throws `FileError` with the keys and values that cannot be one. */
export function fileAnswers(tree: Tree, parsed: Parsed): Texts {
  const { value, place } = parsed
  const problems: Problem[] = []
  const known = [...tree.questions, ...tree.settings].map(({ id }) => id)
  const texts: Record<string, string> = {}
  const [example] = tree.questions
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new FileError(unread, withFlaws(parsed, [{ ...place([]), message: `write a map such as \`${example?.id}: …\`` }]))
  for (const [id, answer] of Object.entries(value)) {
    if (problems.length === maxProblems) break
    const refused = refusalOf(tree, id, answer)
    if (!known.includes(id))
      problems.push({ ...place([id], true), message: `there is no question "${echo(id)}".${didYouMean(echo(id), known)}` })
    else if (refused !== undefined) problems.push({ ...place([id]), message: `${id}: ${refused}` })
    else texts[id] = String(answer)
  }
  const all = withFlaws(parsed, problems)
  if (all.length > 0) throw new FileError(unread, all)
  return texts
}

/** Why a text is no answer to a question or no wish; undefined when it is. */
export function refusalOf(tree: Tree, id: string, answer: unknown): string | undefined {
  const question = tree.questions.find((candidate) => candidate.id === id)
  const setting = tree.settings.find((candidate) => candidate.id === id)
  if (typeof answer !== 'string') return 'write a word or a number'
  const read = question ? readAnswer(question, answer) : setting && readSetting(setting, answer)
  return read && 'refused' in read ? `${read.refused} Accepted: ${read.accepted}.` : undefined
}
