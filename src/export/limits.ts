// A result's answer on data residency → the limit that an export has to keep, and how it is told.

import type { RecommendationJson } from '../contract.ts'
import { fill } from '../words.ts'
import type { ExportInput } from './input.ts'

/** `other` is an answer that this code does not know, such as one of a user's own rules. */
export type Limit =
  | { readonly kind: 'anywhere' | 'contract' | 'own' | 'other' }
  /** Without an id, the hosts have to confirm the region. */
  | { readonly kind: 'region'; readonly id: string | undefined; readonly title: string }

export function limitOf({ questions }: Pick<ExportInput, 'questions'>, { answers }: RecommendationJson): Limit {
  const residency = answers['data-residency']?.value
  const region = answers['region']?.value
  if (residency === 'anywhere') return { kind: 'anywhere' }
  if (residency === 'own-network' || residency === 'air-gapped') return { kind: 'own' }
  // A region that was answered as well is read by no rule here, and must not take the place of the agreement.
  if (residency === 'contract') return { kind: 'contract' }
  if (residency === 'region' || region !== undefined) return regionLimit(questions, String(region))
  return { kind: 'other' }
}

function regionLimit(questions: ExportInput['questions'], id: string): Limit {
  const question = questions.find((each) => each.id === 'region')
  const option = question?.kind === 'choice' ? question.options.find((each) => each.id === id) : undefined
  return { kind: 'region', id: option?.anyHost === false ? id : undefined, title: option?.means ?? id }
}

/** The limit in a sentence, with the hosts to settle it with. */
export function limitNote({ words }: Pick<ExportInput, 'words'>, limit: Limit, hosts: readonly string[]): string {
  const values = { hosts: [...new Set(hosts)].join(', ') }
  switch (limit.kind) {
    case 'region':
      return limit.id === undefined
        ? fill(words['export-limit-confirm'], values)
        : fill(words['export-limit-region'], { region: limit.title })
    case 'anywhere':
      return words['export-limit-anywhere']
    case 'contract':
      return fill(words['export-limit-contract'], values)
    case 'own':
      return words['export-limit-own']
    case 'other':
      return words['export-limit-other']
  }
}

/** Whether what may be sent for one may be sent for the other. */
export const sameLimit = (a: Limit, b: Limit): boolean =>
  a.kind === b.kind && (a.kind !== 'region' || (b.kind === 'region' && a.id !== undefined && a.id === b.id))
