// What the costs cite → a line for each mark in brackets, so that a reader can look it up.

import type { CostJson } from '../contract-cost.ts'

type Source = CostJson['sources'][number]

/** What a figure of the user's own cites. */
const own = 'you'

export interface Cited extends Pick<Source, 'id' | 'title' | 'url'> {
  /** Day of the source, and day on which it was read. */
  readonly dates: string
}

export function citedIn({ volumes, sources }: CostJson): readonly Cited[] {
  const steps = volumes.flatMap(({ bills }) => bills).flatMap(({ derivation }) => derivation)
  return [
    ...sources.map(({ id, title, url, dated, checked }) => ({
      id,
      title,
      url,
      dates: `${dated === null ? '' : `, ${dated}`} (checked ${checked})`,
    })),
    ...(steps.some((step) => step.sources.includes(own)) ? [{ id: own, title: 'a value that you set', url: null, dates: '' }] : []),
  ]
}
