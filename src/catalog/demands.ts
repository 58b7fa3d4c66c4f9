// What the rules that applied, and the user's own wishes, demand of models and hosts.

import type { Narrowing, Settings } from '../types.ts'

/** Everything that models and hosts must satisfy. */
export interface Demands {
  readonly license: 'permissive' | 'commercial' | undefined
  readonly agreement: boolean
  /** A region id; `other` passes every host, with a note to confirm. */
  readonly region: string | undefined
  readonly context: number | undefined
  readonly excludeOrigin: ReadonlySet<string>
}

export function demandsOf(
  narrowings: readonly Narrowing[],
  region: (narrowing: Narrowing) => string | undefined,
  settings: Settings,
): Demands {
  return {
    license: narrowings.findLast(({ license }) => license)?.license,
    agreement: narrowings.some(({ agreement }) => agreement),
    region: narrowings.map(region).findLast((id) => id !== undefined),
    context: settings.context,
    excludeOrigin: new Set(settings.excludeOrigin),
  }
}
