// Rules with an earlier overlay and with a later one → bans that the later one takes out, and facts that it changes so that
// what fell under one passes.

import { valueAt } from '../value-at.ts'
import type { Finding } from './finding.ts'
import { nothingTold, untold } from './once.ts'
import { excused } from './reasons.ts'
import { keysIn } from './sections.ts'

const lists = ['origins', 'licenses', 'models', 'hosts'] as const

interface Banned {
  readonly ban: string
  readonly list: (typeof lists)[number]
  readonly entry: string
}

const hint = 'Leave it as it is; or keep the ban, take out its lists, and say in its `lifts-limits:` why.'

/**
 * All are rules as plain data. What another ban rules out instead is not told. A reason in `later`, which is what the later
 * files say, excuses its ban. What `once` holds is not told again.
 */
export const liftedBans = (before: unknown, after: unknown, later: unknown, once = nothingTold): Finding[] => {
  const isExcused = (ban: string) => typeof valueAt(later, ['bans', ban, 'lifts-limits']) === 'string'
  const gone = takenOut(before, after, (ban, keys) => untold(keys, once, isExcused(ban)))
  return [...gone, ...escaped(before, after)].map(({ ban, found }) => excused(found, later, ['bans', ban]))
}

interface Lifted {
  readonly ban: string
  readonly found: Finding
}

function takenOut(before: unknown, after: unknown, fresh: (ban: string, keys: readonly string[]) => readonly string[]): Lifted[] {
  const still = new Set(bannedIn(after).map(nameOf))
  const gone = bannedIn(before).filter((each) => !still.has(nameOf(each)))
  return [...new Set(gone.map(({ ban }) => ban))].map((id): Lifted => {
    const all = gone.filter(({ ban }) => ban === id)
    const keyOf = (each: Banned) => JSON.stringify(['bans', id, nameOf(each)])
    const keys = fresh(id, all.map(keyOf))
    const some = all.filter((each) => keys.includes(keyOf(each)))
    const own = some.length > 0 ? some : all
    const says = `${id} of an earlier file no longer rules out ${own.map(nameOf).join(', ')}`
    const path = ['bans', id, own[0]?.list ?? '']
    const again = some.length === 0 || undefined
    return { ban: id, found: { kind: 'lifted-limit', path, also: [['bans', id], ['bans']], says, hint, lifts: own.map(keyOf), again } }
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

/** One finding for each model and host, at the fact. Where the ban itself is lifted, that is what is told. */
function escaped(before: unknown, after: unknown): Lifted[] {
  const [was, is] = [bannedIn(before), bannedIn(after)]
  const still = new Set(is.map(nameOf))
  return (['models', 'hosts'] as const).flatMap((section) =>
    keysIn(after, [section]).flatMap((id): Lifted[] => {
      const factIn = (sections: unknown) => (key: string) => valueAt(sections, [section, id, key])
      const [old, now] = [factIn(before), factIn(after)]
      const ban = was.find((each) => still.has(nameOf(each)) && takes(each, section, id, old))
      if (!ban || is.some((each) => takes(each, section, id, now))) return []
      const key = (ban.list === 'origins' ? ['origin'] : ['license', 'evidence']).find((fact) => old(fact) !== now(fact)) ?? ''
      const says = `${ban.ban} of an earlier file rules out ${id} by its ${key} ${old(key)}, and as ${now(key)} it passes`
      return [{ ban: ban.ban, found: { kind: 'lifted-limit', path: [section, id, key], also: [[section, id]], says, hint } }]
    }),
  )
}

/** What is not known passes no ban on it. */
const takes = ({ list, entry }: Banned, section: string, id: string, fact: (key: string) => unknown): boolean =>
  list === 'origins'
    ? [entry, 'unknown'].includes(String(fact('origin')))
    : list === 'licenses'
      ? [entry, 'unknown'].includes(String(fact('license'))) || fact('evidence') === 'none'
      : list === section && entry === id
