// A recommendation → the facts that it rests on, by id; and the same facts as they are on a later day.

import type { RecommendationJson } from '../contract.ts'
import { measuredText } from '../measured.ts'
import { perObject } from '../memo.ts'
import type { Deployment, Figure, Gpu, Model, Offer, Rates, Rule, Tree } from '../types.ts'

export type Inputs = RecommendationJson['inputs']
export type InputKind = keyof Inputs
/** Field → value; null is unknown. */
type Fact = Inputs[InputKind][string]
/** Ids by kind. */
export type InputIds = Readonly<Record<InputKind, readonly string[]>>

/** What tells which facts a result rests on. */
interface Rests {
  readonly steps: readonly { readonly id: string; readonly rule: string | null }[]
  readonly shortlist: readonly { readonly model: string; readonly host: string | null }[]
  readonly cost: { readonly bills: readonly { readonly modelId: string | null; readonly hostId: string | null }[] }
}

export const inputsOf = (tree: Tree, rests: Rests): Inputs => inputsNow(tree, idsOf(tree, rests))

/** The models that a result names, with their hosts; null is own machines. */
const placesOf = ({ shortlist, cost }: Rests): [string, string | null][] => [
  ...shortlist.map(({ model, host }): [string, string | null] => [model, host]),
  ...cost.bills.flatMap(({ modelId, hostId }): [string, string | null][] => (modelId === null ? [] : [[modelId, hostId]])),
]

const ownIn = (places: readonly [string, string | null][]): string[] =>
  unique(places.flatMap(([model, host]) => (host === null ? [model] : [])))

function idsOf(tree: Tree, rests: Rests): InputIds {
  const places = placesOf(rests)
  const deployments = ownIn(places).flatMap(
    (id) => tree.catalog.models.get(id)?.deployments.map((deployment) => ({ id, deployment })) ?? [],
  )
  return {
    rules: rests.steps.flatMap(({ id, rule }) => (rule === null ? [] : [`${id}/${rule}`])),
    models: unique(places.map(([model]) => model)),
    prices: unique(places.flatMap(([model, host]) => (host === null ? [] : [`${model}@${host}`]))),
    gpus: unique(deployments.map(({ deployment }) => deployment.gpu.id)),
    deployments: deployments.map(({ id, deployment }) => `${id}/${deployment.id}`),
    figures: [...tree.figures.keys()],
  }
}

/** Of the same facts, those that one of several results rests on; also facts of what is gone from the rules since. */
export function inputsAmong(tree: Tree, inputs: Inputs, rests: Rests): Inputs {
  const own = ownIn(placesOf(rests))
  const deployments = Object.keys(inputs.deployments).filter((id) => own.includes(halves(id, '/')[0]))
  const gpus = deployments.map((id) => String(inputs.deployments[id]?.['gpu']))
  const ids: InputIds = { ...idsOf(tree, rests), deployments, gpus, figures: Object.keys(inputs.figures) }
  const among = (kind: InputKind) => Object.fromEntries(Object.entries(inputs[kind]).filter(([id]) => ids[kind].includes(id)))
  return Object.fromEntries(inputKinds.map((kind) => [kind, among(kind)])) as Inputs
}

export const joinInputs = (all: readonly Inputs[]): Inputs =>
  Object.fromEntries(inputKinds.map((kind) => [kind, Object.assign({}, ...all.map((inputs) => inputs[kind]))])) as Inputs

export const inputKinds = ['rules', 'models', 'prices', 'gpus', 'deployments', 'figures'] as const satisfies readonly InputKind[]

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
  const known = <T>(thing: T | undefined, factOf: (thing: T) => Fact): Fact | undefined => (thing === undefined ? undefined : factOf(thing))
  return {
    rules: facts('rules', (id) => {
      const [stepId, ruleId] = halves(id, '/')
      return known(
        tree.steps.find((step) => step.id === stepId)?.rules.find((rule) => rule.id === ruleId),
        ruleFact,
      )
    }),
    models: facts('models', (id) => known(models.get(id), modelFact)),
    prices: facts('prices', (id) => {
      const [modelId, host] = halves(id, '@')
      return known(
        models.get(modelId)?.offers.find((offer) => offer.host.id === host),
        priceFact,
      )
    }),
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

function halves(id: string, at: '/' | '@'): [string, string] {
  const index = id.lastIndexOf(at)
  return [id.slice(0, index), id.slice(index + 1)]
}

const ruleFact = perObject(
  ({ conditions, tier, slice, only }: Rule): Fact => ({
    if: conditions
      .map((condition) =>
        condition.kind === 'measure'
          ? measuredText(condition, ({ id }) => id)
          : `${condition.kind === 'tier' ? 'tier' : condition.question.id} ${[...condition.oneOf].join(' or ')}`,
      )
      .join(', '),
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
  ({ status, license, evidence, context, replacedBy, ban }: Model): Fact => ({
    status,
    license: license.id,
    permissive: license.permissive,
    commercial: license.commercial,
    conditions: license.conditions.join(' '),
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

const unique = (ids: readonly string[]): string[] => [...new Set(ids)]
