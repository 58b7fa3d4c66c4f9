// Rows that compare one measure with figures → the numbers between two of them that neither takes, and those that both would.

import type { Condition, MeasureCondition, MeasureName, Tree } from '../types.ts'
import type { Diagram } from './diagram.ts'
import type { Finding, FindingKind, Path } from './finding.ts'
import { TooManyCombinations } from './nodes.ts'
import type { Row as Reached } from './reach.ts'
import type { Space } from './space.ts'
import type { Table } from './tables.ts'

/** What is looked for here. */
export const numericKinds: readonly FindingKind[] = ['numeric-gap', 'numeric-overlap']

type Row = Reached & { readonly path: Path }

/** A row that takes numbers of one measure from one figure up to another. */
interface Stretch {
  readonly row: Row
  readonly index: number
  readonly condition: MeasureCondition
  /** The answers that reach the table and fit the rest of the condition, and those of them that come as far as any such row. */
  readonly others: Diagram
  readonly meant: Diagram
  /** With the numbers; those that no row above takes. */
  readonly fits: Diagram
  readonly takes: Diagram
  /** Whether an overlay wrote it. */
  readonly isOwn: boolean
  readonly from: number
  readonly to: number
}

/** So many pairs of rows are held against each other in one table; that takes a second or two. */
const mostPairs = 500_000

/** `beneath` are the rules without an overlay. Throws `TooManyCombinations` where that would be more work than anyone waits for. */
export function numericFindings(space: Space, tables: readonly Table[], most = mostPairs, beneath?: Tree): Finding[] {
  const known = textsIn(beneath)
  const isOwn = ({ path, conditions }: Row): boolean => known.get(JSON.stringify(path)) !== textOf(conditions)
  return tables.flatMap(({ rows, firstOnly, entered }) => (firstOnly && entered ? [...inTable(space, rows, isOwn, most)] : []))
}

const textsIn = (tree: Tree | undefined): ReadonlyMap<string, string> =>
  new Map(
    (tree?.steps ?? []).flatMap(({ id, rules }) =>
      rules.map((rule): [string, string] => [JSON.stringify(['steps', id, 'rules', rule.id]), textOf(rule.conditions)]),
    ),
  )

type IsOwn = (row: Row) => boolean

function* inTable(space: Space, rows: readonly Row[], isOwn: IsOwn, most: number): Generator<Finding> {
  const measuring = rows.flatMap(({ conditions }) => conditions.flatMap((each) => (each.kind === 'measure' ? each.measure : [])))
  for (const measure of new Set(measuring)) {
    // One row alone shares its numbers out with nobody.
    if (measuring.filter((each) => each === measure).length < 2) continue
    const above = unmeasuredAbove(space, rows, measure)
    const own = stretchesOf(space, rows, measure, isOwn, above)
    yield* gaps(space, own, above, most)
    yield* overlaps(space, own)
  }
}

/** Rising, without rows that no answers fit, of which that is told. */
function stretchesOf(space: Space, rows: readonly Row[], measure: MeasureName, isOwn: IsOwn, above: readonly Diagram[]): Stretch[] {
  const gone = above[rows.findIndex((row) => measures(row, measure))] ?? space.empty
  return rows
    .flatMap((row, index) =>
      row.conditions.flatMap((condition): Stretch[] => {
        if (condition.kind !== 'measure' || condition.measure !== measure) return []
        const from = condition.atLeast?.value ?? Number.NEGATIVE_INFINITY
        const to = condition.below?.value ?? Number.POSITIVE_INFINITY
        const fits = from < to ? row.fits() : space.empty
        if (fits === space.empty) return []
        const others = row.fits(row.conditions.filter((other) => other !== condition))
        const meant = space.without(others, gone)
        return [{ row, index, condition, others, meant, fits, takes: row.takes(), isOwn: isOwn(row), from, to }]
      }),
    )
    .sort((a, b) => a.from - b.from || a.to - b.to)
}

const measures = ({ conditions }: Row, measure: MeasureName): boolean =>
  conditions.some((each) => each.kind === 'measure' && each.measure === measure)

/** A row of an overlay for other answers than a row beneath is a case of its own, and shares out nothing with it. */
const isShared = (some: Stretch, other: Stretch): boolean => some.isOwn === other.isOwn || some.meant === other.meant

