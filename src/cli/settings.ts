// The text of a wish that is never asked for → its value, or why it is none; variables that the rules in use have no wish for.

import { rules as builtIn } from 'virtual:built-in-rules'
import { echo } from '../sanitize.ts'
import type { Setting, Tree } from '../types.ts'
import { variableName } from '../variables.ts'
import { parseVolume } from '../volume.ts'

export type ReadSetting =
  | { readonly kind: 'tokens' | 'figure'; readonly value: number; readonly written: string }
  | { readonly kind: 'origins'; readonly value: readonly string[]; readonly written: string }
  | { readonly refused: string; readonly accepted: string }

/** Set, for a question or a wish that overlays took out: what it demands would not hold. A flag would be refused as well. */
export function goneVariables({ questions, settings }: Tree, isSet: (name: string) => boolean) {
  const known = new Set([...questions, ...settings].map(({ id }) => id))
  const gone = Object.keys({ ...builtIn.questions, ...builtIn.settings }).filter((id) => !known.has(id))
  return gone.flatMap((id) => {
    const name = variableName(id)
    return isSet(name)
      ? [{ name, refused: `The rules in use have no ${id}, so it would not hold.`, accepted: 'no value, or rules that have it' }]
      : []
  })
}

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
