// Staircases and a price per token → the volume from which own GPUs cost less, or why there is none.
//
// GPUs come whole, so this is no crossing of two lines: on each stair the volume that would pay for it must still fit it.
// Of several ways to run a model, the cheapest at a volume counts, as in a bill.

import { lowestUsd, replicasFor, type Stairs } from './own.ts'

export type BreakEven =
  | {
      readonly kind: 'from'
      readonly tokens: number
      readonly replicas: number
      readonly utilisation: number
      /** Further replicas make it dearer again for a while; from here on, nothing does. */
      readonly lasting: number
    }
  /** What a replica serves at most costs less at the API than the replica does, even without the people; the load that would pay for it. */
  | { readonly kind: 'never'; readonly utilisation: number }

/** `usdPerToken` is what the API asks for a token of the same usage. */
export function breakEven(stairs: Stairs, usdPerToken: number): BreakEven {
  const { replicaUsd, fixedUsd, capacity, rawCapacity, minReplicas } = stairs
  const gain = usdPerToken * capacity - replicaUsd
  // The people are shared by ever more replicas, so what is left of them is nothing.
  if (gain <= 0) return { kind: 'never', utilisation: replicaUsd / usdPerToken / rawCapacity }
  const replicas = Math.max(minReplicas, Math.ceil(fixedUsd / gain - 1e-9))
  const tokens = paysAt(stairs, replicas, usdPerToken)
  const lasting = paysAt(stairs, Math.max(replicas, lastToPay(stairs, usdPerToken)), usdPerToken)
  return { kind: 'from', tokens, replicas, utilisation: tokens / (replicas * rawCapacity), lasting }
}

const paysAt = ({ fixedUsd, replicaUsd }: Stairs, replicas: number, usdPerToken: number): number =>
  (fixedUsd + replicas * replicaUsd) / usdPerToken

/** The last stair that has to pay off first: the next one is cheaper from its very start. Where none ever is, there is no last. */
function lastToPay({ replicaUsd, fixedUsd, capacity }: Stairs, usdPerToken: number): number {
  const gain = usdPerToken * capacity - replicaUsd
  // Stryker disable next-line EqualityOperator: what is divided by a gain of 0 is infinite as well.
  return gain <= 0 ? Number.POSITIVE_INFINITY : Math.ceil((fixedUsd + usdPerToken * capacity) / gain - 1e-9) - 1
}

/**
 * Over several ways to run the same model, at least one: the smallest volume, and from which on the cheapest way is never
 * dearer again. Without any, the way that comes nearest to it.
 */
export function firstBreakEven(ways: readonly Stairs[], usdPerToken: number): { readonly stairs: Stairs; readonly found: BreakEven } {
  const all = ways.map((stairs) => ({ stairs, found: breakEven(stairs, usdPerToken) }))
  const volume = ({ found }: (typeof all)[number]) => (found.kind === 'from' ? found.tokens : Number.MAX_VALUE)
  const [first] = [...all].sort((a, b) => volume(a) - volume(b) || a.found.utilisation - b.found.utilisation)
  if (!first) throw new Error('a model without a deployment has no break-even')
  const { stairs, found } = first
  if (found.kind === 'never') return first
  return { stairs, found: { ...found, lasting: Math.max(found.tokens, lastDearer(ways, usdPerToken)) } }
}

/** Stretches in which every way is dearer end where the first of them ends; looked for downwards. */
function lastDearer(ways: readonly Stairs[], usdPerToken: number): number {
  let at = Number.POSITIVE_INFINITY
  // Where there are more stretches than that, what is found is no end of one, but still a volume above which nothing is dearer.
  for (let turn = 0; turn < 500; turn++) {
    const lower = Math.min(...ways.map((stairs) => lastDearerOf(stairs, usdPerToken, at)))
    // Stryker disable next-line ConditionalExpression,EqualityOperator: where nothing turns any more, going on only takes longer.
    if (lower >= at) break
    at = lower
  }
  return at
}

/** The end of the last stretch below a volume in which this way is dearer; the volume itself when it lies in one. */
function lastDearerOf(stairs: Stairs, usdPerToken: number, upTo: number): number {
  const replicas = Math.max(stairs.minReplicas, Math.min(replicasFor(stairs, upTo), lastToPay(stairs, usdPerToken)))
  return Math.min(upTo, paysAt(stairs, replicas, usdPerToken), replicas * stairs.capacity)
}

/**
 * Whole volumes, up to one, at which the cheapest way starts or stops to cost less than the API, in order: all of them where
 * they are few, else the first ones, the last ones and those around a volume.
 */
export function turningPoints(ways: readonly Stairs[], usdPerToken: number, upTo: number, around: number): number[] {
  const points = ways.flatMap((each) => [...mayTurn(each, usdPerToken, upTo, around)])
  // What pays on one way may be cheaper already; only the best of them counts.
  // Stryker disable next-line EqualityOperator: only where it changes is looked at, not which of both it is.
  const pays = (tokens: number) => lowestUsd(ways, tokens) <= usdPerToken * tokens
  return [...new Set(points)].filter((point) => point <= upTo && pays(point) !== pays(point - 1)).sort((a, b) => a - b)
}

/** Whether the turning points are so few that they are the same around every volume. */
export const fewTurns = (ways: readonly Stairs[], usdPerToken: number, upTo: number): boolean =>
  ways.every((stairs) => {
    const [first, last] = turning(stairs, usdPerToken, upTo)
    return last - first <= near
  })

/** So many stairs are looked at on each side. */
const near = 250

/** The stairs between the first that pays off and the first that is cheaper from its very start: before and after them nothing turns. */
function turning(stairs: Stairs, usdPerToken: number, upTo: number): readonly [number, number] {
  const { replicaUsd, fixedUsd, capacity, minReplicas } = stairs
  const gain = usdPerToken * capacity - replicaUsd
  if (gain <= 0) return [1, 0]
  const first = Math.max(minReplicas, Math.ceil(fixedUsd / gain - 1e-9))
  return [first, Math.min(Math.max(first, lastToPay(stairs, usdPerToken)) + 1, Math.floor(upTo / capacity) + 1)]
}

/** Where a stair starts it may turn dearer, and where it pays cheaper; nowhere else, though not always there. */
function* mayTurn(stairs: Stairs, usdPerToken: number, upTo: number, around: number): Generator<number> {
  const [first, last] = turning(stairs, usdPerToken, upTo)
  for (const stair of [first, replicasFor(stairs, around), last])
    for (let replicas = Math.max(first, stair - near); replicas <= Math.min(last, stair + near); replicas++) {
      yield Math.floor((replicas - 1) * stairs.capacity) + 1
      yield Math.ceil(paysAt(stairs, replicas, usdPerToken))
    }
}
