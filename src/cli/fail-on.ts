// `tier,shortlist,cost:10%,staleness` → which findings make a check fail.

import type { FailOn } from '../decisions/check.ts'
import { UserError } from '../errors.ts'
import { echo } from '../sanitize.ts'
import { didYouMean } from '../suggest.ts'

export const usualFailOn = 'tier,shortlist,cost:10%'

const words = ['tier', 'shortlist', 'cost', 'staleness', 'none'] as const

/** Throws `UserError` with exit code 2. */
export function readFailOn(text: string): FailOn {
  let failOn: FailOn = { tier: false, shortlist: false, cost: undefined, staleness: false }
  for (const item of text.split(',').map((part) => part.trim())) {
    const [word = '', limit] = item.split(':')
    const known = words.find((each) => each === word)
    const percent = /^(\d{1,4}(?:\.\d{1,3})?)%$/.exec(limit ?? '')?.[1]
    if (!known || (limit !== undefined && (known !== 'cost' || percent === undefined)) || (known === 'cost' && percent === undefined))
      throw new UserError(
        'E_VALUE',
        `--fail-on: "${echo(item)}" is not known.${known ? '' : didYouMean(word, words)}`,
        'Write a list of tier, shortlist, cost:10% and staleness, or none.',
      )
    if (known === 'cost') failOn = { ...failOn, cost: Number(percent) / 100 }
    else if (known !== 'none') failOn = { ...failOn, [known]: true }
  }
  return failOn
}
