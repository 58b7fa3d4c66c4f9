// An offer and a usage → the monthly bill of a hosted API, token by token.

import type { Offer, Rates } from '../types.ts'
import type { DerivationStep, Usage } from './usage.ts'

export interface ApiBill {
  readonly usd: number
  /** Written out when it is looked at, which takes longer than the sum. */
  readonly derivation: () => readonly DerivationStep[]
}

const million = 1e6

/**
 * USD a month for all tokens of the usage at one offer, in one region where the offer has rates for it.
 *
 * Cached input without a known rate is billed as fresh input, and work that may wait without a known batch rate as
 * ordinary work: the bill errs on the dear side, and the derivation says so.
 */
export const apiUsd = (offer: Offer, region: string | undefined, usage: Usage): number =>
  sum(linesOf(usage, rateCard(offer, region, usage.requestTokens)))

/** The same with its derivation. */
export function apiBill(offer: Offer, region: string | undefined, usage: Usage): ApiBill {
  const card = rateCard(offer, region, usage.requestTokens)
  const lines = linesOf(usage, card)
  const usd = sum(lines)
  const until = offer.until === undefined ? '' : `, a price announced until ${offer.until} only`
  return {
    usd,
    derivation: () => [
      ...lines.map(({ what, tokens, rate, note }) => ({
        what,
        how: `${millions(tokens)} tokens × $${plain(rate)} per million${card.which}${until}${note}`,
        value: (tokens / million) * rate,
        unit: 'USD',
        sources: Object.keys(offer.sources),
      })),
      { what: 'Bill a month', how: lines.map(({ what }) => what.toLowerCase()).join(' + '), value: usd, unit: 'USD', sources: [] },
    ],
  }
}

const sum = (lines: readonly Line[]): number => lines.reduce((usd, { tokens, rate }) => usd + (tokens / million) * rate, 0)

function linesOf(usage: Usage, { rates, batch }: RateCard): Line[] {
  // An embedding model writes nothing: where output is not sold, all tokens are input.
  const input = rates.output === 0 ? usage.tokens : usage.tokens * usage.inputShare
  const asked = input * usage.cachedShare
  const cached = rates.cached === undefined ? 0 : asked
  const uncached = asked > cached ? `, ${millions(asked)} of them cached without a known rate for that` : ''
  return [
    ...line('Fresh input', input - cached, rates.input, usage.batchShare, batch?.input, uncached),
    ...line('Cached input', cached, rates.cached ?? rates.input, usage.batchShare, undefined, ', cache writes as fresh input'),
    ...line('Output', usage.tokens - input, rates.output, usage.batchShare, batch?.output, ''),
  ]
}

interface RateCard {
  readonly rates: Rates
  /** Batch rates are known for the base rates only, not for a region nor for long requests. */
  readonly batch: Offer['batch']
  readonly which: string
}

function rateCard(offer: Offer, region: string | undefined, requestTokens: number | undefined): RateCard {
  // Stryker disable next-line StringLiteral: no region has an empty name, nor the one that takes its place.
  const regional = offer.regions.get(region ?? '')
  // Stryker disable next-line ConditionalExpression: undefined is above nothing; the types want it said.
  const long = offer.above.filter(({ tokens }) => requestTokens !== undefined && requestTokens > tokens).at(-1)
  const names = [...(regional ? [` in ${region}`] : []), ...(long ? [` in requests above ${plain(long.tokens)} tokens`] : [])]
  return {
    rates: long && regional ? longIn(regional, long, offer) : (long ?? regional ?? offer),
    batch: long || regional ? undefined : offer.batch,
    which: names.join(''),
  }
}

/** Long requests in a region cost what they cost elsewhere, with the premium of that region. */
function longIn(regional: Rates, long: Rates, base: Rates): Rates {
  const dearer = (rate: number, here: number, there: number) => (there === 0 ? rate : (rate * here) / there)
  const known = long.cached !== undefined && regional.cached !== undefined && base.cached !== undefined
  return {
    input: dearer(long.input, regional.input, base.input),
    output: dearer(long.output, regional.output, base.output),
    cached: known ? dearer(long.cached, regional.cached, base.cached) : undefined,
  }
}

interface Line {
  readonly what: string
  readonly tokens: number
  readonly rate: number
  readonly note: string
}

function line(what: string, tokens: number, rate: number, batchShare: number, batchRate: number | undefined, note: string): Line[] {
  const mayWait = tokens * batchShare
  const waiting = batchRate === undefined ? 0 : mayWait
  const unbatched = mayWait > waiting ? `, ${millions(mayWait)} of them may wait without a known batch rate` : ''
  const lines = [
    { what, tokens: tokens - waiting, rate, note: note + unbatched },
    { what: `${what} in batches`, tokens: waiting, rate: batchRate ?? rate, note },
  ]
  return lines.filter((each) => each.tokens > 0)
}

const millions = (tokens: number): string => `${plain(tokens / million)}M`

/** Without the noise of binary fractions, and without grouping, so that it can be typed into a calculator. */
export const plain = (value: number): string =>
  // Stryker disable next-line ConditionalExpression,EqualityOperator: whole numbers of ten digits are the same both ways, the first is faster.
  Number.isInteger(value) && Math.abs(value) < 1e10 ? String(value) : String(Number(value.toPrecision(10)))
