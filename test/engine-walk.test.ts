// Walks of small trees: against the same rules written plainly, and what each part of a rule is for.

import { describe, expect, it } from 'vitest'
import { startWalk } from '../src/engine/trail.ts'
import { type Progress, walk, walkFrom, walkSteps } from '../src/engine/walk.ts'
import type { Answers, Tree } from '../src/types.ts'
import { type Plain, plainWalk } from './engine-oracle.ts'
import { randomFrom } from './random.ts'
import { randomAnswers, randomSketch } from './sketched.ts'

/** In the words of the plain walk. */
function plainly(progress: Progress): Plain {
  const path = progress.path.map(({ step, status, because }) => `${step.id} ${status} ${because}`)
  const none = { asked: undefined, tier: undefined, parts: [], consulted: [], beyond: undefined }
  if (progress.kind === 'asking') return { ...none, kind: 'asking', asked: progress.question.id, path }
  if (progress.kind === 'stuck') {
    const { beyond } = progress
    return { ...none, kind: 'stuck', path, beyond: beyond && [beyond.rule.id, beyond.tier, beyond.limit.id] }
  }
  const { outcome, consulted } = progress
  return {
    ...{ kind: 'arrived', asked: undefined, path, tier: outcome.tier, beyond: undefined },
    parts: outcome.parts.map(({ slice, tier }) => `${slice} ${tier}`),
    consulted: consulted.map(({ question, value }) => `${question.id} ${value}`),
  }
}

const inLine = ({ kind, asked, path, tier, parts, consulted, beyond }: Plain): string =>
  JSON.stringify([kind, asked, path, tier, parts, consulted, beyond])

/** As `toEqual`, which takes a hundred times as long where there is nothing to tell. */
function same(at: string, found: Plain, expected: Plain): void {
  if (inLine(found) !== inLine(expected)) expect([at, found]).toEqual([at, expected])
}

const seeds = Array.from({ length: 300 }, (_, seed) => seed)

function* cases(): Generator<{ readonly at: string; readonly tree: Tree; readonly answers: Answers; readonly assume: boolean }> {
  for (const seed of seeds) {
    const random = randomFrom(seed)
    const tree = randomSketch(random)
    for (let turn = 0; turn < 8; turn++) {
      const answers = randomAnswers(random, tree)
      yield { at: `${seed}: ${JSON.stringify(answers)}`, tree, answers, assume: turn % 2 === 0 }
    }
  }
}

describe('any tree, with any answers', () => {
  it('leads where the plain walk leads', () => {
    const kinds: Record<string, number> = {}
    for (const { at, tree, answers, assume } of cases()) {
      const expected = plainWalk(tree, answers, assume)
      same(at, plainly(walkSteps(startWalk(tree, answers, assume))), expected)
      const kind = expected.beyond ? 'beyond' : expected.parts.length > 1 ? 'split' : expected.kind
      kinds[kind] = (kinds[kind] ?? 0) + 1
    }
    for (const kind of ['arrived', 'asking', 'stuck', 'beyond', 'split']) expect(kinds[kind], kind).toBeGreaterThan(20)
  })

  it('leads there with what the shortlist asks as well, also when it was walked before', () => {
    for (const { at, tree, answers, assume } of cases()) {
      const expected = plainWalk(tree, answers, assume, true)
      for (const again of [walk(tree, answers, assume), walk(tree, answers, assume), walkFrom(startWalk(tree, answers, assume))])
        same(at, plainly(again), expected)
    }
  })
})
