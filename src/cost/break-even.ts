// A staircase and a price per token → the volume from which own GPUs cost less, or why there is none.
//
// GPUs come whole, so this is no crossing of two lines: on each stair the volume that would pay for it must still fit it.

import type { Stairs } from './own.ts'

export type BreakEven =
  | { readonly kind: 'from'; readonly tokens: number; readonly replicas: number; readonly utilisation: number }
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
  return { kind: 'from', tokens: needed(replicas), replicas, utilisation: utilisation(replicas) }
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
