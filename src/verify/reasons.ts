// Reasons in `lifts-limits:` → the findings that they make notes, and the reasons that make none.

import { valueAt } from '../value-at.ts'
import type { Finding, Path } from './finding.ts'
import { pathsUnder } from './sections.ts'

/** A note where the entry of `sections`, plain data, says why the limit may go. */
export function excused(finding: Finding, sections: unknown, entry: Path): Finding {
  const reason = [...entry, 'lifts-limits']
  const meant = valueAt(sections, reason)
  if (typeof meant !== 'string') return finding
  const where = ['gateways', 'routers'].includes(String(entry[0])) ? 'export' : 'result'
  const hint = `Nothing to mend: the reason is told with each ${where} that it holds for.`
  return { ...finding, says: `${finding.says}, because: ${meant}`, note: true, hint, reason }
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
