// Results' answers on data residency → the limits that an export has to keep, and how they are told.

import type { RecommendationJson } from '../contract.ts'
import { exit, UserError } from '../errors.ts'
import { sanitizeLine } from '../sanitize.ts'
import { fill } from '../words.ts'
import type { ExportInput } from './input.ts'

export type Limit =
  | { readonly kind: 'anywhere' | 'contract' | 'own' }
  | { readonly kind: 'region'; readonly id: string; readonly title: string }

/**
 * The limit of each entry. Throws `UserError` where one cannot be told from the answers, such as a region that nobody
 * named: no configuration could keep it, and what is not known never passes.
 */
export function limitsOf(input: ExportInput): Limit[] {
  const { entries, words, fromFile } = input
  const found = entries.map(({ name, result }) => ({ name: sanitizeLine(name), limit: limitIn(input, result) }))
  const named = (unknown: string) => found.filter(({ limit }) => limit === unknown).map(({ name }) => name)
  const unnamed = named('unnamed region')
  if (unnamed.length > 0)
    throw new UserError(
      'E_REGION',
      unnamed.map((name) => fill(words['export-region-unnamed'], { name })).join('\n'),
      fill(words[fromFile ? 'export-region-hint-file' : 'export-region-hint'], { regions: regionsIn(input).join('|') }),
      fromFile ? exit.input : exit.usage,
    )
  const other = named('other')
  if (other.length > 0) {
    const says = other.map((name) => fill(words['export-limit-other'], { name })).join('\n')
    throw new UserError('E_EXPORT', says, words['export-nothing-hint'], exit.no)
  }
  return found.flatMap(({ limit }) => (typeof limit === 'string' ? [] : [limit]))
}

/** `other` is an answer that this code does not know, such as one of a user's own rules. */
function limitIn(input: ExportInput, { answers }: RecommendationJson): Limit | 'unnamed region' | 'other' {
  const residency = answers['data-residency']?.value
  const region = answers['region']?.value
  if (residency === 'anywhere') return { kind: 'anywhere' }
  if (residency === 'own-network' || residency === 'air-gapped') return { kind: 'own' }
  // A region that was answered as well is read by no rule here, and must not take the place of the agreement.
  if (residency === 'contract') return { kind: 'contract' }
  if (residency !== 'region' && region === undefined) return 'other'
  const option = optionsIn(input).find(({ id, anyHost }) => id === region && !anyHost)
  return option ? { kind: 'region', id: option.id, title: option.means } : 'unnamed region'
}

function optionsIn({ questions }: ExportInput) {
  const question = questions.find(({ id }) => id === 'region')
  return question?.kind === 'choice' ? question.options : []
}

const regionsIn = (input: ExportInput): string[] => optionsIn(input).flatMap(({ id, anyHost }) => (anyHost ? [] : [id]))

/** The limit in a sentence, with the hosts to settle it with. `alone` is false where other workloads of the same output may leave. */
export function limitNote({ words }: Pick<ExportInput, 'words'>, limit: Limit, hosts: readonly string[], alone = true): string {
  switch (limit.kind) {
    case 'region':
      return fill(words['export-limit-region'], { region: limit.title })
    case 'anywhere':
      return words['export-limit-anywhere']
    case 'contract':
      return fill(words['export-limit-contract'], { hosts: [...new Set(hosts)].join(', ') })
    case 'own':
      return words[alone ? 'export-limit-own' : 'export-limit-own-mixed']
  }
}

/** The same for two limits exactly where what may be sent for one may be sent for the other. */
export const limitKey = (limit: Limit): string => (limit.kind === 'region' ? `region ${limit.id}` : limit.kind)
