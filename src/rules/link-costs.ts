// The bills that stand side by side, and the documents' claims about them.

import type { BillKind, Catalog, Claim } from '../types.ts'
import { acceptedVolumes, parseVolume, type Volume } from '../volume.ts'
import { citations } from './citations.ts'
import type { Linker } from './link-conditions.ts'

export function linkCosts(linker: Linker, catalog: Catalog): { readonly bills: BillKind[]; readonly claims: Claim[] } {
  const { rules, names, sources } = linker
  const bills = Object.entries(rules.bills ?? {}).map(([id, { title, tier, models }]): BillKind => {
    const path = ['bills', id, 'models']
    const weights = rules.tiers?.[tier]?.weights
    for (const [index, model] of (models ?? []).entries()) {
      const known = catalog.models.get(model)
      if (known && weights !== undefined && known.weights !== weights)
        names.report(
          [...path, index],
          `the weights of ${model} are ${known.weights}, and those of ${tier} ${weights}, so it is never billed`,
        )
    }
    return { id, title, tier, models: names.findAll(catalog.models, models, 'model', path) }
  })
  const known = new Map(bills.map((bill) => [bill.id, bill]))
  const claims = Object.entries(rules.claims ?? {}).map(([id, raw]): Claim => {
    const path = ['claims', id]
    names.find(known, raw.of, 'bill', [...path, 'of'])
    if (raw.over !== undefined) names.find(known, raw.over, 'bill', [...path, 'over'])
    const read = (key: 'tokens' | 'from' | 'up-to'): Volume | undefined => {
      const text = raw[key]
      const volume = text === undefined ? undefined : parseVolume(text)
      if (text !== undefined && !volume) names.report([...path, key], `write a volume: ${acceptedVolumes}`)
      return volume
    }
    const [volume, from, upTo] = [read('tokens'), read('from'), read('up-to')]
    if (volume && (volume.perMonth < (from?.perMonth ?? 0) || volume.perMonth > (upTo?.perMonth ?? Number.POSITIVE_INFINITY)))
      names.report([...path, 'tokens'], 'is a volume that the claim does not speak of', false, 'misfit', [
        [...path, 'from'],
        [...path, 'up-to'],
      ])
    if (raw.low !== undefined && raw.high !== undefined && raw.low > raw.high)
      names.report([...path, 'low'], `${raw.low} is above high, which is ${raw.high}`, false, 'misfit', [[...path, 'high']])
    return {
      id,
      says: raw.says,
      tokens: volume?.perMonth ?? 0,
      of: raw.of,
      over: raw.over,
      from,
      upTo,
      low: raw.low ?? Number.NEGATIVE_INFINITY,
      high: raw.high ?? Number.POSITIVE_INFINITY,
      sources: citations(raw.sources, sources, names, [...path, 'sources']),
    }
  })
  return { bills, claims }
}
