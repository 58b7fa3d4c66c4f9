// Tree → the space of all answers and measured numbers, and conditions as sets in it.

import { isWithin, measured } from '../measured.ts'
import { memo } from '../memo.ts'
import { type Condition, type MeasureName, type Question, type Tree, tierIds } from '../types.ts'
import { type Diagram, type Diagrams, diagrams } from './diagram.ts'
import { orderOf } from './order.ts'

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

/** Question or measure → the options or stretches; what is not named does not matter. */
export type Piece = Readonly<Record<string, readonly string[]>>

export interface Space extends Omit<Diagrams, 'dependsOn' | 'gains'> {
  /** Where the conditions hold. `tiers` is what a condition on the tier may match. */
  readonly fits: (conditions: readonly Condition[], tiers: ReadonlySet<string>) => Diagram
  /** Where the question has one of those options, or the measure lies in one of those stretches. */
  readonly answered: (question: Pick<Question, 'id'>, options: readonly string[]) => Diagram
  readonly union: (sets: Iterable<Diagram>) => Diagram
  /** The set where that option is answered, without depending on the question any more. */
  readonly when: (set: Diagram, question: Question, option: string) => Diagram
  /** What is in the set with the one option and not with the other, without depending on the question. */
  readonly gains: (set: Diagram, question: Question, option: string, other: string) => Diagram
  readonly dependsOn: (set: Diagram, question: Question) => boolean
  /** Answers in the set; undefined when it is empty. */
  readonly proof: (set: Diagram) => Proof | undefined
  /** The set in pieces without overlap, each by question or measure, in the order in which they are listed. */
  readonly pieces: (set: Diagram) => Generator<Piece>
  /** Every option or stretch that there is of a question or measure. */
  readonly valuesOf: (id: string) => readonly string[]
}

/**
 * How many steps the diagrams of one space may take. It is a number of steps and no time, so that the same rules come out
 * the same everywhere; these are two seconds or three, and less than 200 megabytes.
 */
export const mostSteps = 2_000_000

/**
 * With several trees, their conditions are all sets of one space: questions and figures of all of them. Sets of options that
 * no condition tells from others have to be told `apart`. Making sets throws `TooManyCombinations` where that takes too many
 * steps.
 */
export function spaceOf(trees: readonly [Tree, ...Tree[]], most = mostSteps, apart: readonly Told[] = []): Space {
  const rowsOf = trees.map(everyRow)
  const rows = rowsOf.flat()
  const listed = listedOptions(trees)
  const questions = classesOf(trees, listed, rows, apart)
  const measures: ReadonlyMap<string, readonly Stretch[]> = stretchesOf(rowsOf)
  const ids = [...questions.keys(), ...measures.keys()]
  const sizes = [...[...questions.values()].map(({ length }) => length), ...[...measures.values()].map(({ length }) => length)]
  const index = new Map(ids.map((id, place) => [id, place]))
  const groups = rows.map(({ conditions }) => conditions.flatMap((condition) => index.get(idOf(condition)) ?? []))
  const order = orderOf(sizes, groups)
  const position = new Map(order.map((variable, place) => [ids[variable] ?? '', place]))
  const at = (id: string): number => position.get(id) ?? -1
  const base = diagrams(
    order.map((variable) => sizes[variable] ?? 0),
    most,
  )
  const idAt = (place: number): string => ids[order[place] ?? -1] ?? ''
  const sets = new Map<Condition, Diagram>()
  const one = (condition: Condition, tiers: ReadonlySet<string>): Diagram => {
    if (condition.kind === 'tier') return [...condition.oneOf].some((tier) => tiers.has(tier)) ? base.all : base.empty
    const known = sets.get(condition) ?? base.where(at(idOf(condition)), fitting(condition))
    sets.set(condition, known)
    return known
  }
  const fitting = (condition: Exclude<Condition, { readonly kind: 'tier' }>): number[] =>
    condition.kind === 'measure'
      ? (measures.get(condition.measure) ?? []).flatMap(({ number }, value) => (isWithin(condition, number) ? [value] : []))
      : optionsIn(condition.question.id, condition.oneOf)
  const optionsIn = (id: string, oneOf: ReadonlySet<string>): number[] =>
    (questions.get(id) ?? measures.get(id)?.map(({ text }) => [text]) ?? []).flatMap(([own = ''], at) => (oneOf.has(own) ? at : []))
  const placeOf = (id: string, option: string): number => (questions.get(id) ?? []).findIndex((options) => options.includes(option))
  /** Options as they are listed, whatever value of the variable they share. */
  const words = (id: string, values: readonly number[]): string[] => {
    const options = values.flatMap((value) => questions.get(id)?.[value] ?? measures.get(id)?.[value]?.text ?? [])
    return listed.get(id)?.filter((option) => options.includes(option)) ?? options
  }
  const answered = memo<string, Diagram>()
  const required = trees[0].questions.filter((question) => question.kind === 'choice' && question.assume.length === 0)
  return {
    ...base,
    fits: (conditions, tiers) => conditions.reduce((set, condition) => base.and(set, one(condition, tiers)), base.all),
    answered: ({ id }, options) =>
      answered.get(JSON.stringify([id, ...options]), () => base.where(at(id), optionsIn(id, new Set(options)))),
    union: (sets) => [...sets].reduce(base.or, base.empty),
    when: (set, { id }, option) => base.at(set, at(id), placeOf(id, option)),
    gains: (set, { id }, option, other) => base.gains(set, at(id), placeOf(id, option), placeOf(id, other)),
    dependsOn: (set, { id }) => base.dependsOn(set, at(id)),
    proof: (set) => {
      const values = firstIn(base, set, ids.map(at), sizes)
      if (!values) return undefined
      const named = [...values].map(([place, value]): [string, string] => [idAt(place), words(idAt(place), [value])[0] ?? ''])
      const free = required
        .filter(({ id }) => !values.has(at(id)))
        .map(({ id }): [string, string] => [id, questions.get(id)?.[0]?.[0] ?? ''])
      return {
        answers: Object.fromEntries([...free, ...named.filter(([id]) => questions.has(id))]),
        measures: Object.fromEntries(named.filter(([id]) => measures.has(id))),
      }
    },
    *pieces(set) {
      for (const cube of base.cubes(set))
        yield Object.fromEntries(
          [...cube]
            .sort(([some], [other]) => (order[some] ?? 0) - (order[other] ?? 0))
            .map(([place, values]) => [idAt(place), words(idAt(place), values)]),
        )
    },
    valuesOf: (id) => listed.get(id) ?? measures.get(id)?.map(({ text }) => text) ?? [],
  }
}

