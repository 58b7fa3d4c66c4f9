// Tree → each model that a result can name, with the tiers whose picks lead to it, by themselves or by what replaced them.

import { type Model, type TierId, type Tree, tierIds } from './types.ts'

export function pickedModels({ tiers }: Pick<Tree, 'tiers'>): ReadonlyMap<string, readonly TierId[]> {
  const found = new Map<string, TierId[]>()
  for (const tier of tierIds)
    for (const { models } of tiers[tier].picks)
      for (const { model } of models)
        for (let next: Model | undefined = model; next; next = next.replacedBy) {
          const known = found.get(next.id) ?? []
          if (!known.includes(tier)) found.set(next.id, [...known, tier])
        }
  return found
}
