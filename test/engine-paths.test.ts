// All ways through small trees: for what is still open, and for how many questions there may be.

import { describe, expect, it } from 'vitest'
import { answerFor, everyPath, openQuestions, shortlistClasses, tierClasses, withEveryMeasure } from '../src/engine/paths.ts'
import { questionsLeft } from '../src/engine/questions-left.ts'
import type { Answers, ChoiceQuestion, Tree } from '../src/types.ts'
import { randomFrom } from './random.ts'
import { assumes, choice, is, measures, onTier, pick, randomAnswers, randomSketch, rule, says, sketch, step, volume } from './sketched.ts'

const p = choice('p', 'abcd', assumes('a'))
const q = choice('q', 'ab', assumes('a'))
const r = choice('r', 'abc')
const s = choice('s')
/** Anew each time, since what is made of its steps is kept. */
const treeOf = () =>
  sketch({
    questions: [p, q, r, s],
    steps: [
      step('one', [rule('strict', [is(p, 'ac')], { only: { license: 'permissive' } }), rule('rest', [])]),
      step('two', [rule('hosted', [is(p, 'b'), is(q, 'a')], { tier: 'hosted-open' }), rule('own', [], { tier: 'self-hosted-open' })]),
    ],
    tiers: { 'hosted-open': { picks: [pick('x', is(r, 'c')), pick('rest')] } },
  })

/** `question options, … → tier` for each path. */
const lines = (of: Tree, extent: 'tier' | 'shortlist', given: Answers = {}) =>
  [...everyPath(of, extent, given)].map(({ answers, end }) => {
    const way = answers.map(({ question, options }) => `${question.id} ${options.join('|')}`).join(', ')
    return `${way} → ${end.kind === 'arrived' ? end.outcome.tier : end.kind}`
  })

describe('every path', () => {
  it('takes options together that every condition treats alike', () => {
    expect(lines(treeOf(), 'tier')).toEqual([
      'p a|c → self-hosted-open',
      'p b, q a → hosted-open',
      'p b, q b → self-hosted-open',
      'p d → self-hosted-open',
    ])
    expect(lines(treeOf(), 'shortlist').slice(1, 3)).toEqual(['p b, q a, r a|b → hosted-open', 'p b, q a, r c → hosted-open'])
  })

  it('leaves given answers alone', () => {
    expect(lines(treeOf(), 'tier', { p: 'b' })).toEqual(['q a → hosted-open', 'q b → self-hosted-open'])
    expect(lines(treeOf(), 'shortlist', { p: 'b', q: 'a', r: 'a' })).toEqual([' → hosted-open'])
  })

  it('has classes of options for the tier, and finer ones for the list of models', () => {
    const shown = (classes: ReturnType<typeof tierClasses>) =>
      [...classes].map(([id, all]) => `${id} ${all.map((each) => each.join('')).join(' ')}`)
    expect(shown(tierClasses(treeOf()))).toEqual(['p ac b d', 'q a b', 'r abc', 's ab'])
    expect(shown(shortlistClasses(treeOf()))).toEqual(['p ac b d', 'q a b', 'r ab c', 's ab'])
  })

  it('goes by conditions of steps, of what is said otherwise, and of assumptions as well', () => {
    const skipping = sketch({
      questions: [p, q, choice('r', 'abc', assumes('a', is(s, 'b')), assumes('b')), s],
      steps: [
        step('one', [rule('x', [], { tier: 'hosted-open' })], { conditions: [is(p, 'd')], otherwise: [says('o', is(q, 'b')), says('x')] }),
      ],
    })
    expect([...tierClasses(skipping)].map(([, all]) => all.length)).toEqual([2, 2, 1, 2])
  })
})

describe('a tree with measures of its own', () => {
  const tokens = volume(assumes('unknown'))
  const measuringOf = () =>
    sketch({
      questions: [p, tokens],
      steps: [
        step('one', [
          rule('much', [measures(1000)], { tier: 'self-hosted-open' }),
          rule('some', [measures(100)], { tier: 'frontier-closed' }),
          rule('rest', [], { tier: 'hosted-open' }),
        ]),
      ],
    })

  it('has a volume for each cell', () => {
    const measuring = measuringOf()
    expect(lines(withEveryMeasure(measuring), 'tier')).toEqual([
      'tokens unknown → hosted-open',
      'tokens 1000000000000 → self-hosted-open',
      'tokens 999999999999 → frontier-closed',
    ])
    const { measures: made } = withEveryMeasure(measuring)
    expect(made['self-host-saving']?.asks).toEqual([tokens])
    expect(made['self-host-saving']?.crossings({} as never, [], {} as never)).toEqual([])
  })

  it('measures nothing without a question for the volume', () => {
    const of = sketch({ questions: [p], steps: measuringOf().steps })
    expect(lines(withEveryMeasure(of), 'tier')).toEqual([' → hosted-open'])
  })

  it('has numbers for volumes but the unknown one', () => {
    expect([answerFor(tokens, ['5']), answerFor(tokens, ['unknown']), answerFor(p, ['5']), answerFor(p, [])]).toEqual([
      5,
      'unknown',
      '5',
      '',
    ])
  })
})

