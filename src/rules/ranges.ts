// A low end, a value and a high end → a report for each end that lies on the wrong side of the value.

import type { Names, Path } from './names.ts'

/** `middle` is the key of the value, `unit` what is told with it. What is out of order is reported at the end of the range, not at the value. */
export function checkRange(names: Names, path: Path, middle: string, low: number, value: number, high: number, unit?: string): void {
  const of = unit === undefined ? '' : `; the unit is "${unit}"`
  if (low > value) names.report([...path, 'low'], `${low} is above ${middle}, which is ${value}${of}`)
  if (high < value) names.report([...path, 'high'], `${high} is below ${middle}, which is ${value}${of}`)
}
