// A list without a model → limits and bans that leave it without one, none of them for nothing.

import { hasModels } from '../advise/models.ts'
import { memo, perObject } from '../memo.ts'
import type { Ban, Figure, Model, Narrowing, Option, Pick, Tree, WholeTier } from '../types.ts'

/** A limit of an overlay: what it narrows, and what the same rule narrowed before. */
export interface NewLimit {
  readonly only: Narrowing
  readonly before: Narrowing | undefined
}

/** A list of one tier for one region; `limits` are those that were there before as well. */
export interface EmptyList<L extends NewLimit> {
  readonly tier: WholeTier
  readonly pick: Pick
  readonly region: (only: Narrowing) => Option | undefined
  readonly request: Figure | undefined
  readonly limits: readonly Narrowing[]
  readonly newLimits: readonly L[]
}

/** Beyond that, all are named: each of them takes a list or more to try. */
const mostTried = 40

/** None of both where something else leaves it empty, such as a fact. */
export function culpritsIn<L extends NewLimit>(
  tree: Tree,
  { tier, pick, region, request, limits, newLimits }: EmptyList<L>,
): { readonly limits: readonly L[]; readonly bans: readonly Ban[] } {
  const bans = [...bansOn(pick)]
  const isEmpty = (kept: ReadonlySet<L | Ban>): boolean => {
    const others = newLimits.flatMap((limit) => (kept.has(limit) ? limit.only : (limit.before ?? [])))
    const lifted = bans.filter((ban) => !kept.has(ban))
    return !hasModels(tree, tier, without(pick, lifted), [...limits, ...others], region, request)
  }
  const named = new Set(needed([...newLimits, ...bans], isEmpty))
  return { limits: newLimits.filter((limit) => named.has(limit)), bans: bans.filter((ban) => named.has(ban)) }
}

function needed<T>(parts: readonly T[], isEnough: (parts: ReadonlySet<T>) => boolean): readonly T[] {
  if (parts.length > mostTried) return parts
  if (isEnough(new Set())) return []
  const one = parts.find((part) => isEnough(new Set([part])))
  if (one) return [one]
  return parts.reduce<readonly T[]>((kept, part) => {
    const less = kept.filter((each) => each !== part)
    return isEnough(new Set(less)) ? less : kept
  }, parts)
}

/** Of its models, of those that came after them, and of their hosts. */
const bansOn = perObject(({ models }: Pick): ReadonlySet<Ban> => {
  const found = new Set<Ban>()
  for (const { model } of models)
    for (let next: Model | undefined = model; next; next = next.replacedBy)
      for (const ban of [next.ban, ...next.offers.map(({ host }) => host.ban)]) if (ban) found.add(ban)
  return found
})

/** The same list while some bans are none. */
function without(pick: Pick, lifted: readonly Ban[]): Pick {
  if (lifted.length === 0) return pick
  return freed(pick).get(lifted.map(({ id }) => id).join(' '), () => {
    const kept = <T extends { readonly ban: Ban | undefined }>(each: T): T =>
      each.ban && lifted.includes(each.ban) ? { ...each, ban: undefined } : each
    const freedModel = (model: Model): Model => ({
      ...kept(model),
      offers: model.offers.map((offer) => ({ ...offer, host: kept(offer.host) })),
      replacedBy: model.replacedBy && freedModel(model.replacedBy),
    })
    return { ...pick, models: pick.models.map((each) => ({ ...each, model: freedModel(each.model) })) }
  })
}

// The same object for the same bans, since lists are kept by it.
const freed = perObject((_: Pick) => memo<string, Pick>(200))
