// Plan → text for a terminal, Markdown for a pull request, and the routing as a Mermaid flowchart.

import type { PlanJson } from '../contract-plan.ts'
import { usd } from '../money.ts'
import { shortTokens } from '../volume.ts'
import { wrap } from './layout.ts'
import { fence, literally, table } from './markdown.ts'
import { quote } from './mermaid.ts'
import { stackable } from './stack.ts'
import { type Look, styleFor } from './style.ts'

type Planned = PlanJson['workloads'][number]

/** No line is wider than `columns`. */
export function renderPlan(plan: PlanJson, look: Look): string {
  const style = styleFor(look)
  const { columns } = look
  const { tier, title } = plan.recommendation
  const notes = [...new Set(plan.workloads.flatMap(({ cautions }) => cautions.map(({ because }) => because)))]
  return `${[
    ...wrap(`${style.good(style.strong(tier))}  ${style.strong(plan.routing.length > 1 ? countText(plan) : title)}`, columns),
    '',
    ...stackable(
      [
        ['Workload', 'Tier', '$ a month', 'Pick, and the cautions below'],
        ...plan.workloads.map((workload) => [
          short(workload.name),
          workload.recommendation.tier,
          billText(workload),
          [pickText(workload), ...workload.cautions.map(({ because }) => `[${notes.indexOf(because) + 1}]`)].join(' '),
        ]),
      ],
      columns,
    ),
    '',
    ...stackable(facts(plan), columns),
    ...(notes.length > 0 ? ['', ...notes.flatMap((note, index) => wrap(`[${index + 1}] ${note}`, columns))] : []),
  ].join('\n')}\n`
}

const countText = ({ workloads, routing }: PlanJson): string =>
  `${workloads.length} workloads on ${routing.length} tiers: ${routing.map(({ tier, workloads: on }) => `${on.length} ${tier}`).join(', ')}`

const longestName = 24

const short = (name: string): string => ([...name].length > longestName ? `${[...name].slice(0, longestName - 1).join('')}…` : name)

const billText = ({ bill }: Planned): string => (bill.monthlyUsd === null ? 'unknown' : usd(bill.monthlyUsd))

/** The first model of each part. */
function pickText({ shortlist, recommendation: { parts } }: Planned): string {
  return parts
    .map(({ slice, tier }) => {
      const first = shortlist.find((entry) => entry.tier === tier)
      const name = first ? `${first.title} (${first.hostTitle ?? 'own GPUs'})` : 'no model passes every limit'
      return parts.length > 1 ? `${slice}: ${name}` : name
    })
    .join(', ')
}

function facts({ routing, total, sharedGpus, workloads }: PlanJson): string[][] {
  const { everythingFrontier, everythingHostedOpen } = total
  return [
    ...routing.map(({ tier, workloads, tokensPerMonth }, index) => [
      index === 0 ? 'Routing' : '',
      `${tier}: ${slices(workloads)}${tokensPerMonth === null ? '' : ` (${volumeText(tokensPerMonth)} tokens)`}`,
    ]),
    ...sharedGpus.map((shared, index) => [index === 0 ? 'Shared GPUs' : '', sharedText(shared)]),
    ['Total', totalText(total)],
    ...unknownTexts(workloads).map((text, index) => [index === 0 ? 'Unknown' : '', text]),
    ['Instead', insteadText('everything on the frontier', everythingFrontier)],
    ['', insteadText('everything on hosted open models', everythingHostedOpen)],
  ]
}

const slices = (workloads: PlanJson['routing'][number]['workloads']): string =>
  workloads.map(({ name, slice }) => (slice === 'hard' ? `${name} (hard slice)` : name)).join(', ')

/** Three digits are enough to read. */
const volumeText = (tokens: number): string => shortTokens(Number(tokens.toPrecision(3)))

const sharedText = ({ title, gpu, gpus, workloads, togetherUsd, separatelyUsd }: PlanJson['sharedGpus'][number]): string =>
  `${title} on ${gpus} × ${gpu} for ${workloads.join(', ')}: ${usd(togetherUsd)} a month together, ${usd(separatelyUsd)} apart.`

