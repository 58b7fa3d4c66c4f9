// Measured conditions → the cells that their figures cut the numbers into: within one, every condition fits or none does.

import { isWithin } from '../measured.ts'
import type { Figure, MeasureCondition, MeasureName } from '../types.ts'
import { perSteps } from './tables.ts'

export const measuredConditions = perSteps(({ steps }): MeasureCondition[] =>
  steps
    .flatMap((step) => [step, ...step.otherwise, ...step.rules])
    .flatMap(({ conditions }) => conditions.filter((condition) => condition.kind === 'measure')),
)

interface Threshold {
  readonly measure: MeasureName
  readonly figure: Figure
}

/** Each measure with each figure that it is compared with, once. */
export const thresholdsOf = perSteps((tree): Threshold[] => {
  const all = measuredConditions(tree).flatMap(({ measure, atLeast, below }) =>
    [atLeast, below].flatMap((figure) => (figure ? [{ measure, figure }] : [])),
  )
  return [...new Map(all.map((each) => [`${each.measure} ${each.figure.id}`, each])).values()]
})

/** What every measure is in one cell; undefined where it cannot be known. */
export type Cell = Readonly<Partial<Record<MeasureName, number | undefined>>>

/** One cell for each way in which the conditions can be met; the first is where nothing is known, the second the topmost. */
export const cellsOf = perSteps((tree): Cell[] => {
  const conditions = measuredConditions(tree)
  const thresholds = thresholdsOf(tree)
  const combined = [...new Set(thresholds.map(({ measure }) => measure))].reduce<Cell[]>((cells, measure) => {
    const numbers = numbersAt(thresholds.filter((each) => each.measure === measure))
    return (cells.length > 0 ? cells : [{}]).flatMap((cell) => numbers.map((number) => ({ ...cell, [measure]: number })))
  }, [])
  const all: Cell[] = [{}, ...combined]
  const treatments = all.map((cell) => treatment(conditions, cell))
  // Stryker disable next-line StringLiteral: each cell has its treatment.
  return all.filter((_, index) => treatments.indexOf(treatments[index] ?? '') === index)
})

/** A number for each stretch between the figures, the highest first. */
function numbersAt(thresholds: readonly Threshold[]): number[] {
  const values = [...new Set(thresholds.map(({ figure }) => figure.value))].sort((a, b) => b - a)
  return [Number.POSITIVE_INFINITY, ...values, Number.NEGATIVE_INFINITY]
}

const treatment = (conditions: readonly MeasureCondition[], cell: Cell): string =>
  // Stryker disable next-line StringLiteral: any two texts tell them apart.
  conditions.map((condition) => (isWithin(condition, cell[condition.measure]) ? '1' : '0')).join()
