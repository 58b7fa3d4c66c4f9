// Where other answers lead, remembered by what the rules tell apart: always where a walk of its own leads.

import { describe, expect, it } from 'vitest'
import { type Place, placeOf, placesFrom, samePlace } from '../src/engine/places.ts'
import { type Answer, tablesOf } from '../src/engine/tables.ts'
import { startWalk, startWith } from '../src/engine/trail.ts'
import type { Answers, Question, Tree } from '../src/types.ts'
import { randomFrom } from './random.ts'
import { assumes, choice, is, measures, randomAnswers, randomSketch, rule, sketch, step, volume } from './sketched.ts'

const shown = (place: Place | undefined): string => (place ? place.parts.map(({ slice, tier }) => `${slice} ${tier}`).join() : 'none')

/** Every change of one answer or two, none included. */
function changesOf(tree: Tree): Answer[][] {
  const all = tablesOf(tree).asked.flatMap(({ options }) => [...options.values()])
  const pairs = all.flatMap((one) => all.filter(({ asked }) => asked.position > one.asked.position).map((other) => [one, other]))
  return [[], ...all.map((one) => [one]), ...pairs]
}

describe('any tree, from any answers', () => {
  it('has the places of walks, and one key only for answers that every change takes to the same places', () => {
    let [same, told] = [0, 0]
    for (let seed = 0; seed < 60; seed++) {
      const random = randomFrom(seed)
      const tree = randomSketch(random)
      const changes = changesOf(tree)
      const known = new Map<string, string>()
      for (let turn = 0; turn < 12; turn++) {
        const answers = randomAnswers(random, tree, true)
        const start = startWalk(tree, answers, true)
        const { after, key, bounds } = placesFrom(start)
        const found = changes.map((change) => shown(after(change))).join('\n')
        const walked = (of: Tree) => changes.map((change) => shown(placeOf(startWith({ ...start, tree: of }, ...change)))).join('\n')
        if (found !== walked(tree)) expect([seed, answers, found]).toEqual([seed, answers, walked(tree)])
        if (key === undefined) continue
        told++
        const ends = bounds.map(walked).join('\n\n')
        const at = `${bounds.length} ${key}`
        if (known.has(at)) same++
        if (ends !== (known.get(at) ?? ends)) expect([seed, answers, ends]).toEqual([seed, answers, known.get(at)])
        known.set(at, ends)
      }
    }
    expect([same > 50, told > 300]).toEqual([true, true])
  })
})

const p = choice('p', 'abc', assumes('a'))
const tokens = volume(assumes('unknown'))
const rest = rule('rest', [], { tier: 'hosted-open' })

describe('a key', () => {
  const keyOf = (tree: Tree, answers: Answers = {}) => placesFrom(startWalk(tree, answers, true)).key
  const treeOf = (questions: readonly Question[], ...conditions: Parameters<typeof rule>[1][]) =>
    sketch({
      questions,
      steps: [step('s', [...conditions.map((each, index) => rule(`r${index}`, each, { tier: 'frontier-closed' })), rest])],
    })

  it('is the same for answers that are treated alike, given or assumed', () => {
    const other = choice('other', 'ab', assumes('a'))
    const tree = treeOf([p, other, tokens], [is(p, 'b')])
    const keys = [{}, { p: 'a' }, { p: 'c' }, { other: 'a' }, { other: 'b' }, { tokens: 5 }, { p: null }, { other: 'z' }].map((answers) =>
      keyOf(tree, answers),
    )
    expect(new Set(keys).size).toBe(1)
    expect(new Set([keyOf(tree, { p: 'a' }), keyOf(tree, { p: 'b' }), keyOf(tree, { p: 'z' })]).size).toBe(3)
  })

  it('tells combinations of answers apart, and what nobody answers', () => {
    const all = ['k', 'l', 'm'].map((id) => choice(id, 'abc'))
    const tree = treeOf(all, ...all.flatMap((question) => [[is(question, 'a')], [is(question, 'b')]]))
    const values = ['a', 'b', 'c', 'z', undefined]
    const keys = values.flatMap((k) => values.flatMap((l) => values.map((m) => keyOf(tree, { k, l, m }))))
    expect(new Set(keys).size).toBe(125)
    expect(keyOf(treeOf([volume()]), {})).not.toBe(keyOf(treeOf([volume()]), { tokens: 5 }))
  })

  it('tells what is assumed from what is given where a change would shift it', () => {
    const shifting = (id: string) => choice(id, 'ab', assumes('b', is(p, 'b')), assumes('a'))
    const [x, y] = [shifting('x'), shifting('y')]
    const tree = treeOf([p, x, y], [is(x, 'b')], [is(y, 'b')], [is(p, 'c')])
    const keys = [{}, { x: 'a' }, { y: 'a' }, { x: 'a', y: 'a' }].map((answers) => keyOf(tree, answers))
    expect(new Set(keys).size).toBe(4)
    // The eleventh of many options with what is given, and the first one of them with what is assumed at position 1.
    const many = choice('many', 'abcdefghijkl')
    const of = treeOf([many, x, p], ...many.options.map(({ id }) => [is(many, id)]), [is(x, 'b')])
    expect(keyOf(of, { many: 'l', x: 'a' })).not.toBe(keyOf(of, { many: 'b' }))
  })

  it('is none where places depend on more than the answers, or there are too many of them', () => {
    const shifty = choice('m', 'ab', assumes('a', measures(100)), assumes('b'))
    expect([
      keyOf(treeOf([p, tokens], [measures(100)])) !== undefined,
      keyOf(treeOf([p, tokens], [measures(100), is(p, 'b')], [measures(100)])) !== undefined,
    ]).toEqual([true, true])
    expect([
      keyOf(treeOf([p, tokens], [measures(100)], [measures(1000)])),
      keyOf(treeOf([p, tokens], [measures(undefined, 100)])),
      keyOf(treeOf([p, tokens], [measures(100)], [measures(100, 100)])),
      keyOf(treeOf([p, tokens, shifty], [is(shifty, 'a')])),
    ]).toEqual([undefined, undefined, undefined, undefined])
    const many = (count: number) => Array.from({ length: count }, (_, index) => choice(`q${index}`, 'ab', assumes('a')))
    const told = (questions: readonly Question[]) => treeOf(questions, ...questions.map((question) => [is(question, 'a')]))
    // Three digits each: 3³³ numbers are safe, 3³⁴ are not.
    expect([keyOf(told(many(33))) !== undefined, keyOf(told(many(34)))]).toEqual([true, undefined])
  })
})

