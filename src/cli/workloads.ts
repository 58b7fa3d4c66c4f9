// A workloads file, YAML or JSON → workloads with a request each, or everything that is wrong with any of them.

import { nextQuestion } from '../advise/ask.ts'
import { type WorkloadsFile, workloadsSchema } from '../contract-workloads.ts'
import type { Workload } from '../decisions/workload.ts'
import { FileError, type Problem } from '../errors.ts'
import { type Parsed, parseYaml } from '../rules/parse.ts'
import { validate } from '../rules/validate.ts'
import { echo } from '../sanitize.ts'
import type { Tree } from '../types.ts'
import { acceptedVolumes, parseVolume } from '../volume.ts'
import { collect, fileAnswers, type Texts } from './answers.ts'
import type { Terminal } from './terminal.ts'

type RawWorkload = WorkloadsFile['workloads'][number]

const what = 'The workloads cannot be read'

/**
 * Flags and variables, as for every command, win over what the file says.
 * Throws `FileError` with the problems of all workloads, each with its place.
 */
export function readWorkloads(tree: Tree, file: string, text: string, flags: Texts, terminal: Terminal): Workload[] {
  const parsed = parseYaml(file, text, 'as written')
  if (!('value' in parsed)) throw new FileError(what, parsed)
  const valid = validate(workloadsSchema, parsed)
  if (!('data' in valid)) throw new FileError(what, valid)
  const problems: Problem[] = []
  const { data } = valid
  const defaults = answersAt(tree, parsed, ['defaults'], data.defaults, problems)
  const total = volumeAt(parsed, ['tokens'], data.tokens, problems)
  const seen = new Set<string>()
  const workloads = data.workloads.map((raw, index): Workload => {
    const path = ['workloads', index]
    const before = problems.length
    if (seen.has(raw.name))
      problems.push({ ...parsed.place([...path, 'name']), message: `there are two workloads named "${echo(raw.name)}"` })
    seen.add(raw.name)
    const own = answersAt(tree, parsed, [...path, 'answers'], raw.answers, problems)
    const volume = volumeTexts(tree, raw, total, parsed, path, problems)
    const request = collect(tree, flags, terminal, { ...defaults, ...own, ...volume })
    const { question } = nextQuestion(tree, request, true)
    if (question && problems.length === before)
      problems.push({ ...parsed.place(path), message: `${echo(raw.name)}: ${question.id} has to be answered, here or in defaults` })
    return { name: raw.name, owner: raw.owner, request }
  })
  if (problems.length > 0) throw new FileError(what, problems)
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

function volumeAt({ place }: Parsed, path: readonly PropertyKey[], text: string | undefined, problems: Problem[]): number | undefined {
  if (text === undefined) return undefined
  const volume = parseVolume(text)
  if (!volume) problems.push({ ...place(path), message: `"${echo(text)}" is no volume. Accepted: ${acceptedVolumes}.` })
  return volume?.perMonth
}

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
  if (tokens !== undefined) return volumeAt(parsed, [...path, 'tokens'], tokens, problems) === undefined ? {} : { [id]: tokens }
  const part = Number(share)
  if (!/^(0?\.\d{1,9}|[01](\.0+)?)$/.test(share ?? '') || part === 0)
    return refuse('share', `"${echo(share ?? '')}" is no share. Write a number above 0, at most 1.`)
  if (total === undefined) return refuse('share', 'a share needs the volume of all workloads: write tokens at the top of the file')
  return { [id]: String(Math.max(1, Math.round(total * part))) }
}
