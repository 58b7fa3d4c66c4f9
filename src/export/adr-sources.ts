// Everything that a decision record cites → one table of sources, with where in them and when they were looked at.

import type { RecommendationJson } from '../contract.ts'
import { link, literally, tableOf } from '../render/markdown.ts'
import type { Citations } from '../types.ts'
import { type AdrInput, assumptionSources, billSources, say } from './adr-input.ts'

type Source = RecommendationJson['sources'][number]

export function sourcesTable(input: AdrInput): string {
  const rows = sourcesOf(input).map(({ id, title, url, dated, checked, at }) => [
    literally(id),
    link(title, url),
    dated ?? '',
    checked,
    at.map(literally).join('; '),
  ])
  return tableOf(['Mark', 'Source', 'Dated', 'Checked', 'Where in it'], rows)
}

/** Those of the recommendation, and those of what only the record says: assumptions, bills, figures. By id. */
function sourcesOf(input: AdrInput): Source[] {
  const { result, tree } = input
  const found = new Map<string, Source>(result.sources.map((source) => [source.id, source]))
  for (const [id, place] of citationsOf(input).flatMap((citations) => Object.entries(citations))) {
    const source = found.get(id) ?? bare(tree.sources.get(id))
    if (source) found.set(id, { ...source, at: [...new Set([...source.at, ...place.split('; ')])] })
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

const bare = (source: { id: string; title: string; url: string | undefined; dated: string | undefined; checked: string } | undefined) =>
  source && { ...source, url: source.url ?? null, dated: source.dated ?? null, at: [] }

function citationsOf(input: AdrInput): Citations[] {
  const { result, tree } = input
  const inBills = say(input, 'adr-in-bills')
  return [
    ...Object.keys(result.answers).map((id) => assumptionSources(input, id)),
    ...result.cost.bills.map((bill) => Object.fromEntries(billSources(bill).map((id) => [id, inBills]))),
    ...['review-months', 'warn-age'].map((id) => tree.figures.get(id)?.sources ?? {}),
  ]
}
