// Bills → the few lines that stand above a question, for somebody who is about to say whether cost decides.

import type { RecommendationJson } from '../contract.ts'
import { usd } from '../money.ts'
import { tokensText, volumeText, whatText } from './cost-words.ts'
import { wrap } from './layout.ts'
import { type Look, styleFor } from './style.ts'
import { rows } from './table.ts'

/** Room for the amounts and for who serves the model. */
const wide = 80

type Costs = RecommendationJson['cost']

/** At one volume a line for each bill; over volumes a column for each volume. */
export function renderBills(costs: readonly Costs[], look: Look): string {
  const [first] = costs
  if (!first) return ''
  const volumes = costs.map((cost) => volumeText(cost))
  const head = costs.length === 1 ? `Bills a month at ${tokensText(first)}` : 'Bills a month, by tokens a month'
  const amounts = (index: number) => costs.map(({ bills }) => usd(bills[index]?.monthlyUsd ?? null))
  const lines = first.bills.map((bill, index) => [bill.title, ...amounts(index), whatText(bill)])
  const all = costs.length === 1 ? lines : [['', ...volumes, ''], ...lines]
  return `${[
    ...wrap(styleFor(look).strong(head), look.columns),
    // Who serves it is what a narrow terminal can do without.
    ...(look.columns < wide
      ? all.flatMap((line) => wrap(line.slice(0, -1).join('  ').trim(), look.columns, '  '))
      : rows(all, look.columns)),
    ...wrap('The models are those for the answers so far; this answer can change them, and so the bills.', look.columns),
  ].join('\n')}\n\n`
}
