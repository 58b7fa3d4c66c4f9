// Tree → a Mermaid flowchart, with the path that a walk took drawn thick.

import type { RecommendationJson } from '../contract.ts'
import type { Tree } from '../types.ts'
import { type DrawnStep, draw } from './tree.ts'

/** Ids are our own (`s1`, `t2`), so no word in the rules can break the diagram; labels are quoted and escaped. */
export function renderMermaid(tree: Tree, result: RecommendationJson | undefined): string {
  const steps = draw(tree, result)
  const tiers = [...new Set(steps.flatMap(({ rules }) => rules.flatMap(({ tier }) => tier ?? [])))]
  const tierNode = new Map(tiers.map((tier, index) => [tier, `t${index + 1}`]))
  const lines = ['flowchart TD']
  const thick: number[] = []
  let edges = 0
  const edge = (from: string, to: string, label: string, taken: boolean) => {
    lines.push(`  ${from} -->|"${quote(label)}"| ${to}`)
    if (taken) thick.push(edges)
    edges++
  }
  for (const [index, step] of steps.entries()) {
    const here = `s${index + 1}`
    const next = index + 1 < steps.length ? `s${index + 2}` : 'done'
    lines.push(`  ${here}["${quote(step.title)}"]`)
    for (const [label, { to, taken }] of edgesOf(step, next, tierNode)) edge(here, to, label, taken)
    if (step.condition) edge(here, next, `not needed unless ${step.condition}`, step.skipped)
  }
  lines.push('  done(["recommendation"])')
  for (const [tier, node] of tierNode) {
    const chosen = result?.recommendation.parts.some((part) => part.tier === tier)
    lines.push(`  ${node}{{"${quote(tier)}"}}${chosen ? ':::chosen' : ''}`)
  }
  lines.push('  classDef chosen stroke-width:4px')
  if (thick.length > 0) lines.push(`  linkStyle ${thick.join(',')} stroke-width:4px`)
  return `${lines.join('\n')}\n`
}

/** Rules with the same effect share an edge, or the picture drowns in arrows. */
function edgesOf(step: DrawnStep, next: string, tierNode: ReadonlyMap<string, string>): Map<string, { to: string; taken: boolean }> {
  const byTarget = new Map<string, { labels: string[]; taken: boolean }>()
  for (const { label, effect, tier, taken } of step.rules) {
    const to = tier ? (tierNode.get(tier) ?? next) : next
    const shown = tier ? label : `${label}: ${effect}`
    const known = byTarget.get(to)
    byTarget.set(to, { labels: [...(known?.labels ?? []), shown], taken: taken || (known?.taken ?? false) })
  }
  return new Map([...byTarget].map(([to, { labels, taken }]) => [labels.join('<br>'), { to, taken }]))
}

/** A quote or a bracket in a label must not end it; `<br>` is the one piece of markup that we write ourselves. */
const quote = (label: string): string =>
  label
    .split('<br>')
    .map((part) => part.replace(/[^\p{L}\p{N} .,:;/+-]/gu, (character) => `#${character.codePointAt(0)};`))
    .join('<br>')
