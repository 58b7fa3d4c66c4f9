// Reasons in `lifts-limits:` → the findings that they make notes, and the reasons that make none.

import { valueAt } from '../value-at.ts'
import type { Finding, Path } from './finding.ts'
import { keyOf } from './limits-made.ts'
import { liftedBy } from './once.ts'
import { pathsUnder } from './sections.ts'

/** A note where the entry of `sections`, plain data, says why the limit may go. */
export function excused(finding: Finding, sections: unknown, entry: Path): Finding {
  const reason = [...entry, 'lifts-limits']
  const meant = valueAt(sections, reason)
  if (typeof meant !== 'string') return finding
  const where = ['gateways', 'routers'].includes(String(entry[0])) ? 'export' : 'result'
  const hint = `Nothing to mend: the reason is told with each ${where} that it holds for.`
  return { ...finding, says: `${finding.says}, because: ${meant}`, note: true, hint, reason, bare: finding }
}

/**
 * What the first of some files lifts by itself needs a reason there, or in a later one that lifts it too: the reason of another
 * file is for what that one lifts. `alone` are keys of what the first one lifts.
 */
export const byOwnReason = (
  findings: readonly Finding[],
  [first, ...later]: readonly { readonly value: unknown }[],
  alone: () => ReadonlySet<string>,
): Finding[] =>
  findings.map((each) => {
    const { kind, reason, bare, again, causes } = each
    if (kind !== 'lifted-limit' || !reason || !bare || again || isReason(first?.value, reason)) return each
    const others = later.filter(({ value }) => isReason(value, reason))
    const isAlone = (key: string) => alone().has(key) && !others.some(({ value }) => isSaid(value, whereLifted(each, reason, key)))
    return others.length > 0 && liftedBy(each).some(isAlone) ? { ...bare, causes, ofFirst: true } : each
  })

const isReason = (value: unknown, reason: Path): boolean => typeof valueAt(value, reason) === 'string'

/** Also by a null above it. */
const isSaid = (value: unknown, path: Path): boolean =>
  valueAt(value, path) !== undefined || path.some((_, index) => valueAt(value, path.slice(0, index)) === null)

/** What a file says that lifts it, where it is not the entry as a whole. */
function whereLifted({ path }: Finding, reason: Path, key: string): Path {
  const [, , demand] = JSON.parse(key) as readonly string[]
  return reason[0] === 'steps' && demand !== undefined ? [...reason.slice(0, -1), 'only', keyOf(demand)] : path
}

/** They would hide a limit that is lifted later, by whatever change. None where not all limits were compared. */
export function idleReasons(sections: unknown, found: readonly Finding[]): Finding[] {
  if (found.some(({ kind, path }) => kind === 'too-many-combinations' || path.length === 1)) return []
  const used = new Set(found.flatMap(({ reason }) => (reason ? [JSON.stringify(reason)] : [])))
  const rows = pathsUnder(sections, ['steps'], 1).flatMap((step) => pathsUnder(sections, [...step, 'rules'], 1))
  const entries = [
    ...rows,
    ...pathsUnder(sections, ['questions'], 1),
    ...pathsUnder(sections, ['bans'], 1),
    ...pathsUnder(sections, ['gateways'], 2),
    ...pathsUnder(sections, ['routers'], 1),
    ...pathsUnder(sections, ['offers'], 2),
  ]
  return entries.flatMap((entry): Finding[] => {
    const path = [...entry, 'lifts-limits']
    const what = entry[0] === 'steps' ? 'for the answers that this rule takes' : 'by what stands here'
    return valueAt(sections, path) === undefined || used.has(JSON.stringify(path))
      ? []
      : [{ kind: 'in-vain', path, says: `no limit is lifted ${what}` }]
  })
}
