// A few words → a small tree of questions and rules for the engine, and seed → one that looks random. None of the built-in rules.

import { settle } from '../src/engine/walk.ts'
import {
  type Answers,
  type Assumption,
  type Catalog,
  type ChoiceQuestion,
  type Condition,
  type Figure,
  type Measure,
  type MeasureCondition,
  type Narrowing,
  type Pick,
  type Question,
  type Rule,
  type Saying,
  type Step,
  type Tier,
  type Tree,
  tierIds,
  type VolumeQuestion,
  type WholeTier,
} from '../src/types.ts'
import type { Random } from './random.ts'

export const wholeTiers: readonly WholeTier[] = ['self-hosted-open', 'hosted-open', 'frontier-closed', 'frontier-private']

export const says = (because: string, ...conditions: readonly Condition[]): Saying => ({ because, conditions, sources: { [because]: 'x' } })

export const assumes = (value: string, ...conditions: readonly Condition[]): Assumption => ({
  ...says(`assumed ${value}`, ...conditions),
  value,
})

/** Its options are the letters. */
export const choice = (id: string, letters = 'ab', ...assume: readonly Assumption[]): ChoiceQuestion => ({
  ...{ kind: 'choice', id, step: 's', ask: `${id}?`, why: 'w', showsBills: false, assume },
  options: [...letters].map((letter) => ({ id: letter, means: letter, example: undefined, anyHost: false })),
})

/** Unknown where nobody says it, unless it has no assumption. */
export const volume = (...assume: readonly Assumption[]): VolumeQuestion => ({
  ...{ kind: 'volume', id: 'tokens', step: 's', ask: 'tokens?', why: 'w', showsBills: false, unknown: 'u', assume },
})

/** `is(question, 'ab')` fits for these two letters. */
export const is = (question: Question, letters: string): Condition => ({ kind: 'answer', question, oneOf: new Set(letters) })

export const onTier = (...tiers: readonly (WholeTier | 'undecided')[]): Condition => ({ kind: 'tier', oneOf: new Set(tiers) })

const figure = (value: number): Figure => ({
  ...{ id: `f${value}`, title: 't', value, low: value, high: value, unit: 'share', checked: '2026-01-01', sources: {} },
})

/** What is measured is the volume, see `sketch`. */
export const measures = (atLeast: number | undefined, below?: number): MeasureCondition => ({
  ...{ kind: 'measure', measure: 'self-host-saving' },
  atLeast: atLeast === undefined ? undefined : figure(atLeast),
  below: below === undefined ? undefined : figure(below),
})

/** `rule('r', [is(q, 'a')], { tier: 'hosted-open' })` */
export const rule = (id: string, conditions: readonly Condition[], more: Partial<Rule> = {}): Rule => ({
  ...{ id, conditions, tier: undefined, slice: undefined, needs: [], only: undefined, runnerUp: [] },
  ...{ because: `since ${id}`, sources: { [id]: 'x' } },
  ...more,
})

export const step = (id: string, rules: readonly Rule[], more: Partial<Step> = {}): Step => ({
  ...{ id, title: id, conditions: [], otherwise: [], needs: [], rules },
  ...more,
})

export const pick = (id: string, ...conditions: readonly Condition[]): Pick => ({ id, conditions, models: [], sources: {} })

interface Sketch {
  readonly questions: readonly Question[]
  readonly steps: readonly Step[]
  readonly tiers?: Partial<Record<string, Partial<Tier>>>
  readonly cautions?: Tree['cautions']
}

/** A step for each list of rules. */
export function sketch({ questions, steps, tiers = {}, cautions = [] }: Sketch): Tree {
  const all = tierIds.map((id) => [id, { id, title: id, summary: [], ruledOut: [], nextSteps: [], picks: [], ...tiers[id] }])
  const asks = questions.filter(({ kind }) => kind === 'volume')
  const tree: Partial<Tree> = {
    ...{ questions, steps, cautions, settings: [], bills: [], claims: [], figures: new Map() },
    tiers: Object.fromEntries(all) as Tree['tiers'],
    measures: asks.length > 0 ? { 'self-host-saving': volumeMeasure(asks) } : {},
    catalog: {} as Catalog,
  }
  return tree as Tree
}

/** The volume itself, once it is known; so it crosses each figure there. */
const volumeMeasure = (asks: readonly Question[]): Measure => ({
  asks,
  value: (walk) => {
    const [question] = asks
    const open = question && settle(walk, question)
    if (open) return open
    const known = walk.consulted.find((each) => each.question === question)?.value
    return typeof known === 'number' ? known : undefined
  },
  crossings: (_walk, _narrowings, { value }) => [value],
})

