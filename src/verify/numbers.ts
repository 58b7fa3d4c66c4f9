// Rows that compare one measure with figures → the numbers between two of them that neither takes, and those that both would.

import type { Condition, Figure, MeasureCondition, MeasureName } from '../types.ts'
import type { Diagram } from './diagram.ts'
import type { Finding, FindingKind, Path } from './finding.ts'
import { TooManyCombinations } from './nodes.ts'
import type { Row as Reached } from './reach.ts'
import type { Space } from './space.ts'
import type { Table } from './tables.ts'

/** What is looked for here. */
export const numericKinds: readonly FindingKind[] = ['numeric-gap', 'numeric-overlap']

type Row = Pick<Reached, 'conditions' | 'fits'> & { readonly path: Path }

/** A row that takes numbers of one measure from one figure up to another. */
interface Stretch {
  readonly row: Row
  readonly index: number
  readonly condition: MeasureCondition
  /** The answers that reach the table and fit the rest of the condition. */
  readonly others: Diagram
  readonly from: number
  readonly to: number
}

/** So many pairs of rows are held against each other in one table; that takes a second or two. */
const mostPairs = 500_000

/** Throws `TooManyCombinations` where that would be more work than anyone waits for. */
export const numericFindings = (space: Space, tables: readonly Table[], most = mostPairs): Finding[] =>
  tables.flatMap(({ rows, firstOnly, entered }) => (firstOnly && entered ? [...inTable(space, rows, most)] : []))

function* inTable(space: Space, rows: readonly Row[], most: number): Generator<Finding> {
  const measuring = rows.flatMap(({ conditions }) => conditions.flatMap((each) => (each.kind === 'measure' ? each.measure : [])))
  for (const measure of new Set(measuring)) {
    // One row alone shares its numbers out with nobody.
    if (measuring.filter((each) => each === measure).length < 2) continue
    const own = stretchesOf(space, rows, measure)
    yield* gaps(space, rows, own, measure, most)
    yield* overlaps(space, rows, own)
  }
}

/** Rising. */
const stretchesOf = (space: Space, rows: readonly Row[], measure: MeasureName): Stretch[] =>
  rows
    .flatMap((row, index) =>
      row.conditions.flatMap((condition): Stretch[] => {
        if (condition.kind !== 'measure' || condition.measure !== measure) return []
        const from = condition.atLeast?.value ?? Number.NEGATIVE_INFINITY
        const to = condition.below?.value ?? Number.POSITIVE_INFINITY
        if (from >= to) return []
        const others = row.fits(row.conditions.filter((other) => other !== condition))
        return others === space.empty ? [] : [{ row, index, condition, others, from, to }]
      }),
    )
    .sort((a, b) => a.from - b.from || a.to - b.to)

const measures = ({ conditions }: Row, measure: MeasureName): boolean =>
  conditions.some((each) => each.kind === 'measure' && each.measure === measure)

/** Some answers are for two rows, while no other row that measures the same takes the numbers between the two. */
function* gaps(space: Space, rows: readonly Row[], rising: readonly Stretch[], measure: MeasureName, most: number): Generator<Finding> {
  const taken = space.union(rows.flatMap((row) => (measures(row, measure) ? row.fits() : [])))
  const above = unmeasuredAbove(space, rows, measure)
  const numbers = (atLeast: Figure | undefined, below: Figure | undefined): Diagram =>
    atLeast || below ? space.fits([{ kind: 'measure', measure, atLeast, below }], new Set()) : space.all
  const beginnings = grouped(rising, ({ from }) => from)
  let pairs = 0
  for (const lower of rising) {
    const free = space.without(space.and(lower.others, numbers(lower.condition.below, undefined)), taken)
    if (lower.to === Number.POSITIVE_INFINITY || free === space.empty) continue
    for (const [from, uppers] of beginnings) {
      if (from <= lower.to) continue
      const between = space.and(free, numbers(undefined, uppers[0]?.condition.atLeast))
      if (between === space.empty) continue
      pairs += uppers.length
      if (pairs > most) throw new TooManyCombinations()
      const open = uppers.filter((upper) => {
        const both = space.and(between, upper.others)
        // What never comes as far as both rows is not for them to share out.
        return space.without(both, above[Math.max(lower.index, upper.index)] ?? space.empty) !== space.empty
      })
      // Of several that begin next, the one that is meant for the same answers.
      const next = open.find(({ others }) => others === lower.others) ?? open[0]
      if (!next) continue
      yield betweenRows(lower, next)
      break
    }
  }
}

/** What the rows above each row take that do not measure the same. */
function unmeasuredAbove(space: Space, rows: readonly Row[], measure: MeasureName): Diagram[] {
  const found = [space.empty]
  for (const [index, row] of rows.entries()) {
    const before = found[index] ?? space.empty
    found.push(measures(row, measure) ? before : space.or(before, row.fits()))
  }
  return found
}

function grouped<K, T>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const known = groups.get(keyOf(item))
    if (known) known.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

const pathOf = ({ row, condition }: Stretch): Path => [...row.path, 'if', condition.measure]

const betweenRows = (lower: Stretch, upper: Stretch): Finding =>
  mutual(
    'numeric-gap',
    upper,
    lower,
    `${lower.condition.measure} from ${lower.condition.below?.id} (${lower.to}) up to ${upper.condition.atLeast?.id} (${upper.from}) fits neither row`,
  )

/** Of two rows that share out numbers, either may be the one to mend. */
const mutual = (kind: 'numeric-gap' | 'numeric-overlap', row: Stretch, other: Stretch, says: string): Finding => ({
  kind,
  path: pathOf(row),
  other: pathOf(other),
  says,
  turned: says,
})

/** Only of rows that are for the same answers, but for the measure: those are meant to share out its numbers. */
function* overlaps(space: Space, rows: readonly Row[], rising: readonly Stretch[]): Generator<Finding> {
  const first = rising.reduce((least, { index }) => Math.min(least, index), rows.length)
  const gone = space.union(rows.slice(0, first).map(({ fits }) => fits()))
  for (const [set, [start, ...others]] of grouped(rising, (stretch) => space.without(stretch.others, gone))) {
    let covered = start
    for (const stretch of set === space.empty ? [] : others) {
      if (!covered) return
      if (stretch.from < covered.to && stretch.from > covered.from && stretch.to > covered.to)
        yield mutual(
          'numeric-overlap',
          stretch,
          covered,
          `${stretch.condition.measure} from ${stretch.condition.atLeast?.id} (${stretch.from}) up to ${covered.condition.below?.id} (${covered.to}) fits both rows`,
        )
      if (stretch.to > covered.to) covered = stretch
    }
  }
}

/** The same text for conditions that hold at the same time, in whatever order they are written. */
export const textOf = (conditions: readonly Condition[]): string => conditions.map(lineOf).sort().join('; ')

function lineOf(condition: Condition): string {
  if (condition.kind === 'measure') return `${condition.measure} ${condition.atLeast?.value} ${condition.below?.value}`
  return `${condition.kind === 'tier' ? 'tier' : condition.question.id} ${[...condition.oneOf].sort().join(' ')}`
}