function totalText({ monthlyUsd, low, high, tokensPerMonth, unknown }: PlanJson['total']): string {
  if (monthlyUsd === null || tokensPerMonth === null) return 'unknown, since no bill is'
  const without = unknown.length > 0 ? `, without ${unknown.length} whose bill is unknown` : ''
  return `${usd(monthlyUsd)} a month (${usd(low)} to ${usd(high)}) for ${volumeText(tokensPerMonth)} tokens${without}`
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

function insteadText(what: string, { monthlyUsd, planUsd, of, not }: PlanJson['total']['everythingFrontier']): string {
  const left = not.length > 0 ? ` Not possible for ${not.map(({ name }) => name).join(', ')}.` : ''
  if (monthlyUsd === null) return `${what}: no workload has such a bill.${left}`
  const same = not.length > 0 ? ` for the ${of.length} workloads that can` : ''
  return `${what}: ${usd(monthlyUsd)}${same}, against ${usd(planUsd)} by this plan.${left}`
}

/** Names come from users, so every cell is taken literally. */
export function renderPlanMarkdown(plan: PlanJson): string {
  const { recommendation, workloads, rules, tool, catalog } = plan
  const cautions = workloads.flatMap(({ name, cautions: all }) => all.map(({ because, sources }) => [name, because, sources.join(', ')]))
  return `${[
    `# ${literally(plan.routing.length > 1 ? countText(plan) : recommendation.title)}`,
    table(
      ['Workload', 'Owner', 'Tier', 'Pick', 'USD a month', 'Low to high', 'Tokens a month'],
      workloads.map((workload) => [
        workload.name,
        workload.owner ?? '',
        workload.recommendation.tier,
        pickText(workload),
        billText(workload),
        workload.bill.low === null ? (workload.bill.because ?? '') : `${usd(workload.bill.low)} to ${usd(workload.bill.high)}`,
        workload.cost.tokensPerMonth === null ? 'unknown' : volumeText(workload.cost.tokensPerMonth),
      ]),
    ),
    '## Routing and total',
    fence('mermaid', renderPlanMermaid(plan)),
    table(['', ''], facts(plan)),
    ...(cautions.length > 0 ? ['## Cautions', table(['Workload', 'Caution', 'Sources'], cautions)] : []),
    '## Answers',
    table(
      ['Workload', 'Answers', 'Again'],
      workloads.map(({ name, answers, command }) => [
        name,
        Object.entries(answers)
          .map(([id, { value, source }]) => `${id} ${value}${source === 'assumed' ? ' (assumed)' : ''}`)
          .join(', '),
        command,
      ]),
    ),
    `_pick-llm ${tool.version}, rules ${literally(rules.version)}, prices up to ${catalog.asOf}._`,
  ].join('\n\n')}\n`
}

/** More arrows than that cannot be followed, and Mermaid refuses a diagram of 500. */
const drawnAlone = 40

/** Workloads on the left, those that go the same way as one where there are many; tiers on the right, bills on the arrows. */
export function renderPlanMermaid({ workloads, routing }: PlanJson): string {
  const tiers = new Map(routing.map(({ tier }, index) => [tier, `t${index + 1}`]))
  const drawn =
    workloads.length > drawnAlone
      ? together(workloads)
      : workloads.map((each) => ({ first: each, label: short(each.name), bill: billText(each) }))
  return `${[
    'flowchart LR',
    ...drawn.map(({ label }, index) => `  w${index + 1}["${quote(label)}"]`),
    ...routing.map(({ tier, title }) => `  ${tiers.get(tier)}{{"${quote(tier)}<br>${quote(title)}"}}`),
    ...drawn.flatMap(({ first, bill }, index) =>
      first.recommendation.parts.map(({ tier, slice }, _, { length }) => {
        return `  w${index + 1} -->|"${quote(length > 1 ? `${slice} slice` : bill)}"| ${tiers.get(tier)}`
      }),
    ),
  ].join('\n')}\n`
}

interface Drawn {
  readonly first: Planned
  readonly label: string
  readonly bill: string
}

function together(workloads: readonly Planned[]): Drawn[] {
  const groups = new Map<string, Planned[]>()
  for (const each of workloads) {
    const way = JSON.stringify(each.recommendation.parts)
    groups.set(way, [...(groups.get(way) ?? []), each])
  }
  return [...groups.values()].flatMap((all) => {
    const [first] = all
    const known = all.flatMap(({ bill }) => bill.monthlyUsd ?? [])
    const bill = known.length < all.length ? 'unknown' : usd(known.reduce((sum, each) => sum + each, 0))
    return first ? [{ first, label: all.length === 1 ? short(first.name) : `${all.length} workloads`, bill }] : []
  })
}
