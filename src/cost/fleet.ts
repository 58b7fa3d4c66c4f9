// Several loads on the same model → one fleet of own GPUs for all of them, since GPUs come whole and people are paid once.

import type { Deployment } from '../types.ts'
import { type Stairs, stairsOf } from './own.ts'
import type { Figures, Range, Usage } from './usage.ts'

export interface Fleet {
  readonly deployment: Deployment
  readonly replicas: number
  /** USD a month, and both ends of its range on the same deployment. */
  readonly usd: number
  readonly low: number
  readonly high: number
}

/** On the deployment that costs least for all loads together; undefined where none is known. */
export function fleetOf(deployments: readonly Deployment[], usages: readonly Usage[], figures: Figures): Fleet | undefined {
  const [cheapest] = deployments.flatMap((deployment) => fleetOn(deployment, usages, figures) ?? []).sort((a, b) => a.usd - b.usd)
  return cheapest
}

function fleetOn(deployment: Deployment, usages: readonly Usage[], figures: Figures): Fleet | undefined {
  const [value, low, high] = [
    filledBy(deployment, usages, figures, 'value'),
    ...ends.map((end) => filledBy(deployment, usages, figures, end)),
  ]
  return value && low && high && { deployment, ...value, low: low.usd, high: high.usd }
}

const ends = ['low', 'high'] as const

/** Each load fills its own part of a replica, as wide as its shape and its patience make it. */
function filledBy(
  deployment: Deployment,
  usages: readonly Usage[],
  figures: Figures,
  range: Range,
): Pick<Fleet, 'replicas' | 'usd'> | undefined {
  const all = usages.map((usage): [Usage, Stairs] => [usage, stairsOf(deployment, usage, figures, range)])
  const [first] = all
  if (!first || all.some(([, { capacity }]) => capacity === 0)) return undefined
  const filled = all.reduce((sum, [{ tokens }, { capacity }]) => sum + tokens / capacity, 0)
  const [, { minReplicas, replicaUsd, fixedUsd }] = first
  const replicas = Math.max(minReplicas, Math.ceil(filled * (1 - noise)))
  return { replicas, usd: replicas * replicaUsd + fixedUsd }
}

/** Of binary fractions, which must not cost a replica. */
const noise = 1e-14
