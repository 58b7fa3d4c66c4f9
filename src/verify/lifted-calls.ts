// How exports call hosts, before and after an overlay → what held requests in their place and does so no longer.

import type { Tree } from '../types.ts'
import { valueAt } from '../value-at.ts'
import { address, elsewhere, lifted, listed, map, type Row, rowFor, rowsOf, targets, unkept, words } from './call-rows.ts'
import type { Finding, Path } from './finding.ts'
import { liftedIds } from './lifted-ids.ts'
import { addedRegions, liftedRouters } from './lifted-regions.ts'
import { excused } from './reasons.ts'
import { keysIn } from './sections.ts'

/** What a row says of where a target sends its calls. */
interface Call {
  readonly host: string
  readonly row?: Row
  /** Within the row. */
  readonly keys: readonly string[]
  readonly what: string
  /** Whether it is this that says so: an address comes before the name of a provider. */
  readonly decides: boolean
}

const ownServer = 'own'
const addresses = ['api_base', 'base_url', 'baseURL', 'apiBaseUrl', 'apiHost', 'endpoint', 'aws_bedrock_runtime_endpoint']

/**
 * Compared for each id that the host has: whichever row takes it now has to call the same host as before, where it did on own
 * machines or in a region, and to ask for as little to be stored. `before` and `after` are plain data, as is `reasons`.
 */
export function liftedCalls(before: unknown, after: unknown, tree: Tree, reasons: unknown): Finding[] {
  const found = keysIn(before, ['gateways']).flatMap((host) => {
    if (valueAt(before, ['gateways', host]) === valueAt(after, ['gateways', host])) return []
    const told = (was: Row | undefined, is: Row | undefined, by: typeof changes): Finding[] =>
      was && is ? [...by(was, is, before)].map((each) => because(each, was, is, reasons)) : []
    const [was, is] = [before, after].map((sections) => rowsOf(sections, host).find(({ at }) => at('openrouter')))
    const called = idsAt(tree, host).flatMap((id) => told(rowFor(before, host, id), rowFor(after, host, id), changes))
    return [...told(was, is, otherProvider), ...called]
  })
  // What a host that was there says now in place of something else is told as that.
  const all = [
    ...otherHosts(before, after, tree, reasons),
    ...found,
    ...liftedRouters(before, after, reasons),
    ...liftedIds(before, after, reasons),
  ]
  return [...new Map(all.map((each) => [JSON.stringify(each.path), each])).values()]
}

const idsAt = ({ catalog }: Tree, host: string): string[] =>
  [...catalog.models.values()].flatMap(({ id, offers }) =>
    host === ownServer
      ? [id]
      : offers.flatMap((offer) => (offer.host.id === host ? [offer.id, ...[...offer.regions.values()].map((each) => each.id)] : [])),
  )

function* changes(was: Row, is: Row, before: unknown): Generator<Finding> {
  if (was.at('because') !== undefined) return
  const inRegion = listed(was.at('in-region'))
  const open = listed(is.at('in-region')).filter(
    (region) =>
      !inRegion.includes(region) &&
      targets.some((target) => is.at(target) && ![was, is].some((row) => row.at(target, 'regions', region) !== undefined)),
  )
  const promised = `adds ${open.join(', ')}, ${unkept}`
  if (open.length > 0) yield lifted(was, is, ['in-region'], promised)
  yield* addedRegions(was, is, before)
  const where = was.host === ownServer ? 'on own machines' : inRegion.length > 0 ? `in ${inRegion.join(', ')}` : undefined
  for (const target of targets) {
    if (was.at(target) === undefined || is.at(target) === undefined) continue
    const settings = (row: Row, region = '') => ({ ...map(row.at(target, 'settings')), ...map(row.at(target, 'regions', region)) })
    const called = (row: Row) => ({
      ...map(row.at(target)),
      settings: undefined,
      regions: undefined,
      variables: undefined,
      options: undefined,
    })
    // So did the rules beneath call the host, if for other ids.
    const isKnown = JSON.stringify(valueAt(before, ['gateways', is.host, is.id, target])) === JSON.stringify(is.at(target))
    if (where !== undefined || !isKnown) {
      yield* differing(was, is, called(was), called(is), where ?? `at ${was.host}`, () => [target])
      yield* differing(was, is, settings(was), settings(is), where ?? `at ${was.host}`, () => [target, 'settings'])
    }
    for (const region of Object.keys(map(was.at(target, 'regions')))) {
      const keys = [target, 'regions', region]
      // Else the host is left out of exports for the region.
      if (is.at(...keys) === undefined && !listed(is.at('in-region')).includes(region)) continue
      yield* differing(was, is, settings(was, region), settings(is, region), `in ${region}`, (key) =>
        was.at(...keys, key) === undefined && is.at(...keys, key) === undefined ? [target, 'settings'] : keys,
      )
    }
  }
  const asked = Object.keys(map(was.at('retention'))).map((field) => ['retention', field])
  // The name under which a package takes such fields; under another one, it does not look at them.
  const options = asked.length > 0 && was.at('ai-sdk') !== undefined && is.at('ai-sdk') !== undefined ? [['ai-sdk', 'options']] : []
  for (const keys of [...asked, ...options]) {
    const [old, now] = [was.at(...keys), is.at(...keys)]
    const says = `was ${words(old)} and is ${words(now)}, so exports no longer ask the host not to store requests under an agreement or for a region`
    if (now !== old) yield lifted(was, is, keys, says)
  }
}

