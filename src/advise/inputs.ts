// A recommendation → the facts that it rests on, by id; and the same facts as they are on a later day.

import type { RecommendationJson } from '../contract.ts'
import { pickFor } from '../engine/walk.ts'
import { once, perObject } from '../memo.ts'
import type { Gpu, Host, Model, Tree, Walk, WholeTier } from '../types.ts'
import { deploymentFact, type Fact, figureFact, gpuFact, hostFact, modelFact, pickFact, priceFact, ruleFact } from './facts.ts'

export type Inputs = RecommendationJson['inputs']
export type InputKind = keyof Inputs
/** Ids by kind. */
export type InputIds = Readonly<Record<InputKind, readonly string[]>>

/** What tells which facts a result rests on. */
export interface Rests {
  readonly steps: readonly { readonly id: string; readonly rule: string | null }[]
  readonly shortlist: readonly { readonly model: string; readonly host: string | null }[]
  readonly cost: { readonly bills: readonly { readonly modelId: string | null; readonly hostId: string | null }[] }
}

/** `walk` says which rows of preferred models apply. */
export function inputsOf(tree: Tree, rests: Rests, tiers: readonly WholeTier[], walk: Walk): Inputs {
  const picks = unique(tiers).flatMap((tier) => {
    const pick = pickFor(walk, tier)
    return pick && !('kind' in pick) ? { id: `${tier}/${pick.id}`, pick } : []
  })
  const preferred = picks.flatMap(({ pick }) => pick.models.flatMap(({ model }) => lineOf(model)))
  const { catalog } = tree
  const ids = idsOf(
    tree,
    rests,
    picks.map(({ id }) => id),
    preferred.map(({ id }) => id),
  )
  // Where they are named is known, so the other models need not be looked through.
  const own = ownIn(placesOf(rests)).flatMap((id) => catalog.models.get(id) ?? [])
  return factsOf(tree, ids, { hosts: () => catalog.hosts, gpus: () => gpusIn(own) })
}

/** The models that a result names, with their hosts; null is own machines. */
export const placesOf = ({ shortlist, cost }: Rests): [string, string | null][] => [
  ...shortlist.map(({ model, host }): [string, string | null] => [model, host]),
  ...cost.bills.flatMap(({ modelId, hostId }): [string, string | null][] => (modelId === null ? [] : [[modelId, hostId]])),
]

export const ownIn = (places: readonly [string, string | null][]): string[] =>
  unique(places.flatMap(([model, host]) => (host === null ? [model] : [])))

/** A model, and whatever came after it. */
function lineOf(model: Model): Model[] {
  const line: Model[] = []
  for (let next: Model | undefined = model; next; next = next.replacedBy) line.push(next)
  return line
}

/** `preferred` are the models that may be on the shortlist, beside those that are. */
export function idsOf(tree: Tree, rests: Rests, picks: readonly string[], preferred: readonly string[]): InputIds {
  const places = placesOf(rests)
  const deployments = ownIn(places).flatMap(
    (id) => tree.catalog.models.get(id)?.deployments.map((deployment) => ({ id, deployment })) ?? [],
  )
  const models = unique([...places.map(([model]) => model), ...preferred])
  const prices = unique(places.flatMap(([model, host]) => (host === null ? [] : [`${model}@${host}`])))
  const offers = unique(preferred).flatMap((id) => tree.catalog.models.get(id)?.offers.map(({ host }) => `${id}@${host.id}`) ?? [])
  return {
    rules: rests.steps.flatMap(({ id, rule }) => (rule === null ? [] : [`${id}/${rule}`])),
    picks,
    models,
    prices,
    offers: offers.filter((id) => !prices.includes(id)),
    hosts: unique([...prices, ...offers].map((id) => halves(id, '@')[1])),
    gpus: unique(deployments.map(({ deployment }) => deployment.gpu.id)),
    deployments: deployments.map(({ id, deployment }) => `${id}/${deployment.id}`),
    figures: [...tree.figures.keys()],
  }
}

