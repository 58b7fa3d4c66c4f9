// The workloads of a saved plan, and those of the file that it was made from → what the two do not agree on.

import type { Request } from '../types.ts'
import type { Found } from './found.ts'
import type { Workload } from './workload.ts'

export interface Planned extends Workload {
  /** Answers of the plan that the rules no longer take: told as such. */
  readonly lost: readonly { readonly id: string }[]
}

/** What a check of a plan against its file needs. */
export interface PlannedFrom {
  readonly workloads: readonly Workload[]
  /** What to do about a difference. */
  readonly again: string
}

/** What stands in the file alone. */
export function newWorkloads(planned: readonly Planned[], { workloads, again }: PlannedFrom): Found[] {
  return workloads
    .filter(({ name }) => !planned.some((each) => each.name === name))
    .map(({ name }) => found(`${name} is in the file of workloads but not in the plan; ${again}`, null, name))
}

/** What the file says otherwise of a workload of the plan. */
export function workloadFindings(planned: Planned, { workloads, again }: PlannedFrom): Found[] {
  const { name, owner: was } = planned
  const filed = workloads.find((each) => each.name === name)
  if (!filed) return [found(`${name} is in the plan but no longer in the file of workloads; ${again}`, name, null)]
  const ids = [
    ...new Set([planned, filed].flatMap(({ request }) => [...Object.keys(request.answers), ...Object.keys(request.written ?? {})])),
  ]
  const lost = new Set(planned.lost.map(({ id }) => id))
  const differences = ids
    .filter((id) => !lost.has(id) && given(planned.request, id) !== given(filed.request, id) && !givenByFlag(planned, filed, id))
    .map((id) => ({ what: id, was: textOf(planned.request, id), now: textOf(filed.request, id) }))
  const owners = was === filed.owner ? [] : [{ what: 'owner', was, now: filed.owner }]
  const all = [...differences, ...owners]
  if (all.length === 0) return []
  const texts = (end: 'was' | 'now') => all.map((each) => `${each.what}: ${each[end] ?? 'none'}`).join(', ')
  return [found(`${name}: ${all.map(changeText).join(', ')}; ${again}`, texts('was'), texts('now'))]
}

const found = (says: string, was: string | null, now: string | null): Found => ({ kind: 'workloads', says, was, now, moved: [] })

/** Flags and variables stand in no file, and win over it. */
const givenByFlag = ({ request: { from } }: Workload, filed: Workload, id: string): boolean =>
  (from?.[id] === 'flag' || from?.[id] === 'env') && given(filed.request, id) === undefined

/** The number of a volume, however it is written; of a wish its one form. */
const given = ({ answers, written }: Request, id: string) => answers[id] ?? written?.[id]

const textOf = ({ answers, written }: Request, id: string): string | undefined => written?.[id] ?? answers[id]?.toString()

function changeText({ what, was, now }: { readonly what: string; readonly was: string | undefined; readonly now: string | undefined }) {
  const subject = what === 'owner' ? 'the owner' : what
  return `${subject} was ${was ?? 'not given'} and is ${now === undefined ? 'no longer given' : `now ${now}`}`
}
