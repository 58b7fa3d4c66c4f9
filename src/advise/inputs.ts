// A recommendation → the facts that it rests on, by id; and the same facts as they are on a later day.

import type { RecommendationJson } from '../contract.ts'
import { pickFor } from '../engine/walk.ts'
import { measuredText } from '../measured.ts'
import { perObject } from '../memo.ts'
import type { Condition, Deployment, Figure, Gpu, Host, Model, Offer, Pick, Rates, Rule, Tree, Walk, WholeTier } from '../types.ts'

export type Inputs = RecommendationJson['inputs']
export type InputKind = keyof Inputs
/** Field → value; null is unknown. */
type Fact = Inputs[InputKind][string]
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
  return inputsNow(
    tree,
    idsOf(
      tree,
      rests,
      picks.map(({ id }) => id),
      preferred.map(({ id }) => id),
    ),
  )
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
export function inputsNow(tree: Tree, ids: InputIds): Inputs {
  const { models } = tree.catalog
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
    hosts: facts('hosts', (id) => known(hostsOf(tree.catalog).get(id), hostFact)),
    gpus: facts('gpus', (id) => known(gpusOf(tree.catalog).get(id), gpuFact)),
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

const gpusOf = perObject(
  ({ models }: Tree['catalog']): ReadonlyMap<string, Gpu> =>
    new Map([...models.values()].flatMap(({ deployments }) => deployments.map(({ gpu }) => [gpu.id, gpu]))),
)

const hostsOf = perObject(
  ({ models }: Tree['catalog']): ReadonlyMap<string, Host> =>
    new Map([...models.values()].flatMap(({ offers }) => offers.map(({ host }) => [host.id, host]))),
)

export function halves(id: string, at: '/' | '@'): [string, string] {
  const index = id.lastIndexOf(at)
  return [id.slice(0, index), id.slice(index + 1)]
}

const conditionsText = (conditions: readonly Condition[]): string =>
  conditions
    .map((condition) =>
      condition.kind === 'measure'
        ? measuredText(condition, ({ id }) => id)
        : `${condition.kind === 'tier' ? 'tier' : condition.question.id} ${[...condition.oneOf].join(' or ')}`,
    )
    .join(', ')

const pickFact = perObject(
  ({ conditions, models }: Pick): Fact => ({ if: conditionsText(conditions), models: models.map(({ model }) => model.id).join(', ') }),
)

const hostFact = perObject(
  ({ kind, origin, agreement, regions, ban }: Host): Fact => ({
    ...{ kind, origin, agreement, regions: [...regions].sort().join(', ') },
    ...(ban && { banned: ban.id }),
  }),
)

const ruleFact = perObject(
  ({ conditions, tier, slice, only }: Rule): Fact => ({
    if: conditionsText(conditions),
    tier: tier ?? null,
    slice: slice ?? null,
    only: only
      ? Object.entries(only)
          .flatMap(([what, value]) =>
            value === undefined
              ? []
              : [`${what} ${typeof value === 'string' ? value : 'id' in value ? value.id : [...value].join(' or ')}`],
          )
          .join(', ')
      : null,
  }),
)

const modelFact = perObject(
  ({ status, origin, weights, license, evidence, context, replacedBy, ban }: Model): Fact => ({
    status,
    origin,
    weights,
    license: license.id,
    permissive: license.permissive,
    commercial: license.commercial,
    conditions: license.conditions.join(' '),
    bars: license.bars.join(', '),
    evidence,
    context: context ?? null,
    replacedBy: replacedBy?.id ?? null,
    // Only where there is one, so that records made without bans stay as they are.
    ...(ban && { banned: ban.id }),
  }),
)

const priceFact = perObject(
  (offer: Offer): Fact => ({
    ...ratesFact('', offer),
    'batch input': offer.batch?.input ?? null,
    'batch output': offer.batch?.output ?? null,
    ...Object.assign({}, ...[...offer.regions].map(([region, rates]) => ratesFact(`${region} `, rates))),
    ...Object.assign({}, ...offer.above.map((rates) => ratesFact(`above ${rates.tokens} `, rates))),
    ...(offer.context === undefined ? {} : { context: offer.context }),
    asOf: offer.asOf,
  }),
)

const ratesFact = (prefix: string, { input, output, cached }: Rates): Fact => ({
  [`${prefix}input`]: input,
  [`${prefix}output`]: output,
  [`${prefix}cached`]: cached ?? null,
})

const gpuFact = perObject(({ low, mid, high }: Gpu): Fact => ({ low, mid, high }))

const deploymentFact = perObject(
  ({ gpu, gpus, precision, throughput }: Deployment): Fact => ({
    gpu: gpu.id,
    gpus,
    precision,
    ...Object.fromEntries(throughput.map(({ input, output, perGpu }) => [`tokens/s per GPU at ${input}:${output}`, perGpu])),
  }),
)

const figureFact = perObject(({ value, low, high, checked }: Figure): Fact => ({ value, low, high, checked }))

const unique = <T extends string>(ids: readonly T[]): T[] => [...new Set(ids)]
