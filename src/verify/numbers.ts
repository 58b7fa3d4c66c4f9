// Rows that compare one measure with figures → the numbers between two of them that neither takes, and those that both would.

import { type Condition, type MeasureCondition, tierIds } from '../types.ts'
import type { Diagram } from './diagram.ts'
import type { Finding, Path } from './finding.ts'
import type { Space } from './space.ts'

interface Row {
  readonly conditions: readonly Condition[]
  readonly path: Path
}

/** A row that takes numbers of one measure from one figure up to another. */
interface Stretch {
  readonly row: Row
  readonly index: number
  readonly condition: MeasureCondition
  readonly others: readonly Condition[]
  readonly from: number
  readonly to: number
}

/** `rows` are a table, of which the first that fits applies. */
export function* numericFindings(space: Space, rows: readonly Row[]): Generator<Finding> {
  const stretches = rows.flatMap((row, index) =>
    row.conditions.flatMap((condition): Stretch[] => {
      if (condition.kind !== 'measure') return []
      const from = condition.atLeast?.value ?? Number.NEGATIVE_INFINITY
      const to = condition.below?.value ?? Number.POSITIVE_INFINITY
      return from < to ? [{ row, index, condition, others: row.conditions.filter((other) => other !== condition), from, to }] : []
    }),
  )
  for (const measure of new Set(stretches.map(({ condition }) => condition.measure))) {
    const own = stretches.filter(({ condition }) => condition.measure === measure).sort((a, b) => a.from - b.from || a.to - b.to)
    for (const lower of own) {
      const gap = nearest(
        lower,
        own.filter((upper) => upper.from > lower.to && isGap(space, rows, lower, upper)),
      )
      if (gap) yield betweenRows(lower, gap)
    }
    yield* overlaps(own)
  }
}

/** The row that begins next; of several that do, the one that is meant for the same answers. */
function nearest({ others }: Stretch, above: readonly Stretch[]): Stretch | undefined {
  const next = above.filter(({ from }) => from === above[0]?.from)
  return next.find((each) => textOf(each.others) === textOf(others)) ?? next[0]
}

const everyTier = ['undecided', ...tierIds]

/** Whether some answers are for both rows, while no other row that measures the same takes the numbers between the two. */
function isGap(space: Space, rows: readonly Row[], lower: Stretch, upper: Stretch): boolean {
  const { measure } = lower.condition
  const middle: MeasureCondition = { kind: 'measure', measure, atLeast: lower.condition.below, below: upper.condition.atLeast }
  const last = Math.max(lower.index, upper.index)
  return everyTier.some((tier) => {
    const at = (conditions: readonly Condition[]): Diagram => space.fits(conditions, new Set([tier]))
    let left = space.and(at([...lower.others, middle]), at(upper.others))
    for (const [index, { conditions }] of rows.entries()) {
      if (left === space.empty) return false
      const measures = conditions.some((each) => each.kind === 'measure' && each.measure === measure)
      // What never comes as far as both rows is not for them to share out.
      if (measures || index < last) left = space.without(left, at(conditions))
    }
    return left !== space.empty
  })
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

/** Only of rows that differ in the measure alone: those are meant to share out its numbers. */
function* overlaps(rising: readonly Stretch[]): Generator<Finding> {
  const groups = new Map<string, Stretch[]>()
  for (const stretch of rising) groups.set(textOf(stretch.others), [...(groups.get(textOf(stretch.others)) ?? []), stretch])
  for (const [first, ...others] of groups.values()) {
    let covered = first
    for (const stretch of others) {
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
