// A condition on a measured number → whether it fits, and how it reads.

import type { Figure, MeasureCondition } from './types.ts'

/** What cannot be measured does not fit. */
export const isWithin = ({ atLeast, below }: MeasureCondition, value: number | undefined): boolean =>
  value !== undefined && (!atLeast || value >= atLeast.value) && (!below || value < below.value)

/** `self-host-saving at least worthwhile-saving and below huge-saving`, each figure as `show` has it. */
export function measuredText({ measure, atLeast, below }: MeasureCondition, show: (figure: Figure) => string): string {
  const ends = [atLeast && `at least ${show(atLeast)}`, below && `below ${show(below)}`]
  return `${measure} ${ends.filter(Boolean).join(' and ')}`
}