/** By the call of another host, bans and limits on that one are passed, and what it is asked not to store. Most are called by their id here. */
function otherHosts(before: unknown, after: unknown, tree: Tree, reasons: unknown): Finding[] {
  if (valueAt(before, ['gateways']) === valueAt(after, ['gateways'])) return []
  const callsIn = (sections: unknown) =>
    keysIn(sections, ['gateways']).flatMap((host) => rowsOf(sections, host).flatMap((row) => callsOf(row, tree)))
  const named = keysIn(before, ['hosts']).flatMap((host) =>
    ['litellm', 'promptfoo', 'openrouter'].map((target) => [host, `${target} ${host}`]),
  )
  const routed = keysIn(before, ['routers']).map((host) => [host, address(valueAt(before, ['routers', host, 'url']))])
  const more = [...named, ...routed].map(([host = '', what = '']): Call => ({ host, keys: [], what, decides: true }))
  const known = [...callsIn(before), ...more].filter(({ host }) => host !== ownServer)
  return callsIn(after).flatMap(({ host, row, keys, what, decides }): Finding[] => {
    const same = decides ? known.filter((each) => each.what === what) : []
    const [other] = same
    if (!row || !other || same.some((each) => each.host === host && each.decides)) return []
    const says = `is how exports call ${other.host}, so bans and limits on ${other.host} do not hold for what is called`
    const hint = `Write the address of ${host}, or say in \`lifts-limits:\` of the row why it is called so.`
    return [excused({ ...lifted(row, row, keys, says), hint }, reasons, ['gateways', host, row.id])]
  })
}

function callsOf(row: Row, tree: Tree): Call[] {
  const { host, at } = row
  if (at('because') !== undefined) return []
  const call = (keys: readonly string[], what: string, decides = true): Call => ({ host, row, keys, what, decides })
  return [...targets, 'openrouter'].flatMap((target): Call[] => {
    if (at(target) === undefined) return []
    const addressed = (keys: readonly string[]) =>
      addresses.flatMap((key) => (at(...keys, key) === undefined ? [] : [call([...keys, key], address(at(...keys, key)))]))
    const own = addressed([target, 'settings'])
    const regions = Object.keys(map(at(target, 'regions'))).flatMap((region) => addressed([target, 'regions', region]))
    const key = ['model', 'package', 'provider'].find((each) => at(target, each) !== undefined) ?? 'model'
    const named = at(target, key)
    // An id may hold the prefix itself. A package may have several entries, and a provider several kinds of calls.
    const names = named === undefined ? idsAt(tree, host) : [String(named)]
    const providers = names.map((name) => `${target} ${/^(@[^/]*\/)?[^/:]*/.exec(name.toLowerCase())?.[0]}`)
    return [...own, ...regions, ...providers.map((provider) => call([target, key], provider, own.length === 0))]
  })
}

/** A router goes by the first row that names one. */
function* otherProvider(was: Row, is: Row): Generator<Finding> {
  const keys = ['openrouter', 'provider']
  const [old, now] = [was.at(...keys), is.at(...keys)]
  if (old !== now) yield lifted(was, is, keys, elsewhere(old, now, `at ${was.host}`))
}

function* differing(
  was: Row,
  is: Row,
  old: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
  where: string,
  within: (key: string) => readonly string[],
): Generator<Finding> {
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)]))
    if (JSON.stringify(old[key]) !== JSON.stringify(now[key]) && !(isNamed(old[key]) && isNamed(now[key])))
      yield lifted(was, is, [...within(key), key], elsewhere(old[key], now[key], where))
}

/** What a variable holds is said where the program runs. Some settings take its name as text. */
const isNamed = (value: unknown): boolean =>
  typeof value === 'string' ? /^[A-Z][A-Z0-9_]*(\{place\}[A-Z0-9_]*)?$/.test(value) : value !== undefined

/** Either row may say why. */
function because(finding: Finding, was: Row, is: Row, reasons: unknown): Finding {
  const [entry] = [is, was].map(({ host, id }): Path => ['gateways', host, id]).filter((row) => valueAt(reasons, [...row, 'lifts-limits']))
  return entry ? excused(finding, reasons, entry) : finding
}
