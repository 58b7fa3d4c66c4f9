// Limits on one walk → what they come to, as text.

import type { Narrowing } from '../types.ts'

/** What they come to together, the same for the same demands: each adds to the others, and of two licenses the stricter holds. */
export function togetherIn(all: readonly Narrowing[]): string {
  const licenses = all.flatMap(({ license }) => license ?? [])
  const ids = (key: 'region' | 'regionIfGiven') => [...new Set(all.flatMap((only) => only[key]?.id ?? []))]
  const left = (key: 'hosts' | 'tiers') => {
    const lists = all.flatMap((only): ReadonlySet<string>[] => (only[key] ? [only[key]] : []))
    return lists[0] && [...lists[0]].filter((each) => lists.every((list) => list.has(each))).sort()
  }
  const license = licenses.includes('permissive') ? 'permissive' : licenses[0]
  return JSON.stringify([
    license,
    all.some(({ agreement }) => agreement),
    ids('region'),
    ids('regionIfGiven'),
    left('hosts'),
    left('tiers'),
  ])
}
