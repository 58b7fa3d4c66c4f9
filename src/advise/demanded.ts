// A walk, limits and wishes → what models and hosts must satisfy, with the region and the task of the answers.

import { type Demands, demandsOf } from '../catalog/demands.ts'
import { isGiven, peek } from '../engine/walk.ts'
import type { Figure, Narrowing, Option, Settings, Walk } from '../types.ts'
import { requestOfTask } from './usage.ts'

/** What the answer on the task says of the size of a request is the least, where nobody wishes for another. */
export const demandsAt = (walk: Walk, narrowings: readonly Narrowing[], settings: Settings): Demands =>
  demandsOf(narrowings, (narrowing) => regionOf(walk, narrowing), withRequest(settings, requestOfTask(walk)))

export const withRequest = (settings: Settings, least: Figure | undefined): Settings =>
  least === undefined || settings.context !== undefined ? settings : { ...settings, context: least.value }

export function regionOf(walk: Walk, { region: always, regionIfGiven }: Narrowing): Option | undefined {
  const region = always ?? (regionIfGiven && isGiven(walk, regionIfGiven) ? regionIfGiven : undefined)
  if (region?.kind !== 'choice') return undefined
  const known = peek(walk, region)
  return 'value' in known ? region.options.find(({ id }) => id === known.value) : undefined
}
