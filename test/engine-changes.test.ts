// What would change the answer, in small trees: against trying every other answer, and every set of them.

import { describe, expect, it } from 'vitest'
import { thresholdsOf } from '../src/engine/cells.ts'
import { type Explanation, explain, signature, splitOf, viewOf } from '../src/engine/explain.ts'
import { startWalk } from '../src/engine/trail.ts'
import { type Outcome, walkSteps } from '../src/engine/walk.ts'
import type { Answers, Settled, Tree } from '../src/types.ts'
import { randomFrom } from './random.ts'
import { randomAnswers, randomSketch } from './sketched.ts'

interface Case {
  readonly at: string
  readonly tree: Tree
  readonly answers: Answers
  readonly outcome: Outcome
  readonly consulted: readonly Settled[]
  readonly explained: Explanation
}

const end = (tree: Tree, answers: Answers) => walkSteps(startWalk(tree, answers, true))

function placeAt(tree: Tree, answers: Answers): string | undefined {
  const progress = end(tree, answers)
  return progress.kind === 'arrived' ? signature(progress.outcome) : undefined
}

function tierAt(tree: Tree, answers: Answers): string | undefined {
  const progress = end(tree, answers)
  return progress.kind === 'arrived' ? progress.outcome.tier : undefined
}

function* cases(): Generator<Case> {
  for (let seed = 0; seed < 160; seed++) {
    const random = randomFrom(seed)
    const tree = randomSketch(random)
    for (let turn = 0; turn < 5; turn++) {
      const answers = randomAnswers(random, tree)
      const progress = end(tree, answers)
      if (progress.kind !== 'arrived') continue
      const { outcome, consulted } = progress
      const explained = explain(tree, answers, outcome, consulted)
      yield { at: `${seed}: ${JSON.stringify(answers)}`, tree, answers, outcome, consulted, explained }
    }
  }
}

describe('any tree, with any answers', () => {
  it('says all answers that lead elsewhere by themselves, in the order of what was looked at, and where to', () => {
    const counts = { to: 0, up: 0, down: 0 }
    for (const { at, tree, answers, consulted, outcome, explained } of cases()) {
      const here = signature(outcome)
      const expected = consulted.flatMap(({ question, value }) => {
        const told = (change: string, to: string | number) => {
          const there = placeAt(tree, { ...answers, [question.id]: to })
          return there === undefined || there === here ? [] : [`${change} ${there}`]
        }
        if (question.kind === 'choice') return question.options.flatMap(({ id }) => (id === value ? [] : told(`${question.id} ${id}`, id)))
        const given = answers[question.id]
        const current = typeof given === 'number' ? given : 0
        const edges = [...new Set(thresholdsOf(tree).map(({ figure }) => figure.value))].sort((a, b) => a - b)
        const up = edges.filter((edge) => edge > current).flatMap((edge) => told(`up to ${edge}`, edge))
        const down = edges.filter((edge) => edge <= current).flatMap((edge) => told(`down to ${edge - 1}`, edge - 1))
        return [...up.slice(0, 1), ...down.slice(-1)]
      })
      const found = explained.flips.map(({ question, to, at: edge, parts }) => {
        counts[edge?.direction ?? 'to']++
        const change = edge ? `${edge.direction} to ${edge.volume}` : `${question.id} ${to}`
        return `${change} ${parts.map(({ slice, tier }) => `${slice} ${tier}`).join(', ')}`
      })
      if (found.join() !== expected.join()) expect([at, found]).toEqual([at, expected])
    }
    expect([counts.to > 300, counts.up > 20, counts.down > 20]).toEqual([true, true, true])
  })

  it('says for each other tier the fewest and softest answers that lead there, or that none do', () => {
    const sizes = [0, 0, 0, 0, 0, 0]
    let index = 0
    for (const { at, tree, answers, outcome, explained } of cases()) {
      for (const { wouldTake } of explained.ruledOut) {
        const size = Object.keys(wouldTake ?? {}).length
        sizes[size] = (sizes[size] ?? 0) + 1
      }
      // Trying every set of answers takes time.
      if (++index % 3 > 0) continue
      const found = explained.ruledOut.map(({ tier, wouldTake, unsure }) => {
        const leads = wouldTake ? tierAt(tree, { ...answers, ...wouldTake }) === tier : 'none'
        return `${tier} ${unsure} ${leads} ${wouldTake ? weightOf(tree, wouldTake) : ''}`
      })
      const best = bestChanges(tree, answers)
      const expected = explained.ruledOut.map(({ tier }) => `${tier} false ${best.has(tier) || 'none'} ${best.get(tier) ?? ''}`)
      if (found.join() !== expected.join()) expect([at, found]).toEqual([at, expected])
      if (explained.ruledOut.some(({ tier }) => tier === outcome.tier)) expect(at).toBe('no other tier')
    }
    const [, one = 0, two = 0, three = 0] = sizes
    expect([one > 100, two > 20, three > 0]).toEqual([true, true, true])
  })

  it('has the split of the result, else that of the first flip to one', () => {
    for (const { at, tree, answers, consulted, outcome, explained } of cases()) {
      const parts = [outcome.parts, ...explained.flips.map((flip) => flip.parts)].find(({ length }) => length > 1)
      const expected = parts && { hard: parts[0]?.tier, rest: parts[1]?.tier }
      const again = splitOf(viewOf(tree, answers, outcome), outcome, consulted)
      const found = JSON.stringify([explained.split, again])
      if (found !== JSON.stringify([expected, expected])) expect([at, found]).toEqual([at, JSON.stringify([expected, expected])])
    }
  })
})

/** How many, and how much sooner than the last question they are asked, all together. */
const weightOf = (tree: Tree, change: Readonly<Record<string, unknown>>): string => {
  const positions = Object.keys(change).map((id) => tree.questions.findIndex((question) => question.id === id))
  return `${positions.length} ${positions.reduce((sum, position) => sum + tree.questions.length - position, 0)}`
}

/** For each tier that some options lead to, the least weight of those that do. */
function bestChanges(tree: Tree, answers: Answers): Map<string, string> {
  const best = new Map<string, string>()
  let changes: Record<string, string>[] = [{}]
  for (const question of tree.questions)
    if (question.kind === 'choice')
      changes = [...changes, ...changes.flatMap((change) => question.options.map(({ id }) => ({ ...change, [question.id]: id })))]
  for (const change of changes) {
    const tier = tierAt(tree, { ...answers, ...change })
    const weight = weightOf(tree, change)
    if (tier !== undefined && weight.localeCompare(best.get(tier) ?? '9', 'en', { numeric: true }) < 0) best.set(tier, weight)
  }
  return best
}
