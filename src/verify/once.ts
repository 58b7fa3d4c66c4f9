// What several comparisons of rules find lifted → each told once, by the one with the fewest later files.

import type { Finding } from './finding.ts'

/** Keys of what the comparisons before told of. */
export interface Once {
  readonly found: ReadonlySet<string>
  readonly noted: ReadonlySet<string>
}

export const nothingTold: Once = { found: new Set(), noted: new Set() }

export const alsoTold = ({ found, noted }: Once, findings: readonly Finding[]): Once => {
  const keysOf = (isNote: boolean) => findings.flatMap((each) => ((each.note ?? false) === isNote && !each.again ? liftedBy(each) : []))
  return { found: new Set([...found, ...keysOf(false)]), noted: new Set([...noted, ...keysOf(true)]) }
}

/** A reason excuses what it stands beside, and not what is a finding all the same. */
export const untold = (keys: readonly string[], { found, noted }: Once, isNote: boolean): string[] =>
  keys.filter((key) => !found.has(key) && !(isNote && noted.has(key)))

/** Those that are told already are kept, for the sake of their reasons. What is said of a whole file is said of each. */
export const markAgain = (findings: readonly Finding[], once: Once): Finding[] =>
  findings.map((each) => {
    const isLifted = each.kind === 'lifted-limit' && each.path.length > 1
    return isLifted && untold(liftedBy(each), once, each.note ?? false).length === 0 ? { ...each, again: true } : each
  })

export const liftedBy = ({ path, lifts }: Finding): readonly string[] => lifts ?? [JSON.stringify(path)]
