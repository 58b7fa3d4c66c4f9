// A low end, a value and a high end → a report for each end that lies on the wrong side of the value.

import type { Names, Path } from './names.ts'

/** `middle` is the key of the value, `unit` what is told with it. What is out of order is reported at the end of the range, not at the value, but where a later file gives that. */
export function checkRange(names: Names, path: Path, middle: string, low: number, value: number, high: number, unit?: string): void {
  const of = unit === undefined ? '' : `; the unit is "${unit}"`
  const report = (end: string, says: string) =>
    names.report([...path, end], `${says} ${middle}, which is ${value}${of}`, false, 'misfit', [[...path, middle]])
  if (low > value) report('low', `${low} is above`)
  if (high < value) report('high', `${high} is below`)
}
