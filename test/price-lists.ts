// The built-in rules → a price list in the shape of models.dev that agrees with them.

import { rules } from 'virtual:built-in-rules'
import type { PricedRules } from '../src/price-changes.ts'

export interface Entry {
  cost?: Record<string, unknown>
  limit?: Record<string, unknown>
  status?: unknown
}
export type List = Record<string, { models: Record<string, Entry> }>

/** A list that agrees with the catalog in everything. */
export function agreeing(from: PricedRules = rules): List {
  const list: List = {}
  const put = (host: string, id: string, entry: Entry) => {
    const provider = from.hosts?.[host]?.['models-dev']?.[0]
    if (provider === undefined) return
    list[provider] ??= { models: {} }
    list[provider].models[id] ??= entry
  }
  const cost = ({ input, output, cached }: { input: number; output: number; cached?: number | undefined }) => ({
    input,
    output,
    ...(cached === undefined ? {} : { cache_read: cached }),
  })
  for (const hosts of Object.values(from.offers ?? {}))
    for (const [host, offer] of Object.entries(hosts)) {
      const tiers = (offer.above ?? []).map((tier) => ({ ...cost(tier), tier: { type: 'context', size: tier.tokens } }))
      put(host, offer.id, {
        cost: { ...cost(offer), tiers },
        ...(offer.context === undefined ? {} : { limit: { context: offer.context } }),
      })
      for (const at of Object.values(offer.regions ?? {})) put(host, at.id, { cost: cost(at) })
    }
  return list
}

/** An offer that has only one set of rates, and that nothing is said against. */
export const [model, host, plain] = (() => {
  for (const [id, hosts] of Object.entries(rules.offers ?? {}))
    for (const [at, offer] of Object.entries(hosts)) {
      const simple =
        !offer.regions && !offer.above && !offer.batch && !offer.differs && offer.context !== undefined && offer.cached !== undefined
      if (simple && offer.input > 0 && rules.hosts?.[at]?.['models-dev']?.length === 1) return [id, at, offer] as const
    }
  throw new Error('no simple offer')
})()
export const provider = rules.hosts?.[host]?.['models-dev']?.[0] ?? ''

/** A list that differs in that offer only. */
export function listWith(change: (entry: Required<Pick<Entry, 'cost' | 'limit'>> & Entry) => void): List {
  const list = agreeing()
  const entry = list[provider]?.models[plain.id]
  change(entry as Required<Pick<Entry, 'cost' | 'limit'>>)
  return list
}
