// The rows of a table → those that never come to pass, that repeat or gainsay one above, and numbers between two of them.

import type { Condition, MeasureCondition } from '../types.ts'
import type { Finding, FindingKind, Path } from './finding.ts'
import type { Space } from './space.ts'
import type { Table, TableRow } from './tables.ts'

/** What is looked for here. */
export const rowKinds: readonly FindingKind[] = [
  'unreachable-rule',
  'shadowed-rule',
  'duplicate-rule',
  'contradictory-rule',
  'idle-condition',
  'numeric-gap',
  'numeric-overlap',
]

export const rowFindings = (space: Space, tables: readonly Table[]): Finding[] =>
  tables.flatMap((table) => {
    // What is said of something that never happens is not worth a word of its own.
    if (!table.entered) return deadTable(table)
    return [
      ...table.rows.flatMap((row, index) => [...idleConditions(row), ...deadRow(space, table, row, index)]),
      ...(table.firstOnly ? numericFindings(table.rows) : []),
    ]
  })

const deadTable = ({ step, rows }: Table): Finding[] =>
  step === undefined || rows.length === 0 ? [] : [{ kind: 'unreachable-rule', path: ['steps', step], says: 'no answers lead to this step' }]

function* idleConditions({ conditions, path }: TableRow): Generator<Finding> {
  for (const condition of conditions) {
    if (condition.kind !== 'answer' || condition.question.kind !== 'choice') continue
    const { id, options } = condition.question
    if (options.length > 1 && options.every((option) => condition.oneOf.has(option.id)))
      yield { kind: 'idle-condition', path: [...path, 'if', id], says: `all options of ${id} are listed, so the line is always true` }
  }
}

function deadRow(space: Space, { rows, firstOnly }: Table, row: TableRow, index: number): Finding[] {
  const { path, conditions, effect } = row
  if (row.taken) return []
  const fits = row.fits()
  if (fits === space.empty) return [{ kind: 'unreachable-rule', path, says: whyNot(row) }]
  if (!firstOnly) return []
  const above = rows.slice(0, index)
  const proof = space.proof(fits)
  const same = above.find((other) => textOf(other.conditions) === textOf(conditions))
  if (same) {
    const alike = same.effect === effect
    const says = alike ? 'repeats the condition and the effect of a row above' : 'has the condition of a row above, which is taken instead'
    return [{ kind: alike ? 'duplicate-rule' : 'contradictory-rule', path, says, proof, other: same.path }]
  }
  const takers = above.filter(({ takes }) => space.and(takes(), fits) !== space.empty)
  const names = takers.length > 3 ? `${takers.length} rows above` : takers.map((taker) => nameOf(taker.path)).join(' and ')
  return [
    {
      kind: 'shadowed-rule',
      path,
      says: `${names} ${takers.length === 1 ? 'takes' : 'take'} all of its answers`,
      proof,
      other: takers[0]?.path,
    },
  ]
}

function whyNot({ conditions }: TableRow): string {
  const tier = conditions.find((condition) => condition.kind === 'tier')
  return tier ? `no answers fit while the tier is ${[...tier.oneOf].join(' or ')}` : 'no answers that lead here fit its condition'
}

const nameOf = (path: Path): string => String(typeof path.at(-1) === 'number' ? `row ${Number(path.at(-1)) + 1}` : path.at(-1))

/** The same text for conditions that hold at the same time, in whatever order they are written. */
const textOf = (conditions: readonly Condition[]): string => conditions.map(lineOf).sort().join('; ')

function lineOf(condition: Condition): string {
  if (condition.kind === 'measure') return `${condition.measure} ${condition.atLeast?.value} ${condition.below?.value}`
  return `${condition.kind === 'tier' ? 'tier' : condition.question.id} ${[...condition.oneOf].sort().join(' ')}`
}

interface Stretch {
  readonly path: Path
  readonly condition: MeasureCondition
  readonly from: number
  readonly to: number
}

/** Rows that differ in one measure alone are meant to share out its numbers. */
function* numericFindings(rows: readonly TableRow[]): Generator<Finding> {
  const groups = new Map<string, Stretch[]>()
  for (const { conditions, path } of rows)
    for (const condition of conditions) {
      if (condition.kind !== 'measure') continue
      const key = `${condition.measure} ${textOf(conditions.filter((other) => other !== condition))}`
      const from = condition.atLeast?.value ?? Number.NEGATIVE_INFINITY
      const to = condition.below?.value ?? Number.POSITIVE_INFINITY
      groups.set(key, [...(groups.get(key) ?? []), { path: [...path, 'if', condition.measure], condition, from, to }])
    }
  for (const stretches of groups.values()) yield* between(stretches)
}

function* between(stretches: readonly Stretch[]): Generator<Finding> {
  const rising = [...stretches].filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from || a.to - b.to)
  let covered = rising[0]
  for (const stretch of rising.slice(1)) {
    if (!covered) return
    const { measure } = stretch.condition
    const other = covered.path
    if (stretch.from > covered.to)
      yield {
        kind: 'numeric-gap',
        path: stretch.path,
        other,
        says: `${measure} from ${covered.condition.below?.id} (${covered.to}) up to ${stretch.condition.atLeast?.id} (${stretch.from}) fits neither row`,
      }
    else if (stretch.from < covered.to && stretch.from > covered.from && stretch.to > covered.to)
      yield {
        kind: 'numeric-overlap',
        path: stretch.path,
        other,
        says: `${measure} from ${stretch.condition.atLeast?.id} (${stretch.from}) up to ${covered.condition.below?.id} (${covered.to}) fits both rows`,
      }
    if (stretch.to > covered.to) covered = stretch
  }
}
