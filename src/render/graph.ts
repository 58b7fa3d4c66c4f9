// Tree → a graph of what can come after what: a node is a step with the tier so far, an edge is the rules that lead on.

import type { RecommendationJson } from '../contract.ts'
import type { Condition, Rule, Step, Tree, WholeTier } from '../types.ts'
import { conditionText, effectText } from './tree.ts'

type TierSoFar = WholeTier | 'undecided'

export type Node =
  | { readonly kind: 'step'; readonly title: string }
  | { readonly kind: 'end'; readonly tier: TierSoFar; readonly chosen: boolean }

interface Edge {
  readonly from: number
  readonly to: number
  readonly labels: string[]
  readonly taken: boolean
}

export interface Graph {
  readonly nodes: readonly Node[]
  readonly edges: readonly Edge[]
}

interface Drawing {
  readonly tree: Tree
  readonly result: RecommendationJson | undefined
  readonly nodes: Node[]
  readonly edges: Edge[]
  /** Step and tier, or tier alone for an end → the number of the node. */
  readonly known: Map<string, number>
}

/** With a result, the edges of its walk are `taken` and the tiers of its parts `chosen`. */
export function graphOf(tree: Tree, result: RecommendationJson | undefined): Graph {
  const drawing: Drawing = { tree, result, nodes: [], edges: [], known: new Map() }
  nodeAt(drawing, 0, 'undecided', result !== undefined)
  return { nodes: drawing.nodes, edges: drawing.edges }
}

/** The node of the first step from `index` on that can be needed with this tier, drawn with everything that follows. */
function nodeAt(drawing: Drawing, index: number, tier: TierSoFar, walked: boolean): number {
  const step = drawing.tree.steps[index]
  if (step && !couldApply(step.conditions, tier)) return nodeAt(drawing, index + 1, tier, walked)
  const key = step ? `${index} ${tier}` : tier
  const before = drawing.known.get(key)
  const here = before ?? drawing.nodes.length
  if (before === undefined) {
    drawing.known.set(key, here)
    const chosen = drawing.result?.recommendation.parts.some((part) => part.tier === tier) ?? false
    drawing.nodes.push(step ? { kind: 'step', title: `${index + 1} ${step.title}` } : { kind: 'end', tier, chosen })
  }
  if (step && (before === undefined || walked)) drawEdges(drawing, step, index, tier, here, walked)
  return here
}

function endAt(drawing: Drawing, tier: WholeTier): number {
  const { known, nodes, result } = drawing
  const here = known.get(tier) ?? nodes.length
  if (!known.has(tier)) {
    known.set(tier, here)
    nodes.push({ kind: 'end', tier, chosen: result?.recommendation.parts.some((part) => part.tier === tier) ?? false })
  }
  return here
}

function drawEdges(drawing: Drawing, step: Step, index: number, tier: TierSoFar, here: number, walked: boolean): void {
  const did = drawing.result?.steps.find(({ id }) => id === step.id)
  const skippable = step.conditions.some(({ kind }) => kind === 'answer')
  if (skippable)
    connect(drawing, here, nodeAt(drawing, index + 1, tier, walked && did?.rule === null), 'not needed', walked && did?.rule === null)
  for (const rule of step.rules.filter(({ conditions }) => couldApply(conditions, tier))) {
    const taken = walked && did?.rule === rule.id
    connect(drawing, here, nodeAt(drawing, index + 1, rule.tier ?? tier, taken), labelOf(rule), taken)
    if (rule.slice) connect(drawing, here, endAt(drawing, rule.slice), `${labelOf(rule)} (the hard slice)`, taken)
  }
}

function connect({ edges }: Drawing, from: number, to: number, label: string, taken: boolean): void {
  // The way that was taken gets an arrow of its own, or nobody could see which of several rules applied.
  const edge = edges.find((other) => other.from === from && other.to === to && other.taken === taken)
  if (!edge) edges.push({ from, to, labels: [label], taken })
  else if (!edge.labels.includes(label)) edge.labels.push(label)
}

const couldApply = (conditions: readonly Condition[], tier: TierSoFar): boolean =>
  conditions.every((condition) => condition.kind !== 'tier' || condition.oneOf.has(tier))

function labelOf(rule: Rule): string {
  const when = conditionText(rule.conditions) || 'otherwise'
  const effect = effectText(rule)
  return rule.tier === undefined && effect !== 'go on' ? `${when}: ${effect}` : when
}
