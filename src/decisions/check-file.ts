// What a record or a plan says as a whole, and today's → what is no longer so: its overlays, the total, the shared GPUs.

import type { PlanJson } from '../contract-plan.ts'
import type { RecordedFrom, RecordedPlan } from '../contract-record.ts'
import type { Found } from './found.ts'
import { isOther, usdText } from './others.ts'

/** Who makes results today. */
export interface Made {
  readonly version: string
  readonly sha256: string
  readonly overlays: readonly string[]
}

/** Which overlays are missing, new, or no longer the same. What they change is told by decision. */
export function overlayFindings({ tool, rules }: RecordedFrom, today: Made): Found[] {
  const [was, now] = [rules.overlays, today.overlays]
  const found = (says: string): Found => ({ kind: 'overlays', says, was: was.join(', '), now: now.join(', '), moved: [] })
  const missing = was.filter((name) => !now.some((each) => base(each) === base(name)))
  const added = now.filter((name) => !was.some((each) => base(each) === base(name)))
  const same = missing.length + added.length === 0
  // Of one version the built-in rules are the same, so what differs is what was laid over them.
  const other = same && was.length > 0 && tool?.version === today.version && rules.sha256 !== today.sha256
  return [
    ...missing.map((name) => found(`The record was made with ${overlay(name)}, which was not given.`)),
    ...added.map((name) => found(`The record was made without ${overlay(name)}, which is laid over the rules now.`)),
    ...(other
      ? [
          found(
            `${was.length === 1 ? 'The' : 'One of the'} ${was.length === 1 ? 'overlay' : 'overlays'} ${was.join(', ')} is not what it was when the record was made.`,
          ),
        ]
      : []),
  ]
}

const overlay = (name: string): string => (name === 'refreshed-prices' ? 'refreshed prices' : `the overlay ${name}`)

/** The same file may be named from another folder. */
const base = (path: string): string => path.split(/[\\/]/).at(-1) ?? path

/** `told` is what was found about the workloads. */
export const planFindings = (before: RecordedPlan, after: PlanToday, threshold: number, told: readonly Found[]): Found[] => [
  ...routingFindings(before, after, told),
  ...totalFindings(before, after, threshold, told),
  ...insteadFindings(before, after, threshold),
  ...sharedFindings(before, after),
]

export type PlanToday = Pick<PlanJson, 'routing' | 'sharedGpus' | 'total'>

function routingFindings({ routing: before }: RecordedPlan, { routing: after }: PlanToday, told: readonly Found[]): Found[] {
  const text = (routing: readonly Routed[]) =>
    routing.map(({ tier, workloads }) => `${tier}: ${workloads.map(({ name }) => name).join(', ')}`).join('; ')
  if (!before || text(before) === text(after)) return []
  const [was, now] = [text(before), text(after)]
  return [{ kind: 'tier', says: `The routing was ${was}, and is now ${now}.`, was, now, moved: behind('tier', told) }]
}

type Routed = { readonly tier: string; readonly workloads: readonly { readonly name: string }[] }

/** What moved the workloads moved the whole. */
const behind = (kind: Found['kind'], told: readonly Found[]): Found['moved'] => [
  ...new Map(told.filter((each) => each.kind === kind).flatMap(({ moved }) => moved.map((move) => [JSON.stringify(move), move]))).values(),
]

function totalFindings({ total: was }: RecordedPlan, { total: now }: PlanToday, threshold: number, told: readonly Found[]): Found[] {
  if (!was) return []
  const ends = [
    ['cost', 'monthlyUsd', 'The total'],
    ['range', 'low', 'The low end of the total'],
    ['range', 'high', 'The high end of the total'],
  ] as const
  return ends.flatMap(([kind, end, what]): Found[] => {
    if (!isOther(was[end], now[end], threshold)) return []
    const [text, is] = [usdText(was[end]), usdText(now[end])]
    return [{ kind, says: `${what} was ${text} a month and is now ${is}.`, was: text, now: is, moved: behind(kind, told) }]
  })
}

function insteadFindings({ total: was }: RecordedPlan, { total: now }: PlanToday, threshold: number): Found[] {
  const kinds = [
    ['everythingFrontier', 'Everything on the frontier'],
    ['everythingHostedOpen', 'Everything on hosted open models'],
  ] as const
  return kinds.flatMap(([key, what]): Found[] => {
    const [before, after] = [was?.[key]?.monthlyUsd, now[key].monthlyUsd]
    if (before === undefined || !isOther(before, after, threshold)) return []
    const [text, is] = [usdText(before), usdText(after)]
    return [{ kind: 'bills', says: `${what} would have cost ${text} a month and would now cost ${is}.`, was: text, now: is, moved: [] }]
  })
}

function sharedFindings({ sharedGpus: before }: RecordedPlan, { sharedGpus: after }: PlanToday): Found[] {
  if (!before) return []
  const [was, now] = [before.map(sharedText).join('; '), after.map(sharedText).join('; ')]
  if (was === now) return []
  return [
    {
      kind: 'shared-gpus',
      says: `The shared GPUs were ${was || 'none'}, and are now ${now || 'none'}.`,
      was: was || null,
      now: now || null,
      moved: [],
    },
  ]
}

interface Shared {
  readonly title: string
  readonly gpu: string
  readonly gpus: number
  readonly workloads: readonly string[]
}

const sharedText = ({ title, gpu, gpus, workloads }: Shared): string => `${gpus} ${gpu} with ${title} for ${workloads.join(', ')}`
