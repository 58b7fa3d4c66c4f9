// A staircase and a price per token → the volume from which own GPUs cost less, or why there is none.
//
// GPUs come whole, so this is no crossing of two lines: on each stair the volume that would pay for it must still fit it.

import type { Stairs } from './own.ts'

export type BreakEven =
  | {
      readonly kind: 'from'
      readonly tokens: number
      readonly replicas: number
      readonly utilisation: number
      /** Further replicas make it dearer again for a while; from here on, nothing does. */
      readonly lasting: number
    }
  /** What a replica serves at most costs less at the API than the replica does. */
  | { readonly kind: 'never'; readonly utilisation: number }

/** `usdPerToken` is what the API asks for a token of the same usage. */
export function breakEven(stairs: Stairs, usdPerToken: number): BreakEven {
  const { replicaUsd, fixedUsd, capacity, rawCapacity, minReplicas } = stairs
  const needed = (replicas: number) => (fixedUsd + replicas * replicaUsd) / usdPerToken
  const utilisation = (replicas: number) => needed(replicas) / (replicas * rawCapacity)
  const gain = usdPerToken * capacity - replicaUsd
  if (gain <= 0) return { kind: 'never', utilisation: utilisation(minReplicas) }
  const replicas = Math.max(minReplicas, Math.ceil(fixedUsd / gain - 1e-9))
  // The first stair that is cheaper from its very start; the one before it is the last that has to pay off first.
  const settled = Math.ceil((fixedUsd + usdPerToken * capacity) / gain - 1e-9)
  const lasting = needed(Math.max(replicas, settled - 1))
  return { kind: 'from', tokens: needed(replicas), replicas, utilisation: utilisation(replicas), lasting }
}

/** Over several ways to run the same model, at least one: the smallest volume; without any, the one that comes nearest to it. */
export function firstBreakEven(ways: readonly Stairs[], usdPerToken: number): { readonly stairs: Stairs; readonly found: BreakEven } {
  const all = ways.map((stairs) => ({ stairs, found: breakEven(stairs, usdPerToken) }))
  const volume = ({ found }: (typeof all)[number]) => (found.kind === 'from' ? found.tokens : Number.MAX_VALUE)
  const [first] = all.sort((a, b) => volume(a) - volume(b) || a.found.utilisation - b.found.utilisation)
  if (!first) throw new Error('a model without a deployment has no break-even')
  return first
}

/** Every volume at which own GPUs start or stop to be cheaper, up to a volume, in order; stairs above it are not looked at. */
export function crossings(stairs: Stairs, usdPerToken: number, upTo: number): { readonly at: number; readonly cheaper: boolean }[] {
  const { replicaUsd, fixedUsd, capacity, minReplicas } = stairs
  const found: { at: number; cheaper: boolean }[] = []
  if (usdPerToken * capacity <= replicaUsd) return found
  let cheaper = false
  for (let replicas = minReplicas; replicas === minReplicas || (replicas - 1) * capacity <= upTo; replicas++) {
    const start = replicas === minReplicas ? 0 : (replicas - 1) * capacity
    const pays = Math.max(start, (fixedUsd + replicas * replicaUsd) / usdPerToken)
    if (cheaper && pays > start) found.push({ at: start, cheaper: false })
    if ((!cheaper || pays > start) && pays <= replicas * capacity) found.push({ at: pays, cheaper: true })
    cheaper = pays <= replicas * capacity
    if (found.length > 1000) break
  }
  return found.filter(({ at }) => at <= upTo)
}
