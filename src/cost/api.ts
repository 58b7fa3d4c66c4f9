// An offer and a usage → the monthly bill of a hosted API, token by token.

import type { Offer } from '../types.ts'
import { type DerivationStep, ratesFor, type Usage } from './usage.ts'

export interface ApiBill {
  readonly usd: number
  readonly derivation: readonly DerivationStep[]
}

const million = 1e6

/**
 * USD a month for all tokens of the usage at one offer, in one region where the offer has rates for it.
 *
 * Cached input without a known rate is billed as fresh input, and batch work without a batch rate as ordinary work.
 */
export function apiBill(offer: Offer, region: string | undefined, usage: Usage): ApiBill {
  const regional = offer.regions.get(region ?? '')
  const rates = ratesFor(regional ?? offer, usage.requestTokens)
  const batch = regional || rates !== offer ? undefined : offer.batch
  const input = usage.tokens * usage.inputShare
  const output = usage.tokens - input
  const cached = rates.cached === undefined ? 0 : input * usage.cachedShare
  const lines = [
    ...line('Fresh input', input - cached, rates.input, batch?.input, usage.batchShare),
    ...line('Cached input', cached, rates.cached ?? rates.input, undefined, 0),
    ...line('Output', output, rates.output, batch?.output, usage.batchShare),
  ]
  const sources = Object.keys(offer.sources)
  const usd = lines.reduce((sum, { tokens, rate }) => sum + (tokens / million) * rate, 0)
  return {
    usd,
    derivation: [
      ...lines.map(({ what, tokens, rate }) => ({
        what,
        how: `${plain(tokens / million)}M tokens × $${plain(rate)} per million`,
        value: (tokens / million) * rate,
        unit: 'USD',
        sources,
      })),
      { what: 'Bill a month', how: lines.map(({ what }) => what.toLowerCase()).join(' + '), value: usd, unit: 'USD', sources: [] },
    ],
  }
}

interface Line {
  readonly what: string
  readonly tokens: number
  readonly rate: number
}

function line(what: string, tokens: number, rate: number, batchRate: number | undefined, batchShare: number): Line[] {
  const waiting = batchRate === undefined ? 0 : tokens * batchShare
  const lines = [
    { what, tokens: tokens - waiting, rate },
    { what: `${what} in batches`, tokens: waiting, rate: batchRate ?? rate },
  ]
  return lines.filter((each) => each.tokens > 0)
}

/** Without the noise of binary fractions, and without grouping, so that it can be typed into a calculator. */
export const plain = (value: number): string => String(Number(value.toPrecision(10)))
