// The text of one line → the workload on it, or what is wrong with it.

import type { LineProblem } from '../contract-lines.ts'
import type { LineWorkload } from '../decisions/lines.ts'
import { type Asked, answerOf, tablesOf } from '../engine/tables.ts'
import { answersIn, type Given, givenIn } from '../engine/trail.ts'
import { echo, isClean } from '../sanitize.ts'
import { didYouMean } from '../suggest.ts'
import type { Request, Setting, Settings, Tree } from '../types.ts'
import { acceptedVolumes, parseVolume } from '../volume.ts'
import { collect, readAnswer, setWish, type Texts, type Wishes } from './answers.ts'
import { placesIn } from './json-places.ts'
import { type Plain, plainReader } from './plain-line.ts'
import { readSetting } from './settings.ts'
import type { Terminal } from './terminal.ts'

export type LineRead =
  | { readonly ok: true; readonly workload: LineWorkload }
  /** The name is null where it cannot be read. */
  | { readonly ok: false; readonly name: string | null; readonly error: LineProblem }

const keys = ['name', 'owner', 'tokens', 'answers']
const longestName = 200
const maxProblems = 10

/**
 * What every line has in common is worked out once: flags and variables, as for every command, win over what a line
 * says. Throws `UserError` where they cannot be read themselves.
 */
export function lineReader(tree: Tree, flags: Texts, terminal: Pick<Terminal, 'environment'>): (text: string) => LineRead {
  const common = commonOf(tree, collect(tree, flags, terminal, {}))
  const plain = plainReader(tree, common.none)
  return (text) => {
    const known = plain(text)
    if (!known) return readLine(tree, common, text)
    const { name, owner, given } = known
    return { ok: true, workload: { name, owner, given, settings: common.settings, answers: () => answersIn(tree, given) } }
  }
}

function readLine(tree: Tree, common: Common, text: string): LineRead {
  const value = parse(text)
  if (value === undefined) return { ok: false, name: null, error: { code: 'E_JSON', message: noObject, column: brokenColumn(text) } }
  const problems: Problem[] = []
  const { name, owner } = value
  const given = common.none.slice()
  const settings = settle(common, value, given, problems)
  if (!isName(name)) problems.push(wrong('name', nameForm))
  if (owner !== undefined && owner !== null && !isName(owner)) problems.push(wrong('owner', nameForm))
  for (const key in value) if (!keys.includes(key)) problems.push(unknownKey(key))
  if (mayRepeat(text, value)) problems.push(...repeatsIn(text))
  if (problems.length > 0 || !isName(name)) return { ok: false, name: isName(name) ? name : null, error: told(text, problems) }
  const workload = { name, owner: typeof owner === 'string' ? owner : undefined, given, settings, answers: () => answersIn(tree, given) }
  return { ok: true, workload }
}

type JsonMap = Readonly<Record<string, unknown>>

const isMap = (value: unknown): value is JsonMap => typeof value === 'object' && value !== null && !Array.isArray(value)

function parse(text: string): JsonMap | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isMap(value) ? value : undefined
  } catch {
    return undefined
  }
}

const noObject = 'This is no JSON object: write {"name": …, "answers": {…}} on one line.'

const brokenColumn = (text: string): number => {
  const { brokenAt, offsetOf } = placesIn(text)
  return (brokenAt ?? offsetOf([])) + 1
}

/** What is wrong with a value, by the keys that lead to it; or with the last of these keys. */
interface Problem extends Omit<LineProblem, 'column'> {
  readonly path: readonly string[]
  readonly onKey?: true
  /** Where the path leads to another place. */
  readonly at?: number
}

/**
 * `JSON.parse` takes the last of two. A line has at least as many colons as keys, so with no more of them than were kept it
 * has no key twice; only the others, such as those with a colon in a name, are read once more.
 */
function mayRepeat(text: string, value: JsonMap): boolean {
  let left = 0
  for (const _ in value) left++
  if (isMap(value['answers'])) for (const _ in value['answers']) left++
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) left--
  return left < 0
}

const repeatsIn = (text: string): Problem[] =>
  placesIn(text).repeats.map(({ key, at }) => ({ code: 'E_WORKLOAD', message: `The key "${echo(key)}" is there twice.`, path: [], at }))

/** From left to right. The column is that of the first; the others have theirs in the message. */
function told(text: string, problems: readonly Problem[]): LineProblem {
  const { offsetOf } = placesIn(text)
  const placed = problems.map(({ code, message, path, onKey, at }) => ({ code, message, column: (at ?? offsetOf(path, onKey)) + 1 }))
  const [first, ...others] = placed.toSorted((a, b) => a.column - b.column).slice(0, maxProblems)
  const more = others.map(({ message, column }) => ` Column ${column}: ${message}`)
  return { code: first?.code ?? 'E_WORKLOAD', message: `${first?.message}${more.join('')}`, column: first?.column ?? 1 }
}

