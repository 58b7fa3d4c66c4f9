// A saved decision that was reviewed → the same file with the result of the day, its waivers kept while they last.

import { recommend } from '../advise/recommend.ts'
import type { Waiver } from '../contract-record.ts'
import { planOf } from '../decisions/plan.ts'
import { exit, UserError } from '../errors.ts'
import { echo, sanitize } from '../sanitize.ts'
import type { Context } from './context.ts'
import type { Flags } from './flags.ts'
import { todayOf } from './freshness.ts'
import { makerOf } from './maker.ts'
import type { SavedDecision, SavedFile } from './records.ts'
import { print } from './terminal.ts'
import { type Replacement, replaceFiles } from './written.ts'

/**
 * All of them are worked out, and written beside the old ones, before the first is replaced. Says on stderr which were, whatever happens.
 * Throws `UserError` where an answer is no longer taken: what to answer instead is for people to say.
 */
export async function updateFiles(context: Context, flags: Flags, files: readonly SavedFile[]): Promise<void> {
  const { stderr } = context.terminal
  const texts: Replacement[] = []
  for (const each of files) texts.push({ path: each.path, text: await updated(context, each), before: each.text })
  for (const { path, commented } of files) if (commented) await print(stderr, `The comments in ${echo(path)} are not kept.\n`)
  for (const { path, decisions } of files)
    for (const { name, record } of decisions)
      for (const { for: kind, owner, expires } of record.waivers.filter((each) => !lasts(context, each)))
        await print(
          stderr,
          sanitize(`The waiver for ${kind} by ${owner} until ${expires} is not kept: ${path}${name === undefined ? '' : `, ${name}`}.\n`),
        )
  const done: string[] = []
  try {
    await replaceFiles(texts, (path) => done.push(path))
  } finally {
    if (!flags.quiet || done.length < texts.length) for (const path of done) await print(stderr, `Updated ${echo(path)}.\n`)
    if (done.length < texts.length) for (const { path } of texts.slice(done.length)) await print(stderr, `Not updated: ${echo(path)}.\n`)
  }
}

async function updated(context: Context, saved: SavedFile): Promise<string> {
  const { path, file, kind, decisions } = saved
  if (path === '-') throw new UserError('E_USAGE', 'Standard input cannot be updated.', 'Name the file.')
  const lost = decisions.flatMap((each) => each.lost)
  if (lost.length > 0)
    throw new UserError(
      'E_RECORD',
      `${file}: the answer to ${lost[0]?.id} is no longer taken.`,
      'Make the decision anew with --output and --force.',
      exit.no,
    )
  const result = kind === 'plan' ? updatedPlan(context, saved) : updatedRecord(context, decisions[0] as SavedDecision)
  return /\.ya?ml$/i.test(path) ? (await import('../render/yaml.ts')).renderYaml(result) : `${JSON.stringify(result, null, 2)}\n`
}

const updatedRecord = (context: Context, decision: SavedDecision): object => ({
  ...recommend(context.tree, decision.request, makerOf(context)),
  ...waiversOf(context, decision),
})

function updatedPlan(context: Context, { decisions, whole }: SavedFile): object {
  const plan = planOf(
    context.tree,
    decisions.map(({ name = '', owner, request }) => ({ name, owner, request })),
    makerOf(context),
  )
  // A plan has the volumes of its workloads, not the shares that they are of.
  const unshared = whole.plan?.total?.unshared
  return {
    ...plan,
    total: { ...plan.total, ...(unshared === undefined ? {} : { unshared }) },
    workloads: plan.workloads.map((workload, index) => ({ ...workload, ...waiversOf(context, decisions[index] as SavedDecision) })),
  }
}

/** Those that still hold. */
function waiversOf(context: Context, { record }: SavedDecision): { readonly waivers?: readonly object[] } {
  const left = record.waivers.filter((each) => lasts(context, each))
  return left.length > 0 ? { waivers: left } : {}
}

const lasts = ({ terminal }: Context, { expires }: Waiver): boolean => expires >= todayOf(terminal)
