// What a record or a plan says as a whole, and today's → what is no longer so: its overlays, the total, the shared GPUs.

import type { PlanJson } from '../contract-plan.ts'
import type { RecordedFrom, RecordedPlan } from '../contract-record.ts'
import type { Found } from './found.ts'
import { direction, isOther, usdText } from './others.ts'
import { differing, textNote } from './told.ts'

/** Who makes results today. */
export interface Made {
  readonly version: string
  readonly sha256: string
  readonly overlays: readonly string[]
  readonly rulesVersion: string
  readonly catalog: { readonly asOf: string; readonly sha256: string }
}

/** Which overlays are missing, new, or no longer the same. What they change is told by decision. */
export function overlayFindings(from: RecordedFrom, today: Made): Found[] {
  const [was, now] = [from.rules.overlays, today.overlays]
  const found = (says: string): Found => ({ kind: 'overlays', says, was: was.join(', '), now: now.join(', '), moved: [] })
  const missing = was.filter((name) => !now.some((each) => base(each) === base(name)))
  const added = now.filter((name) => !was.some((each) => base(each) === base(name)))
  if (missing.length + added.length === 0) return sameOverlays(from, today).map(found)
  return [
    ...missing.map((name) => found(`The record was made with ${overlay(name)}, which was not given.`)),
    ...added.map((name) => found(`The record was made without ${overlay(name)}, which is laid over the rules now.`)),
  ]
}

/** Of one version the built-in rules are the same, so what differs is what was laid over them, or what was edited. */
function sameOverlays({ tool, rules, catalog }: RecordedFrom, today: Made): string[] {
  const other = (was: string | undefined, now: string) => was !== undefined && was !== now
  const moved =
    rules.sha256 !== today.sha256 ||
    other(rules.version, today.rulesVersion) ||
    other(catalog?.sha256, today.catalog.sha256) ||
    other(catalog?.asOf, today.catalog.asOf)
  if (tool && tool.version !== today.version)
    return moved ? [] : [`The record says that pick-llm ${tool.version} made it, but has the rules and prices of this version.`]
  if (!moved || !tool) return []
  const [only] = rules.overlays
  if (only === undefined)
    return [
      'The rules or prices are not those of this version, though no overlay is named: the record was edited, or made by another build.',
    ]
  return [
    rules.overlays.length === 1
      ? `The overlay ${only} is not what it was when the record was made.`
      : `One of the overlays ${rules.overlays.join(', ')} is not what it was when the record was made.`,
  ]
}

const overlay = (name: string): string => (name === 'refreshed-prices' ? 'refreshed prices' : `the overlay ${name}`)

/** The same file may be named from another folder. */
const base = (path: string): string => path.split(/[\\/]/).at(-1) ?? path

/** `told` is what was found about the workloads. */
export function planFindings(before: RecordedPlan, after: PlanToday, threshold: number, told: readonly Found[]): Found[] {
  const found = [
    ...routingFindings(before, after, told),
    ...totalFindings(before, after, threshold, told),
    ...insteadFindings(before, after, threshold),
    ...sharedFindings(before, after),
  ]
  const follows = [...told, ...found].some(({ kind }) => kind !== 'text' && kind !== 'staleness' && kind !== 'waiver')
  return [...headlineFindings(before, after, told), ...found, ...(follows ? [] : textNote(differing(textIn(before), textIn(after))))]
}

export type PlanToday = Pick<PlanJson, 'recommendation' | 'withoutModel' | 'routing' | 'sharedGpus' | 'total'>

function headlineFindings({ recommendation: before }: RecordedPlan, { recommendation: after }: PlanToday, told: readonly Found[]): Found[] {
  const [was, now] = [before?.tier, after.tier]
  if (was === undefined || was === now) return []
  return [{ kind: 'tier', says: `The plan as a whole was ${was} and is now ${now}.`, was, now, moved: behind('tier', told) }]
}

const textIn = ({ recommendation, withoutModel, routing, total }: RecordedPlan | PlanToday) => ({
  'recommendation.title': recommendation?.['title' as keyof typeof recommendation],
  routing: routing?.map(({ title, tokensPerMonth }: { readonly title?: unknown; readonly tokensPerMonth?: unknown }) => ({
    title,
    tokensPerMonth,
  })),
  withoutModel,
  'total.tokensPerMonth': total?.['tokensPerMonth' as keyof typeof total],
  'total.unknown': total?.['unknown' as keyof typeof total],
})

function routingFindings({ routing: before }: RecordedPlan, { routing: after }: PlanToday, told: readonly Found[]): Found[] {
  const text = (routing: readonly Routed[]) =>
    routing.map(({ tier, workloads }) => `${tier}: ${workloads.map(({ name }) => name).join(', ')}`).join('; ')
  if (!before || text(before) === text(after)) return []
  const [was, now] = [text(before) || 'none', text(after) || 'none']
  return [{ kind: 'tier', says: `The routing was ${was}; it is now ${now}.`, was, now, moved: behind('tier', told) }]
}

type Routed = { readonly tier: string; readonly workloads: readonly { readonly name: string }[] }

/** What moved the workloads moved the whole. */
const behind = (kind: Found['kind'], told: readonly Found[], fits: (each: Found) => boolean = () => true): Found['moved'] => [
  ...new Map(
    told.filter((each) => each.kind === kind && fits(each)).flatMap(({ moved }) => moved.map((move) => [JSON.stringify(move), move])),
  ).values(),
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
    return [
      { kind, says: `${what} was ${text} a month and is now ${is}.`, was: text, now: is, moved: behind(kind, told, sameWay(text, is)) },
    ]
  })
}

/** What made one workload cheaper is no reason why all of them cost more. */
const sameWay =
  (was: string, now: string) =>
  (each: Found): boolean =>
    Object.is(direction(each.was, each.now), direction(was, now))

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
