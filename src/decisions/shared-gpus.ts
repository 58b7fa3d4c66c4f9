// Workloads that run the same open model on own GPUs → one fleet for each such group, instead of one for each workload.

import { bindMeasures } from '../advise/measures.ts'
import { usageFor } from '../advise/usage.ts'
import type { RecommendationJson } from '../contract.ts'
import type { PlanJson } from '../contract-plan.ts'
import { fleetOf } from '../cost/fleet.ts'
import { figuresOf, type Usage } from '../cost/usage.ts'
import { startWalk } from '../engine/trail.ts'

import { cents } from '../money.ts'
import type { Model, Settings, Tree } from '../types.ts'
import { billedPart } from './bill.ts'
import type { Workload } from './workload.ts'

interface Load {
  readonly name: string
  readonly model: Model
  readonly usage: Usage
  readonly settings: Settings
}

export interface Shared {
  readonly json: PlanJson['sharedGpus'][number]
  /** What the bills of these workloads count too much, at each end of their ranges. */
  readonly saved: Readonly<Record<'monthlyUsd' | 'low' | 'high', number>>
}

/** Only groups of two and more, in which the model that is picked is the one that is billed. Separate weights, separate data limits and separate prices keep workloads apart. */
export function sharedGpus(tree: Tree, workloads: readonly Workload[], results: readonly RecommendationJson[]): Shared[] {
  const groups = new Map<string, Load[]>()
  for (const [index, workload] of workloads.entries()) {
    const result = results[index]
    const load = result && loadOf(tree, workload, result)
    if (!load || !result || result.answers['fine-tuning']?.value === 'yes') continue
    const limits = ['data-residency', 'region'].map((id) => result.answers[id]?.value ?? '')
    const key = JSON.stringify([load.model.id, limits, Object.entries(load.settings.figures ?? {}).sort()])
    groups.set(key, [...(groups.get(key) ?? []), load])
  }
  return [...groups.values()].flatMap((loads) => sharedBy(tree, loads))
}

function loadOf(tree: Tree, { name, request }: Workload, { recommendation, shortlist, cost }: RecommendationJson): Load | undefined {
  const { tier, parts } = recommendation
  const part = parts.find((each) => each.tier === 'self-hosted-open')
  const billed = part && billedPart(tier, part.slice, cost.bills)?.model
  const pick = shortlist.find((each) => each.tier === 'self-hosted-open')?.model
  const model = tree.catalog.models.get(billed ?? '')
  // What runs another model has GPUs of its own.
  if (!part || !model || model.id !== pick || cost.tokensPerMonth === null) return undefined
  const settings = request.settings ?? {}
  const share = parts.length === 1 ? 1 : sliceShare(tree, settings, part.slice)
  const walk = startWalk(bindMeasures(tree, settings), request.answers, true)
  return { name, model, settings, usage: usageFor(walk, settings, cost.tokensPerMonth * share) }
}

function sliceShare(tree: Tree, settings: Settings, slice: 'hard' | 'rest'): number {
  const hard = figuresOf(tree, settings.figures ?? {}).get('hard-share')
  return slice === 'hard' ? hard : 1 - hard
}

/** One fleet that would cost more than several, on other GPUs each, is not built. */
function sharedBy(tree: Tree, loads: readonly Load[]): Shared[] {
  const [first] = loads
  if (!first || loads.length < 2) return []
  const { model, settings } = first
  const figures = figuresOf(tree, settings.figures ?? {})
  const usages = loads.map(({ usage }) => usage)
  const together = fleetOf(model.deployments, usages, figures)
  const separately = usages.flatMap((usage) => fleetOf(model.deployments, [usage], figures) ?? [])
  const apart = (end: 'usd' | 'low' | 'high') => separately.reduce((sum, fleet) => sum + fleet[end], 0)
  if (!together || separately.length < loads.length || together.usd >= apart('usd')) return []
  return [
    {
      json: {
        model: model.id,
        title: model.title,
        gpu: together.deployment.gpu.title,
        gpus: together.replicas * together.deployment.gpus,
        replicas: together.replicas,
        workloads: loads.map(({ name }) => name),
        togetherUsd: cents(together.usd),
        separatelyUsd: cents(apart('usd')),
      },
      saved: { monthlyUsd: apart('usd') - together.usd, low: apart('low') - together.low, high: apart('high') - together.high },
    },
  ]
}
