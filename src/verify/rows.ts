// The rows of a table → those that never come to pass, and those that repeat or gainsay one above.

import { measured } from '../measured.ts'
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
  step === undefined || rows.length === 0 ? [] : [{ kind: 'unreachable-rule', path: ['steps', step], says: 'no answers lead to this step' }]

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

function deadRow(space: Space, { rows, firstOnly }: Table, row: TableRow, index: number, texts: ReadonlyMap<string, TableRow>): Finding[] {
  const { path, conditions, effect } = row
  if (row.taken) return []
  const fits = row.fits()
  if (fits === space.empty) return [{ kind: 'unreachable-rule', path, says: whyNot(row) }]
  if (!firstOnly) return []
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
      proof,
      other: takers[0]?.path,
    },
  ]
}

/** Of rows that all count, those that say a sentence to answers that get it from another row anyway. */
function* saidTwice(space: Space, rows: readonly TableRow[]): Generator<Finding> {
  const said = new Map<string, { readonly row: TableRow; readonly fits: Diagram }[]>()
  for (const row of rows) {
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

function whyNot({ conditions }: TableRow): string {
  for (const condition of conditions) {
    if (condition.kind !== 'measure' || !condition.atLeast) continue
    const { most } = measured[condition.measure]
    const { id, value } = condition.atLeast
    if (value > most) return `${condition.measure} is never more than ${most}, so never at least ${id} (${value})`
  }
  const tier = conditions.find((condition) => condition.kind === 'tier')
  return tier ? `no answers fit while the tier is ${[...tier.oneOf].join(' or ')}` : 'no answers that lead here fit its condition'
}

const nameOf = (path: Path): string => String(typeof path.at(-1) === 'number' ? `row ${Number(path.at(-1)) + 1}` : path.at(-1))
