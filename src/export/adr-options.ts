// The five tiers as considered options → what speaks for and against each, in the form of MADR.

import { cited, literally } from '../render/markdown.ts'
import type { TierId } from '../types.ts'
import { amount, chosenBill, standing, whoServes } from './adr-bills.ts'
import { type AdrInput, askOf, meaningOf, say, titleOf } from './adr-input.ts'

export type Argument = 'good' | 'neutral' | 'bad'

const leads = { good: 'Good, because ', neutral: 'Neutral, because ', bad: 'Bad, because ' } as const

/** A bullet point of plain text. */
export const argument = (kind: Argument, text: string): string => bullet(leads[kind] + text)

export const bullet = (text: string): string => `* ${literally(text)}`

/** A heading and a list for each tier, the chosen one first. */
export function optionSections(input: AdrInput, order: readonly TierId[]): string[] {
  return order.flatMap((tier) => [`### ${literally(titleOf(input, tier))}`, `\`${tier}\``, argumentsFor(input, tier).join('\n')])
}

function argumentsFor(input: AdrInput, tier: TierId): string[] {
  const { recommendation, runnerUp } = input.result
  const own = tier === recommendation.tier
  return [
    ...(own ? [argument('good', say(input, 'adr-is-chosen', { because: recommendation.summary }))] : []),
    ...(runnerUp?.tier === tier ? [argument('good', say(input, 'adr-is-runner-up'))] : []),
    ...recommendation.parts
      .filter((part) => !own && part.tier === tier)
      .map(({ slice }) => argument('good', say(input, 'adr-is-part', { slice }))),
    ...billArguments(input, tier),
    ...ruledOutArguments(input, tier),
  ]
}

function billArguments(input: AdrInput, tier: TierId): string[] {
  const own = chosenBill(input)
  return input.result.cost.bills
    .filter((bill) => bill.tier === tier)
    .map((bill) => {
      if (bill.because !== null) return argument('neutral', say(input, 'adr-bill-unknown', { title: bill.title, because: bill.because }))
      // What is good for the chosen tier is bad for the other one.
      const kind = own && bill !== own ? ({ good: 'bad', neutral: 'neutral', bad: 'good' } as const)[standing(own, bill)] : 'neutral'
      return argument(kind, say(input, 'adr-bill', { title: bill.title, amount: amount(bill), model: whoServes(input, bill) }))
    })
}

/** What carries a part of the traffic was ruled out for the whole of it only. */
function ruledOutArguments(input: AdrInput, tier: TierId): string[] {
  const part = input.result.recommendation.parts.some((each) => each.tier === tier)
  // What comes second was passed over, not ruled out.
  const word = part ? 'adr-ruled-out-whole' : input.result.runnerUp?.tier === tier ? 'adr-behind' : 'adr-ruled-out'
  return input.result.ruledOut
    .filter((out) => out.tier === tier)
    .flatMap(({ because, sources, wouldTake, unsure }) => {
      const change = Object.entries(wouldTake ?? {}).map(([id, value]) => `${askOf(input, id)} ${meaningOf(input, id, value)}`)
      return [
        argument('bad', say(input, word, { because }) + cited(sources)),
        argument(
          'neutral',
          change.length > 0
            ? say(input, 'adr-would-take', { change: change.join('; ') })
            : say(input, unsure ? 'adr-none-found' : 'adr-nothing-leads'),
        ),
      ]
    })
}
