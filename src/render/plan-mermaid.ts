// Plan → its routing as a Mermaid flowchart.

import type { PlanJson } from '../contract-plan.ts'
import { usd } from '../money.ts'
import { quote } from './mermaid.ts'
import { type Planned, short } from './plan-words.ts'

/** More arrows than that cannot be followed, and Mermaid refuses a diagram of 500. */
const drawnAlone = 40

/** Workloads on the left, those that go the same way as one where there are many; tiers on the right, bills on the arrows. */
export function renderPlanMermaid({ workloads, routing }: PlanJson): string {
  const tiers = new Map(routing.map(({ tier }, index) => [tier, `t${index + 1}`]))
  const drawn =
    workloads.length > drawnAlone ? together(workloads) : workloads.map((each) => ({ first: each, all: [each], label: short(each.name) }))
  return `${[
    'flowchart LR',
    ...drawn.map(({ label }, index) => `  w${index + 1}["${quote(label)}"]`),
    ...routing.map(({ tier, title }) => `  ${tiers.get(tier)}{{"${quote(tier)}<br>${quote(title)}"}}`),
    ...drawn.flatMap(({ first, all }, index) =>
      first.recommendation.parts.map(({ tier, slice }, _, { length }) => {
        return `  w${index + 1} -->|"${quote(length > 1 ? `${slice === 'hard' ? 'hard slice' : slice}, ${billOf(all, slice)}` : billOf(all, slice))}"| ${tiers.get(tier)}`
      }),
    ),
  ].join('\n')}\n`
}

/** Of one slice of them all. An empty slice is not billed. */
function billOf(all: readonly Planned[], slice: 'hard' | 'rest'): string {
  if (all.some(({ bill }) => bill.monthlyUsd === null)) return 'bill unknown'
  const bills = all.map(({ billedModels }) => billedModels.find((each) => each.slice === slice)?.monthlyUsd ?? 0)
  return usd(bills.reduce((sum, each) => sum + each, 0))
}

interface Drawn {
  readonly first: Planned
  readonly all: readonly Planned[]
  readonly label: string
}

function together(workloads: readonly Planned[]): Drawn[] {
  const groups = new Map<string, Planned[]>()
  for (const each of workloads) {
    const way = JSON.stringify(each.recommendation.parts)
    groups.set(way, [...(groups.get(way) ?? []), each])
  }
  return [...groups.values()].flatMap((all) => {
    const [first] = all
    return first ? [{ first, all, label: all.length === 1 ? short(first.name) : `${all.length} workloads` }] : []
  })
}
