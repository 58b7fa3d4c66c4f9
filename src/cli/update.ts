// A saved decision that was reviewed → the same file with the result of the day, its waivers kept while they last.

import { recommend } from '../advise/recommend.ts'
import { planOf } from '../decisions/plan.ts'
import { UserError } from '../errors.ts'
import { echo } from '../sanitize.ts'
import { type Context, emit } from './context.ts'
import { todayOf } from './freshness.ts'
import { makerOf } from './maker.ts'
import type { Flags } from './program.ts'
import type { SavedDecision, SavedFile } from './records.ts'

/** Throws `UserError` where an answer is no longer taken: what to answer instead is for people to say. */
export async function updateFile(context: Context, flags: Flags, { path, file, kind, decisions }: SavedFile): Promise<void> {
  if (path === '-') throw new UserError('E_USAGE', 'Standard input cannot be updated.', 'Name the file.')
  const lost = decisions.flatMap((each) => each.lost)
  if (lost.length > 0)
    throw new UserError(
      'E_RECORD',
      `${file}: the answer to ${lost[0]?.id} is no longer taken.`,
      'Make the decision anew with --output and --force.',
    )
  const result = kind === 'plan' ? updatedPlan(context, decisions) : updatedRecord(context, decisions[0] as SavedDecision)
  const text = /\.ya?ml$/i.test(path) ? (await import('../render/yaml.ts')).renderYaml(result) : `${JSON.stringify(result, null, 2)}\n`
  await emit(context, { ...flags, output: path, force: true, quiet: true }, text)
  if (!flags.quiet) context.terminal.stderr.write(`Updated ${echo(path)}.\n`)
}

const updatedRecord = (context: Context, decision: SavedDecision): object => ({
  ...recommend(context.tree, decision.request, makerOf(context)),
  ...waiversOf(context, decision),
})

function updatedPlan(context: Context, decisions: readonly SavedDecision[]): object {
  const plan = planOf(
    context.tree,
    decisions.map(({ name = '', owner, request }) => ({ name, owner, request })),
    makerOf(context),
  )
  return {
    ...plan,
    workloads: plan.workloads.map((workload, index) => ({ ...workload, ...waiversOf(context, decisions[index] as SavedDecision) })),
  }
}

/** Those that still hold. */
function waiversOf({ terminal }: Context, { record }: SavedDecision): { readonly waivers?: readonly object[] } {
  const left = record.waivers.filter(({ expires }) => expires >= todayOf(terminal))
  return left.length > 0 ? { waivers: left } : {}
}
