// Why not the other tiers, which one is next, and what to watch: each by small rules that say it.

import { describe, expect, it } from 'vitest'
import { type Explanation, explain, holds, signature, splitBetween, viewFrom, viewOf } from '../src/engine/explain.ts'
import { startWalk } from '../src/engine/trail.ts'
import { type Outcome, walkSteps } from '../src/engine/walk.ts'
import type { Answers, Rule, Tier, Tree } from '../src/types.ts'
import { assumes, choice, is, measures, onTier, rule, says, sketch, step, volume } from './sketched.ts'

const p = choice('p', 'abcd', assumes('a'))
const q = choice('q', 'ab', assumes('a'))
const r = choice('r', 'ab')

/** `p` names the tier, `q` splits it; `r` is looked at by nobody but sentences. */
const treeOf = (
  more: Partial<Rule> = {},
  first: Partial<Rule> = {},
  tiers: Partial<Record<string, Partial<Tier>>> = {},
  cautions: Tree['cautions'] = [],
) =>
  sketch({
    questions: [p, q, r],
    steps: [
      step('limits', [rule('split', [is(q, 'b')], { slice: 'frontier-closed', ...first }), rule('whole', [], first)]),
      step('tiers', [
        rule('hosted', [is(p, 'a')], { tier: 'hosted-open', ...more }),
        rule('own', [is(p, 'b')], { tier: 'self-hosted-open' }),
        rule('closed', [is(p, 'c')], { tier: 'frontier-closed' }),
        rule('private', [], { tier: 'frontier-private' }),
      ]),
    ],
    tiers,
    cautions,
  })

function outcomeOf(tree: Tree, answers: Answers): Outcome {
  const progress = walkSteps(startWalk(tree, answers, true))
  if (progress.kind !== 'arrived') throw new Error(progress.kind)
  return progress.outcome
}

function explained(tree: Tree, answers: Answers = {}): Explanation {
  const progress = walkSteps(startWalk(tree, answers, true))
  if (progress.kind !== 'arrived') throw new Error(progress.kind)
  return explain(tree, answers, progress.outcome, progress.consulted)
}

describe('a sentence', () => {
  const split = { q: 'b' }
  const see = () => {
    const tree = treeOf()
    return { tree, view: viewOf(tree, split, outcomeOf(tree, split)) }
  }

  it('goes by the answers, given or assumed, and by nothing that nobody knows', () => {
    const { view } = see()
    const asked = [is(p, 'a'), is(p, 'b'), is(q, 'b'), is(q, 'a'), is(r, 'ab')]
    expect(asked.map((condition) => holds([condition], view))).toEqual([true, false, true, false, false])
    expect([holds([], view), holds([is(p, 'a'), is(q, 'b')], view), holds([is(p, 'a'), is(q, 'a')], view)]).toEqual([true, true, false])
  })

  it('goes by the tier and those of all parts', () => {
    const { view } = see()
    const tiers = ['hosted-open', 'frontier-closed', 'self-hosted-open', 'undecided'] as const
    expect(tiers.map((tier) => holds([onTier(tier)], view))).toEqual([true, true, false, false])
    expect(holds([{ kind: 'tier', oneOf: new Set(['hybrid']) }], view)).toBe(true)
    expect(holds([onTier('undecided', 'hosted-open')], view)).toBe(true)
  })

  it('never goes by what is measured', () => {
    const { tree } = see()
    const tokens = volume(assumes('unknown'))
    const measuring = { ...tree, questions: [...tree.questions, tokens] }
    const answers = { tokens: 500 }
    expect(holds([measures(100)], viewOf(measuring, answers, outcomeOf(measuring, answers)))).toBe(false)
  })

  it('sees the tier of the rest', () => {
    const { tree } = see()
    for (const answers of [split, {}])
      expect(viewFrom(startWalk(tree, answers, true), outcomeOf(tree, answers)).walk.tier).toBe('hosted-open')
  })
})

describe('the other tiers', () => {
  it('are in their order, each with the first sentence that holds, and none where none does', () => {
    const tiers = {
      'self-hosted-open': { ruledOut: [says('not b', is(q, 'b')), says('a', is(q, 'a')), says('never')] },
      'frontier-closed': { ruledOut: [says('closed')] },
      'frontier-private': { ruledOut: [says('not b', is(q, 'b'))] },
    }
    expect(explained(treeOf({}, {}, tiers)).ruledOut).toEqual([
      { tier: 'self-hosted-open', because: says('a', is(q, 'a')), wouldTake: { p: 'b' }, unsure: false },
      { tier: 'frontier-closed', because: says('closed'), wouldTake: { p: 'c' }, unsure: false },
      { tier: 'frontier-private', because: { conditions: [], because: '', sources: {} }, wouldTake: { p: 'd' }, unsure: false },
      { tier: 'hybrid', because: { conditions: [], because: '', sources: {} }, wouldTake: { q: 'b' }, unsure: false },
    ])
  })
})

