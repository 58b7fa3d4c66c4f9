// Answers on the command line, a saved decision, a plan, or a file of workloads → named requests.

import { exit, UserError } from '../errors.ts'
import { echo } from '../sanitize.ts'
import { didYouMean } from '../suggest.ts'
import type { Request } from '../types.ts'
import { complete } from './commands/pick.ts'
import type { Context } from './context.ts'
import { readInput } from './files.ts'
import type { Flags } from './program.ts'

export interface Named {
  readonly name: string
  readonly request: Request
}

export interface From {
  /** A record, a plan or a file of workloads; undefined for answers on the command line. */
  readonly file: string | undefined
  /** Of a plan or a file of workloads, only this one. */
  readonly workload: string | undefined
}

/** What a single decision is called. */
export const onlyName = 'default'

/** Throws `UserError` or `FileError` where a file is none of these, or has no such workload. */
export async function namedRequests(context: Context, flags: Flags, { file, workload }: From): Promise<readonly Named[]> {
  if (file === undefined && workload !== undefined)
    throw new UserError('E_USAGE', '--workload needs --from.', 'Name a plan or a file of workloads with --from.')
  const all = file === undefined ? [{ name: onlyName, request: await complete(context, flags) }] : await saved(context, flags, file)
  if (workload === undefined) return all
  const found = all.find(({ name }) => name === workload)
  if (found) return [found]
  const names = all.map(({ name }) => name)
  throw new UserError(
    'E_VALUE',
    `--workload: there is none named "${echo(workload)}".${didYouMean(echo(workload), names)}`,
    'Write one of its names.',
  )
}

async function saved({ tree, terminal }: Context, { answers }: Flags, path: string): Promise<readonly Named[]> {
  if (Object.keys(answers).length > 0)
    throw new UserError('E_USAGE', 'Answers are given as flags and by --from.', 'Leave the flags or --from out.')
  const { maxBytes, recordIn } = await import('./records.ts')
  const { file, text } = await readInput(path, terminal.stdin, maxBytes)
  // A saved result says which contract it follows; a file that people write does not.
  if (!/^\W*schemaVersion\W/m.test(text)) {
    const { readWorkloads } = await import('./workloads.ts')
    return readWorkloads(tree, file, text, {}, terminal)
  }
  const { decisions } = recordIn(tree, path, file, text)
  const [lost] = decisions.flatMap((each) => each.lost)
  if (lost) throw new UserError('E_RECORD', `${file}: the answer to ${lost.id} is no longer taken.`, 'Make the decision anew.', exit.input)
  return decisions.map(({ name = onlyName, request }) => ({ name, request }))
}
