// What would change the answer, in small trees: against trying every other answer, and every set of them.

import { describe, expect, it } from 'vitest'
import { thresholdsOf } from '../src/engine/cells.ts'
import { smallestChanges, vantageOf } from '../src/engine/changes.ts'
import { type Explanation, explain, signature, splitOf, viewOf } from '../src/engine/explain.ts'
import { startWalk } from '../src/engine/trail.ts'
import { type Outcome, walkSteps } from '../src/engine/walk.ts'
import { type Answers, type ChoiceQuestion, type Rule, type Settled, type Tree, tierIds } from '../src/types.ts'
import { randomFrom } from './random.ts'
import { assumes, choice, is, measures, randomAnswers, randomSketch, rule, sketch, step, volume, wholeTiers } from './sketched.ts'

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
  for (let seed = 0; seed < 60; seed++) {
    const random = randomFrom(seed)
    const tree = randomSketch(random)
    for (let turn = 0; turn < 5; turn++) {
      const answers = randomAnswers(random, tree, true)
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
      // The split is that of the result, else that of the first flip to one.
      const split = [outcome.parts, ...explained.flips.map((flip) => flip.parts)].find(({ length }) => length > 1)
      const [hard, rest] = (split ?? []).map(({ tier }) => tier)
      for (const each of [explained.split, splitOf(viewOf(tree, answers, outcome), outcome, consulted)])
        if (each?.hard !== hard || each?.rest !== rest) expect([at, each]).toEqual([at, split && { hard, rest }])
    }
    expect([counts.to > 150, counts.up > 10, counts.down > 10]).toEqual([true, true, true])
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
      if (++index % 4 > 0) continue
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
    expect([one > 40, two > 8, three > 0]).toEqual([true, true, true])
  })
})

describe('volumes that flip', () => {
  const tokens = volume(assumes('unknown'))
  const hosted = rule('hosted', [], { tier: 'hosted-open' })
  const saving = (...edges: readonly number[]) =>
    edges.map((edge, index) => rule(`r${edge}`, [measures(edge)], { tier: wholeTiers[[0, 2, 3][index] ?? 1] }))
  const treeOf = (rules: readonly Rule[], more: Partial<Tree> = {}): Tree => ({
    ...sketch({ questions: [tokens], steps: [step('one', [...rules, hosted], { needs: [tokens] })] }),
    ...more,
  })
  const flips = (tree: Tree, at: number | undefined) => {
    const answers = { tokens: at }
    const progress = end(tree, answers)
    if (progress.kind !== 'arrived') return progress.kind
    const { outcome, consulted } = progress
    return explain(tree, answers, outcome, consulted).flips.map(
      ({ at: edge, to, tier }) => `${edge?.direction} ${edge?.volume} ${to} ${tier}`,
    )
  }

  it('are the nearest ones on each side, wherever their figures stand', () => {
    const of = () => treeOf(saving(1000, 500, 100))
    expect([flips(of(), 50), flips(of(), 100), flips(of(), 700), flips(of(), 5000), flips(of(), undefined)]).toEqual([
      ['up 100 undefined frontier-private'],
      ['up 500 undefined frontier-closed', 'down 99 undefined hosted-open'],
      ['up 1000 undefined self-hosted-open', 'down 499 undefined frontier-private'],
      ['down 999 undefined frontier-closed'],
      ['up 100 undefined frontier-private'],
    ])
  })

  it('are volumes, and none where nothing measures', () => {
    expect([flips(treeOf(saving(1)), 5), flips(treeOf(saving(2)), 5)]).toEqual([[], ['down 1 undefined hosted-open']])
    expect(flips(treeOf(saving(100), { measures: {} }), 5)).toEqual([])
  })

  it('are looked for at two crossings on each side, since one of two in a row changes something', () => {
    const crossing = (points: readonly number[], edge: number) =>
      treeOf(saving(edge), {
        measures: {
          'self-host-saving': {
            asks: [tokens],
            value: (walk) => Number(walk.consulted.find(({ question }) => question === tokens)?.value),
            crossings: () => points,
          },
        },
      })
    expect([flips(crossing([10, 20, 30], 20), 5), flips(crossing([10, 20, 30], 30), 5)]).toEqual([['up 20 undefined self-hosted-open'], []])
    expect([flips(crossing([10, 20, 30], 15), 40), flips(crossing([10, 20, 30], 5), 40)]).toEqual([[], []])
    expect(flips(crossing([10, 20, 30], 25), 40)).toEqual(['down 19 undefined hosted-open'])
  })
})