const letters = 'abcdefghijklmnopqrstuvwxyz'

/** Questions with so many options, each of which is a case of its own; `z` is behind a rule that always fits. */
function wide(...counts: readonly number[]): Tree {
  const of = counts.map((count, index) => choice(`x${index}`, letters.slice(0, count)))
  const z = choice('z')
  const all = (question: ChoiceQuestion) =>
    step(
      question.id,
      question.options.map(({ id }) => rule(id, [is(question, id)], { tier: 'hosted-open' })),
    )
  return sketch({ questions: [p, ...of, z], steps: [...of.map(all), step('z', [rule('any', []), rule('z', [is(z, 'a')])])] })
}

describe('open questions', () => {
  const shown = (of: Tree, answers: Answers) =>
    openQuestions(of, answers).map(({ question, always }) => `${question.id}${always ? '!' : ''}`)

  it('are those that may be asked, and on every way or not', () => {
    expect([shown(treeOf(), {}), shown(treeOf(), { p: 'b' }), shown(treeOf(), { p: 'b', q: 'a' }), shown(treeOf(), { p: 'd' })]).toEqual([
      ['p!', 'q', 'r'],
      ['q!', 'r'],
      ['r!'],
      [],
    ])
  })

  it('are whatever is looked at anywhere where there are too many ways', () => {
    expect(shown(wide(10, 10, 10, 10), {})).toEqual(['x0!', 'x1!', 'x2!', 'x3!'])
    const { questions, steps, tiers, ...more } = wide(22, 22, 22)
    const needy = step('needy', [rule('n', [], { needs: [s] })], { needs: [q] })
    const picks = { ...tiers['frontier-closed'], picks: [pick('k', is(r, 'b'))] }
    const of: Tree = {
      ...more,
      questions: [q, r, s, ...questions],
      steps: [...steps, needy],
      tiers: { ...tiers, 'frontier-closed': picks },
    }
    expect(shown(of, {})).toEqual(['q', 'r', 's', 'x0!', 'x1', 'x2', 'z'])
  })

  it('are then all where something is measured', () => {
    const of = wide(22, 22, 22)
    const measured = { ...of, steps: [...of.steps, step('m', [rule('any', []), rule('m', [onTier('undecided'), measures(1)])])] }
    expect(shown(measured, { z: 'a' })).toEqual(['p', 'x0!', 'x1', 'x2'])
  })
})

describe('questions left', () => {
  it('are as many as the longest way has', () => {
    const counts = new Set<number>()
    for (let seed = 0; seed < 60; seed++) {
      const random = randomFrom(seed)
      const of = randomSketch(random)
      for (const given of [{}, randomAnswers(random, of), randomAnswers(random, of, true)]) {
        // Nobody is unsure where nothing is assumed.
        if (of.questions.some(({ id, assume }) => assume.length === 0 && given[id] === null)) continue
        const longest = Math.max(...[...everyPath(of, 'shortlist', given)].map(({ answers }) => answers.length))
        counts.add(longest)
        if (questionsLeft(of, given) !== longest) expect([seed, given, questionsLeft(of, given)]).toEqual([seed, given, longest])
      }
    }
    expect([...counts].sort()).toEqual([0, 1, 2, 3, 4, 5, 6])
  })

  it('are none for what nothing measures', () => {
    const of = sketch({
      questions: [q],
      steps: [step('one', [rule('m', [measures(1)]), rule('q', [is(q, 'a')], { tier: 'hosted-open' }), rule('r', [])])],
    })
    expect(questionsLeft(of, {})).toBe(1)
  })

  /** How often the tree is walked, each of which looks there for its tables. */
  function walks(of: Tree, given: Answers = {}): readonly [number, number] {
    const { steps } = of
    questionsLeft(of, given)
    let looks = 0
    const counting: Tree = Object.defineProperty({ ...of }, 'steps', {
      get: () => {
        looks++
        return steps
      },
    })
    return [questionsLeft(counting, given), looks]
  }

  it('are found without walking ways that cannot be the longest', () => {
    const all = ['k', 'l', 'm', 'n'].map((id) => choice(id, 'abc'))
    const of = sketch({
      questions: all,
      steps: all.map((question) =>
        step(question.id, [
          rule('a', [is(question, 'a')], { tier: 'hosted-open' }),
          rule('b', [is(question, 'b')], { tier: 'hosted-open' }),
          rule('c', [], { tier: 'hosted-open' }),
        ]),
      ),
    })
    expect(walks(of)).toEqual([4, 12])
    expect(walks(of, { k: 'a', n: 'b' })).toEqual([2, 8])
  })

  it('are all that can be asked where there are too many ways', () => {
    // Ten thousand walks are just enough: 1 + 9 + 9 × 10 + 9 × 10² + 9 × 10³.
    expect([questionsLeft(wide(9, 10, 10, 10), {}), questionsLeft(wide(10, 9, 10, 10), {})]).toEqual([4, 5])
  })
})
