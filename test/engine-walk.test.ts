// Walks of small trees: against the same rules written plainly, and what each part of a rule is for.

import { describe, expect, it } from 'vitest'
import { startWalk } from '../src/engine/trail.ts'
import { type Progress, walk, walkFrom, walkSteps } from '../src/engine/walk.ts'
import type { Answers, Tree } from '../src/types.ts'
import { type Plain, plainWalk } from './engine-oracle.ts'
import { randomFrom } from './random.ts'
import { assumes, choice, is, measures, onTier, pick, randomAnswers, randomSketch, rule, sketch, step, volume } from './sketched.ts'

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

function* cases(
  trees: number,
  turns: number,
): Generator<{ readonly at: string; readonly tree: Tree; readonly answers: Answers; readonly assume: boolean }> {
  for (let seed = 0; seed < trees; seed++) {
    const random = randomFrom(seed)
    const tree = randomSketch(random)
    for (let turn = 0; turn < turns; turn++) {
      const answers = randomAnswers(random, tree)
      yield { at: `${seed}: ${JSON.stringify(answers)}`, tree, answers, assume: turn % 2 === 0 }
    }
  }
}

describe('any tree, with any answers', () => {
  it('leads where the plain walk leads', () => {
    const kinds: Record<string, number> = {}
    for (const { at, tree, answers, assume } of cases(100, 12)) {
      const expected = plainWalk(tree, answers, assume)
      same(at, plainly(walkSteps(startWalk(tree, answers, assume))), expected)
      const kind = expected.beyond ? 'beyond' : expected.parts.length > 1 ? 'split' : expected.kind
      kinds[kind] = (kinds[kind] ?? 0) + 1
    }
    for (const kind of ['arrived', 'asking', 'stuck', 'beyond', 'split']) expect(kinds[kind], kind).toBeGreaterThan(20)
  })

  it('leads there with what the shortlist asks as well, also when it was walked before', () => {
    for (const { at, tree, answers, assume } of cases(40, 8)) {
      const expected = plainWalk(tree, answers, assume, true)
      for (const again of [walk(tree, answers, assume), walk(tree, answers, assume), walkFrom(startWalk(tree, answers, assume))])
        same(at, plainly(again), expected)
    }
  })
})

describe('a walk', () => {
  const [p, q] = [choice('p', 'ab', assumes('a')), choice('q')]
  const hosted = rule('hosted', [], { tier: 'hosted-open' })

  it('has the limits of all rules on the way, and the rule that decided', () => {
    const [first, second] = [{ license: 'permissive' as const }, { agreement: 'yes' as const }]
    const tree = sketch({
      questions: [p],
      steps: [
        step('one', [rule('r', [], { only: first })]),
        step('two', [rule('early', [], { tier: 'frontier-closed', slice: 'frontier-private', only: second })]),
        step('three', [hosted]),
        step('four', [rule('last', [])]),
      ],
    })
    const progress = walk(tree, {})
    expect(progress).toMatchObject({ kind: 'arrived', outcome: { tier: 'hybrid', narrowings: [first, second], rule: { id: 'early' } } })
    expect(progress.kind === 'arrived' && progress.outcome.narrowings).toHaveLength(2)
    const same = sketch({
      questions: [],
      steps: [step('one', [rule('split', [], { slice: 'hosted-open' }), hosted]), step('two', [hosted])],
    })
    expect(walk(same, {})).toMatchObject({ kind: 'arrived', outcome: { tier: 'hosted-open', rule: { id: 'hosted' } } })
  })

  it('is stuck where no rule leads to a tier', () => {
    const tree = sketch({ questions: [], steps: [step('one', [rule('split', [], { slice: 'hosted-open' })])] })
    expect(walk(tree, {})).toMatchObject({ kind: 'stuck', path: [{ status: 'decided' }] })
    expect(walk(tree, {})).not.toHaveProperty('beyond')
  })

  it('assumes nothing unless it is told to', () => {
    const tree = sketch({ questions: [p], steps: [step('one', [hosted], { needs: [p] })] })
    expect([walk(tree, {}).kind, walk(tree, {}, true).kind, walk(tree, { p: null }).kind]).toEqual(['asking', 'arrived', 'arrived'])
  })

  it('needs all that a step asks for, and what the picks of each part go by', () => {
    const needs = sketch({ questions: [p, q], steps: [step('one', [hosted], { needs: [p, q] })] })
    expect(walk(needs, { p: 'a' })).toMatchObject({ kind: 'asking', question: q })
    const picks = { 'hosted-open': { picks: [pick('x', is(q, 'a'))] } }
    const split = rule('split', [], { tier: 'frontier-closed', slice: 'hosted-open' })
    for (const decides of [split, { ...split, tier: split.slice, slice: split.tier }]) {
      const tree = sketch({ questions: [p, q], steps: [step('one', [decides])], tiers: picks })
      expect([walk(tree, {}), walk(tree, { q: 'b' }).kind]).toMatchObject([
        { kind: 'asking', question: q, path: [{ rule: decides }] },
        'arrived',
      ])
    }
  })

  it('does not fit what nothing measures', () => {
    const tree = sketch({
      questions: [p],
      steps: [step('one', [rule('saving', [measures(undefined, 1000)], { tier: 'self-hosted-open' }), hosted])],
    })
    expect(walk(tree, {})).toMatchObject({ outcome: { tier: 'hosted-open' } })
  })

  it('asks for a volume also where its own assumption goes by what is measured', () => {
    const tokens = volume(assumes('unknown', measures(100)), assumes('unknown'))
    const tree = sketch({ questions: [tokens], steps: [step('one', [hosted], { needs: [tokens] })] })
    expect(walk(tree, {})).toMatchObject({ kind: 'asking', question: tokens })
  })

  describe('with an assumption that goes by what is measured', () => {
    // Nothing can be saved before there is a tier.
    const measured = choice('m', 'ab', assumes('a', measures(100)), assumes('b'))
    const later = step('two', [
      rule('a', [is(measured, 'a')], { tier: 'frontier-closed' }),
      rule('b', [is(measured, 'b')], { tier: 'frontier-private' }),
    ])
    const tierOf = (first: readonly ReturnType<typeof rule>[]) => {
      const tree: Tree = {
        ...sketch({ questions: [p, measured], steps: [step('one', first), later] }),
        measures: { 'self-host-saving': { asks: [], value: ({ tier }) => (tier ? 500 : 0), crossings: () => [] } },
      }
      const progress = walk(tree, {}, true)
      return progress.kind === 'arrived' ? progress.outcome.tier : progress.kind
    }

    it('looks at it anew as long as nothing was decided by it', () => {
      // The first rule fits in what is assumed, and fails for another reason.
      expect(tierOf([rule('no', [is(measured, 'b'), is(p, 'b')]), hosted])).toBe('frontier-closed')
    })

    it('keeps to what something was decided by', () => {
      expect(tierOf([rule('no', [is(measured, 'a')]), hosted])).toBe('frontier-private')
      expect(tierOf([rule('yes', [is(measured, 'b'), onTier('undecided')], { tier: 'hosted-open' })])).toBe('frontier-private')
    })
  })
})
