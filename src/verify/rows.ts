// The rows of a table → those that never come to pass, and those that repeat or gainsay one above.

import { measured, measuredText } from '../measured.ts'
import type { Condition, Step } from '../types.ts'
import type { Diagram } from './diagram.ts'
import type { Finding, FindingKind, Path } from './finding.ts'
import { textOf } from './numbers.ts'
import type { Space } from './space.ts'
import type { Table, TableRow } from './tables.ts'

/** What is looked for here. */
export const rowKinds: readonly FindingKind[] = [
  'unreachable-rule',
  'shadowed-rule',
  'duplicate-rule',
  'contradictory-rule',
  'idle-condition',
]

export const rowFindings = (space: Space, tables: readonly Table[]): Finding[] =>
  tables.flatMap((table) => {
    // What is said of something that never happens is not worth a word of its own.
    if (!table.entered) return deadTable(table)
    const texts = firstByText(table.rows)
    const dead = table.rows.flatMap((row, index) => [...idleConditions(row), ...deadRow(space, table, row, index, texts)])
    return table.firstOnly ? dead : [...dead, ...saidTwice(space, table.rows)]
  })

const deadTable = ({ step, rows }: Table): Finding[] =>
  step === undefined || rows.length === 0
    ? []
    : [{ kind: 'unreachable-rule', path: ['steps', step.id], says: 'no answers lead to this step' }]

function* idleConditions({ conditions, path }: TableRow): Generator<Finding> {
  for (const condition of conditions) {
    if (condition.kind !== 'answer' || condition.question.kind !== 'choice') continue
    const { id, options } = condition.question
    if (options.length > 1 && options.every((option) => condition.oneOf.has(option.id)))
      yield { kind: 'idle-condition', path: [...path, 'if', id], says: `all options of ${id} are listed, so the line is always true` }
  }
}

/** The first row with each condition. */
function firstByText(rows: readonly TableRow[]): ReadonlyMap<string, TableRow> {
  const found = new Map<string, TableRow>()
  for (const row of rows) if (!found.has(textOf(row.conditions))) found.set(textOf(row.conditions), row)
  return found
}

function deadRow(
  space: Space,
  { rows, firstOnly, step }: Table,
  row: TableRow,
  index: number,
  texts: ReadonlyMap<string, TableRow>,
): Finding[] {
  const { path, conditions, effect } = row
  if (row.taken) return []
  if (!row.fitsAny()) return [{ kind: 'unreachable-rule', path, ...whyNot(space, row, step) }]
  if (!firstOnly) return []
  const fits = row.fits()
  const above = rows.slice(0, index)
  const proof = space.proof(fits)
  const same = texts.get(textOf(conditions))
  if (same && same !== row) {
    const alike = same.effect === effect
    const says = alike ? 'repeats the condition and the effect of a row above' : 'has the condition of a row above, which is taken instead'
    const turned = `takes the place of ${nameOf(path)}, which has the same condition${alike ? ' and effect' : ''}`
    return [{ kind: alike ? 'duplicate-rule' : 'contradictory-rule', path, says, turned, proof, other: same.path }]
  }
  const takers = above.filter(({ takes }) => space.and(takes(), fits) !== space.empty)
  const names = takers.length > 3 ? `${takers.length} rows above` : takers.map((taker) => nameOf(taker.path)).join(' and ')
  return [
    {
      kind: 'shadowed-rule',
      path,
      says: `${names} ${takers.length === 1 ? 'takes' : 'take'} all of its answers`,
      turned: `takes all of the answers of ${nameOf(path)}${takers.length === 1 ? '' : ', together with other rows above it'}`,
      proof,
      others: takers.map((taker) => taker.path),
    },
  ]
}

/** Of rows that all count, those that say a sentence to answers that get it from another row anyway. */
function* saidTwice(space: Space, rows: readonly TableRow[]): Generator<Finding> {
  const said = new Map<string, { readonly row: TableRow; readonly fits: Diagram }[]>()
  const times = new Map<string, number>()
  for (const { effect } of rows) times.set(effect, (times.get(effect) ?? 0) + 1)
  for (const row of rows) {
    if (times.get(row.effect) === 1) continue
    const fits = row.fits()
    if (fits === space.empty) continue
    const alike = said.get(row.effect) ?? []
    const wider = alike.find((other) => space.without(fits, other.fits) === space.empty)
    const narrower = wider ? [] : alike.filter((other) => space.without(other.fits, fits) === space.empty)
    for (const [some, other] of wider ? [[{ row, fits }, wider] as const] : narrower.map((each) => [each, { row, fits }] as const)) {
      const says = some.fits === other.fits ? 'the same answers' : 'all of its answers'
      yield {
        kind: 'duplicate-rule',
        path: some.row.path,
        says: `${nameOf(other.row.path)} says the same to ${says}`,
        turned: `says the same as ${nameOf(some.row.path)}, to ${says}`,
        proof: space.proof(some.fits),
        other: other.row.path,
      }
    }
    if (!wider) said.set(row.effect, [...alike.filter((each) => !narrower.includes(each)), { row, fits }])
  }
}

/** The first of its conditions that nobody fulfils who comes there, alone or together with one above it. */
function whyNot(space: Space, { path, conditions, fits }: TableRow, step: Step | undefined): Pick<Finding, 'at' | 'says'> {
  const at = (condition: Condition): Path => [...path, 'if', keyOf(condition)]
  for (const condition of conditions) {
    const says = neverTrue(condition)
    if (says) return { at: at(condition), says }
  }
  for (const many of [false, true])
    for (const [index, condition] of conditions.entries())
      for (const other of many ? conditions.slice(0, index) : [condition]) {
        if (fits([other, condition]) !== space.empty) continue
        if (!many && condition.kind === 'tier')
          return { at: at(condition), says: `no answers fit while the tier is ${[...condition.oneOf].join(' or ')}` }
        const names = (many ? [other, condition] : [condition]).map(textOfOne).join(' and ')
        return { at: at(condition), says: `nobody who comes here has ${names}${whereElse(space, step, [other, condition])}` }
      }
  return { says: 'no answers that lead here fit its condition' }
}

/** Of numbers, which are the same wherever they are looked at. */
function neverTrue(condition: Condition): string | undefined {
  if (condition.kind !== 'measure' || !condition.atLeast) return undefined
  const { measure, atLeast, below } = condition
  const { most } = measured[measure]
  const least = `at least ${atLeast.id} (${atLeast.value})`
  if (atLeast.value > most) return `${measure} is never more than ${most}, so never ${least}`
  return below && below.value <= atLeast.value ? `no number is ${least} and below ${below.id} (${below.value})` : undefined
}

function whereElse(space: Space, step: Step | undefined, conditions: readonly Condition[]): string {
  if (!step) return ''
  const isShut =
    space.fits(
      [...step.conditions, ...conditions].filter(({ kind }) => kind !== 'tier'),
      new Set(),
    ) === space.empty
  return isShut ? ': the step is not for them' : ': they are decided before'
}

const keyOf = (each: Condition): string => (each.kind === 'answer' ? each.question.id : each.kind === 'measure' ? each.measure : 'tier')

const textOfOne = (each: Condition): string =>
  each.kind === 'measure'
    ? measuredText(each, ({ id, value }) => `${id} (${value})`)
    : `${each.kind === 'tier' ? 'the tier' : keyOf(each)} ${[...each.oneOf].join(' or ')}`

const nameOf = (path: Path): string => String(typeof path.at(-1) === 'number' ? `row ${Number(path.at(-1)) + 1}` : path.at(-1))
