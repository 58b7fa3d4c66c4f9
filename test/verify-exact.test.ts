// What the verifier finds in all answers at once is what walking every single combination finds, no more and no less.

import { describe, expect, it } from 'vitest'
import { signature } from '../src/engine/explain.ts'
import { type Narrowing, type Step, type Tree, tierIds } from '../src/types.ts'
import { bothIn, isWithin } from '../src/verify/both.ts'
import { loosenedLimits } from '../src/verify/loosened.ts'
import { verifyTables } from '../src/verify/verify.ts'
import { type Random, randomFrom } from './random.ts'
import { randomTree, tidyTree, type Walked, walkAll } from './random-trees.ts'

const dead = ['unreachable-rule', 'shadowed-rule', 'duplicate-rule', 'contradictory-rule']

/** Findings as lines, all ways in which a rule can be dead as one. */
const found = (tree: Tree): string[] =>
  verifyTables(tree, { billed: new Set() })
    .filter(({ kind, path }) => kind !== 'idle-condition' && !(dead.includes(kind) && path[0] !== 'steps') && path[2] !== 'otherwise')
    .map(({ kind, path }) => `${dead.includes(kind) ? 'dead' : kind} ${path.join('.')}`)
    .sort()

function walkedInto(tree: Tree): string[] {
  const walks = walkAll(tree)
  const taken = new Set(walks.flatMap(({ progress }) => progress.path.flatMap(({ rule }) => rule ?? [])))
  const tiers = new Set(
    walks.flatMap(({ progress }) =>
      progress.kind === 'arrived' ? [progress.outcome.tier, ...progress.outcome.parts.map(({ tier }) => tier)] : [],
    ),
  )
  const lines = [
    ...tree.steps.flatMap((step) => {
      const dead = step.rules.filter((rule) => !taken.has(rule))
      return dead.length === step.rules.length ? [`dead steps.${step.id}`] : dead.map(({ id }) => `dead steps.${step.id}.rules.${id}`)
    }),
    ...tierIds.filter((tier) => !tiers.has(tier)).map((tier) => `unreachable-tier tiers.${tier}`),
    ...(walks.some(({ progress }) => progress.kind === 'stuck' && !progress.beyond) ? [`no-tier steps.${tree.steps.at(-1)?.id}`] : []),
    ...forbidden(tree, walks),
    ...questions(tree, walks),
  ]
  return lines.sort()
}

function forbidden(tree: Tree, walks: readonly Walked[]): string[] {
  const pairs = new Map<string, number>()
  for (const { progress } of walks) {
    if (progress.kind !== 'stuck' || !progress.beyond) continue
    const { path } = progress
    const limits = path.flatMap(({ rule }) => (rule?.only?.tiers ? [rule] : []))
    const last = path.findLast(({ rule }) => rule?.tier)
    const split = path.findLast(({ rule }) => rule?.slice)
    const ends = [
      ...(last?.rule?.tier ? [{ at: last, key: 'tier', tier: last.rule.tier }] : []),
      ...(split?.rule?.slice && split.rule.slice !== last?.rule?.tier ? [{ at: split, key: 'slice', tier: split.rule.slice }] : []),
    ]
    for (const { at, key, tier } of ends)
      for (const limit of limits)
        if (!limit.only?.tiers?.has(tier))
          pairs.set(
            `forbidden-tier steps.${at.step.id}.rules.${at.rule?.id}.${key} ${tree.steps.findIndex(({ rules }) => rules.includes(limit))} ${limit.id}`,
            1,
          )
  }
  return [...pairs.keys()].map((line) => line.split(' ').slice(0, 2).join(' '))
}

/** What the rules demand; the stricter license demands the other one too. */
function demands(narrowings: readonly Narrowing[]): Set<string> {
  return new Set(
    narrowings.flatMap(({ license, agreement, tiers }) => [
      ...(license ? ['license commercial'] : []),
      ...(license === 'permissive' ? ['license permissive'] : []),
      ...(agreement ? ['agreement'] : []),
      ...(tiers ? tierIds.filter((tier) => tier !== 'hybrid' && !tiers.has(tier)).map((tier) => `not ${tier}`) : []),
    ]),
  )
}

