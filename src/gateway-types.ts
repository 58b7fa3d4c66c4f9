// The nouns of `pick-llm export`: how a tool in front of the hosts calls them. Undefined means not known.

import type { Citations, Host } from './catalog-types.ts'

/** A text that stands in the output, or the name of the environment variable that holds it. `{place}` is a limit and a model. */
type GatewayValue = string | { readonly variable: string }

export type GatewaySettings = Readonly<Record<string, GatewayValue>>

/** How one target calls a host. */
export interface GatewayCall {
  /** What stands before the id of a model. */
  readonly prefix: string
  readonly settings: GatewaySettings
  /** Region → settings that keep a request in it. */
  readonly regions: ReadonlyMap<string, GatewaySettings>
  /** Environment variables that the target reads by itself to call the host. */
  readonly variables: readonly string[]
}

/** Fields of a request. */
export type GatewayFields = Readonly<Record<string, boolean>>

export interface GatewayPackage extends GatewayCall {
  readonly package: string
  /** The function of the package that makes a provider. */
  readonly create: string
  /** The name under which its models take fields of a request. */
  readonly options: string | undefined
}

export interface Gateway {
  /** Ids that it is for; empty for any. */
  readonly startsWith: readonly string[]
  readonly endsWith: readonly string[]
  /** Environment variables that every target needs to call the host, whether the output names them or not. */
  readonly variables: readonly string[]
  /** Regions that the host is in as a whole. */
  readonly inRegion: ReadonlySet<string>
  /** Why these ids are left out of every export. */
  readonly because: string | undefined
  readonly note: string | undefined
  /** Why it is called otherwise than in the rules beneath, in a sentence; in the note as well. */
  readonly lifted: string | undefined
  /** Fields of a request that keep the host from storing it. */
  readonly retention: GatewayFields | undefined
  readonly litellm: GatewayCall | undefined
  readonly aiSdk: GatewayPackage | undefined
  readonly promptfoo: GatewayCall | undefined
  /** The host's name at a router. */
  readonly openrouter: string | undefined
  readonly sources: Citations
}

/** A service in front of other hosts. */
export interface Router {
  readonly host: Host
  readonly url: string
  /** The variable that holds its key. */
  readonly variable: string
  /** Region → the address whose requests stay in it. */
  readonly regions: ReadonlyMap<string, string>
  readonly note: string | undefined
  /** Why it is called otherwise than in the rules beneath, in a sentence. */
  readonly lifted: string | undefined
  /** Model → its id at the router. */
  readonly models: ReadonlyMap<string, string>
  readonly sources: Citations
}

export interface Gateways {
  /** Host → its rows; the first that fits an id is used. `own` is a server of the user's own. */
  readonly hosts: ReadonlyMap<string, readonly Gateway[]>
  readonly routers: ReadonlyMap<string, Router>
}
