// One use case among many, with the answers it was given.

import type { Request, TierId } from '../types.ts'

export interface Workload {
  readonly name: string
  readonly owner: string | undefined
  readonly request: Request
  /** Where its volume is a part of a volume at the top of the file. */
  readonly share?: { readonly part: number; readonly of: number } | undefined
}

/** Where several workloads are together: a hybrid as soon as there is more than one tier. */
export function tierOfAll(tiers: ReadonlySet<TierId>): TierId {
  const [only] = tiers
  return tiers.size === 1 && only ? only : 'hybrid'
}
