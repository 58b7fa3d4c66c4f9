// A map in braces → the numbers in it that are written with a comma, which YAML reads as a number and a key of its own.

import { isScalar, type YAMLMap } from 'yaml'
import { echo } from '../sanitize.ts'

interface Comma {
  /** Where the number begins. */
  readonly offset: number
  readonly message: string
  /** What was probably meant. */
  readonly value: string
  /** The keys that are no keys. */
  readonly keys: readonly unknown[]
}

/** `{ value: 0,5 }` would be the value 0 and a key 5 without a value. */
export function decimalCommas({ items, flow }: YAMLMap<unknown, unknown>, text: string): readonly Comma[] {
  if (flow !== true) return []
  return items.flatMap(({ value }, index): Comma[] => {
    if (!isScalar(value) || !value.range) return []
    const [start, end] = value.range
    const whole = text.slice(start, end)
    if (!/^[-+]?\d+$/.test(whole)) return []
    const groups: string[] = []
    const keys: unknown[] = []
    for (let at = end, next = items[index + 1]; next; next = items[index + 1 + keys.length]) {
      const { key } = next
      if (!isScalar(key) || !key.range || next.value !== null) break
      const [from, to] = key.range
      if (!/^\d+$/.test(text.slice(from, to)) || !/^, *$/.test(text.slice(at, from))) break
      groups.push(text.slice(from, to))
      keys.push(key)
      at = to
    }
    return groups.length > 0 ? [{ offset: start, ...instead(whole, groups), keys }] : []
  })
}

function instead(whole: string, groups: readonly string[]): Pick<Comma, 'message' | 'value'> {
  const written = echo([whole, ...groups].join(','))
  const plain = [whole, ...groups].join('')
  const point = `${whole}.${groups.join('')}`
  const thousands = /^[-+]?[1-9]\d{0,2}$/.test(whole) && groups.every((group) => group.length === 3)
  const what = `${written} is read as the number ${echo(whole)} and a key "${echo(groups[0] ?? '')}"`
  if (groups.length > 1) return { message: `${what}; write ${echo(plain)} without commas`, value: plain }
  return thousands
    ? { message: `${what}; write ${echo(plain)} without the comma, or ${echo(point)} with a point`, value: plain }
    : { message: `${what}; write ${echo(point)} with a point`, value: point }
}
