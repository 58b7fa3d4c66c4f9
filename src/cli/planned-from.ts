// `check --workloads`: a file of workloads, beside the one plan that was made from it.

import { quoted } from '../advise/command.ts'
import type { PlannedFrom } from '../decisions/planned-from.ts'
import { FileError, UserError } from '../errors.ts'
import type { Tree } from '../types.ts'
import type { Context } from './context.ts'
import { readInput } from './files.ts'
import type { SavedFile } from './records.ts'

/** Throws `UserError` where there is not one plan, or where the file cannot be read. */
export async function readPlannedFrom(context: Context, path: string, saved: readonly SavedFile[]): Promise<PlannedFrom> {
  const { tree, terminal, rules } = context
  const [plan, ...others] = saved.filter(({ kind }) => kind === 'plan')
  if (!plan || others.length > 0)
    throw new UserError(
      'E_USAGE',
      `--workloads is compared with one plan, and ${plan ? `${others.length + 1} are` : 'none is'} checked.`,
      'Name the plan that was made from the file, beside any single decisions.',
    )
  const { maxBytes } = await import('./records.ts')
  const { file, text } = await readInput(path, terminal, maxBytes)
  const workloads = await workloadsIn(tree, file, text, plan)
  const laid = rules.files.flatMap((each) => ['--rules', quoted(each)])
  const target = plan.path === '-' ? 'plan.json' : plan.path
  const again = ['plan it again: pick-llm plan', quoted(path), ...laid, '-o', quoted(target), '--force'].join(' ')
  return { workloads, again }
}

/** As they were planned, but for variables. What the file leaves open may have been given by flag. */
async function workloadsIn(tree: Tree, file: string, text: string, { decisions }: SavedFile): Promise<PlannedFrom['workloads']> {
  const { readWorkloads } = await import('./workloads.ts')
  const read = (flags: Readonly<Record<string, string>>) => readWorkloads(tree, file, text, flags, { environment: {} })
  try {
    return read({})
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    const given = Object.entries(decisions[0]?.record.answers ?? {}).filter(([id, { source }]) => outside(source) && !lost(decisions, id))
    if (given.length === 0) throw error
    return read(Object.fromEntries(given.map(([id, { value }]) => [id, String(value)])))
  }
}

const outside = (source: string): boolean => source === 'flag' || source === 'env'

const lost = (decisions: SavedFile['decisions'], id: string): boolean =>
  decisions.some((decision) => decision.lost.some((each) => each.id === id))
