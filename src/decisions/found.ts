// Something in a saved decision that is no longer so, with the inputs behind it.

import type { findingKinds } from '../contract-record.ts'
import type { Move } from './moves.ts'

export interface Found {
  readonly kind: (typeof findingKinds)[number]
  readonly says: string
  readonly was: string | null
  readonly now: string | null
  /** The inputs that moved it. */
  readonly moved: readonly Move[]
}
