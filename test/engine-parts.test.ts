// The small parts of the engine, each by itself: what was learned, limits, cells of what is measured, branchings, and tables.

import { describe, expect, it } from 'vitest'
import { branchingsOf } from '../src/engine/branches.ts'
import { cellsOf, measuredConditions, thresholdsOf } from '../src/engine/cells.ts'
import { learned } from '../src/engine/learned.ts'
import { beyondLimits } from '../src/engine/limits.ts'
import { type Answer, type Asked, answerOf, tablesOf } from '../src/engine/tables.ts'
import { answersIn, type Given, givenIn, startFrom, startWalk, startWith } from '../src/engine/trail.ts'
import { isGiven, peek, pickFor, settle, walkSteps } from '../src/engine/walk.ts'
import type { MeasureName, Tree, WholeTier } from '../src/types.ts'
import { randomFrom } from './random.ts'
import { assumes, choice, is, measures, onTier, pick, rule, says, sketch, step, volume } from './sketched.ts'

const p = choice('p', 'ab', assumes('a'))
const q = choice('q', 'abc', assumes('b', is(p, 'a')), assumes('c'))
const tokens = volume(assumes('unknown'))
const open = choice('open')
/** Anew each time, since what is made of its steps is kept. */
const treeOf = () =>
  sketch({
    questions: [p, q, tokens, open],
    steps: [step('s', [rule('r', [is(q, 'b'), is(p, 'a')], { tier: 'hosted-open' }), rule('rest', [], { tier: 'self-hosted-open' })])],
    tiers: { 'hosted-open': { picks: [pick('first', is(open, 'a')), pick('second', onTier('hosted-open')), pick('last')] } },
  })