const nameForm = `write a text of 1 to ${longestName} characters, none of them control or invisible characters`

const wrong = (key: string, message: string): Problem => ({ code: 'E_WORKLOAD', message: `${key}: ${message}.`, path: [key] })

const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= longestName && isClean(value)

function unknownKey(key: string): Problem {
  const message =
    key === 'share'
      ? 'share: a line knows nothing of the others, so write its own tokens.'
      : `There is no key "${echo(key)}".${didYouMean(echo(key), keys)}`
  return { code: 'E_WORKLOAD', message, path: [key], onKey: true }
}

/** JSON numbers count as they would be typed. */
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined

/** Programs write 0.1 + 0.2 as 0.30000000000000004, and people wish for no more than nine decimals. */
const withoutNoise = (value: unknown): string | undefined =>
  typeof value === 'number' && !Number.isInteger(value) ? String(Number(value.toFixed(9))) : undefined

/** What the lines of a run have in common. */
interface Common {
  readonly settings: Settings | undefined
  readonly about: ReadonlyMap<string, About>
  /** What flags and variables answer. */
  readonly none: Given
  readonly volume: Asked | undefined
}

type About = { readonly asked: Asked } | { readonly asked: undefined; readonly setting: Setting }

function commonOf(tree: Tree, { answers, settings }: Request): Common {
  const { asked, volume } = tablesOf(tree)
  const questions = asked.map((each): [string, About] => [each.question.id, { asked: each }])
  const others = tree.settings.map((setting): [string, About] => [setting.id, { asked: undefined, setting }])
  return { settings, volume, none: givenIn(tree, answers), about: new Map([...questions, ...others]) }
}

/** Adds the answers of a line to those that are given, and returns its settings. */
function settle(
  { settings, about, none, volume }: Common,
  line: JsonMap,
  given: Plain['given'],
  problems: Problem[],
): Settings | undefined {
  const { answers: texts = {}, tokens } = line
  let wishes: Wishes | undefined
  if (!isMap(texts)) problems.push(wrong('answers', 'write a map of answers by question'))
  else
    for (const id in texts) {
      const found = about.get(id)
      const text = textOf(texts[id])
      if (!found) problems.push(unknownQuestion(id, about))
      else if (text === undefined) problems.push({ code: 'E_VALUE', message: `${id}: write a word or a number.`, path: ['answers', id] })
      else if (found.asked) {
        const { question, position, options } = found.asked
        const known = options.get(text)
        const read = known ?? readAnswer(question, text)
        if ('refused' in read) problems.push(notAccepted(['answers', id], read))
        else if (none[position] === undefined) given[position] = known ?? answerOf(found.asked, read.value)
      } else {
        const read = readSetting(found.setting, withoutNoise(texts[id]) ?? text)
        wishes ??= { figures: {} }
        if ('refused' in read) problems.push(notAccepted(['answers', id], read))
        else setWish(wishes, id, read)
      }
    }
  if (tokens !== undefined && tokens !== null && volume) {
    const { position, question } = volume
    const read = parseVolume(textOf(tokens) ?? '')
    if (isMap(texts) && Object.hasOwn(texts, question.id))
      problems.push({
        code: 'E_WORKLOAD',
        message: `The volume is given twice, as tokens and as ${question.id} among the answers.`,
        path: ['tokens'],
      })
    else if (!read)
      problems.push(notAccepted(['tokens'], { refused: `"${echo(textOf(tokens) ?? '…')}" is no volume.`, accepted: acceptedVolumes }))
    else given[position] ??= answerOf(volume, read.perMonth)
  }
  return joined(wishes, settings)
}

/** Without wishes of its own, the very same object for every line. */
const joined = (wishes: Wishes | undefined, fixed: Settings | undefined): Settings | undefined =>
  wishes ? { ...wishes, ...fixed, figures: { ...wishes.figures, ...fixed?.figures } } : fixed

function unknownQuestion(id: string, known: ReadonlyMap<string, unknown>): Problem {
  const message = `There is no question "${echo(id)}".${didYouMean(echo(id), known.keys())}`
  return { code: 'E_VALUE', message, path: ['answers', id], onKey: true }
}

const notAccepted = (
  path: readonly string[],
  { refused: what, accepted }: { readonly refused: string; readonly accepted: string },
): Problem => ({
  code: 'E_VALUE',
  message: `${path.at(-1)}: ${what} Accepted: ${accepted}.`,
  path,
})
