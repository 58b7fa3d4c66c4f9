// `tier,shortlist,cost:10%,workloads,staleness` → which findings make a check fail.

import type { FailOn } from '../decisions/check.ts'
import { UserError } from '../errors.ts'
import { echo } from '../sanitize.ts'
import { didYouMean } from '../suggest.ts'

export const usualFailOn = 'tier,shortlist,cost:10%,workloads'

const words = ['tier', 'shortlist', 'cost', 'workloads', 'staleness', 'none'] as const

/** The same words as they can be written. */
export const failOnWords: readonly string[] = words.map(
  (word) => usualFailOn.split(',').find((item) => item.startsWith(`${word}:`)) ?? word,
)

/** Throws `UserError` with exit code 2. */
export function readFailOn(text: string): FailOn {
  const items = text.split(',').map((part) => part.trim())
  const before = new Set<string>()
  let failOn: FailOn = { tier: false, shortlist: false, cost: undefined, workloads: false, staleness: false }
  for (const item of items) {
    const [word = '', limit] = item.split(':')
    const known = words.find((each) => each === word)
    const percent = /^(\d{1,4}(?:\.\d{1,3})?)%$/.exec(limit ?? '')?.[1]
    if (!known || (limit !== undefined && (known !== 'cost' || percent === undefined)) || (known === 'cost' && percent === undefined))
      throw new UserError('E_VALUE', `--fail-on: "${echo(item)}" is not known.${known ? '' : didYouMean(word, words)}`, usualHint)
    if (before.has(known)) throw new UserError('E_VALUE', `--fail-on: ${known} is there twice.`, 'Write it once.')
    if (known === 'none' && items.length > 1)
      throw new UserError('E_VALUE', '--fail-on: none stands beside something else.', 'Write none alone, or leave it out.')
    before.add(known)
    if (known === 'cost') failOn = { ...failOn, cost: Number(percent) / 100 }
    else if (known !== 'none') failOn = { ...failOn, [known]: true }
  }
  return failOn
}

const usualHint = 'Write a list of tier, shortlist, cost:10%, workloads and staleness, or none.'
