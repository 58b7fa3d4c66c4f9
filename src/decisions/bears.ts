// An input that moved, and bills of the day → whether putting it back would change one of them.

import type { RecommendationJson } from '../contract.ts'
import { apiBill } from '../cost/api.ts'
import { stairsOf, stairsUsd } from '../cost/own.ts'
import { figuresOf, type Usage } from '../cost/usage.ts'
import type { Deployment, Model, Offer, Rates, Settings, Tree } from '../types.ts'
import type { Move } from './moves.ts'

interface Served {
  readonly modelId: string | null
  readonly hostId: string | null
}

/** A bill, or the two of a split. */
export interface Billed extends Served {
  readonly slices: readonly (Served & { readonly slice: 'hard' | 'rest' })[]
}

/** What bills are worked out from. */
interface World {
  readonly tree: Tree
  readonly deployments: (model: Model) => readonly Deployment[]
  readonly offers: (model: Model) => readonly Offer[]
}

/** Says of a move whether one of the bills follows from it. What is gone from the catalog bore on the bills that used it. */
export function bearing(
  tree: Tree,
  now: RecommendationJson,
  settings: Settings,
  bills: readonly (Billed | undefined)[],
): (move: Move) => boolean {
  const known = bills.flatMap((bill) => bill ?? [])
  const served = known.flatMap((bill): readonly Served[] => (bill.slices.length > 0 ? bill.slices : [bill]))
  const today: World = { tree, deployments: ({ deployments }) => deployments, offers: ({ offers }) => offers }
  const usd = (world: World) => known.map((bill) => billUsd(world, now, settings, bill))
  const asIs = usd(today)
  return (move) => {
    if (move.field === 'entry' && move.now === null) return served.some((each) => usesEntry(each, move))
    const before = putBack(today, move)
    return before !== undefined && usd(before).some((each, index) => Math.abs(each - (asIs[index] ?? 0)) > nothing)
  }
}

/** The noise of binary fractions. */
const nothing = 1e-9

const usesEntry = ({ modelId, hostId }: Served, { kind, id }: Move): boolean =>
  (kind === 'prices' && hostId !== null && id === `${modelId}@${hostId}`) ||
  (kind === 'deployments' && hostId === null && id.startsWith(`${modelId}/`)) ||
  (kind === 'models' && id === modelId)

/** USD a month; 0 for whatever is not served today. */
function billUsd(world: World, now: RecommendationJson, settings: Settings, bill: Billed): number {
  const figures = figuresOf(world.tree, settings.figures ?? {})
  const hard = figures.get('hard-share')
  const parts =
    bill.slices.length === 0 ? [{ ...bill, of: 1 }] : bill.slices.map((each) => ({ ...each, of: each.slice === 'hard' ? hard : 1 - hard }))
  const region = regionIn(world.tree, now)
  return parts.reduce((sum, { modelId, hostId, of }) => {
    const model = world.tree.catalog.models.get(modelId ?? '')
    if (!model) return sum
    const usage: Usage = {
      tokens: (now.cost.tokensPerMonth ?? 0) * of,
      inputShare: figures.get('input-share'),
      cachedShare: figures.get('cached-share'),
      batchShare: figures.get('batch-share'),
      requestTokens: settings.context,
      traffic: now.cost.usage.traffic === 'bursty' ? 'bursty' : 'steady',
      latency: latencies.find((each) => each === now.cost.usage.latency) ?? 'interactive',
    }
    if (hostId === null) {
      const all = world.deployments(model).map((deployment) => stairsUsd(stairsOf(deployment, usage, figures), usage.tokens))
      return sum + (all.length > 0 ? Math.min(...all) : 0)
    }
    const offer = world.offers(model).find(({ host }) => host.id === hostId)
    return sum + (offer ? apiBill(offer, region, usage).usd : 0)
  }, 0)
}

const latencies = ['relaxed', 'interactive', 'realtime'] as const

