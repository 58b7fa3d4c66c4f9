// Rules with an earlier overlay and with a later one → bans that the later one takes out, in whole or in part.

import { valueAt } from '../value-at.ts'
import type { Finding } from './finding.ts'
import { keysIn } from './sections.ts'

const lists = ['origins', 'licenses', 'models', 'hosts'] as const

interface Banned {
  readonly ban: string
  readonly list: (typeof lists)[number]
  readonly entry: string
}

/** Both are rules as plain data. What another ban rules out instead is not told. */
export function liftedBans(before: unknown, after: unknown): Finding[] {
  const still = new Set(bannedIn(after).map(nameOf))
  const gone = bannedIn(before).filter((each) => !still.has(nameOf(each)))
  return [...new Set(gone.map(({ ban }) => ban))].map((id): Finding => {
    const own = gone.filter(({ ban }) => ban === id)
    return {
      kind: 'lifted-limit',
      path: ['bans', id, own[0]?.list ?? ''],
      also: [['bans', id], ['bans']],
      says: `${id} of an earlier file no longer rules out ${own.map(nameOf).join(', ')}`,
      hint: 'Leave the ban as it is, or have it changed in the file that it is from.',
    }
  })
}

const nameOf = ({ list, entry }: Banned): string => `${list.slice(0, -1)} ${entry}`

const bannedIn = (sections: unknown): Banned[] =>
  keysIn(sections, ['bans']).flatMap((ban) =>
    lists.flatMap((list) => {
      const found = valueAt(sections, ['bans', ban, list])
      return Array.isArray(found) ? found.map((entry): Banned => ({ ban, list, entry: String(entry) })) : []
    }),
  )
