// "50M", "1.5B/day", "2e9", "50_000_000" → tokens a month, and back to the shortest form that says the same.

/** A month has 730 hours, as in cloud price lists, so a day is 24 of them. */
export const daysPerMonth = 730 / 24

const suffixes: Readonly<Record<string, number>> = { k: 3, m: 6, b: 9, t: 12 }

const form = /^(\d{1,3}(?:_\d{3})+|\d+)(?:\.(\d+))?(?:e\+?(\d{1,2}))?\s?([kmbt])?(\/day|\/month)?$/i

export const acceptedVolumes = '50M, 1.5B, 2e9 or 50_000_000, each also with /day or /month'

export interface Volume {
  readonly perMonth: number
  /** The shortest form that parses to the same volume. */
  readonly text: string
}

/** Tokens a month, or undefined where the text leaves any doubt (`1,5`, `0x10`, empty, negative, part of a token). */
export function parseVolume(text: string): Volume | undefined {
  const match = form.exec(text.trim())
  if (!match) return undefined
  const [, whole = '', fraction = '', exponent, suffix, period] = match
  const zeros = Number(exponent ?? 0) + (suffix ? (suffixes[suffix.toLowerCase()] ?? 0) : 0) - fraction.length
  const digits = whole.replaceAll('_', '') + fraction
  const amount = shift(digits, zeros)
  if (!amount) return undefined
  const daily = period?.toLowerCase() === '/day'
  const perMonth = daily ? Math.round(amount * daysPerMonth) : amount
  if (!Number.isSafeInteger(perMonth)) return undefined
  return { perMonth, text: shortTokens(amount) + (daily ? '/day' : '') }
}

/** Decimal digits followed by zeros, or cut by so many when negative: exact, where multiplying floats is not. */
function shift(digits: string, zeros: number): number | undefined {
  if (zeros < 0 && /[1-9]/.test(digits.slice(zeros))) return undefined
  const amount = Number(zeros < 0 ? digits.slice(0, zeros) : digits + '0'.repeat(zeros))
  return Number.isSafeInteger(amount) ? amount : undefined
}

/** 304166667 → "about 304M": three digits are as many as anybody reads. */
export function aboutTokens(amount: number): string {
  const rounded = Number(amount.toPrecision(3))
  return `${rounded === amount ? '' : 'about '}${shortTokens(rounded)}`
}

/** 300000000 → "300M"; exact, so odd amounts stay in digits. */
export function shortTokens(amount: number): string {
  const [suffix, power] = units.find(([, zeros]) => amount >= 10 ** zeros) ?? ['', 0]
  const digits = String(amount)
  const tail = digits.slice(digits.length - power).replace(/0+$/, '')
  return tail.length > 3 ? digits : digits.slice(0, digits.length - power) + (tail && `.${tail}`) + suffix
}

const units = [
  ['T', 12],
  ['B', 9],
  ['M', 6],
  ['k', 3],
] as const
