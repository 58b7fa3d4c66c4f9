// Tree → the space of all answers and measured numbers, and conditions as sets in it.

import { isWithin } from '../measured.ts'
import { type ChoiceQuestion, type Condition, type MeasureName, type Question, type Tree, tierIds } from '../types.ts'
import { type Diagram, type Diagrams, diagrams } from './diagram.ts'

/** A stretch of numbers between two figures; `undefined` for what cannot be measured. */
interface Stretch {
  readonly number: number | undefined
  readonly text: string
}

/** Concrete answers that show a finding; whatever they leave out does not matter. */
export interface Proof {
  readonly answers: Readonly<Record<string, string>>
  /** Measure → within which figures it lies. */
  readonly measures: Readonly<Record<string, string>>
}

export interface Space extends Diagrams {
  /** Where the conditions hold. `tiers` is what a condition on the tier may match. */
  readonly fits: (conditions: readonly Condition[], tiers: ReadonlySet<string>) => Diagram
  readonly union: (sets: Iterable<Diagram>) => Diagram
  /** The set where that option is answered, without depending on the question any more. */
  readonly when: (set: Diagram, question: Question, option: string) => Diagram
  readonly dependsOn: (set: Diagram, question: Question) => boolean
  /** Answers in the set; undefined when it is empty. */
  readonly proof: (set: Diagram) => Proof | undefined
  /** The set in pieces without overlap: question or measure → the options or stretches, where they matter. */
  readonly pieces: (set: Diagram) => Generator<Readonly<Record<string, readonly string[]>>>
}

/** `others` are further trees whose conditions are to be sets of the same space: questions and figures of all of them. */
export function spaceOf(...trees: readonly [Tree, ...Tree[]]): Space {
  const questions = optionsOf(trees)
  const measures: ReadonlyMap<string, readonly Stretch[]> = stretchesOf(trees)
  const ids = [...questions.keys(), ...measures.keys()]
  const position = new Map(ids.map((id, index) => [id, index]))
  const at = (id: string): number => position.get(id) ?? -1
  const base = diagrams([...[...questions.values()].map(({ length }) => length), ...[...measures.values()].map(({ length }) => length)])
  const sets = new Map<Condition, Diagram>()
  const one = (condition: Condition, tiers: ReadonlySet<string>): Diagram => {
    if (condition.kind === 'tier') return [...condition.oneOf].some((tier) => tiers.has(tier)) ? base.all : base.empty
    const known = sets.get(condition) ?? madeOf(condition)
    sets.set(condition, known)
    return known
  }
  const madeOf = (condition: Exclude<Condition, { readonly kind: 'tier' }>): Diagram => {
    if (condition.kind === 'measure') {
      const fitting = (measures.get(condition.measure) ?? []).flatMap(({ number }, index) => (isWithin(condition, number) ? [index] : []))
      return base.where(at(condition.measure), fitting)
    }
    const options = questions.get(condition.question.id) ?? []
    return base.where(
      at(condition.question.id),
      options.flatMap((option, index) => (condition.oneOf.has(option) ? [index] : [])),
    )
  }
  const word = (id: string, value: number): string => questions.get(id)?.[value] ?? measures.get(id)?.[value]?.text ?? ''
  const required = trees[0].questions.filter((question) => question.kind === 'choice' && question.assume.length === 0)
  return {
    ...base,
    fits: (conditions, tiers) => conditions.reduce((set, condition) => base.and(set, one(condition, tiers)), base.all),
    union: (sets) => [...sets].reduce(base.or, base.empty),
    when: (set, { id }, option) => base.at(set, at(id), (questions.get(id) ?? []).indexOf(option)),
    dependsOn: (set, { id }) => base.variables(set).has(at(id)),
    proof: (set) => {
      const values = fewest(base, set)
      if (!values) return undefined
      const named = [...values].map(([variable, value]): [string, string] => [ids[variable] ?? '', word(ids[variable] ?? '', value)])
      const free = required.filter(({ id }) => !values.has(at(id))).map(({ id }): [string, string] => [id, questions.get(id)?.[0] ?? ''])
      return {
        answers: Object.fromEntries([...free, ...named.filter(([id]) => questions.has(id))]),
        measures: Object.fromEntries(named.filter(([id]) => measures.has(id))),
      }
    },
    *pieces(set) {
      for (const cube of base.cubes(set))
        yield Object.fromEntries(
          [...cube].map(([variable, values]) => [ids[variable] ?? '', values.map((value) => word(ids[variable] ?? '', value))]),
        )
    },
  }
}

/** Values of a member, without those that could be any as well. */
function fewest({ first, at, all }: Diagrams, set: Diagram): ReadonlyMap<number, number> | undefined {
  const values = first(set)
  const needed = new Map(values)
  for (const [variable] of values ?? []) {
    const others = [...needed].filter(([other]) => other !== variable)
    if (others.reduce((left, [other, value]) => at(left, other, value), set) === all) needed.delete(variable)
  }
  return values && needed
}

/** Questions first that the steps ask first: conditions mostly look at what lies close together. */
function optionsOf(trees: readonly Tree[]): Map<string, string[]> {
  const choices = trees.flatMap(({ questions }) => questions.filter((question): question is ChoiceQuestion => question.kind === 'choice'))
  const found = new Map<string, string[]>()
  for (const { id, options } of choices) found.set(id, [...new Set([...(found.get(id) ?? []), ...options.map((option) => option.id)])])
  return found
}

function stretchesOf(trees: readonly Tree[]): Map<MeasureName, Stretch[]> {
  const ends = new Map<MeasureName, Map<number, string>>()
  for (const tree of trees)
    for (const { conditions } of everyRow(tree))
      for (const condition of conditions) {
        if (condition.kind !== 'measure') continue
        const known = ends.get(condition.measure) ?? new Map<number, string>()
        ends.set(condition.measure, known)
        for (const figure of [condition.atLeast, condition.below]) if (figure) known.set(figure.value, figure.id)
      }
  return new Map([...ends].map(([measure, known]) => [measure, cut(known)]))
}

function cut(ends: ReadonlyMap<number, string>): Stretch[] {
  const rising = [...ends].sort(([a], [b]) => a - b)
  const stretches = [[Number.NEGATIVE_INFINITY, ''] as const, ...rising].map(([number, id], index): Stretch => {
    const next = rising[index]
    const text = [id && `at least ${id} (${number})`, next && `below ${next[1]} (${next[0]})`].filter(Boolean).join(', ')
    return { number, text }
  })
  return [{ number: undefined, text: 'not known' }, ...stretches]
}

interface Row {
  readonly conditions: readonly Condition[]
}

/** Whatever has conditions. */
function everyRow(tree: Tree): Row[] {
  return [
    ...tree.steps.flatMap((step): Row[] => [step, ...step.otherwise, ...step.rules, ...step.rules.flatMap(({ runnerUp }) => runnerUp)]),
    ...tree.questions.flatMap(({ assume }) => assume),
    ...tierIds.flatMap((id) => [
      ...tree.tiers[id].summary,
      ...tree.tiers[id].ruledOut,
      ...tree.tiers[id].nextSteps,
      ...tree.tiers[id].picks,
    ]),
    ...tree.cautions,
  ]
}
