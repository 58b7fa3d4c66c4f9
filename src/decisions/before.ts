// A tree, and moves of its facts → the same tree with those facts as they were.

import type { Ban, Condition, Deployment, Figure, Gpu, Host, License, Model, Pick, Tier, Tree } from '../types.ts'
import { type Move, notBanned } from './moves.ts'
import { offerBefore } from './offer-before.ts'

/** What is gone from the tree, and what rules say, stays as it is today. */
export function treeBefore(tree: Tree, moves: readonly Move[]): Tree {
  const of = (kind: Move['kind'], id: string) => moves.filter((move) => move.kind === kind && move.id === id)
  const models = modelsBefore(tree, of)
  const figures = new Map([...tree.figures].map(([id, figure]) => [id, numbersBefore(figure, of('figures', id))]))
  const figureBefore = (figure: Figure | undefined) => figure && (figures.get(figure.id) ?? figure)
  const measured = <T extends { readonly conditions: readonly Condition[] }>(row: T): T => ({
    ...row,
    conditions: row.conditions.map((each) =>
      each.kind === 'measure' ? { ...each, atLeast: figureBefore(each.atLeast), below: figureBefore(each.below) } : each,
    ),
  })
  return {
    ...tree,
    figures,
    // The engine knows steps and picks by these lists, so they are new in any case.
    steps: tree.steps.map((step) => ({ ...measured(step), rules: step.rules.map(measured) })),
    tiers: Object.fromEntries(
      Object.entries(tree.tiers).map(([id, tier]) => [id, { ...tier, hosts: hostsBefore(tier, of), picks: picksBefore(tier, models, of) }]),
    ) as unknown as Tree['tiers'],
    bills: tree.bills.map((bill) => ({ ...bill, models: bill.models.map((model) => models.get(model.id) ?? model) })),
    catalog: { ...tree.catalog, models },
  }
}

type Of = (kind: Move['kind'], id: string) => readonly Move[]

const numbersBefore = <T extends Figure | Gpu>(thing: T, moves: readonly Move[]): T => ({
  ...thing,
  ...Object.fromEntries(moves.flatMap(({ field, was }) => (typeof was === 'number' ? [[field, was]] : []))),
})

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

function modelsBefore({ catalog }: Tree, of: Of): ReadonlyMap<string, Model> {
  const all = [...catalog.models.values()]
  const gpus = new Map(all.flatMap(({ deployments }) => deployments.map(({ gpu }) => [gpu.id, numbersBefore(gpu, of('gpus', gpu.id))])))
  const hosts = new Map(all.flatMap(({ offers }) => offers.map(({ host }) => [host.id, hostBefore(host, of('hosts', host.id))])))
  const licenses = new Map(all.map(({ license }) => [license.id, license]))
  const models = new Map<string, Mutable<Model>>()
  for (const model of all) {
    models.set(model.id, {
      ...model,
      offers: model.offers.flatMap((offer) => {
        const id = `${model.id}@${offer.host.id}`
        const before = offerBefore({ ...offer, host: hosts.get(offer.host.id) ?? offer.host }, [...of('prices', id), ...of('offers', id)])
        return before ?? []
      }),
      deployments: model.deployments.flatMap(
        (deployment) => deploymentBefore(deployment, gpus, of('deployments', `${model.id}/${deployment.id}`)) ?? [],
      ),
    })
  }
  for (const [id, model] of models) {
    model.replacedBy = model.replacedBy && models.get(model.replacedBy.id)
    for (const move of of('models', id)) modelBefore(model, move, models, licenses)
  }
  return models
}

function modelBefore(
  model: Mutable<Model>,
  { field, was }: Move,
  models: ReadonlyMap<string, Model>,
  licenses: ReadonlyMap<string, License>,
): void {
  const text = typeof was === 'string' ? was : ''
  if (field === 'status' || field === 'evidence' || field === 'origin' || field === 'weights') Object.assign(model, { [field]: text })
  else if (field === 'context') model.context = typeof was === 'number' ? was : undefined
  else if (field === 'replacedBy') model.replacedBy = models.get(text)
  else if (field === 'banned') model.ban = banOf(was)
  else if (field === 'license') model.license = licenses.get(text) ?? { ...model.license, id: text }
  else if (field === 'bars') model.license = { ...model.license, bars: listed(text) }
  else if (field === 'conditions') model.license = { ...model.license, conditions: text === '' ? [] : [text] }
  else if (field === 'permissive' || field === 'commercial') model.license = { ...model.license, [field]: text }
}

/** That there was one is all that a decision depends on. */
const banOf = (was: Move['was']): Ban | undefined => (was === notBanned ? undefined : { id: String(was), because: '', sources: {} })

const listed = (text: string): string[] => text.split(', ').filter(Boolean)

const hostBefore = (host: Host, moves: readonly Move[]): Host => ({
  ...host,
  ...Object.fromEntries(moves.flatMap(({ field, was }) => (field === 'banned' ? [['ban', banOf(was)]] : []))),
  ...Object.fromEntries(
    moves.flatMap(({ field, was }) =>
      typeof was === 'string' && field !== 'entry' && field !== 'banned' ? [[field, field === 'regions' ? new Set(listed(was)) : was]] : [],
    ),
  ),
})

function deploymentBefore(deployment: Deployment, gpus: ReadonlyMap<string, Gpu>, moves: readonly Move[]): Deployment | undefined {
  let before: Deployment = { ...deployment, gpu: gpus.get(deployment.gpu.id) ?? deployment.gpu }
  for (const { field, was } of moves) {
    if (field === 'entry') return undefined
    if (field === 'gpus' && typeof was === 'number') before = { ...before, gpus: was }
    if (field === 'gpu') before = { ...before, gpu: gpus.get(String(was)) ?? before.gpu }
    const [, input, output] = /(\d+):(\d+)$/.exec(field) ?? []
    if (input === undefined || output === undefined) continue
    const others = before.throughput.filter((each) => String(each.input) !== input || String(each.output) !== output)
    const measured = typeof was === 'number' ? [{ input: Number(input), output: Number(output), perGpu: was, sources: {} }] : []
    // Without any, it could not serve at all; that is not what a measurement that is new says.
    if (others.length + measured.length > 0) before = { ...before, throughput: [...others, ...measured] }
  }
  return before
}

/** The kinds are saved with each row of the tier. */
function hostsBefore({ id, hosts, picks }: Tier, of: Of): Tier['hosts'] {
  const [move] = picks.flatMap((pick) => of('picks', `${id}/${pick.id}`)).filter(({ field }) => field === 'kinds of hosts')
  return move ? (new Set(listed(String(move.was))) as ReadonlySet<string> as Tier['hosts']) : hosts
}

/** A row that applied is tried first again, whatever it asks today. */
function picksBefore({ id: tier, picks }: Tier, models: ReadonlyMap<string, Model>, of: Of): Pick[] {
  const before = picks.map((pick) => {
    const was = of('picks', `${tier}/${pick.id}`).find(({ field }) => field === 'models')?.was
    const preferred = pick.models.map(({ model, because }) => ({ model: models.get(model.id) ?? model, because }))
    if (typeof was !== 'string') return { ...pick, models: preferred }
    const found = listed(was).flatMap((id) => models.get(id) ?? [])
    return { ...pick, models: found.map((model) => preferred.find((each) => each.model === model) ?? { model, because: '' }) }
  })
  const first = of('picks', tier).find(({ field }) => field === 'row')?.was
  const row = before.find(({ id }) => id === first)
  return row ? [{ ...row, conditions: [] }, ...before] : before
}