const some = <T>(random: Random, items: readonly T[]): T[] => items.filter(() => random(2) === 0)
const lettersOf = ({ options }: ChoiceQuestion): string[] => options.map(({ id }) => id)
const one = <T>(random: Random, items: readonly T[]): T => items[random(items.length)] as T

/** Up to five questions, some of which are assumed by others, and perhaps the volume; two or three steps, of which the last one decides. */
export function randomSketch(random: Random): Tree {
  const questions: Question[] = []
  const bounds = one<readonly (readonly (number | undefined)[])[]>(random, [[[100]], [[100], [100, 1000], [undefined, 1000]]])
  const conditionOn = (question: Question): Condition => {
    if (question.kind === 'choice') return is(question, some(random, lettersOf(question)).join('') || 'b')
    const [atLeast, below] = one(random, bounds)
    return measures(atLeast, below)
  }
  const count = 2 + random(4)
  for (let index = 0; index < count; index++) {
    const earlier = questions.filter(({ kind }) => kind === 'choice')
    const on = earlier.length > 0 && random(3) === 0 ? [conditionOn(one(random, earlier))] : []
    const letters = one(random, ['ab', 'abc'])
    const first = on.length > 0 ? [assumes(one(random, [...letters]), ...on)] : []
    // As in rules that load: no assumption at all, or one that always fits.
    const assume = random(4) === 0 ? [] : [...first, assumes(one(random, [...letters]))]
    questions.push(choice(`q${index}`, letters, ...assume))
  }
  if (random(2) === 0) questions.splice(random(questions.length + 1), 0, volume(...(random(3) === 0 ? [] : [assumes('unknown')])))
  const conditions = (most: number, least = 0): Condition[] => [
    ...(random(6) === 0 ? [onTier(...some(random, ['undecided' as const, ...wholeTiers]))] : []),
    ...Array.from({ length: least + random(most - least + 1) }, () => conditionOn(one(random, questions))),
  ]
  const last = 1 + random(2)
  const steps = Array.from({ length: last + 1 }, (_, index) => {
    const decides = index === last
    const rules = Array.from({ length: 1 + random(3) }, (_, row) =>
      randomRule(random, `r${index}${row}`, conditions(2, 1), questions, decides),
    )
    const rest = randomRule(random, `rest${index}`, random(10) === 0 ? conditions(1) : [], questions, decides)
    const skippable = !decides && random(2) === 0
    return step(`s${index}`, [...rules, rest], {
      conditions: skippable ? conditions(2) : [],
      otherwise: skippable ? [says(`not ${index}`, ...conditions(1)), ...(random(2) === 0 ? [says(`no ${index}`)] : [])] : [],
      needs: random(5) === 0 ? [one(random, questions)] : [],
    })
  })
  const tiers = Object.fromEntries(wholeTiers.map((id) => [id, { picks: [pick('p', ...conditions(1)), pick('rest')] }]))
  return sketch({ questions, steps, tiers })
}

function randomRule(random: Random, id: string, conditions: readonly Condition[], questions: readonly Question[], decides: boolean): Rule {
  const tiers = new Set(some(random, wholeTiers))
  const region = random(8) === 0 ? one(random, questions) : undefined
  const limits = random(8) === 0 ? { tiers } : random(6) === 0 ? { license: 'permissive' as const } : undefined
  const only: Narrowing | undefined = region ? { ...limits, regionIfGiven: region } : limits
  return rule(id, conditions, {
    tier: decides || random(4) === 0 ? one(random, wholeTiers) : undefined,
    slice: random(5) === 0 ? one(random, wholeTiers) : undefined,
    needs: random(6) === 0 ? [one(random, questions)] : [],
    only,
  })
}

/** Some questions answered, some "not sure"; with `sure` none is open for which nothing is assumed. */
export function randomAnswers(random: Random, { questions }: Tree, sure = false): Answers {
  const answers: Record<string, string | number | null> = {}
  for (const question of questions) {
    const values = question.kind === 'volume' ? [50, 100, 500, 1000, 5000, 'unknown'] : question.options.map(({ id }) => id)
    const chance = random(6)
    if (chance > 1 || (sure && question.assume.length === 0)) answers[question.id] = one(random, values)
    else if (chance > 0) answers[question.id] = null
  }
  return answers
}
