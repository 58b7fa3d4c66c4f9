// Plan → the phrases that its text, its Markdown and its diagram have in common.

import type { PlanJson } from '../contract-plan.ts'
import { usd } from '../money.ts'
import { counted } from '../plural.ts'
import { tierIds } from '../types.ts'
import { shortTokens } from '../volume.ts'

export type Planned = PlanJson['workloads'][number]

/** Every workload counts once, a split one as a hybrid. */
export function headline({ workloads, recommendation }: PlanJson): string {
  const counts = tierIds.flatMap((tier) => {
    const count = workloads.filter((each) => each.recommendation.tier === tier).length
    return count === 0 ? [] : `${count} ${tier}`
  })
  const all = counted(workloads.length, 'workload')
  return counts.length > 1 ? `${all}: ${counts.join(', ')}` : `${recommendation.title} (${all})`
}

/** At most one sentence. */
export function lackText({ workloads, withoutModel }: PlanJson): string[] {
  const { length } = withoutModel
  if (length === 0) return []
  return [
    `${length} of ${counted(workloads.length, 'workload')} ${length === 1 ? 'has' : 'have'} no model that passes every limit: ${withoutModel.join(', ')}`,
  ]
}

const longestName = 24

export const short = (name: string): string => ([...name].length > longestName ? `${[...name].slice(0, longestName - 1).join('')}…` : name)

const unknown = 'unknown'

export const billText = ({ bill }: Planned): string => (bill.monthlyUsd === null ? unknown : usd(bill.monthlyUsd))

export const rangeText = ({ bill: { low, high, because } }: Planned): string =>
  low === null ? (because ?? '') : low === high ? usd(low) : `${usd(low)} to ${usd(high)}`

/** The first model of each part, and what is billed in its place. */
export function pickText({ shortlist, billedModels, recommendation: { parts } }: Planned): string {
  return parts
    .map(({ slice, tier }) => {
      const first = shortlist.find((entry) => entry.tier === tier)
      const billed = billedModels.find((entry) => entry.slice === slice && entry.model !== first?.model)
      const note = billed ? `, billed for ${billed.title}` : ''
      const name = first ? `${first.title} (${first.hostTitle ?? 'own GPUs'}${note})` : 'no model passes every limit'
      return parts.length > 1 ? `${slice}: ${name}` : name
    })
    .join(', ')
}

export function facts({ routing, total, sharedGpus, workloads }: PlanJson): string[][] {
  const split = new Set(workloads.filter(({ recommendation }) => recommendation.parts.length > 1).map(({ name }) => name))
  const { everythingFrontier, everythingHostedOpen } = total
  return [
    ...routing.map(({ tier, workloads, tokensPerMonth }, index) => [
      index === 0 ? 'Routing' : '',
      `${tier}: ${slices(workloads, split)}${tokensPerMonth === null ? '' : ` (${volumeText(tokensPerMonth)} tokens)`}`,
    ]),
    ...sharedGpus.map((shared, index) => [index === 0 ? 'Shared GPUs' : '', sharedText(shared)]),
    ['Total', totalText(total)],
    ...(total.unshared === undefined
      ? []
      : [
          [
            'Caution',
            `The shares leave ${volumeText(total.unshared)} tokens of the volume at the top of the file to no workload, so to no bill.`,
          ],
        ]),
    ...unknownTexts(workloads).map((text, index) => [index === 0 ? 'Unknown' : '', text]),
    ['Instead', insteadText('everything on the frontier', everythingFrontier, total.unknown)],
    ['', insteadText('everything on hosted open models', everythingHostedOpen, total.unknown)],
  ]
}

const slices = (workloads: PlanJson['routing'][number]['workloads'], split: ReadonlySet<string>): string =>
  workloads.map(({ name, slice }) => (split.has(name) ? `${name} (${slice === 'hard' ? 'hard slice' : slice})` : name)).join(', ')

/** More names than that are counted. */
const namesShown = 3

/** "frontier-need all: Member chat, Claims triage; stage production: all 8"; undefined where nothing was assumed. */
export function assumedText({ workloads }: PlanJson): string | undefined {
  const groups = new Map<string, string[]>()
  for (const { name, answers } of workloads)
    for (const [id, { value, source }] of Object.entries(answers)) {
      if (source !== 'assumed') continue
      const names = groups.get(`${id} ${value}`)
      if (names) names.push(short(name))
      else groups.set(`${id} ${value}`, [short(name)])
    }
  if (groups.size === 0) return undefined
  const { length } = workloads
  return [...groups]
    .map(([answer, names]) => {
      if (names.length === length && length > 1) return `${answer}: all ${length}`
      const left = names.length - namesShown
      return `${answer}: ${names.slice(0, namesShown).join(', ')}${left > 0 ? ` and ${left} more` : ''}`
    })
    .join('; ')
}

/** Three digits are enough to read. */
export const volumeText = (tokens: number): string => shortTokens(Number(tokens.toPrecision(3)))

const sharedText = ({ title, gpu, gpus, workloads, togetherUsd, separatelyUsd }: PlanJson['sharedGpus'][number]): string =>
  `${title} on ${gpus} × ${gpu} for ${workloads.join(', ')}: ${usd(togetherUsd)} a month together, ${usd(separatelyUsd)} apart.`

function totalText({ monthlyUsd, low, high, tokensPerMonth, unknown }: PlanJson['total']): string {
  if (monthlyUsd === null || tokensPerMonth === null) return 'unknown, since no bill is'
  const [incomplete, without] = unknown.length > 0 ? ['incomplete: ', `, without ${unknown.length} whose bill is unknown`] : ['', '']
  return `${incomplete}${usd(monthlyUsd)} a month (${usd(low)} to ${usd(high)}) for ${volumeText(tokensPerMonth)} tokens${without}`
}

/** One line for each reason. */
function unknownTexts(workloads: readonly Planned[]): string[] {
  const open = workloads.filter(({ bill }) => bill.monthlyUsd === null)
  const reasons = [...new Set(open.map(({ bill }) => bill.because ?? 'No bill is known.'))]
  return reasons.map((reason) => {
    const names = open.filter(({ bill }) => (bill.because ?? 'No bill is known.') === reason).map(({ name }) => name)
    return `${names.join(', ')}: ${reason}`
  })
}

function insteadText(
  what: string,
  { monthlyUsd, planUsd, of, not }: PlanJson['total']['everythingFrontier'],
  unknown: readonly string[],
): string {
  const [impossible, open] = [not.map(({ name }) => name).join(', '), unknown.join(', ')]
  const left = `${impossible && ` Not possible for ${impossible}.`}${open && ` Unknown for ${open}.`}`
  if (monthlyUsd === null) return `${what}: no workload has such a bill.${left}`
  const same = left === '' ? '' : ` for the ${counted(of.length, 'workload')} that can`
  return `${what}: ${usd(monthlyUsd)}${same}, against ${usd(planUsd)} by this plan.${left}`
}
