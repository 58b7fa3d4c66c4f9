// How hosts are called → the same by host, with every unknown host, model and source reported.

import type { Gateway, GatewayCall, GatewaySettings, Gateways, Router } from '../gateway-types.ts'
import type { Catalog, Citations, Host } from '../types.ts'
import { citations, liftedIn } from './citations.ts'
import type { Linker } from './link-conditions.ts'
import type { Ruleset } from './schema.ts'

type RawGateway = NonNullable<Ruleset['gateways']>[string][string]
type RawRouter = NonNullable<Ruleset['routers']>[string]

const ownServer = 'own'

export function linkGateways(linker: Linker, catalog: Catalog): Gateways {
  const { rules, names, sources } = linker
  const hosts = Object.entries(rules.gateways ?? {}).map(([id, rows]): [string, Gateway[]] => {
    if (id !== ownServer) names.find(catalog.hosts, id, 'host', ['gateways', id])
    const linked = Object.entries(rows).map(([row, raw]) =>
      gateway(
        raw,
        liftedIn(rules, `gateways.${id}.${row}`, raw['lifts-limits']),
        citations(raw.sources, sources, names, ['gateways', id, row, 'sources']),
      ),
    )
    const last = linked.at(-1)
    if (!last || last.startsWith.length + last.endsWith.length > 0) names.report(['gateways', id], 'the last row must fit every id')
    return [id, linked]
  })
  const routers = Object.entries(rules.routers ?? {}).flatMap(([id, raw]): [string, Router][] => {
    const path = ['routers', id]
    const host = names.find(catalog.hosts, id, 'host', path)
    for (const model of Object.keys(raw.models)) names.find(catalog.models, model, 'model', [...path, 'models', model])
    const cited = citations(raw.sources, sources, names, [...path, 'sources'])
    return host ? [[id, router(raw, host, catalog, liftedIn(rules, `routers.${id}`, raw['lifts-limits']), cited)]] : []
  })
  return { hosts: new Map(hosts), routers: new Map(routers) }
}

/** Why it was changed is told with what it is told of the host. */
function gateway(raw: RawGateway, lifted: string | undefined, cited: Citations): Gateway {
  const sdk = raw['ai-sdk']
  const notes = [raw.note, lifted].filter((note) => note !== undefined)
  return {
    startsWith: raw['starts-with'] ?? [],
    endsWith: raw['ends-with'] ?? [],
    variables: raw.variables ?? [],
    inRegion: new Set(raw['in-region']),
    because: raw.because,
    note: notes.length > 0 ? notes.join(' ') : undefined,
    lifted,
    retention: raw.retention,
    litellm: raw.litellm && call(raw.litellm),
    aiSdk: sdk && { ...call(sdk), package: sdk.package, create: sdk.create, options: sdk.options },
    promptfoo: raw.promptfoo && call(raw.promptfoo),
    openrouter: raw.openrouter?.provider,
    sources: cited,
  }
}

interface RawCall {
  readonly model?: string | undefined
  readonly settings?: GatewaySettings | undefined
  readonly regions?: Readonly<Record<string, GatewaySettings>> | undefined
  readonly variables?: readonly string[] | undefined
}

const call = ({ model, settings, regions, variables }: RawCall): GatewayCall => ({
  prefix: model ?? '',
  settings: settings ?? {},
  regions: new Map(Object.entries(regions ?? {})),
  variables: variables ?? [],
})

/** What the catalog's offers at the router say comes first: prices are refreshed by those ids. */
function router(raw: RawRouter, host: Host, catalog: Catalog, lifted: string | undefined, cited: Citations): Router {
  const offered = [...catalog.models.values()].flatMap(({ id, offers }): [string, string][] => {
    const offer = offers.find((each) => each.host.id === host.id)
    return offer ? [[id, offer.id]] : []
  })
  return {
    host,
    url: raw.url,
    variable: raw.variable,
    regions: new Map(Object.entries(raw.regions ?? {})),
    note: raw.note,
    lifted,
    models: new Map([...Object.entries(raw.models), ...offered]),
    sources: cited,
  }
}
