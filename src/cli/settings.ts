// The text of a wish that is never asked for → its value, or why it is none.

import { echo } from '../sanitize.ts'
import type { Setting } from '../types.ts'
import { parseVolume } from '../volume.ts'

export type ReadSetting =
  | { readonly kind: 'tokens' | 'figure'; readonly value: number; readonly written: string }
  | { readonly kind: 'origins'; readonly value: readonly string[]; readonly written: string }
  | { readonly refused: string; readonly accepted: string }

export function readSetting({ kind, example }: Setting, text: string): ReadSetting {
  const refused = (what: string, accepted: string) => ({
    refused: `"${echo(text)}" is no ${what}.`,
    accepted: `${accepted} such as ${example}`,
  })
  switch (kind) {
    case 'tokens': {
      const amount = /\/(day|month)\s*$/i.test(text) ? undefined : parseVolume(text)
      return amount ? { kind, value: amount.perMonth, written: amount.text } : refused('number of tokens', 'a number')
    }
    case 'origins': {
      const origins = text
        .toLowerCase()
        .split(',')
        .map((origin) => origin.trim())
      const unique = [...new Set(origins)].sort()
      const fits = unique.every((origin) => /^[a-z]{2}$/.test(origin))
      return fits
        ? { kind, value: unique, written: unique.join(',') }
        : refused('list of countries', 'two-letter countries, comma-separated,')
    }
    case 'share': {
      const value = decimal(text)
      return value !== undefined && value <= 1
        ? { kind: 'figure', value, written: digits(value) }
        : refused('share', 'a number from 0 to 1')
    }
    case 'amount': {
      const value = decimal(text)
      return value === undefined ? refused('amount', 'a number of at least 0,') : { kind: 'figure', value, written: digits(value) }
    }
  }
}

/** Plain decimals only: no sign, no exponent, no comma that could mean two things. */
const decimal = (text: string): number | undefined => (/^\d{1,9}(\.\d{1,9})?$/.test(text.trim()) ? Number(text) : undefined)

/** As it may be given: nine decimals and no exponent. */
const digits = (value: number): string => value.toFixed(9).replace(/\.?0+$/, '')
