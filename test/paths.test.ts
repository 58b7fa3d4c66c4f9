// Every path through the tree on one page: when somebody edits the rules, the diff of this snapshot is the review.

import { expect, it } from 'vitest'
import { signature } from '../src/engine/explain.ts'
import { everyPath } from '../src/engine/paths.ts'
import { tree } from './support.ts'

const lines = [...everyPath(tree, 'tier')].map(({ answers, end }) => {
  const way = answers.map(({ question, options }) => `${question.id} ${options.join('|')}`).join(' → ')
  return `${way} ⇒ ${end.kind === 'arrived' ? `${end.outcome.tier} (${signature(end.outcome)})` : end.kind}`
})

it('leads every combination of answers to a tier', async () => {
  for (const line of lines) expect(line).not.toContain('stuck')
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('snapshots/paths.txt')
})