describe('what is measured', () => {
  /** `much` saves enough; where `p` is "b" that decides. */
  function look(answers: Answers) {
    const rules = [rule('much', [measures(100), is(p, 'b')], { tier: 'self-hosted-open' }), rest]
    const tree = sketch({ questions: [p, tokens], steps: [step('s', rules, { needs: [tokens] })] })
    let measured = 0
    const counting: Tree = {
      ...tree,
      measures: {
        'self-host-saving': {
          ...{ asks: [tokens], crossings: () => [] },
          value: () => {
            measured++
            return 500
          },
        },
      },
    }
    const { after, bounds } = placesFrom(startWalk(counting, answers, true))
    const [, b, c] = [...(tablesOf(counting).asked[0]?.options.values() ?? [])] as [Answer, Answer, Answer]
    const found = [[b], [c], []].map((change) => {
      measured = 0
      return [after(change)?.tier, measured]
    })
    const values = bounds.map((of) => of.measures['self-host-saving']?.value(startWalk(of, {}, true), []))
    return { found, values }
  }

  it('is asked for only where the bounds differ', () => {
    expect(look({ tokens: 5 })).toEqual({
      found: [
        ['self-hosted-open', 1],
        ['hosted-open', 0],
        ['hosted-open', 0],
      ],
      values: [undefined, Number.POSITIVE_INFINITY],
    })
  })

  it('is nothing at an unknown volume', () => {
    for (const answers of [{}, { tokens: 'unknown' }, { tokens: null }, { p: 'b', tokens: null }])
      expect(look(answers)).toEqual({
        found: [
          ['hosted-open', 0],
          ['hosted-open', 0],
          ['hosted-open', 0],
        ],
        values: [undefined],
      })
  })
})

it('places are the same where the same tiers serve the same parts', () => {
  const split = (hard: 'frontier-closed' | 'frontier-private', tier: 'hosted-open' | 'self-hosted-open'): Place => ({
    tier: 'hybrid',
    parts: [
      { slice: 'hard', tier: hard },
      { slice: 'rest', tier },
    ],
  })
  const whole: Place = { tier: 'frontier-closed', parts: [{ slice: 'rest', tier: 'frontier-closed' }] }
  const one = split('frontier-closed', 'hosted-open')
  expect([
    samePlace(one, split('frontier-closed', 'hosted-open')),
    samePlace(whole, { ...whole }),
    samePlace(undefined, undefined),
  ]).toEqual([true, true, true])
  const others = [split('frontier-private', 'hosted-open'), split('frontier-closed', 'self-hosted-open'), whole, undefined]
  for (const other of others) expect([samePlace(one, other), samePlace(other, one)]).toEqual([false, false])
})
