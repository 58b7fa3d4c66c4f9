// What a refresh found → the difference as text, and as JSON.

import type { Difference, RefreshResult, Verdict } from '../price-changes.ts'
import { wrap } from './layout.ts'
import { type Look, styleFor } from './style.ts'
import { rows } from './table.ts'

export function refreshText(result: RefreshResult, look: Look): string {
  const { strong } = styleFor(look)
  const { differences, unlisted, known, unchanged, url, date } = result
  const lines = wrap(`Prices of ${url} on ${date}`, look.columns)
  if (unchanged) lines.push('', ...wrap(unchangedLine(unchanged.rejected), look.columns))
  for (const [verdict, title] of titles) {
    const cells = differences.filter((one) => one.verdict === verdict).map(row)
    if (cells.length > 0) lines.push('', strong(`${title} (${cells.length})`), ...rows(cells, look.columns))
  }
  if (!unchanged && differences.length === 0) lines.push('', 'Nothing new: every price is as it was.')
  if (differences.some(({ verdict }) => verdict === 'rejected')) lines.push('', ...wrap(hint, look.columns))
  if (unlisted.length > 0)
    lines.push('', ...wrap(`${unlisted.length} of ${known} known offers are not on the list; their prices stay.`, look.columns))
  return `${lines.join('\n')}\n`
}

const unchangedLine = (rejected: number): string =>
  rejected === 0
    ? 'Nothing new: the list has not changed.'
    : `Nothing new: the list has not changed, and ${rejected} of its values are still rejected. --accept shows them again.`

const hint = '--accept takes moves that are too large; missing, zero and impossible values are never taken.'

const titles: readonly (readonly [Verdict, string])[] = [
  ['accepted', 'Taken'],
  ['noted', 'Noted, not taken'],
  ['rejected', 'Rejected, the old value stays'],
]

const row = ({ model, host, part, field, old, new: now, verdict, because }: Difference): string[] => [
  model,
  part === null ? host : `${host}, ${part}`,
  field,
  `${old ?? 'unknown'} → ${now ?? (verdict === 'accepted' ? 'unknown' : 'missing')}${because === null || because === 'missing' ? '' : ` (${because})`}`,
]

export const refreshJson = ({ url, date, unchanged, differences, unlisted, known }: RefreshResult, written: string | undefined) => ({
  schemaVersion: '1',
  ok: true,
  url,
  date,
  unchanged: unchanged !== null,
  accepted: count(differences, 'accepted'),
  rejected: unchanged?.rejected ?? count(differences, 'rejected'),
  noted: count(differences, 'noted'),
  differences,
  known,
  unlisted,
  written: written ?? null,
})

const count = (differences: readonly Difference[], wanted: Verdict): number =>
  differences.filter(({ verdict }) => verdict === wanted).length
