// Results' answers on data residency → the limits that an export has to keep, and how they are told.

import type { RecommendationJson } from '../contract.ts'
import { exit, UserError } from '../errors.ts'
import { sanitizeLine } from '../sanitize.ts'
import { fill } from '../words.ts'
import type { ExportInput } from './input.ts'

interface Region {
  readonly id: string
  readonly title: string
}

export type Limit =
  | { readonly kind: 'anywhere' | 'own-network' | 'air-gapped' }
  /** An agreement; with a region, both hold. */
  | { readonly kind: 'contract'; readonly region: Region | undefined }
  | { readonly kind: 'region'; readonly region: Region }

/** Where prompts have to be processed. */
export const regionOf = (limit: Limit): Region | undefined => ('region' in limit ? limit.region : undefined)

/** Whether nothing may leave the user's own machines. */
export const isInside = ({ kind }: Limit): boolean => kind === 'own-network' || kind === 'air-gapped'

/** Whether hosts outside are called, and may not do with the prompts as they usually do. */
export const isBound = ({ kind }: Limit): boolean => kind === 'contract' || kind === 'region'

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
  const answered = answers['region']?.value
  if (residency === 'anywhere' || residency === 'own-network' || residency === 'air-gapped') return { kind: residency }
  if (answered === undefined && residency !== 'region') return residency === 'contract' ? { kind: residency, region: undefined } : 'other'
  const option = optionsIn(input).find(({ id, anyHost }) => id === answered && !anyHost)
  const region = option && { id: option.id, title: option.means }
  return region ? { kind: residency === 'contract' ? residency : 'region', region } : 'unnamed region'
}

function optionsIn({ questions }: ExportInput) {
  const question = questions.find(({ id }) => id === 'region')
  return question?.kind === 'choice' ? question.options : []
}

const regionsIn = (input: ExportInput): string[] => optionsIn(input).flatMap(({ id, anyHost }) => (anyHost ? [] : [id]))

/** The limit in a sentence for each part, with the hosts to settle it with. `alone` is false where other workloads of the same output may leave. */
export function limitNote({ words }: Pick<ExportInput, 'words'>, limit: Limit, hosts: readonly string[], alone = true): string {
  const region = regionOf(limit)
  const within = region ? [fill(words['export-limit-region'], { region: region.title })] : []
  switch (limit.kind) {
    case 'region':
      return within.join(' ')
    case 'anywhere':
      return words['export-limit-anywhere']
    case 'contract':
      return [fill(words['export-limit-contract'], { hosts: [...new Set(hosts)].join(', ') }), ...within].join(' ')
    case 'own-network':
    case 'air-gapped':
      return words[alone ? 'export-limit-own' : 'export-limit-own-mixed']
  }
}

/** Two of them are the same exactly where what may be sent for one may be sent for the other. */
export const limitWords = (limit: Limit): string[] => [limit.kind, regionOf(limit)?.id ?? []].flat()

export const limitKey = (limit: Limit): string => limitWords(limit).join(' ')
