// Plan → its routing as a Mermaid flowchart.

import type { PlanJson } from '../contract-plan.ts'
import { usd } from '../money.ts'
import { quote } from './mermaid.ts'
import { billText, type Planned, short, unknown } from './plan-words.ts'

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
