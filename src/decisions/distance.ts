// Two readings of a result → how far they are from each other, where that can be said.

/** Of amounts the difference in USD, of several amounts and of lists what differs; undefined for all else. An unknown amount is far from any other. */
export function distance(one: string, other: string): number | undefined {
  if (one === other) return 0
  const [usd, otherUsd] = [amountOf(one), amountOf(other)]
  if (usd !== undefined && otherUsd !== undefined) return Math.abs(usd - otherUsd)
  if (isAmount(one) && isAmount(other)) return Number.POSITIVE_INFINITY
  return undefined
}

/** Whether one amount lies on the other side of a second than a third does: what led there pushed the other way. */
export function beyond(one: string, was: string, today: string): boolean {
  const [left, middle, right] = [amountOf(one), amountOf(was), amountOf(today)]
  return left !== undefined && middle !== undefined && right !== undefined && (left - middle) * (right - middle) < 0
}

const unknown = 'unknown'

const isAmount = (text: string): boolean => text === unknown || amountOf(text) !== undefined

const amountOf = (text: string): number | undefined => (/^\$[\d,]+(\.\d+)?$/.test(text) ? Number(text.replace(/[$,]/g, '')) : undefined)