/** The region whose rates count, where a rule that applied asks for one. */
export function regionIn(tree: Tree, { steps, answers }: RecommendationJson): string | undefined {
  const rules = tree.steps.flatMap((step) => step.rules.filter(({ id }) => steps.some((each) => each.id === step.id && each.rule === id)))
  const question = rules.find(({ only }) => only?.region)?.only?.region
  const region = question && answers[question.id]?.value
  return typeof region === 'string' ? region : undefined
}

/** The same world with one fact as it was; undefined where that fact is in no bill. */
function putBack(world: World, { kind, id, field, was }: Move): World | undefined {
  const { tree } = world
  if (kind === 'figures') {
    const figure = tree.figures.get(id)
    if (!figure || field !== 'value' || typeof was !== 'number') return undefined
    return { ...world, tree: { ...tree, figures: new Map([...tree.figures, [id, { ...figure, value: was }]]) } }
  }
  if (kind === 'gpus')
    return typeof was === 'number'
      ? withDeployments(world, (all) => all.map((each) => (each.gpu.id === id ? { ...each, gpu: { ...each.gpu, [field]: was } } : each)))
      : undefined
  if (kind === 'deployments')
    return withDeployments(world, (all, { id: model }) =>
      all.flatMap((each) => (`${model}/${each.id}` === id ? deploymentBefore(world, each, field, was) : each)),
    )
  if (kind !== 'prices') return undefined
  return {
    ...world,
    offers: (model) => world.offers(model).map((offer) => (`${model.id}@${offer.host.id}` === id ? offerBefore(offer, field, was) : offer)),
  }
}

const withDeployments = (world: World, change: (all: readonly Deployment[], model: Model) => readonly Deployment[]): World => ({
  ...world,
  deployments: (model) => change(world.deployments(model), model),
})

function deploymentBefore({ tree }: World, deployment: Deployment, field: string, was: Move['was']): Deployment[] {
  if (field === 'entry') return []
  if (field === 'gpus' && typeof was === 'number') return [{ ...deployment, gpus: was }]
  if (field === 'gpu') {
    const gpu = [...tree.catalog.models.values()].flatMap(({ deployments }) => deployments).find((each) => each.gpu.id === was)?.gpu
    return [gpu ? { ...deployment, gpu } : deployment]
  }
  const [, input, output] = /(\d+):(\d+)$/.exec(field) ?? []
  const measured = deployment.throughput.filter((each) => String(each.input) !== input || String(each.output) !== output)
  if (input === undefined || output === undefined || (was === null && measured.length === 0)) return [deployment]
  const before = typeof was === 'number' ? [{ input: Number(input), output: Number(output), perGpu: was, sources: {} }] : []
  return [{ ...deployment, throughput: [...measured, ...before] }]
}

/** Fields are named as in the inputs of a record: `input`, `batch input`, `eu input`, `above 200000 input`. */
function offerBefore(offer: Offer, field: string, was: Move['was']): Offer {
  const words = field.split(' ')
  const rate = words.at(-1) ?? ''
  const value = typeof was === 'number' ? was : undefined
  const changed = <R extends object>(rates: R): R => ({ ...rates, [rate]: value ?? (rate === 'cached' ? undefined : 0) })
  if (words.length === 1) return changed(offer)
  if (words[0] === 'batch') {
    return {
      ...offer,
      batch: value === undefined ? undefined : { ...(offer.batch ?? { input: offer.input, output: offer.output }), [rate]: value },
    }
  }
  if (words[0] === 'above') {
    const tokens = Number(words[1])
    const none = { input: offer.input, output: offer.output, cached: offer.cached, tokens }
    const found = offer.above.find((each) => each.tokens === tokens) ?? none
    const others = offer.above.filter((each) => each.tokens !== tokens)
    const above = value === undefined && rate !== 'cached' ? others : [...others, changed(found)].sort((a, b) => a.tokens - b.tokens)
    return { ...offer, above }
  }
  const region = words[0] ?? ''
  const rates: (Rates & { readonly id: string }) | undefined = offer.regions.get(region)
  const regions = new Map(offer.regions)
  if (value === undefined && rate !== 'cached') regions.delete(region)
  else regions.set(region, changed(rates ?? { ...offer }))
  return { ...offer, regions }
}