/** What holds of them all: no host is left to sign anything where own machines alone are. */
function held(tree: Tree, narrowings: readonly Narrowing[]): Set<string> {
  const all = demands(narrowings)
  const hosted = tierIds.filter((tier) => tier !== 'hybrid' && tree.tiers[tier].hosts.size > 0)
  return hosted.every((tier) => all.has(`not ${tier}`)) ? all.add('agreement') : all
}

function questions(tree: Tree, walks: readonly Walked[]): string[] {
  const asked = new Set(
    tree.steps.flatMap(({ rules }) =>
      rules.flatMap(({ conditions }) => conditions.flatMap((each) => (each.kind === 'answer' ? [each.question.id] : []))),
    ),
  )
  const end = ({ progress }: Walked) =>
    progress.kind === 'arrived' ? signature(progress.outcome).replaceAll('hard ', '').replaceAll('rest ', '') : 'lost'
  const limits = ({ progress }: Walked, own = false) => {
    const narrowings = progress.path.flatMap(({ rule }) => rule?.only ?? [])
    return own ? held(tree, narrowings) : demands(narrowings)
  }
  const byAnswers = new Map(walks.map((walked) => [JSON.stringify(walked.answers), walked]))
  return tree.questions.flatMap((question) => {
    if (question.kind !== 'choice') return []
    if (!asked.has(question.id)) return [`unasked-question questions.${question.id}`]
    const other = (walked: Walked, option: string) => byAnswers.get(JSON.stringify({ ...walked.answers, [question.id]: option })) as Walked
    const differs = walks.some((walked) =>
      question.options.some(
        ({ id }) => `${end(walked)} ${[...limits(walked)].sort()}` !== `${end(other(walked, id))} ${[...limits(other(walked, id))].sort()}`,
      ),
    )
    if (!differs) return [`question-in-vain questions.${question.id}`]
    const assumed = question.assume[0]?.value
    const unsafe = walks.some((walked) => {
      if (walked.answers[question.id] !== assumed || end(walked) === 'lost') return false
      return question.options.some(({ id }) => {
        const there = other(walked, id)
        // Own machines are strict enough, whatever a rule that names the question has hosts sign.
        const signs = walked.progress.path.some(
          ({ rule }) => rule?.only?.agreement && rule.conditions.some((each) => each.kind === 'answer' && each.question === question),
        )
        const [here, stricter] = [limits(walked), signs ? limits(there, true) : limits(there)]
        const more = (some: ReadonlySet<string>, others: ReadonlySet<string>) =>
          others.size > some.size && [...some].every((demand) => others.has(demand))
        const data = (all: ReadonlySet<string>) => new Set([...all].filter((demand) => !demand.startsWith('license')))
        return end(there) === end(walked) && (more(data(here), data(stricter)) || more(here, stricter))
      })
    })
    return unsafe ? [`unsafe-assumption questions.${question.id}.assume.0.value`] : []
  })
}

/** The same tree, where one rule limits nothing any more, or a new one stands above all others of its step. */
function changedTree(random: Random, tree: Tree): Tree {
  const at = random(tree.steps.length)
  const steps = tree.steps.map((step, index): Step => {
    if (index !== at) return step
    const dropped = random(step.rules.length)
    const [first] = step.rules
    const condition = step.rules[random(step.rules.length)]?.conditions ?? []
    return random(2) === 0 && first
      ? { ...step, rules: [{ ...first, id: 'new', conditions: condition, only: undefined }, ...step.rules] }
      : { ...step, rules: step.rules.map((rule, row) => (row === dropped ? { ...rule, only: undefined } : rule)) }
  })
  return { ...tree, steps }
}

