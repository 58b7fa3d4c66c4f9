// Dollars → text, written by hand because the first use of Intl costs more than the whole recommendation.

/** `$1,234`, with cents only where they are a part worth reading. */
export function usd(amount: number | null): string {
  if (amount === null) return 'unknown'
  if (amount < 0.005) return 'under $0.01'
  return `$${grouped(amount < 100 ? amount.toFixed(2) : String(Math.round(amount)))}`
}

/** 1234567 → 1,234,567 */
export const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',')

/** USD, rounded to a cent. */
export const cents = (usd: number): number => Math.round(usd * 100) / 100
