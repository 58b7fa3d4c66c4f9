// Bills and claims → the sources that they cite by their ids.

import type { CostJson } from '../contract-cost.ts'
import type { Tree } from '../types.ts'
import type { Costs } from './costs.ts'

/** In the order of the ids. What the user set cites `you`, which is no source. */
export function citedBy(tree: Tree, { volumes, claims }: Costs): CostJson['sources'] {
  const steps = volumes.flatMap(({ bills }) => bills).flatMap(({ derivation }) => derivation)
  const ids = [...new Set([...steps, ...claims].flatMap(({ sources }) => sources))].sort()
  return ids.flatMap((id) => {
    const source = tree.sources.get(id)
    return source ? [{ id, title: source.title, url: source.url ?? null, dated: source.dated ?? null, checked: source.checked }] : []
  })
}