/** Of several results. */
export const joinInputs = (all: readonly Inputs[]): Inputs => {
  const joined = Object.fromEntries(inputKinds.map((kind) => [kind, Object.assign({}, ...all.map((inputs) => inputs[kind]))])) as Inputs
  const offers = Object.entries(joined.offers).filter(([id]) => !Object.hasOwn(joined.prices, id))
  return { ...joined, offers: Object.fromEntries(offers) }
}

export const inputKinds = [
  'rules',
  'picks',
  'models',
  'prices',
  'offers',
  'hosts',
  'gpus',
  'deployments',
  'figures',
] as const satisfies readonly InputKind[]

/** The facts of these ids as they stand in the tree; an id that is gone is left out. */
export const inputsNow = (tree: Tree, ids: InputIds): Inputs =>
  factsOf(tree, ids, { hosts: () => hostsOf(tree.catalog), gpus: () => gpusOf(tree.catalog) })

interface Named {
  readonly hosts: () => ReadonlyMap<string, Host>
  readonly gpus: () => ReadonlyMap<string, Gpu>
}

function factsOf(tree: Tree, ids: InputIds, named: Named): Inputs {
  const { models } = tree.catalog
  const [hosts, gpus] = [once(named.hosts), once(named.gpus)]
  const facts = (kind: InputKind, find: (id: string) => Fact | undefined): Inputs[InputKind] => {
    const found: Record<string, Fact> = {}
    for (const id of ids[kind]) {
      const fact = find(id)
      if (fact) found[id] = { ...fact }
    }
    return found
  }
  const offerAt = (id: string) => {
    const [modelId, host] = halves(id, '@')
    return models.get(modelId)?.offers.find((offer) => offer.host.id === host)
  }
  const known = <T>(thing: T | undefined, factOf: (thing: T) => Fact): Fact | undefined => (thing === undefined ? undefined : factOf(thing))
  return {
    rules: facts('rules', (id) => {
      const [stepId, ruleId] = halves(id, '/')
      return known(
        tree.steps.find((step) => step.id === stepId)?.rules.find((rule) => rule.id === ruleId),
        ruleFact,
      )
    }),
    picks: facts('picks', (id) => {
      const [tier, pickId] = halves(id, '/')
      const { picks = [], hosts = [] } = Object.values(tree.tiers).find((each) => each.id === tier) ?? {}
      return known(
        picks.find((pick) => pick.id === pickId),
        (pick) => ({ ...pickFact(pick), 'kinds of hosts': [...hosts].sort().join(', ') }),
      )
    }),
    models: facts('models', (id) => known(models.get(id), modelFact)),
    prices: facts('prices', (id) => known(offerAt(id), priceFact)),
    offers: facts('offers', (id) => known(offerAt(id), priceFact)),
    hosts: facts('hosts', (id) => known(hosts().get(id), hostFact)),
    gpus: facts('gpus', (id) => known(gpus().get(id), gpuFact)),
    deployments: facts('deployments', (id) => {
      const [modelId, deploymentId] = halves(id, '/')
      return known(
        models.get(modelId)?.deployments.find((deployment) => deployment.id === deploymentId),
        deploymentFact,
      )
    }),
    figures: facts('figures', (id) => known(tree.figures.get(id), figureFact)),
  }
}

const gpusIn = (models: Iterable<Model>): ReadonlyMap<string, Gpu> =>
  new Map([...models].flatMap(({ deployments }) => deployments.map(({ gpu }) => [gpu.id, gpu])))

const gpusOf = perObject(({ models }: Tree['catalog']) => gpusIn(models.values()))

const hostsOf = perObject(
  ({ models }: Tree['catalog']): ReadonlyMap<string, Host> =>
    new Map([...models.values()].flatMap(({ offers }) => offers.map(({ host }) => [host.id, host]))),
)

export function halves(id: string, at: '/' | '@'): [string, string] {
  const index = id.lastIndexOf(at)
  return [id.slice(0, index), id.slice(index + 1)]
}

const unique = <T extends string>(ids: readonly T[]): T[] => [...new Set(ids)]
