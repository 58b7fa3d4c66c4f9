// Seed → a small random tree of questions and rules, sound or not, and a way to walk it with every combination of answers.

import { startWalk } from '../src/engine/trail.ts'
import { type Progress, walkSteps } from '../src/engine/walk.ts'
import type { ChoiceQuestion, Condition, Narrowing, Rule, Step, Tree, WholeTier } from '../src/types.ts'
import type { Random } from './random.ts'
import { tree as builtIn } from './support.ts'

const whole: readonly WholeTier[] = ['self-hosted-open', 'hosted-open', 'frontier-closed', 'frontier-private']

export interface Shape {
  readonly questions: number
  readonly options: number
  readonly steps: number
  readonly rules: number
}

export function randomTree(random: Random, shape: Shape): Tree {
  const questions = Array.from({ length: shape.questions }, (_, index) => randomQuestion(random, index, shape.options))
  const steps = Array.from({ length: shape.steps }, (_, index) => randomStep(random, questions, index, shape))
  const rows = [{ conditions: [], because: 'said', sources: {} }]
  const bare = { ...builtIn.tiers['hosted-open'], summary: rows, ruledOut: rows, nextSteps: [], picks: [] }
  const { tiers: own } = builtIn
  const tiers = Object.fromEntries(
    [...whole, 'hybrid' as const].map((id) => [id, { ...bare, id, weights: own[id].weights, hosts: own[id].hosts }]),
  ) as unknown as Tree['tiers']
  return { ...builtIn, questions, steps, tiers, cautions: [], bills: [], claims: [], examples: () => [] }
}

function randomQuestion(random: Random, index: number, most: number): ChoiceQuestion {
  const options = Array.from({ length: 2 + random(most - 1) }, (_, option) => ({
    id: `o${option}`,
    means: 'm',
    example: undefined,
    anyHost: false,
  }))
  const assume = random(3) === 0 ? [] : [{ conditions: [], because: 'b', sources: {}, value: `o${random(options.length)}` }]
  return { kind: 'choice', id: `q${index}`, step: 's0', ask: 'a', why: 'w', showsBills: false, assume, options }
}

function randomStep(random: Random, questions: readonly ChoiceQuestion[], index: number, shape: Shape): Step {
  const last = index === shape.steps - 1
  const conditions: Condition[] = index > 0 && random(2) === 0 ? [tierCondition(random)] : []
  const rules = Array.from(
    { length: 1 + random(shape.rules) },
    (_, row): Rule => randomRule(random, questions, `r${row}`, false, last && random(4) > 0),
  )
  const otherwise = conditions.length > 0 ? [{ conditions: [], because: 'b', sources: {} }] : []
  return {
    id: `s${index}`,
    title: 't',
    conditions,
    otherwise,
    needs: [],
    rules: [...rules, randomRule(random, questions, 'rest', true, last && random(8) > 0)],
  }
}

function randomRule(random: Random, questions: readonly ChoiceQuestion[], id: string, open: boolean, decides: boolean): Rule {
  const asked = questions.filter(() => random(2) === 0).slice(0, 2)
  const conditions: Condition[] = open
    ? []
    : (asked.length > 0 ? asked : questions.slice(0, 1)).map((question) => answerCondition(random, question))
  if (!open && random(5) === 0) conditions.push(tierCondition(random))
  const tier = decides || random(3) === 0 ? whole[random(4)] : undefined
  const only: Narrowing | undefined = random(4) === 0 ? randomNarrowing(random) : undefined
  return {
    id,
    conditions,
    tier,
    slice: random(6) === 0 ? whole[random(4)] : undefined,
    needs: [],
    only,
    runnerUp: [],
    because: id,
    sources: {},
  }
}

const tierCondition = (random: Random): Condition => ({
  kind: 'tier',
  oneOf: new Set([['undecided', ...whole][random(5)] ?? '', 'undecided'].slice(random(2))),
})

function answerCondition(random: Random, question: ChoiceQuestion): Condition {
  const some = question.options.filter(() => random(2) === 0)
  const chosen = some.length > 0 && some.length < question.options.length ? some : question.options.slice(0, 1)
  return { kind: 'answer', question, oneOf: new Set(chosen.map(({ id }) => id)) }
}

function randomNarrowing(random: Random): Narrowing {
  const kind = random(3)
  if (kind === 0) return { license: random(2) === 0 ? 'permissive' : 'commercial' }
  if (kind === 1) return { agreement: 'yes' }
  return { tiers: new Set(whole.filter(() => random(3) > 0)) }
}

export interface Walked {
  readonly answers: Readonly<Record<string, string>>
  readonly progress: Progress
}

/** Every combination of answers, each walked by the engine. */
export function walkAll(tree: Tree): Walked[] {
  let all: Record<string, string>[] = [{}]
  for (const question of tree.questions)
    if (question.kind === 'choice') all = all.flatMap((answers) => question.options.map(({ id }) => ({ ...answers, [question.id]: id })))
  return all.map((answers) => ({ answers, progress: walkSteps(startWalk(tree, answers, false)) }))
}

/** A tree whose last step shares out all answers among its rules, so that each of them takes some; mostly sound. */
export function tidyTree(random: Random): Tree {
  const bare = randomTree(random, { questions: 2 + random(3), options: 4, steps: 1, rules: 1 })
  const questions = bare.questions.filter((question): question is ChoiceQuestion => question.kind === 'choice')
  const [first] = questions
  if (!first) throw new Error('there are always questions')
  const strict = first.options[0]?.id ?? ''
  const decided = questions.map((question) =>
    Object.assign(question, { assume: [{ conditions: [], because: 'b', sources: {}, value: question === first ? strict : 'o1' }] }),
  )
  const rule = (id: string, conditions: readonly Condition[], more: Partial<Rule> = {}): Rule => ({
    ...{ id, conditions, tier: undefined, slice: undefined, needs: [], only: undefined, runnerUp: [], because: id, sources: {} },
    ...more,
  })
  const limit: Step = {
    ...{ id: 's0', title: 't', conditions: [], otherwise: [], needs: [] },
    rules: [
      rule('strict', [{ kind: 'answer', question: first, oneOf: new Set([strict]) }], { only: { license: 'permissive' } }),
      rule('rest', []),
    ],
  }
  let tier = random(4)
  const leaves = [...shares(random, decided, [])]
  const rules = leaves.map((conditions, index) =>
    rule(`r${index}`, index === leaves.length - 1 ? [] : conditions, {
      tier: whole[tier++ % 4],
      ...(index === 1 ? { slice: whole[(tier + 1) % 4] } : {}),
    }),
  )
  return { ...bare, questions: decided, steps: [limit, { ...limit, id: 's1', rules }] }
}

/** Conditions that leave no answer out and take none twice, in the order of a walk through the questions. */
function* shares(random: Random, questions: readonly ChoiceQuestion[], above: readonly Condition[]): Generator<readonly Condition[]> {
  const [question, ...others] = questions
  if (!question || (above.length > 1 && random(4) === 0)) {
    yield above
    return
  }
  const cut = 1 + random(question.options.length - 1)
  for (const side of [question.options.slice(0, cut), question.options.slice(cut)])
    yield* shares(random, others, [...above, { kind: 'answer', question, oneOf: new Set(side.map(({ id }) => id)) }])
}
