// Answers on the command line, a saved decision, a plan, or a file of workloads → named requests.

import { basename } from 'node:path'
import type { Recorded } from '../contract-record.ts'
import { exit, UserError } from '../errors.ts'
import { echo } from '../sanitize.ts'
import { didYouMean } from '../suggest.ts'
import type { Request } from '../types.ts'
import { complete } from './commands/pick.ts'
import type { Context } from './context.ts'
import { readInput } from './files.ts'
import type { Flags } from './flags.ts'
import type { MadeBy } from './saved.ts'

interface Named {
  readonly name: string
  readonly request: Request
  /** What was saved, where the request comes from there. */
  readonly record?: Recorded
}

export interface Decisions {
  readonly named: readonly Named[]
  /** Whether `pick-llm check` reads the file that they come from. */
  readonly saved: boolean
  readonly made?: MadeBy | undefined
}

export interface From {
  /** A record, a plan or a file of workloads; undefined for answers on the command line. */
  readonly file: string | undefined
  /** Of a plan or a file of workloads, only this one. */
  readonly workload: string | undefined
  /** What to call a single one. */
  readonly name: string | undefined
}

/** What a single decision is called where nothing tells. */
export const onlyName = 'default'

/** `decisions/support.json` is about support; the name that every record has by default says nothing. */
function nameOf(path: string): string {
  const stem = basename(path).replace(/\.(json|ya?ml)$/i, '')
  return path === '-' || stem === 'decision' || stem === '' ? onlyName : stem
}

/** `words` are the command. Throws `UserError` or `FileError` where a file is none of these, or has no such workload. */
export async function decisionsFrom(context: Context, flags: Flags, { name, ...from }: From, words: readonly string[]): Promise<Decisions> {
  const all = await allFrom(context, flags, from, words)
  if (name === undefined) return all
  const [only, ...more] = all.named
  if (!only || more.length > 0)
    throw new UserError(
      'E_USAGE',
      `--name is for one workload; there are ${all.named.length}.`,
      'Name one with --workload, or leave --name out.',
    )
  return { ...all, named: [{ ...only, name }] }
}

async function allFrom(
  context: Context,
  flags: Flags,
  { file, workload }: Omit<From, 'name'>,
  words: readonly string[],
): Promise<Decisions> {
  if (file === undefined && workload !== undefined)
    throw new UserError('E_USAGE', '--workload needs --from.', 'Name a plan or a file of workloads with --from.')
  if (file === undefined) return { named: [{ name: onlyName, request: await complete(context, flags, words) }], saved: false }
  const all = await inFile(context, flags, file)
  if (workload === undefined) return all
  const found = all.named.find(({ name }) => name === workload)
  if (found) return { ...all, named: [found] }
  const names = all.named.map(({ name }) => name)
  throw new UserError(
    'E_VALUE',
    `--workload: there is none named "${echo(workload)}".${didYouMean(echo(workload), names)}`,
    'Write one of its names.',
  )
}

async function inFile({ tree, terminal }: Context, { answers }: Flags, path: string): Promise<Decisions> {
  if (Object.keys(answers).length > 0)
    throw new UserError('E_USAGE', 'Answers are given as flags and by --from.', 'Leave the flags or --from out.')
  const { maxBytes, recordIn } = await import('./records.ts')
  const { file, text } = await readInput(path, terminal, maxBytes)
  const { isSaved, madeByOf } = await import('./saved.ts')
  if (!isSaved(file, text)) {
    const { readWorkloads } = await import('./workloads.ts')
    return { named: readWorkloads(tree, file, text, {}, terminal), saved: false }
  }
  const { decisions } = recordIn(tree, path, file, text)
  const [lost] = decisions.flatMap((each) => each.lost)
  if (lost) throw new UserError('E_RECORD', `${file}: the answer to ${lost.id} is no longer taken.`, 'Make the decision anew.', exit.input)
  const named = decisions.map(({ name = nameOf(path), request, record }) => ({ name, request, record }))
  return { named, saved: true, made: madeByOf(file, text) }
}