describe('what was learned', () => {
  function look() {
    const tree = treeOf()
    const { asked } = tablesOf(tree)
    const given = (answers: Record<string, string | number | null>): Given => givenIn(tree, answers)
    return { asked, given, of: asked as readonly [Asked, Asked, Asked] & readonly Asked[] }
  }

  it('is made once for answers that agree where it was looked', () => {
    const {
      given,
      of: [askedP, askedQ],
    } = look()
    const known = learned<string>()
    let made = 0
    const get = (answers: Record<string, string | null>) =>
      known.get(given(answers), (lookedAt) => {
        lookedAt.push(askedP, askedQ, askedP)
        return `${++made}`
      })
    expect([
      get({ p: 'a', q: 'b' }),
      get({ p: 'a', q: 'b', open: 'a' }),
      get({ p: 'b', q: 'b' }),
      get({ q: 'b' }),
      get({ p: null, q: 'b' }),
    ]).toEqual(['1', '1', '2', '3', '4'])
    expect([get({ q: 'b' }), get({ p: null, q: 'b' }), get({ p: 'a', q: 'c' }), get({ p: 'a', q: 'b' })]).toEqual(['3', '4', '5', '1'])
  })

  it('is none where an answer was no option', () => {
    const {
      given,
      of: [askedP, , askedTokens],
    } = look()
    const known = learned<string>()
    known.learn(given({ tokens: 5 }), [askedTokens], 'five')
    known.learn(given({ p: 'z' }), [askedP], 'z')
    expect([known.find(given({ tokens: 5 })), known.find(given({ tokens: 6 })), known.find(given({ p: 'z' }))]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    known.learn(given({}), [askedTokens], 'unasked')
    known.learn(given({ tokens: null }), [askedTokens], 'unsure')
    expect([known.find(given({})), known.find(given({ tokens: null })), known.find(given({ tokens: 5 }))]).toEqual([
      'unasked',
      'unsure',
      undefined,
    ])
  })

  it('is what nothing had to be looked at for', () => {
    const {
      given,
      of: [askedP],
    } = look()
    const known = learned<string>()
    expect(known.find(given({}))).toBeUndefined()
    known.learn(given({}), [askedP], 'x')
    expect([known.find(given({})), known.find(given({ p: 'a' }))]).toEqual(['x', undefined])
  })

  it('is forgotten once it is full, and never more than there is room for', () => {
    const {
      given,
      of: [askedP, askedQ],
    } = look()
    // A fork of two options takes five numbers, one of three six, after the first.
    const found = (room: number, looks: readonly Asked[], ...many: Record<string, string>[]) => {
      const known = learned<number>(room)
      for (const [index, answers] of many.entries()) known.learn(given(answers), looks, index)
      return many.map((answers) => known.find(given(answers)))
    }
    expect([found(6, [askedP], { p: 'a' }), found(5, [askedP], { p: 'a' })]).toEqual([[0], [undefined]])
    expect([found(12, [askedP, askedQ], { p: 'a' }), found(11, [askedP, askedQ], { p: 'a' })]).toEqual([[0], [undefined]])
    expect(found(6, [askedP, askedP], { p: 'a' })).toEqual([0])
    expect(found(11, [askedP], { p: 'a' }, { p: 'b' })).toEqual([0, 1])
    expect(found(10, [askedP], { p: 'a' }, { p: 'b' })).toEqual([undefined, 1])
    // The second way shares the first fork: 1 + 5 + 6 + 6 numbers are taken, and a third one would need up to 11 more.
    expect(found(29, [askedP, askedQ], { p: 'a', q: 'a' }, { p: 'b', q: 'a' }, { p: 'b', q: 'b' })).toEqual([0, 1, 2])
    expect(found(28, [askedP, askedQ], { p: 'a', q: 'a' }, { p: 'b', q: 'a' }, { p: 'b', q: 'b' })).toEqual([undefined, undefined, 2])
  })

  it.each([2 ** 18, 40])('is what was made, for any answers, with room for %d numbers', (room) => {
    const { asked } = look()
    const random = randomFrom(room)
    const known = learned<string>(room)
    let found = 0
    for (let turn = 0; turn < 2000; turn++) {
      const some: (Answer | null | undefined)[] = asked.map(
        (each) => [undefined, null, ...each.options.values(), answerOf(each, turn)][random(each.options.size + 3)],
      )
      const lookedAt: Asked[] = []
      let value = ''
      // Where one looks next depends on what was seen.
      for (let at = 0; at < asked.length; at += 1 + ((value.length + (some[at]?.option ?? 0)) % 2)) {
        const each = asked[at] as Asked
        lookedAt.push(each)
        value += `${each.question.id}${some[at]?.value ?? some[at]} `
      }
      const before = known.find(some)
      if (before !== undefined) found++
      if (before !== undefined && before !== value) expect(before).toBe(value)
      known.learn(some, lookedAt, value)
      const options = lookedAt.every(({ position, options: all }) => (some[position]?.option ?? -1) < all.size)
      if (known.find(some) !== (options ? value : undefined))
        expect([value, known.find(some)]).toEqual([value, options ? value : undefined])
    }
    expect(found).toBeGreaterThan(room > 40 ? 800 : 50)
  })
})

describe('a limit', () => {
  const only = (...tiers: WholeTier[]) => ({ tiers: new Set(tiers) })
  const decision = (of: ReturnType<typeof rule> | undefined) => ({
    step: step('s', []),
    status: 'passed' as const,
    rule: of,
    because: '',
    sources: {},
  })
  const limit = rule('limit', [], { only: only('hosted-open') })
  const other = rule('other', [], { only: { license: 'permissive' } })
  const [first, second, hard] = [
    rule('first', [], { tier: 'frontier-closed' }),
    rule('second', [], { tier: 'frontier-closed' }),
    rule('hard', [], { slice: 'frontier-closed' }),
  ]
  const parts = (...tiers: WholeTier[]) => tiers.map((tier) => ({ tier }))
  const beyond = (tiers: WholeTier[], rules: (typeof limit | undefined)[]) => {
    const narrowings = rules.flatMap((of) => of?.only ?? [])
    return beyondLimits({ parts: parts(...tiers), narrowings }, rules.map(decision))
  }

  it('holds for every part, whichever rule leads there last', () => {
    expect(beyond(['frontier-closed'], [other, limit, first, second])).toEqual({
      rule: second,
      tier: 'frontier-closed',
      limit,
      left: ['hosted-open'],
    })
    expect(beyond(['hosted-open', 'frontier-closed'], [hard, undefined, limit])).toEqual({
      rule: hard,
      tier: 'frontier-closed',
      limit,
      left: ['hosted-open'],
    })
    expect(beyond(['hosted-open'], [limit, first])).toBeUndefined()
    expect(beyond(['frontier-closed'], [other, first])).toBeUndefined()
  })

  it('is that of the rule that leaves the tier out, not of one before it', () => {
    const wide = rule('wide', [], { only: only('hosted-open', 'frontier-closed') })
    expect(beyond(['frontier-closed'], [wide, limit, first])?.limit).toBe(limit)
  })

  it('is none where no rule of the way has it, or leads there', () => {
    expect(beyondLimits({ parts: parts('frontier-closed'), narrowings: [only('hosted-open')] }, [decision(first)])).toBeUndefined()
    expect(beyond(['frontier-private'], [limit, first])).toBeUndefined()
  })
})

describe('what is measured', () => {
  const measuring = (...conditions: ReturnType<typeof measures>[]): Tree =>
    sketch({
      questions: [tokens],
      steps: [
        step(
          's',
          [
            rule('r', [onTier('hosted-open'), ...conditions.slice(0, 1)], { tier: 'hosted-open' }),
            rule('rest', [], { tier: 'self-hosted-open' }),
          ],
          {
            conditions: conditions.slice(1, 2),
            otherwise: [says('x', ...conditions.slice(2))],
          },
        ),
      ],
    })
  const numbers = (of: Tree) => cellsOf(of).map((cell) => cell['self-host-saving'])

  it('is cut into cells at the figures, first where nothing is known, then from the top', () => {
    expect(numbers(measuring())).toEqual([undefined])
    expect(numbers(measuring(measures(100)))).toEqual([undefined, Number.POSITIVE_INFINITY])
    expect(numbers(measuring(measures(100), measures(1000)))).toEqual([undefined, Number.POSITIVE_INFINITY, 100])
    // From 100 to 1000 the conditions are met as they are above 5000.
    expect(numbers(measuring(measures(100), measures(10), measures(1000, 5000)))).toEqual([undefined, Number.POSITIVE_INFINITY, 1000, 10])
    expect(numbers(measuring(measures(undefined, 100)))).toEqual([undefined, Number.NEGATIVE_INFINITY])
  })

  it('has a cell for each way to meet both of two conditions, and of two measures', () => {
    const only = (number: number) => ({ 'self-host-saving': number })
    expect(cellsOf(measuring(measures(100, 1000), measures(1000)))).toEqual([{}, only(Number.POSITIVE_INFINITY), only(100)])
    // There is only one measure yet.
    const other = { ...measures(7), measure: 'other' as MeasureName }
    const numbered = (number: number) => ({ ...only(number), other: Number.POSITIVE_INFINITY })
    const low = { ...only(Number.NEGATIVE_INFINITY), other: Number.POSITIVE_INFINITY }
    const high = { ...only(Number.POSITIVE_INFINITY), other: Number.NEGATIVE_INFINITY }
    expect(cellsOf(measuring(measures(100), other))).toEqual([{}, numbered(Number.POSITIVE_INFINITY), low, high])
  })

  it('is compared with each figure once', () => {
    const of = measuring(measures(100), measures(100, 1000), measures(undefined, 100))
    expect(measuredConditions(of)).toHaveLength(3)
    expect(thresholdsOf(of).map(({ measure, figure }) => `${measure} ${figure.id}`)).toEqual([
      'self-host-saving f100',
      'self-host-saving f1000',
    ])
  })
})

describe('branchings', () => {
  it('have a branch for all options that lead the same way, unfolded once', () => {
    const tree = treeOf()
    const root = branchingsOf(tree)
    if (root.kind !== 'question') throw new Error(root.kind)
    expect(root.asked.question).toBe(p)
    expect(root.branches.map(({ answer, options }) => [answer.value, [...options]])).toEqual([
      ['a', [0]],
      ['b', [1]],
    ])
    const [first, second] = root.branches
    const inner = first?.next()
    expect(first?.next()).toBe(inner)
    expect(second?.next()).toEqual({ kind: 'end', tier: 'self-hosted-open' })
    if (inner?.kind !== 'question') throw new Error(inner?.kind)
    expect(inner.branches.map(({ answer, options, next }) => [answer.value, [...options], next()])).toEqual([
      ['a', [0, 2], { kind: 'end', tier: 'self-hosted-open' }],
      ['b', [1], { kind: 'end', tier: 'hosted-open' }],
    ])
    expect(branchingsOf(tree)).toBe(root)
  })

  it('end nowhere where no rule leads to a tier', () => {
    expect(branchingsOf(sketch({ questions: [p], steps: [step('s', [rule('r', [])])] }))).toEqual({ kind: 'end', tier: undefined })
  })
})

describe('tables', () => {
  it('know each question by its position and its name', () => {
    const tree = treeOf()
    const tables = tablesOf(tree)
    const { asked } = tables
    expect(
      asked.map(({ question, position, hardness, steady, shifts, options }) => [
        question.id,
        position,
        hardness,
        steady,
        shifts,
        [...options.keys()].join(''),
      ]),
    ).toEqual([
      ['p', 0, 4, true, true, 'ab'],
      ['q', 1, 3, true, false, 'abc'],
      ['tokens', 2, 2, true, false, ''],
      ['open', 3, 1, true, false, 'ab'],
    ])
    expect([tables.volume, tables.askedById.get('q'), tables.askedOf(q)]).toEqual([asked[2], asked[1], asked[1]])
    expect([tables.unseen, tables.unnoted]).toEqual([
      [undefined, undefined, undefined, undefined],
      [false, false, false, false],
    ])
    expect(() => tables.askedOf(choice('p'))).toThrow('the question p is of another tree')
  })

  it('know an answer by the position of its option, one past the last where it is none', () => {
    const of = tablesOf(treeOf()).asked[1] as Asked
    expect(['a', 'c', 'z', 7].map((value) => answerOf(of, value).option)).toEqual([0, 2, 3, 3])
    expect([...of.options.values()].map(({ kind, value, option, assumed }) => [kind, value, option, assumed])).toEqual([
      ['answer', 'a', 0, undefined],
      ['answer', 'b', 1, undefined],
      ['answer', 'c', 2, undefined],
    ])
    expect(of.assume.map(({ is: { value, assumed } }) => [value, assumed])).toEqual(q.assume.map((row) => [row.value, row]))
  })

  it('know which assumptions are the same all along a walk', () => {
    const measured = choice('m', 'ab', assumes('a', measures(100)), assumes('b'))
    const indirect = choice('i', 'ab', assumes('a', is(measured, 'a')), assumes('b'))
    const [x, y] = [choice('x'), choice('y')]
    // Rules that load have no such circle; the tables end all the same.
    Object.assign(x, { assume: [assumes('a', is(y, 'a'))] })
    Object.assign(y, { assume: [assumes('a', is(x, 'a'))] })
    const of = sketch({ questions: [measured, indirect, x, y, p], steps: [] })
    expect(tablesOf(of).asked.map(({ question, steady }) => [question.id, steady])).toEqual([
      ['m', false],
      ['i', false],
      ['x', true],
      ['y', true],
      ['p', true],
    ])
  })
})

describe('a walk', () => {
  it('takes answers by name, and forgets those to questions of other trees', () => {
    const tree = treeOf()
    const given = givenIn(tree, { q: 'b', p: null, tokens: 5, open: undefined, other: 'x' })
    expect(given.map((answer) => (answer === null ? null : answer?.value))).toEqual([null, 'b', 5, undefined])
    expect(answersIn(tree, given)).toEqual({ p: null, q: 'b', tokens: 5 })
    const lookedAt: Asked[] = []
    walkSteps(startFrom(tree, given, true, lookedAt))
    expect(lookedAt.map(({ question }) => question.id)).toEqual(['q', 'p'])
  })

  it('starts again with other answers', () => {
    const tree = treeOf()
    const { asked } = tablesOf(tree)
    const start = startWalk(tree, { p: 'a' }, true)
    const other = startWith(start, answerOf(asked[0] as Asked, 'b'), answerOf(asked[1] as Asked, 'c'))
    expect([answersIn(tree, other.given), answersIn(tree, start.given), other.assume]).toEqual([{ p: 'b', q: 'c' }, { p: 'a' }, true])
  })

  it('notes what was settled, but not what was only looked at', () => {
    const walk = startWalk(treeOf(), { tokens: 5 }, true)
    expect([peek(walk, tokens), peek(walk, open)]).toMatchObject([{ value: 5 }, { id: 'open' }])
    expect(walk.consulted).toEqual([])
    expect([settle(walk, q), settle(walk, q), settle(walk, open)]).toEqual([undefined, undefined, open])
    expect(walk.consulted.map(({ question, value, assumed }) => [question.id, value, assumed?.because])).toEqual([
      ['p', 'a', 'assumed a'],
      ['q', 'b', 'assumed b'],
    ])
  })

  it('knows what was answered, and not by "not sure"', () => {
    const walk = startWalk(treeOf(), { p: 'a', q: null }, true)
    expect([p, q, open].map((question) => isGiven(walk, question))).toEqual([true, false, false])
  })

  it('has the picks of a tier, or asks for what they go by', () => {
    const tree = treeOf()
    const picked = (answers: Record<string, string>, tier?: WholeTier) =>
      pickFor({ ...startWalk(tree, answers, true), tier }, 'hosted-open')?.id
    expect([picked({}), picked({ open: 'a' }), picked({ open: 'b' }), picked({ open: 'b' }, 'hosted-open')]).toEqual([
      'open',
      'first',
      'last',
      'second',
    ])
    expect(pickFor(startWalk(tree, {}, true), 'frontier-closed')).toBeUndefined()
  })
})
