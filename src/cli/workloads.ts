// A workloads file, YAML or JSON → workloads with a request each, or everything that is wrong with any of them.

import { nextQuestion } from '../advise/ask.ts'
import type { Workload } from '../decisions/workload.ts'
import { FileError, type Problem } from '../errors.ts'
import { byPlace, withFlaws } from '../rules/flawed.ts'
import { type Parsed, readYaml } from '../rules/parse.ts'
import { echo } from '../sanitize.ts'
import type { Tree } from '../types.ts'
import { isWithin } from '../value-at.ts'
import { variableName } from '../variables.ts'
import { acceptedVolumes, parseVolume } from '../volume.ts'
import { collect, fileAnswers, type Texts } from './answers.ts'
import type { Terminal } from './terminal.ts'
import { isLines, type RawWorkload, shapeOf } from './workloads-shape.ts'

const what = 'The workloads cannot be read'
const asLines = 'this is JSON Lines, with a workload on each line: add --format jsonl'

/**
 * Flags and variables, as for every command, win over what the file says. A volume among them is the one at the top of
 * the file where any workload has a share of it, and that of each workload where none has.
 *
 * Throws `FileError` with the problems of all workloads, each with its place.
 */
export function readWorkloads(tree: Tree, file: string, text: string, flags: Texts, terminal: Pick<Terminal, 'environment'>): Workload[] {
  if (isLines(text)) throw new FileError(what, [{ file, line: 1, column: 1, message: asLines }])
  const parsed = readYaml(file, text, 'as written')
  if (!('value' in parsed)) throw new FileError(what, parsed)
  const { problems, sound, ...data } = shapeOf(parsed)
  const shape = problems.length
  const defaults = answersAt(tree, parsed, ['defaults'], data.defaults, problems)
  const shared = data.workloads.some((raw) => raw.share !== undefined)
  const top = shared ? volumeGiven(tree, flags, terminal) : undefined
  const filed = data.tokens === undefined ? undefined : volumeAt(parsed, ['tokens'], data.tokens, problems)
  const total = top?.perMonth ?? filed
  // Whatever follows from a mistake at the top is not told once more for each workload.
  const doubtful = parsed.flaws?.paths ?? []
  const above = !sound || problems.length > shape || doubtful.some(([top]) => top !== 'workloads')
  const seen = new Set<string>()
  let shares = 0
  const workloads = data.workloads.flatMap((raw, index): Workload[] => {
    const path = ['workloads', index]
    const before = problems.length
    const { name = '' } = raw
    if (seen.has(name)) problems.push({ ...parsed.place([...path, 'name']), message: `there are two workloads named "${echo(name)}"` })
    if (name !== '') seen.add(name)
    const own = answersAt(tree, parsed, [...path, 'answers'], raw.answers, problems)
    const volume = volumeTexts(tree, raw, total, parsed, path, problems)
    if (!raw.sound || problems.length > before) return []
    const within = shares <= 1
    shares = Number((shares + Number(raw.share ?? 0)).toFixed(9))
    if (within && shares > 1) problems.push({ ...parsed.place([...path, 'share']), message: `up to here the shares add up to ${shares}` })
    const request = collect(tree, top?.flags ?? flags, top ?? terminal, { ...defaults, ...own, ...volume })
    const { question } = nextQuestion(tree, request, true)
    if (question && !above && !doubtful.some((each) => isWithin(each, path)))
      problems.push({ ...parsed.place(path), message: `${echo(name)}: ${question.id} has to be answered, here or in defaults` })
    return [{ name, owner: raw.owner, request, share: raw.share === undefined ? undefined : { part: Number(raw.share), of: total ?? 0 } }]
  })
  const all = withFlaws(parsed, byPlace(problems))
  if (all.length > 0) throw new FileError(what, all)
  return workloads
}

function answersAt(tree: Tree, { place }: Parsed, path: readonly PropertyKey[], value: Texts | undefined, problems: Problem[]): Texts {
  try {
    return fileAnswers(tree, { value: value ?? {}, place: (inner, onKey) => place([...path, ...inner], onKey) })
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    problems.push(...error.problems)
    return {}
  }
}

/** NaN where the text is no volume. */
function volumeAt({ place }: Parsed, path: readonly PropertyKey[], text: string, problems: Problem[]): number {
  const volume = parseVolume(text)
  if (!volume) problems.push({ ...place(path), message: `"${echo(text)}" is no volume. Accepted: ${acceptedVolumes}.` })
  return volume?.perMonth ?? Number.NaN
}

/** The volume by flag or variable, with whatever else they say. Throws `UserError` where they cannot be read. */
function volumeGiven(
  tree: Tree,
  flags: Texts,
  terminal: Pick<Terminal, 'environment'>,
): { readonly perMonth: number; readonly flags: Texts; readonly environment: Terminal['environment'] } | undefined {
  const id = tree.questions.find(({ kind }) => kind === 'volume')?.id ?? ''
  const perMonth = collect(tree, flags, terminal, {}).answers[id]
  if (typeof perMonth !== 'number') return undefined
  return { perMonth, flags: without(flags, id), environment: without(terminal.environment, variableName(id)) }
}

const without = <T extends object>(map: T, key: string): T => Object.fromEntries(Object.entries(map).filter(([each]) => each !== key)) as T

/** The volume of a workload as the answer to the question about it. */
function volumeTexts(
  { questions }: Tree,
  { tokens, share, answers }: RawWorkload,
  total: number | undefined,
  parsed: Parsed,
  path: readonly PropertyKey[],
  problems: Problem[],
): Texts {
  const id = questions.find(({ kind }) => kind === 'volume')?.id
  if (id === undefined || (tokens === undefined && share === undefined)) return {}
  const refuse = (key: string, message: string): Texts => {
    problems.push({ ...parsed.place([...path, key]), message })
    return {}
  }
  if (tokens !== undefined && share !== undefined) return refuse('share', 'write tokens or share, not both')
  if (answers?.[id] !== undefined)
    return refuse(tokens === undefined ? 'share' : 'tokens', `the volume is given twice, here and as ${id} among the answers`)
  if (tokens !== undefined) {
    volumeAt(parsed, [...path, 'tokens'], tokens, problems)
    return { [id]: tokens }
  }
  const part = Number(share)
  if (!/^(0?\.\d{1,9}|[01](\.0+)?)$/.test(share ?? '') || part === 0)
    return refuse('share', `"${echo(share ?? '')}" is no share. Write a number above 0, at most 1.`)
  if (total === undefined) return refuse('share', 'a share needs the volume of all workloads: write tokens at the top of the file')
  return Number.isNaN(total) ? {} : { [id]: String(Math.max(1, Math.round(total * part))) }
}