/** Some answers are for two rows, while no other row that measures the same takes any number between the two. */
function* gaps(space: Space, rising: readonly Stretch[], above: readonly Diagram[], most: number): Generator<Finding> {
  const live = rising.filter(({ row }) => row.taken)
  // Rows that are never taken stand in between all the same.
  const beginnings = grouped(rising, ({ from }) => from)
  let pairs = 0
  for (const [end, lowers] of grouped(live, ({ to }) => to)) {
    if (end === Number.POSITIVE_INFINITY) continue
    const waiting = new Set(lowers)
    let taken = space.union(rising.flatMap(({ from, to, others }) => (from <= end && to > end ? others : [])))
    let told = space.empty
    for (const [from, uppers] of beginnings) {
      if (from <= end || waiting.size === 0) continue
      for (const lower of waiting) {
        const free = space.without(lower.others, taken)
        if (free === space.empty) {
          waiting.delete(lower)
          continue
        }
        const between = space.and(free, numbers(space, lower, uppers[0]))
        if (between === space.empty) continue
        pairs += uppers.length
        if (pairs > most) throw new TooManyCombinations()
        const open = uppers.flatMap((upper) => {
          if (!upper.row.taken || !isShared(lower, upper)) return []
          // What never comes as far as both rows is not for them to share out.
          const gone = space.or(told, above[Math.max(lower.index, upper.index)] ?? space.empty)
          const set = space.without(space.and(between, upper.others), gone)
          return set === space.empty ? [] : [{ upper, set }]
        })
        // Of several that begin next, the one that is meant for the same answers.
        const next = open.find(({ upper }) => upper.meant === lower.meant) ?? open[0]
        if (!next) continue
        const { upper, set } = next
        const says = `${lower.condition.measure} from ${lower.condition.below?.id} (${end}) up to ${upper.condition.atLeast?.id} (${from}) fits neither row`
        yield mutual(space, 'numeric-gap', upper, lower, says, set)
        told = space.or(told, set)
        waiting.delete(lower)
      }
      taken = space.union([taken, ...uppers.map(({ others }) => others)])
    }
  }
}

/** Between two rows. */
const numbers = (space: Space, { condition: { measure, below } }: Stretch, upper: Stretch | undefined): Diagram =>
  space.fits([{ kind: 'measure', measure, atLeast: below, below: upper?.condition.atLeast }], new Set())

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

/** Of two rows that share out numbers, either may be the one to mend. */
const mutual = (
  space: Space,
  kind: 'numeric-gap' | 'numeric-overlap',
  row: Stretch,
  other: Stretch,
  says: string,
  set: Diagram,
): Finding => ({ kind, path: pathOf(row), other: pathOf(other), says, turned: says, proof: space.proof(set) })

/** For some answers that both rows are for, one ends after the other begins. A row within the numbers of another one is a case of it. */
function* overlaps(space: Space, rising: readonly Stretch[]): Generator<Finding> {
  let told = space.empty
  for (const [place, row] of rising.entries()) {
    let found: { readonly other: Stretch; readonly set: Diagram } | undefined
    for (let before = 0; before < place && found?.other.meant !== row.meant; before++) {
      const other = rising[before]
      if (!other || other.from === row.from || other.to <= row.from || other.to >= row.to || !isShared(row, other)) continue
      if (found && other.meant !== row.meant) continue
      const [upper, lower] = other.index < row.index ? [other, row] : [row, other]
      const set = space.without(space.and(upper.takes, lower.fits), told)
      if (set !== space.empty) found = { other, set }
    }
    if (!found) continue
    const { other, set } = found
    const says = `${row.condition.measure} from ${row.condition.atLeast?.id} (${row.from}) up to ${other.condition.below?.id} (${other.to}) fits both rows`
    yield mutual(space, 'numeric-overlap', row, other, says, set)
    told = space.or(told, set)
  }
}

/** The same text for conditions that hold at the same time, in whatever order they are written. */
export const textOf = (conditions: readonly Condition[]): string => conditions.map(lineOf).sort().join('; ')

function lineOf(condition: Condition): string {
  if (condition.kind === 'measure') return `${condition.measure} ${condition.atLeast?.value} ${condition.below?.value}`
  return `${condition.kind === 'tier' ? 'tier' : condition.question.id} ${[...condition.oneOf].sort().join(' ')}`
}