describe('the smallest change', () => {
  const p = choice('p', 'abcd', assumes('a'))
  const [tokens, hosted] = [volume(assumes('unknown')), rule('hosted', [], { tier: 'hosted-open' })]

  /** What each tier would take, and how often something was measured for that. */
  function look(rules: readonly Rule[], answers: Answers) {
    const sketched = sketch({ questions: [p, tokens], steps: [step('one', [...rules, hosted], { needs: [tokens] })] })
    const { 'self-host-saving': measure } = sketched.measures
    let measured = 0
    const tree: Tree = {
      ...sketched,
      measures: measure
        ? {
            'self-host-saving': {
              ...measure,
              value: (...of) => {
                measured++
                return measure.value(...of)
              },
            },
          }
        : {},
    }
    const start = startWalk(tree, answers, true)
    const here = end(tree, answers)
    if (here.kind !== 'arrived') throw new Error(here.kind)
    const vantage = vantageOf(start, here.outcome)
    measured = 0
    const found = smallestChanges(vantage)
    const took = tierIds.filter((tier) => tier !== here.outcome.tier).map((tier) => [tier, found.get(tier)])
    return { took: Object.fromEntries(took), measured }
  }

  it('is the first of those that are just as soft', () => {
    const closes = (letter: string) => rule(letter, [is(p, letter)], { tier: 'frontier-closed' })
    expect(look([closes('c'), closes('b')], {}).took).toMatchObject({ 'frontier-closed': { p: 'b' } })
    expect(look([closes('b'), closes('c')], { p: 'b' }).took).toMatchObject({ 'hosted-open': { p: 'a' } })
  })

  it('has the fewest answers, however hard they are to change', () => {
    const all = ['v', 'w', 'x', 'y', 'z'].map((id) => choice(id, 'ab', assumes('a')))
    const on = (ids: string) => all.filter(({ id }) => ids.includes(id)).map((question) => is(question, 'b'))
    const rules = [
      rule('two', on('vw'), { tier: 'frontier-closed' }),
      rule('three', on('xyz'), { tier: 'frontier-closed' }),
      rule('one', on('v'), { tier: 'frontier-private' }),
      rule('both', on('yz'), { tier: 'frontier-private' }),
      hosted,
    ]
    const tree = sketch({ questions: all, steps: [step('one', rules)] })
    const here = end(tree, {})
    if (here.kind !== 'arrived') throw new Error(here.kind)
    const found = smallestChanges(vantageOf(startWalk(tree, {}, true), here.outcome))
    expect([found.get('frontier-closed'), found.get('frontier-private')]).toEqual([{ v: 'b', w: 'b' }, { v: 'b' }])
  })

  it('is measured only for tiers to which it matters', () => {
    const closed = rule('closed', [is(p, 'c')], { tier: 'frontier-closed' })
    const much = (letter: string) => rule('much', [is(p, letter), measures(100)], { tier: 'self-hosted-open' })
    const none = { 'self-hosted-open': undefined, 'frontier-private': undefined, hybrid: undefined }
    expect(look([closed], { tokens: 500 })).toEqual({ took: { ...none, 'frontier-closed': { p: 'c' } }, measured: 0 })
    expect(look([closed, much('c')], { tokens: 500 })).toEqual({ took: { ...none, 'frontier-closed': { p: 'c' } }, measured: 0 })
    // Own GPUs alone depend on it, and it is measured once that they save enough.
    expect(look([closed, much('b')], { tokens: 500 })).toEqual({
      took: { ...none, 'self-hosted-open': { p: 'b' }, 'frontier-closed': { p: 'c' } },
      measured: 1,
    })
    expect(look([closed, much('b')], {})).toEqual({ took: { ...none, 'frontier-closed': { p: 'c' } }, measured: 0 })
  })

  it('to where one is with the least or the most measured is looked for as well', () => {
    // At "a" the measure decides between two tiers, so each of them is where one is at one of its ends.
    const rules = [
      rule('much', [is(p, 'a'), measures(100)], { tier: 'self-hosted-open' }),
      rule('own', [is(p, 'b')], { tier: 'self-hosted-open' }),
    ]
    expect(look(rules, { tokens: 500 }).took).toMatchObject({ 'hosted-open': { p: 'c' } })
    expect(look(rules, { tokens: 50 }).took).toMatchObject({ 'self-hosted-open': { p: 'b' } })
    expect(look(rules, {}).took).toMatchObject({ 'self-hosted-open': { p: 'b' } })
  })
})

it('is not sure of tiers where there are too many ways to try them all', () => {
  const all = ['w', 'x', 'y', 'z'].map((id) => choice(id, 'abcdefghijk', assumes('a')))
  const steps = all.map(({ id, options }, index) =>
    step(
      id,
      options.map((option, at) => {
        const closes = index === 0 && at === 1
        return rule(option.id, [is(all[index] as ChoiceQuestion, option.id)], {
          tier: closes ? 'frontier-closed' : index === 0 ? 'hosted-open' : undefined,
        })
      }),
    ),
  )
  const tree = sketch({ questions: all, steps })
  const progress = end(tree, {})
  if (progress.kind !== 'arrived') throw new Error(progress.kind)
  const told = explain(tree, {}, progress.outcome, progress.consulted).ruledOut.map(({ tier, wouldTake, unsure }) => [
    tier,
    wouldTake,
    unsure,
  ])
  expect(told).toEqual([
    ['self-hosted-open', undefined, true],
    ['frontier-closed', { w: 'b' }, false],
    ['frontier-private', undefined, true],
    ['hybrid', undefined, true],
  ])
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