const idOf = (condition: Condition): string =>
  condition.kind === 'answer' ? condition.question.id : condition.kind === 'measure' ? condition.measure : ''

/** The first member of a set, question by question as they are listed, without the values that could be any as well. */
function firstIn(
  { at, dependsOn, empty, holds }: Diagrams,
  set: Diagram,
  variables: readonly number[],
  sizes: readonly number[],
): ReadonlyMap<number, number> | undefined {
  if (set === empty) return undefined
  const values = new Map<number, number>()
  let left = set
  for (const [index, variable] of variables.entries())
    for (let value = 0; value < (sizes[index] ?? 0) && dependsOn(left, variable); value++) {
      const there = at(left, variable, value)
      if (there === empty) continue
      values.set(variable, value)
      left = there
      break
    }
  for (const [variable, value] of [...values]) {
    values.delete(variable)
    if (!holds(set, values)) values.set(variable, value)
  }
  return values
}

type Options = readonly string[]

/** Some options of a question, to be told from the others. */
export type Told = readonly [question: string, options: ReadonlySet<string>]

function listedOptions(trees: readonly Tree[]): ReadonlyMap<string, Options> {
  const found = new Map<string, string[]>()
  for (const { questions } of trees)
    for (const question of questions)
      if (question.kind === 'choice')
        found.set(question.id, [...new Set([...(found.get(question.id) ?? []), ...question.options.map(({ id }) => id)])])
  return found
}

/** Question → its options, those together that every condition treats alike, and that are there in the same trees. */
function classesOf(
  trees: readonly Tree[],
  listed: ReadonlyMap<string, Options>,
  rows: readonly Row[],
  apart: readonly Told[],
): Map<string, Options[]> {
  const lines = new Map<string, ReadonlySet<string>[]>()
  const add = (id: string, options: ReadonlySet<string>) => {
    const known = lines.get(id)
    if (known) known.push(options)
    else lines.set(id, [options])
  }
  for (const { conditions } of rows)
    for (const condition of conditions) if (condition.kind === 'answer') add(condition.question.id, condition.oneOf)
  for (const [id, options] of apart) add(id, options)
  const known = new Map([...listed.keys()].map((id) => [id, trees.map((tree) => new Set(listedOptions([tree]).get(id)))]))
  return new Map(
    [...listed].map(([id, options]) => {
      const alike = new Map<string, string[]>()
      for (const option of options) {
        const treatment = [...(lines.get(id) ?? []), ...(known.get(id) ?? [])].map((oneOf) => (oneOf.has(option) ? '1' : '0')).join('')
        alike.set(treatment, [...(alike.get(treatment) ?? []), option])
      }
      return [id, [...alike.values()]]
    }),
  )
}

/** Of several trees, the first one is how the rules are now. */
function stretchesOf(rowsOf: readonly (readonly Row[])[]): Map<MeasureName, Stretch[]> {
  const ends = new Map<MeasureName, Map<number, string>>()
  const values = new Map<string, Set<number>>()
  const all = rowsOf.flatMap((rows, index) =>
    rows.flatMap(({ conditions }) =>
      conditions.flatMap((each) =>
        each.kind === 'measure'
          ? [each.atLeast, each.below].flatMap((figure) => (figure ? { measure: each.measure, figure, index } : []))
          : [],
      ),
    ),
  )
  for (const { figure } of all) values.set(figure.id, new Set([...(values.get(figure.id) ?? []), figure.value]))
  for (const { measure, figure, index } of all) {
    const known = ends.get(measure) ?? new Map<number, string>()
    ends.set(measure, known)
    const when = (values.get(figure.id)?.size ?? 0) > 1 ? ` ${index === 0 ? 'now' : 'before'}` : ''
    known.set(figure.value, `${figure.id}${when}`)
  }
  const isPossible = (measure: MeasureName, { number }: Stretch) => number === undefined || number <= measured[measure].most
  return new Map([...ends].map(([measure, known]) => [measure, cut(known).filter((stretch) => isPossible(measure, stretch))]))
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
export function everyRow(tree: Tree): Row[] {
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
