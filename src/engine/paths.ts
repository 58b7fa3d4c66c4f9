// Tree → every way to answer it: for progress, for what is missing, for the nearest other tier, and for review.

import { type Answers, type Condition, type Measure, type MeasureName, measureNames, type Question, type Tree } from '../types.ts'
import { cellsOf } from './cells.ts'
import { perSteps } from './tables.ts'
import { startWalk } from './trail.ts'
import { type Progress, peek, settle, walk, walkSteps } from './walk.ts'

type Arrived = Exclude<Progress, { kind: 'asking' }>

export interface TreePath {
  /** In the order asked; each with all options that lead the same way. */
  readonly answers: readonly { readonly question: Question; readonly options: readonly string[] }[]
  readonly end: Arrived
}

type Extent = 'tier' | 'shortlist'

/** Answers each open question in every way that makes a difference; what is given stays. */
export function* everyPath(tree: Tree, extent: Extent, given: Answers = {}): Generator<TreePath> {
  yield* pathsFrom(tree, classesOf(tree, extent), extent, given, [])
}

function* pathsFrom(tree: Tree, classes: Classes, extent: Extent, answers: Answers, soFar: TreePath['answers']): Generator<TreePath> {
  const progress = extent === 'shortlist' ? walk(tree, answers) : walkSteps(startWalk(tree, answers, false))
  if (progress.kind !== 'asking') {
    yield { answers: soFar, end: progress }
    return
  }
  const { question } = progress
  // Stryker disable next-line ArrayDeclaration: every question has classes.
  for (const options of classes.get(question.id) ?? [])
    yield* pathsFrom(tree, classes, extent, { ...answers, [question.id]: answerFor(question, options) }, [...soFar, { question, options }])
}

/** A volume at which whatever can be saved by it is saved. */
const hugeVolume = '1000000000000'

/** The volume that stands for a cell, which are counted from the topmost after the unknown one. */
const volumeAt = (cell: number): string => String(Number(hugeVolume) + 1 - cell)

/** The same tree with a volume for each cell of the measures, the topmost the huge one: what any wishes could make of it. */
export function withEveryMeasure(tree: Tree): Tree {
  const cells = cellsOf(tree)
  const measuring =
    (name: MeasureName): Measure['value'] =>
    (walk) => {
      const volume = tree.questions.find(({ kind }) => kind === 'volume')
      if (!volume) return undefined
      const open = settle(walk, volume)
      if (open) return open
      const known = peek(walk, volume)
      return 'value' in known ? cells[Number(hugeVolume) + 1 - Number(known.value)]?.[name] : undefined
    }
  const asks = tree.questions.filter(({ kind }) => kind === 'volume')
  return {
    ...tree,
    measures: Object.fromEntries(measureNames.map((name) => [name, { asks, value: measuring(name), crossings: () => [] }])),
  }
}

/** The answer that stands for all options of a class. */
export const answerFor = (question: Question, options: readonly string[]): string | number => {
  const [first = ''] = options
  return question.kind === 'volume' && first !== 'unknown' ? Number(first) : first
}

/** Question id → its options, those together that every condition treats alike. */
type Classes = ReadonlyMap<string, readonly (readonly string[])[]>

/** For the tier alone. */
export const tierClasses = (tree: Tree): Classes => classesOf(tree, 'tier')

/** For the tier and the list of models. */
export const shortlistClasses = (tree: Tree): Classes => classesOf(tree, 'shortlist')

const classesOf = (tree: Tree, extent: Extent): Classes => allClasses(tree)[extent]

const allClasses = perSteps((tree): Record<Extent, Classes> => {
  const rows = stepRows(tree)
  const picks = Object.values(tree.tiers).flatMap((tier) => tier.picks)
  return { tier: classes(tree, rows), shortlist: classes(tree, [...rows, ...picks]) }
})

type Row = { readonly conditions: readonly Condition[] }

const stepRows = (tree: Tree): Row[] => [
  ...tree.steps.flatMap((step): Row[] => [step, ...step.otherwise, ...step.rules]),
  ...tree.questions.flatMap(({ assume }) => assume),
]

function classes(tree: Tree, rows: readonly Row[]): Classes {
  const sets = new Map<string, ReadonlySet<string>[]>()
  for (const condition of rows.flatMap(({ conditions }) => conditions)) {
    if (condition.kind !== 'answer') continue
    sets.set(condition.question.id, [...(sets.get(condition.question.id) ?? []), condition.oneOf])
  }
  return new Map(
    tree.questions.map((question) => {
      if (question.kind === 'volume') return [question.id, cellsOf(tree).map((_, index) => [index === 0 ? 'unknown' : volumeAt(index)])]
      const alike = new Map<string, string[]>()
      for (const { id } of question.options) {
        // Stryker disable next-line StringLiteral: any two texts tell them apart.
        const treatment = (sets.get(question.id) ?? []).map((set) => (set.has(id) ? '1' : '0')).join()
        alike.set(treatment, [...(alike.get(treatment) ?? []), id])
      }
      return [question.id, [...alike.values()]]
    }),
  )
}

/**
 * Who looks at all paths while somebody waits stops after so many. The built-in rules have fewer; rules that cross many
 * questions have more than can be walked.
 */
export const mostPaths = 10_000

/** Whatever is looked at anywhere and not answered yet. */
function askable(tree: Tree, answers: Answers): Question[] {
  const rows = [...stepRows(tree), ...Object.values(tree.tiers).flatMap(({ picks }) => picks)]
  const measured = rows.some(({ conditions }) => conditions.some(({ kind }) => kind === 'measure'))
  const looked = new Set([
    // Stryker disable next-line ConditionalExpression,ArrayDeclaration: what is no question is never looked for among them.
    ...rows.flatMap(({ conditions }) => conditions.flatMap((condition) => (condition.kind === 'answer' ? [condition.question] : []))),
    ...tree.steps.flatMap(({ needs, rules }) => [...needs, ...rules.flatMap((rule) => rule.needs)]),
  ])
  return tree.questions.filter((question) => answers[question.id] === undefined && (measured || looked.has(question)))
}

/**
 * All questions that are still open somewhere ahead, in the order of the interview; `always` when on every way. Where there are
 * too many ways to walk them all, `always` is said of the next question alone, and a question may be on none.
 */
export function openQuestions(tree: Tree, answers: Answers): { readonly question: Question; readonly always: boolean }[] {
  const counts = new Map<Question, number>()
  let paths = 0
  for (const path of everyPath(tree, 'shortlist', answers)) {
    if (++paths > mostPaths) {
      const [next] = path.answers
      // Stryker disable next-line OptionalChaining: where there are several ways, there is a question.
      return askable(tree, answers).map((question) => ({ question, always: question === next?.question }))
    }
    for (const { question } of path.answers) counts.set(question, (counts.get(question) ?? 0) + 1)
  }
  return tree.questions.filter((question) => counts.has(question)).map((question) => ({ question, always: counts.get(question) === paths }))
}