describe('the runner-up', () => {
  const tiers = { 'frontier-closed': { ruledOut: [says('dear')] }, 'self-hosted-open': { ruledOut: [says('work')] } }
  const next = (more: Partial<Rule> = {}, first: Partial<Rule> = {}, answers: Answers = {}) => {
    const { runnerUp } = explained(treeOf(more, first, tiers), answers)
    return runnerUp && `${runnerUp.tier} ${runnerUp.because.because}`
  }
  const names = (...rows: Rule['runnerUp']): Partial<Rule> => ({ runnerUp: rows })

  it('is the tier that the deciding rule names in the first row that holds', () => {
    expect(next(names({ conditions: [], tier: 'frontier-closed' }))).toBe('frontier-closed dear')
    expect(next(names({ conditions: [is(q, 'b')], tier: 'frontier-private' }, { conditions: [], tier: 'frontier-closed' }))).toBe(
      'frontier-closed dear',
    )
    expect(next(names({ conditions: [is(q, 'a')], tier: 'frontier-private' }, { conditions: [], tier: 'frontier-closed' }))).toBe(
      'frontier-private ',
    )
  })

  it('is else the one that the fewest changed answers lead to, the first of several', () => {
    expect(next()).toBe('self-hosted-open work')
    expect(next(names({ conditions: [is(q, 'b')], tier: 'frontier-private' }))).toBe('self-hosted-open work')
    // From the split, own machines and the private frontier take one answer as a part, but two as a whole.
    const { runnerUp, ruledOut } = explained(treeOf(), { q: 'b' })
    expect(ruledOut.map(({ tier, wouldTake }) => [tier, Object.keys(wouldTake ?? {}).length])).toEqual([
      ['self-hosted-open', 2],
      ['hosted-open', 1],
      ['frontier-closed', 1],
      ['frontier-private', 2],
    ])
    expect(runnerUp?.tier).toBe('hosted-open')
  })

  it('is none that a limit of another rule leaves out', () => {
    const left = (...of: readonly ('hosted-open' | 'frontier-closed' | 'frontier-private')[]): Partial<Rule> => ({
      only: { tiers: new Set(of) },
    })
    const named = names({ conditions: [], tier: 'frontier-private' })
    expect(next(named, left('hosted-open', 'frontier-private'))).toBe('frontier-private ')
    expect(next(named, left('hosted-open', 'frontier-closed'))).toBe('frontier-closed dear')
    // Two tiers can be split, one cannot.
    expect(next(names({ conditions: [], tier: 'hybrid' }), left('hosted-open', 'frontier-closed'))).toBe('hybrid ')
    expect(next(names({ conditions: [], tier: 'hybrid' }), left('hosted-open'))).toBeUndefined()
    expect(next(named, { only: { license: 'permissive' } })).toBe('frontier-private ')
  })

  it('may be one that the deciding rule leaves out itself', () => {
    const limited = { ...names({ conditions: [], tier: 'frontier-private' as const }), only: { tiers: new Set(['hosted-open' as const]) } }
    expect(next(limited)).toBe('frontier-private ')
  })

  it('is none where nothing else can be reached', () => {
    const alone = sketch({ questions: [p], steps: [step('s', [rule('all', [], { tier: 'hosted-open' })])] })
    expect(explained(alone)).toMatchObject({ runnerUp: undefined, flips: [], split: undefined })
  })
})

describe('cautions', () => {
  const caution = (id: string, ifGiven: typeof p | undefined, ...conditions: Parameters<typeof says>[1][]) => ({
    ...says(id, ...conditions),
    id,
    ifGiven,
  })
  const told = (answers: Answers) =>
    explained(
      treeOf({}, {}, {}, [
        caution('any', undefined),
        caution('b', undefined, is(q, 'b')),
        caution('given', p),
        caution('both', p, is(q, 'b')),
      ]),
      answers,
    ).cautions.map(({ id }) => id)

  it('are told where they hold, and some only where a question was answered', () => {
    expect(told({})).toEqual(['any'])
    expect(told({ q: 'b' })).toEqual(['any', 'b'])
    expect(told({ p: 'a' })).toEqual(['any', 'given'])
    expect(told({ p: null })).toEqual(['any'])
    expect(told({ p: 'b', q: 'b' })).toEqual(['any', 'b', 'given', 'both'])
  })
})

it('a split is between the parts, hard first', () => {
  const outcome = outcomeOf(treeOf(), { q: 'b' })
  expect(signature(outcome)).toBe('hard frontier-closed, rest hosted-open')
  expect(splitBetween(outcome.parts)).toEqual({ hard: 'frontier-closed', rest: 'hosted-open' })
  expect([splitBetween(outcome.parts.slice(1)), splitBetween([])]).toEqual([undefined, undefined])
})
