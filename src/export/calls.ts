// Recommendations → what a target has to call: the pick of each slice, its fallbacks, and why a model is left out.

import { exit, UserError } from '../errors.ts'
import type { Gateway, GatewayFields, GatewaySettings } from '../gateway-types.ts'
import { sanitizeLine } from '../sanitize.ts'
import { fill } from '../words.ts'
import { alike } from './alike.ts'
import type { ExportEntry, ExportInput } from './input.ts'
import { isInside, type Limit, limitsOf, regionOf } from './limits.ts'
import { workloadNames } from './names.ts'
import { asksFor, type Place, placeOf } from './places.ts'
import { settled } from './settings.ts'

export type Target = 'litellm' | 'aiSdk' | 'promptfoo'

export interface Call<T extends Target = Target> extends Place {
  readonly gateway: Gateway
  readonly how: NonNullable<Gateway[T]>
  readonly settings: GatewaySettings
  /** Environment variables that it needs, named in the settings or not. */
  readonly variables: readonly string[]
  /** Fields of every request that keep the host from storing it, where the limit asks for them. */
  readonly retention: GatewayFields
  /** What the settings are for: they serve no call under another limit. */
  readonly limit: Limit
}

/** One slice of a workload. */
export interface Lane<T extends Target = Target> {
  readonly name: string
  readonly tier: string
  /** The pick, then its fallbacks. */
  readonly calls: readonly Call<T>[]
}

export interface Workload<T extends Target = Target> {
  readonly entry: ExportEntry
  readonly name: string
  readonly limit: Limit
  /** Those with something to call. */
  readonly lanes: readonly Lane<T>[]
  /** What its users have to know: models that are left out, and why. */
  readonly notes: readonly string[]
  /** Slices that nothing is left to call for, one line each. */
  readonly leftOut: readonly string[]
}

/** Throws `UserError`: with exit code 1 when nothing is left to call, and as `limitsOf` does. */
export function workloads<T extends Target>(input: ExportInput, target: T, title: string): Workload<T>[] {
  const limits = limitsOf(input)
  const names = workloadNames(input.entries.map(({ name }) => name))
  const all = input.entries.flatMap((entry, index): Workload<T>[] => {
    const [limit, name] = [limits[index], names[index]]
    if (!limit || name === undefined) return []
    if (limit.kind === 'air-gapped' && limits.some(({ kind }) => kind !== 'air-gapped'))
      return [{ entry, name, limit, lanes: [], notes: [], leftOut: [leftOutText(input, entry, name, [airGap(input, name)])] }]
    const notes: string[] = []
    const leftOut: string[] = []
    const lanes = lanesOf(entry, name).map(({ listed, ...lane }): Lane<T> => {
      const reasons: string[] = listed.length === 0 ? [fill(input.words['export-no-model'], { tier: lane.tier })] : []
      const places = listed.map((each) => placeOf(input, each, limit))
      const all = places.flatMap((place) => {
        const call = callOf(input, place, limit, target, title)
        if (typeof call === 'object') return [call]
        reasons.push(call)
        return []
      })
      const calls = alike(input, entry.result, places, all, lane.name, reasons)
      if (calls.length === 0) leftOut.push(leftOutText(input, entry, lane.name, reasons))
      notes.push(...reasons)
      return { ...lane, calls }
    })
    return [{ entry, name, limit, lanes: lanes.filter(({ calls }) => calls.length > 0), notes, leftOut }]
  })
  const leftOut = all.flatMap((workload) => workload.leftOut)
  if (all.every(({ lanes }) => lanes.length === 0)) throw nothing(input, title, leftOut)
  return all
}

/** What also calls outside, or is reached from there, is no air gap. */
const airGap = ({ words }: ExportInput, name: string): string => fill(words['export-air-gap'], { name })

/** The slices of a workload, each with its part of the shortlist. */
export function lanesOf({ result }: ExportEntry, name: string) {
  const { parts } = result.recommendation
  return parts.map(({ slice, tier }) => ({
    name: parts.length > 1 ? `${name}-${slice}` : name,
    tier,
    listed: result.shortlist.filter((entry) => entry.tier === tier),
  }))
}

/** On one line, under the name of the user as well. */
export function leftOutText({ words }: ExportInput, entry: ExportEntry, name: string, reasons: readonly string[]): string {
  const both = entry.name === name ? name : `${name} (${entry.name})`
  return sanitizeLine(fill(words['export-left-out'], { name: both, because: [...new Set(reasons)].join(' ') }))
}

export const nothing = (
  { words }: ExportInput,
  target: string,
  reasons: readonly string[],
  hint = words['export-nothing-hint'],
): UserError =>
  new UserError(
    'E_EXPORT',
    [fill(words['export-nothing'], { target }), ...reasons.map((reason) => `  ${reason}`)].join('\n'),
    hint,
    exit.no,
  )

/** How a target calls it, or why it is left out. What cannot be kept inside the limit is never called. */
export function callOf<T extends Target>(input: ExportInput, place: Place, limit: Limit, target: T, title: string): Call<T> | string {
  const { words, gateways } = input
  const values = { model: place.title, host: place.hostTitle, target: title }
  if (isInside(limit) && place.host !== undefined) return fill(words['export-outside'], values)
  if (!place.known) return fill(words['export-gone'], values)
  const gateway = gateways.hosts.get(place.host ?? 'own')?.find((row) => fits(row, place.id))
  if (gateway?.because !== undefined) return fill(gateway.because, values)
  const how = gateway?.[target]
  if (!gateway || !how) return fill(words['export-unknown-host'], values)
  // A template that is filled in when it runs could put any variable into a request.
  if (target === 'promptfoo' && /\{[{%#]/.test(place.id)) return fill(words['export-template'], values)
  const region = place.host === undefined ? undefined : regionOf(limit)
  const kept = !region || ((gateway.inRegion.has(region.id) || how.regions.has(region.id)) && asksFor(place, region.id))
  if (!kept) return fill(words['export-region'], { ...values, region: region.title })
  return { ...place, gateway, how, limit, ...settled(input, gateway, how, place, limit) }
}

const fits = ({ startsWith, endsWith }: Gateway, id: string): boolean =>
  (startsWith.length === 0 || startsWith.some((start) => id.startsWith(start))) &&
  (endsWith.length === 0 || endsWith.some((end) => id.endsWith(end)))
