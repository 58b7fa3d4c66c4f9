// What every exporter takes: recommendations under the names that their users gave them, and what is known of the hosts.

import type { RecommendationJson } from '../contract.ts'
import type { Gateways } from '../gateway-types.ts'
import type { Tree } from '../types.ts'

export interface ExportEntry {
  /** Free text of a user; only its slug may stand in an output, except in comments. */
  readonly name: string
  readonly result: RecommendationJson
  /** Bills at any volume, which name the models beside the pick; the result's own when left out. */
  readonly rivals?: RecommendationJson['cost']['bills'] | undefined
}

export interface ExportInput extends Pick<Tree, 'catalog' | 'figures' | 'words' | 'questions'> {
  readonly gateways: Gateways
  readonly entries: readonly ExportEntry[]
  /** Whether the answers come from a file, which is where they are then mended. */
  readonly fromFile?: boolean | undefined
}

export interface Exported {
  readonly text: string
  /** Workloads, or slices of one, that are not in the text, each with its reason; one line each. */
  readonly leftOut: readonly string[]
}

/** Throws `UserError`: with exit code 1 when the target cannot satisfy the answers, with 2 or 3 when a limit has no region. */
export type Exporter = (input: ExportInput) => Exported
