// Plan → text for a terminal, Markdown for a pull request, and the routing as a Mermaid flowchart.

import type { PlanJson } from '../contract-plan.ts'
import { usd } from '../money.ts'
import { counted } from '../plural.ts'
import { tierIds } from '../types.ts'
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
  const notes = notesOf(plan)
  return `${[
    ...wrap(`${style.good(style.strong(plan.recommendation.tier))}  ${style.strong(headline(plan))}`, columns),
    ...lackText(plan).flatMap((text) => wrap(style.warn(text), columns)),
    '',
    ...stackable(
      [
        ['Workload', 'Tier', '$ a month', 'Pick, and the cautions below'],
        ...plan.workloads.map((workload) => [
          short(workload.name),
          workload.recommendation.tier,
          billText(workload),
          [pickText(workload), ...workload.cautions.map((caution) => markOf(notes, caution))].join(' '),
        ]),
      ],
      columns,
    ),
    '',
    ...stackable(facts(plan), columns),
    ...(notes.length > 0 ? ['', ...notes.flatMap((note) => wrap(`${markOf(notes, note)} ${note.because}`, columns))] : []),
  ].join('\n')}\n`
}

type Note = Planned['cautions'][number]

/** Every caution once, in the order of the workloads. */
const notesOf = ({ workloads }: PlanJson): Note[] => [
  ...new Map(workloads.flatMap(({ cautions }) => cautions.map((caution) => [caution.because, caution]))).values(),
]

const markOf = (notes: readonly Note[], { because }: Note): string => `[${notes.findIndex((note) => note.because === because) + 1}]`

/** Every workload counts once, a split one as a hybrid. */
function headline({ workloads, recommendation }: PlanJson): string {
  const counts = tierIds.flatMap((tier) => {
    const count = workloads.filter((each) => each.recommendation.tier === tier).length
    return count === 0 ? [] : `${count} ${tier}`
  })
  const all = counted(workloads.length, 'workload')
  return counts.length > 1 ? `${all}: ${counts.join(', ')}` : `${recommendation.title} (${all})`
}

/** At most one sentence. */
function lackText({ workloads, withoutModel }: PlanJson): string[] {
  const { length } = withoutModel
  if (length === 0) return []
  return [
    `${length} of ${counted(workloads.length, 'workload')} ${length === 1 ? 'has' : 'have'} no model that passes every limit: ${withoutModel.join(', ')}`,
  ]
}

const longestName = 24

const short = (name: string): string => ([...name].length > longestName ? `${[...name].slice(0, longestName - 1).join('')}…` : name)

const unknown = 'unknown'

const billText = ({ bill }: Planned): string => (bill.monthlyUsd === null ? unknown : usd(bill.monthlyUsd))

const rangeText = ({ bill: { low, high, because } }: Planned): string =>
  low === null ? (because ?? '') : low === high ? usd(low) : `${usd(low)} to ${usd(high)}`

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
    ['Instead', insteadText('everything on the frontier', everythingFrontier, total.unknown)],
    ['', insteadText('everything on hosted open models', everythingHostedOpen, total.unknown)],
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

/** Names come from users, so every cell is taken literally. */
export function renderPlanMarkdown(plan: PlanJson): string {
  const { recommendation, workloads, rules, tool, catalog } = plan
  const notes = notesOf(plan)
  return `${[
    `# ${literally(headline(plan))}`,
    `**Tier:** \`${recommendation.tier}\``,
    ...lackText(plan).map((text) => `**${literally(text)}**`),
    table(
      ['Workload', 'Owner', 'Tier', 'Pick', 'USD a month', 'Low to high', 'Tokens a month', 'Cautions'],
      workloads.map((workload) => [
        workload.name,
        workload.owner ?? '',
        workload.recommendation.tier,
        pickText(workload),
        billText(workload),
        rangeText(workload),
        workload.cost.tokensPerMonth === null ? 'unknown' : volumeText(workload.cost.tokensPerMonth),
        workload.cautions.map((caution) => `${caution.id.replaceAll('-', ' ')} ${markOf(notes, caution)}`).join(', '),
      ]),
    ),
    '## Routing and total',
    fence('mermaid', renderPlanMermaid(plan)),
    table(['', ''], facts(plan)),
    ...(notes.length > 0
      ? [
          '## Cautions',
          table(
            ['', 'Caution', 'Sources'],
            notes.map((note) => [markOf(notes, note), note.because, note.sources.join(', ')]),
          ),
        ]
      : []),
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
        return `  w${index + 1} -->|"${quote(length > 1 ? sliceText(slice, bill) : known(bill))}"| ${tiers.get(tier)}`
      }),
    ),
  ].join('\n')}\n`
}

const known = (bill: string): string => (bill === unknown ? 'bill unknown' : bill)

const sliceText = (slice: 'hard' | 'rest', bill: string): string =>
  `${slice === 'hard' ? 'hard slice' : slice}${bill === unknown ? ', ' : ' of '}${known(bill)}`

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
    const bills = all.flatMap(({ bill }) => bill.monthlyUsd ?? [])
    const bill = bills.length < all.length ? unknown : usd(bills.reduce((sum, each) => sum + each, 0))
    return first ? [{ first, label: all.length === 1 ? short(first.name) : `${all.length} workloads`, bill }] : []
  })
}
