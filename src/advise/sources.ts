// Citations of everything that was said → the list of sources, each with every place in it.

import type { RecommendationJson } from '../contract.ts'
import { perObject } from '../memo.ts'
import type { Citations, Tree } from '../types.ts'

/** In the order of their ids, so that the list does not depend on what was said first. */
export function assembleSources(tree: Tree, cited: readonly Citations[]): RecommendationJson['sources'] {
  const places = new Map<string, Set<string>>()
  for (const citations of new Set(cited))
    for (const { id, parts } of placesIn(citations)) {
      const at = places.get(id) ?? new Set()
      for (const part of parts) at.add(part)
      places.set(id, at)
    }
  return [...places.keys()].sort().flatMap((id) => {
    const source = tree.sources.get(id)
    if (!source) return []
    const at = [...(places.get(id) ?? [])]
    return [{ id, title: source.title, url: source.url ?? null, dated: source.dated ?? null, checked: source.checked, at }]
  })
}

const placesIn = perObject((citations: Citations) => Object.entries(citations).map(([id, place]) => ({ id, parts: place.split('; ') })))
