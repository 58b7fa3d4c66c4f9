// Citations of everything that was said → the list of sources, each with every place in it.

import type { RecommendationJson } from '../contract.ts'
import type { Citations, Tree } from '../types.ts'

/** In the order of their ids, so that the list does not depend on what was said first. */
export function assembleSources(tree: Tree, cited: readonly Citations[]): RecommendationJson['sources'] {
  const places = new Map<string, Set<string>>()
  for (const [id, place] of cited.flatMap((citations) => Object.entries(citations)))
    for (const part of place.split('; ')) places.set(id, (places.get(id) ?? new Set()).add(part))
  return [...places]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([id, at]) => {
      const source = tree.sources.get(id)
      if (!source) return []
      return [{ id, title: source.title, url: source.url ?? null, dated: source.dated ?? null, checked: source.checked, at: [...at] }]
    })
}
