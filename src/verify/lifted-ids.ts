// Ids that models are called by, before and after an overlay → those of another model, and those that ask for a region no longer.

import { valueAt } from '../value-at.ts'
import type { Finding, Path } from './finding.ts'
import { excused } from './reasons.ts'
import { keysIn, pathsUnder } from './sections.ts'

/** An id at a host or a router. */
interface Called {
  readonly model: string
  readonly host: string
  readonly region: string | undefined
  readonly id: string
  readonly path: Path
  /** Where it may be said why. */
  readonly entry: Path
}

/** Behind a colon stands a variant of a model, such as `:free`; but for digits, which are a version, and sizes. */
const variant = /(:(?!\d+(:|$)|[\d.]+b\b)[^:/]+)+$/

const hint = 'Write the id that the host has for it, or say in `lifts-limits:` why this one serves.'

/** By the id of another model, bans and limits on that one are passed. Both are plain data, as is `reasons`. */
export function liftedIds(before: unknown, after: unknown, reasons: unknown): Finding[] {
  if (['offers', 'routers'].every((section) => valueAt(before, [section]) === valueAt(after, [section]))) return []
  const [was, is] = [calledIn(before), calledIn(after)]
  const known = new Set(was.map(keyOf))
  const owners = new Map<string, Called[]>()
  for (const each of [...was, ...is]) owners.set(placeOf(each), [...(owners.get(placeOf(each)) ?? []), each])
  const routers = keysIn(after, ['routers'])
  const models = new Map([...keysIn(before, ['models']), ...keysIn(after, ['models'])].map((model) => [bare(model), model]))
  return is.flatMap((each): Finding[] => {
    const { model, host, path, entry } = each
    const other = known.has(keyOf(each)) ? undefined : owners.get(placeOf(each))?.find((owner) => owner.model !== model)
    const alias = known.has(keyOf(each)) ? undefined : models.get(bare(each.id))
    const named = other?.model ?? (alias !== undefined && isHeldTo(after, before, alias, model) ? alias : undefined)
    const isAny = !known.has(keyOf(each)) && routers.includes(host) && each.id.toLowerCase().startsWith(`${host}/`)
    const says = isAny
      ? `is a name of ${host} for any model, so bans and limits on models do not hold for what is called`
      : named !== undefined
        ? `is the id of ${named} at ${host}, so bans and limits on ${named} do not hold for what is called`
        : otherRegion(before, after, each)
    return says === undefined
      ? []
      : [excused({ kind: 'lifted-limit', path, also: [path.slice(0, -1), entry], other: other?.path, says, hint }, reasons, entry)]
  })
}

/** Whether a ban or a limit may tell the one model from the other. A newer version is often served by the name of the older one. */
const isHeldTo = (after: unknown, before: unknown, alias: string, model: string): boolean => {
  const fact = (id: string, key: string) => valueAt(after, ['models', id, key]) ?? valueAt(before, ['models', id, key])
  const isBanned = pathsUnder(after, ['bans'], 1).some((ban) => [valueAt(after, [...ban, 'models'])].flat().includes(alias))
  return alias !== model && (['origin', 'license', 'weights'].some((key) => fact(alias, key) !== fact(model, key)) || isBanned)
}

const unvaried = (id: string): string => id.toLowerCase().replace(variant, '')

/** Without the name of its lab in front, as models are named here. */
const bare = (id: string): string => (unvaried(id).split('/').at(-1) ?? '').replace(/[^a-z0-9]/g, '')

/** Hosts do not always tell capitals from small letters. */
const placeOf = ({ host, id }: Called): string => JSON.stringify([host, unvaried(id)])
const keyOf = (called: Called): string => JSON.stringify([called.model, placeOf(called)])

function calledIn(sections: unknown): Called[] {
  const offers = pathsUnder(sections, ['offers'], 2).flatMap((entry): Called[] => {
    const [, model, host] = entry.map(String)
    const at = (path: Path, region?: string): Called[] => {
      const id = valueAt(sections, path)
      return typeof id === 'string' ? [{ model: model ?? '', host: host ?? '', region, id, path, entry }] : []
    }
    const regions = keysIn(sections, [...entry, 'regions'])
    return [...at([...entry, 'id']), ...regions.flatMap((region) => at([...entry, 'regions', region, 'id'], region))]
  })
  const routed = keysIn(sections, ['routers']).flatMap((host) =>
    keysIn(sections, ['routers', host, 'models']).map((model): Called => {
      const entry = ['routers', host]
      const path = [...entry, 'models', model]
      return { model, host, region: undefined, id: String(valueAt(sections, path)), path, entry }
    }),
  )
  return [...offers, ...routed]
}

/** Where a region has an id of its own, that is what asks for it. */
function otherRegion(before: unknown, after: unknown, { region, id, path, entry }: Called): string | undefined {
  if (region === undefined) return undefined
  const [old, usual] = [path, [...entry, 'id']].map((each) => valueAt(before, each))
  if (old === id) return undefined
  if (old !== undefined && old !== usual) return `was ${String(old)} and is ${id}, so ${region} is asked for by another id`
  const at = (other: string) => valueAt(after, [...entry, 'regions', other, 'id'])
  const others = keysIn(after, [...entry, 'regions']).filter((other) => other !== region)
  const own = valueAt(after, [...entry, 'id'])
  const isShared = id === own ? others.some((other) => at(other) !== own) : others.some((other) => at(other) === id)
  return isShared ? `is ${id}, which asks for another region or for none` : undefined
}
