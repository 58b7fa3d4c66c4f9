// Tree → a Mermaid flowchart, with the path that a walk took drawn thick.

import type { RecommendationJson } from '../contract.ts'
import type { Tree } from '../types.ts'
import { graphOf, type Node } from './graph.ts'

/** Ids are our own (`n1`, `n2`), so no word in the rules can break the diagram; labels are quoted and escaped. */
export function renderMermaid(tree: Tree, result: RecommendationJson | undefined): string {
  const { nodes, edges } = graphOf(tree, result)
  const thick = edges.flatMap(({ taken }, index) => (taken ? [index] : []))
  return `${[
    'flowchart TD',
    ...nodes.map((node, index) => `  ${name(index)}${shape(node)}`),
    ...edges.map(({ from, to, labels }) => `  ${name(from)} -->|"${labels.map(quote).join('<br>')}"| ${name(to)}`),
    '  classDef chosen stroke-width:4px',
    ...(thick.length > 0 ? [`  linkStyle ${thick.join(',')} stroke-width:4px`] : []),
  ].join('\n')}\n`
}

const name = (index: number): string => `n${index + 1}`

const shape = (node: Node): string =>
  node.kind === 'step' ? `["${quote(node.title)}"]` : `{{"${quote(node.tier)}"}}${node.chosen ? ':::chosen' : ''}`

/** Whatever is not a letter, a digit or plain punctuation could end the label or mean something in it. */
export const quote = (label: string): string => label.replace(/[^\p{L}\p{N} .,:;/+-]/gu, (character) => `#${character.codePointAt(0)};`)