/** Step and rule of each limit that held for some answers and holds for them no longer. */
function walkedAway(before: Tree, after: Tree): string[] {
  const now = walkAll(after)
  return walkAll(before).flatMap(({ progress }, index) => {
    const there = now[index]?.progress
    if (there?.kind !== 'arrived') return []
    const kept = held(
      after,
      there.path.flatMap(({ rule }) => rule?.only ?? []),
    )
    const isOpen = there.outcome.parts.some(({ tier }) => after.tiers[tier].weights !== 'closed')
    return progress.path.flatMap(({ step, rule }) => {
      const own = [...demands(rule?.only ? [rule.only] : [])].filter((demand) => isOpen || !demand.startsWith('license'))
      return own.every((demand) => kept.has(demand)) ? [] : [`${step.id} ${rule?.id}`]
    })
  })
}

const shapes = [
  { questions: 2, options: 3, steps: 2, rules: 3 },
  { questions: 3, options: 3, steps: 3, rules: 4 },
  { questions: 4, options: 2, steps: 4, rules: 3 },
  { questions: 5, options: 3, steps: 3, rules: 6 },
]

describe('the verifier', () => {
  it.each(shapes)('finds what walking every combination finds: $questions questions, $steps steps', (shape) => {
    const kinds = new Map<string, number>()
    for (let seed = 1; seed <= 120; seed++) {
      const tree = randomTree(randomFrom(seed), shape)
      const expected = walkedInto(tree)
      for (const line of expected) kinds.set(line.split(' ')[0] ?? '', (kinds.get(line.split(' ')[0] ?? '') ?? 0) + 1)
      expect(found(tree), `seed ${seed}`).toEqual(expected)
    }
    expect([...kinds.keys()].sort()).toEqual(expect.arrayContaining(['dead', 'forbidden-tier', 'no-tier', 'unreachable-tier']))
  })

  it('finds the limits that a change takes away, and no others', () => {
    let lifted = 0
    for (let seed = 1; seed <= 700; seed++) {
      const random = randomFrom(seed)
      const before = randomTree(random, { questions: 2 + (seed % 3), options: 3, steps: 3, rules: 3 })
      const after = changedTree(random, before)
      const expected = [...new Set(walkedAway(before, after))].sort()
      const found = loosenedLimits(bothIn(before, after), {}).map(
        ({ path, says }) => `${String(path[1])} ${/what (\S+) did/.exec(says)?.[1]}`,
      )
      expect([...new Set(found)].sort(), `seed ${seed}`).toEqual(expected)
      lifted += expected.length
    }
    expect(lifted).toBeGreaterThan(100)
  })

  it('finds the same in a change, with the same proofs, beside what it compares with', () => {
    const compared = ['lifted-limit', 'emptied-list', 'unnamed-option']
    let same = 0
    for (let seed = 1; seed <= 300; seed++) {
      const random = randomFrom(seed)
      const before = randomTree(random, { questions: 2 + (seed % 3), options: 3, steps: 3, rules: 3 })
      const after = changedTree(random, before)
      const plain = (overlay?: Parameters<typeof verifyTables>[3]) =>
        verifyTables(after, { billed: new Set() }, undefined, overlay)
          .filter(({ kind }) => !compared.includes(kind))
          .map(({ kind, path, says, proof }) => ({ kind, path, says, proof }))
      const alone = plain()
      expect(plain({ beneath: before, sections: {} }), `seed ${seed}`).toEqual(alone)
      if (isWithin(before, after)) same += alone.length
    }
    expect(same).toBeGreaterThan(100)
  })

  it('finds nothing in 1,000 sound rule sets', () => {
    let sound = 0
    for (let seed = 1; sound < 1000; seed++) {
      const tree = tidyTree(randomFrom(seed))
      if (walkedInto(tree).length > 0) continue
      sound++
      expect(verifyTables(tree, { billed: new Set() }), `seed ${seed}`).toEqual([])
      expect(seed, 'most of them have to be sound').toBeLessThan(4000)
    }
  })
})
