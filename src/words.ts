// The short sentences that the program fills in. Their wording is in rules/words.yaml; here are their names.

export const wordKeys = [
  'stands-for',
  'named-in',
  'kept',
  'removed-license-unknown',
  'removed-license-commercial',
  'removed-license-permissive',
  'removed-license-barred',
  'removed-origin',
  'removed-origin-unknown',
  'removed-context',
  'removed-context-unknown',
  'removed-weights',
  'removed-status',
  'removed-host',
  'removed-agreement',
  'removed-region',
  'confirm-region',
  'confirm-license',
  'license-conditions',
  'empty-shortlist',
  'bill-no-model',
  'bill-no-capacity',
  'bill-no-split',
  'bill-no-load',
  'break-even-from',
  'break-even-again',
  'break-even-never',
  'break-even-unknown',
  'nearest-of',
  'at-host',
  'estimated',
  'removed-license-other',
  'removed-origin-other',
  'removed-task',
  'removed-price',
  'removed-price-unknown',
] as const

export type WordKey = (typeof wordKeys)[number]

export type Words = Readonly<Record<WordKey, string>>

/** Fills `{name}` in a sentence. */
export const fill = (sentence: string, values: Readonly<Record<string, string>>): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
