// What every exporter takes: recommendations under the names that their users gave them, and what is known of the hosts.

import type { RecommendationJson } from '../contract.ts'
import type { Tree } from '../types.ts'

export interface ExportEntry {
  /** Free text of a user; only its slug may stand in an output, except in comments. */
  readonly name: string
  readonly result: RecommendationJson
  /** Bills at any volume, which name the models beside the pick; the result's own when left out. */
  readonly rivals?: RecommendationJson['cost']['bills'] | undefined
}

export interface ExportInput extends Pick<Tree, 'catalog' | 'gateways' | 'figures' | 'words' | 'questions'> {
  readonly entries: readonly ExportEntry[]
}

/** Throws `UserError` with exit code 1 when the target cannot satisfy the answers. */
export type Exporter = (input: ExportInput) => string
