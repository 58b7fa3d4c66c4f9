// Regions of rows and addresses of routers, before and after an overlay → promises that no address and no setting keeps any more.

import { valueAt } from '../value-at.ts'
import { address, elsewhere, hintFor, lifted, listed, map, type Row, targets, unkept } from './call-rows.ts'
import type { Finding } from './finding.ts'
import { excused } from './reasons.ts'
import { keysIn } from './sections.ts'

type Settings = Readonly<Record<string, unknown>>

/** Whether the one says all that the other says. */
const says = (one: Settings, other: Settings): boolean => Object.keys(other).every((key) => address(one[key]) === address(other[key]))

const ownHint = (region: string, entry: string) =>
  `Write what keeps requests in ${region}, or say in \`lifts-limits:\` of the ${entry} why this does.`

/** A region is asked for by what no other region has, nor a call for none. `before` is plain data. */
export function* addedRegions(was: Row, is: Row, before: unknown): Generator<Finding> {
  for (const target of targets) {
    const own = map(is.at(target, 'settings'))
    const known = [is, was].flatMap((row) => Object.entries(map(row.at(target, 'regions'))))
    for (const [region, asked] of Object.entries(map(is.at(target, 'regions')))) {
      const keys = [target, 'regions', region]
      const isThere = was.at(...keys) !== undefined || listed(was.at('in-region')).includes(region)
      // So did the rules beneath ask for it, if for other ids.
      if (isThere || JSON.stringify(valueAt(before, ['gateways', is.host, is.id, ...keys])) === JSON.stringify(asked)) continue
      const all = { ...own, ...map(asked) }
      const isOther = ([id, settings]: [string, unknown]) =>
        id !== region && Object.keys(map(settings)).length > 0 && says(all, map(settings))
      const other = says(own, all) ? 'any region' : known.find(isOther)?.[0]
      if (other !== undefined) yield { ...lifted(was, is, keys, `calls the host as for ${other}, ${unkept}`), hint: ownHint(region, 'row') }
    }
  }
}

export const liftedRouters = (before: unknown, after: unknown, reasons: unknown): Finding[] =>
  keysIn(before, ['routers']).flatMap((router) => {
    const at = ['routers', router]
    const urls = [before, after].flatMap((sections) => [
      ['any region', valueAt(sections, [...at, 'url'])] as const,
      ...keysIn(sections, [...at, 'regions']).map((region) => [region, valueAt(sections, [...at, 'regions', region])] as const),
    ])
    return [['url'], ...keysIn(after, [...at, 'regions']).map((region) => ['regions', region])].flatMap((keys): Finding[] => {
      const path = [...at, ...keys]
      const region = keys[1]
      const told = (says: string, hint: string) => [excused({ kind: 'lifted-limit', path, says, hint }, reasons, at)]
      const [old, now] = [before, after].map((sections) => valueAt(sections, path))
      if (now === undefined || now === old) return []
      if (region === undefined || old !== undefined)
        return told(elsewhere(old, now, region === undefined ? `at ${router}` : `in ${region}`), hintFor('router'))
      const other = urls.find(([of, url]) => of !== region && address(url) === address(now))
      return other ? told(`${String(now)} is the address of ${router} for ${other[0]}, ${unkept}`, ownHint(region, 'router')) : []
    })
  })
