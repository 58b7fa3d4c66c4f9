// What a comparison of two trees says is what walking both with every combination of answers says.

import { describe, expect, it } from 'vitest'
import type { Tree } from '../src/types.ts'
import { type Comparison, compareTrees } from '../src/verify/compare.ts'
import { families } from './hard-rules.ts'
import { laid } from './laid.ts'
import { randomFrom } from './random.ts'
import { randomTree, type Walked, walkAll } from './random-trees.ts'
import { tree as builtIn } from './support.ts'

const shape = { questions: 4, options: 4, steps: 3, rules: 4 }

/** Questions have other options from one seed to the next, so that some are new and some are gone. */
const treeOf = (seed: number): Tree => randomTree(randomFrom(seed), shape)

const partsOf = ({ progress }: Walked): string => (progress.kind === 'arrived' ? progress.outcome.parts.map(({ tier }) => tier).join() : '')

const fits = (when: Comparison['moves'][number]['when'], { answers }: Walked): boolean =>
  Object.entries(when).every(([id, options]) => options.includes(answers[id] ?? ''))

describe('two trees', () => {
  it('are compared as walking through both of them compares them', () => {
    const seen = { moved: 0, parts: 0, arrived: 0 }
    for (let seed = 1; seed <= 60; seed++) {
      const [before, after] = [treeOf(seed), treeOf(seed + 1000)]
      const { moves, arrivals, omitted } = compareTrees(before, after)
      expect(omitted).toBe('none')
      const old = new Map(walkAll(before).map((walked) => [JSON.stringify(walked.answers), partsOf(walked)]))
      for (const walked of walkAll(after)) {
        const was = old.get(JSON.stringify(walked.answers))
        const is = partsOf(walked)
        const moved = moves.filter(({ when }) => fits(when, walked)).map(({ from, to }) => [from.parts.join(), to.parts.join()])
        const arrived = arrivals.filter(({ when }) => fits(when, walked)).map(({ to }) => to.parts.join())
        if (was === undefined) {
          seen.arrived++
          expect(arrived, `seed ${seed}`).toEqual([is])
        } else {
          if (was !== is) seen.moved++
          if (was !== is && was.includes(',') && is.includes(',')) seen.parts++
          expect([moved, arrived], `seed ${seed}`).toEqual([was === is ? [] : [[was, is]], []])
        }
      }
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(20)
  })

  it('tell which questions are assumed otherwise', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const [before, after] = [treeOf(seed), treeOf(seed + 1000)]
      const expected = after.questions.flatMap(({ id, assume }, index) => {
        const [from, to] = [before.questions[index]?.assume[0]?.value, assume[0]?.value]
        return from === to ? [] : [{ question: id, from, to, when: {} }]
      })
      expect(compareTrees(before, after).assumptions).toEqual(expected)
    }
  })

  it('that combine too many answers are said to be so, and their lists are cut where they are long', () => {
    const crossed = laid(families['question i with question i+6, 30 rows']?.() ?? '').tree
    expect(compareTrees(builtIn, crossed, 1000)).toEqual({ moves: [], arrivals: [], assumptions: [], omitted: 'all' })
    const { moves, omitted } = compareTrees(builtIn, crossed)
    expect(omitted).toBe('some')
    expect(moves.length).toBeGreaterThan(100)
  })
})
