// A condition on a measured number → whether it fits, and how it reads.

import type { Figure, MeasureCondition, MeasureName } from './types.ts'

/** What each number is in, and the most that it can be: nobody saves more than all of a bill. */
export const measured: Readonly<Record<MeasureName, { readonly unit: 'share'; readonly most: number }>> = {
  'self-host-saving': { unit: 'share', most: 1 },
}

/** What cannot be measured does not fit. */
export const isWithin = ({ atLeast, below }: MeasureCondition, value: number | undefined): boolean =>
  value !== undefined && (!atLeast || value >= atLeast.value) && (!below || value < below.value)

/** `self-host-saving at least worthwhile-saving and below huge-saving`, each figure as `show` has it. */
export function measuredText({ measure, atLeast, below }: MeasureCondition, show: (figure: Figure) => string): string {
  const ends = [atLeast && `at least ${show(atLeast)}`, below && `below ${show(below)}`]
  return `${measure} ${ends.filter(Boolean).join(' and ')}`
}
