// What a decision record is made of, and how its parts are put into words.

import type { RecommendationJson } from '../contract.ts'
import type { PriceDates } from '../listing.ts'
import { datesOf } from '../price-dates.ts'
import type { Citations, Question, TierId, Tree } from '../types.ts'
import { shortTokens } from '../volume.ts'
import { fill, type WordKey } from '../words.ts'

export interface AdrInput {
  /** What the decision is about, as the user calls it; undefined where nobody named it. */
  readonly name: string | undefined
  readonly result: RecommendationJson
  /** The tree that the result came from. */
  readonly tree: Pick<Tree, 'words' | 'steps' | 'tiers' | 'questions' | 'figures' | 'sources' | 'catalog'>
  /** The tree with the path that was taken, in Mermaid. */
  readonly diagram: string
  /** The bills over volumes as `renderCostChart` gives them: Markdown without headings. */
  readonly costChart: string | undefined
  /** The day of the decision, `YYYY-MM-DD`. */
  readonly dated: string
  /** The file that `pick-llm check` reads, where there is one. */
  readonly record: string | undefined
  /** Files of rules that were laid over the built-in ones. */
  readonly rules?: readonly string[]
  /** Whether it was made with the built-in rules whatever else stood in the environment. */
  readonly noRules?: boolean
}

type Answer = string | number
type Bill = RecommendationJson['cost']['bills'][number]

export const say = ({ tree }: AdrInput, word: WordKey, values: Readonly<Record<string, string>> = {}): string =>
  fill(tree.words[word], values)

export const titleOf = ({ tree }: AdrInput, tier: TierId): string => tree.tiers[tier].title

/** A tier, with the tiers of its slices when it is a split. */
export function tierText(input: AdrInput, tier: TierId, parts: RecommendationJson['recommendation']['parts']): string {
  const slices = parts.map((part) => `${part.slice}: ${titleOf(input, part.tier)}`).join(', ')
  return parts.length > 1 ? `${titleOf(input, tier)} (${slices})` : titleOf(input, tier)
}

/** What was decided, as a line of a list of decisions. */
export function decisionText(input: AdrInput): string {
  const { tier, parts } = input.result.recommendation
  const name = input.name ?? ''
  if (parts.length <= 1) return say(input, input.name === undefined ? 'adr-title-unnamed' : 'adr-title', { name, tier: aTier(input, tier) })
  const slices = parts.map((part) => say(input, `adr-title-${part.slice}`, { tier: aTier(input, part.tier) })).join(', ')
  return say(input, input.name === undefined ? 'adr-title-split-unnamed' : 'adr-title-split', { name, slices })
}

const aTier = (input: AdrInput, tier: TierId): string => say(input, `adr-a-${tier}`)

/** The dates of the prices that the result rests on. */
export function pricesText(input: AdrInput): string {
  const dates = pricesOf(input)
  if (!dates) return say(input, 'adr-no-prices')
  return say(input, dates.oldest === dates.newest ? 'prices-as-of' : 'prices-from-to', { ...dates })
}

export const pricesOf = ({ result }: AdrInput): PriceDates =>
  datesOf(Object.values(result.inputs.prices).flatMap(({ asOf }) => (typeof asOf === 'string' ? [asOf] : [])))

/** The steps that the result rests on: one that splits the traffic, and the last that set a tier, since later ones overrule earlier ones. */
export function decidingSteps({ result, tree }: AdrInput): RecommendationJson['steps'] {
  const decided = result.steps.filter(({ status }) => status === 'decided')
  const splits = (id: string, rule: string | null) =>
    tree.steps.find((step) => step.id === id)?.rules.find((row) => row.id === rule)?.slice !== undefined
  return decided.filter((step) => step === decided.at(-1) || splits(step.id, step.rule))
}

const questionOf = ({ tree }: AdrInput, id: string): Question | undefined => tree.questions.find((question) => question.id === id)

export const askOf = (input: AdrInput, id: string): string => questionOf(input, id)?.ask ?? id

/** An answer in the words of its option. */
export function meaningOf(input: AdrInput, id: string, value: Answer): string {
  const question = questionOf(input, id)
  if (question?.kind === 'volume') return typeof value === 'number' ? shortTokens(value) : value === 'unknown' ? question.unknown : value
  return question?.options.find((option) => option.id === value)?.means ?? String(value)
}

/** Where an assumption comes from: the row of the question that was taken. */
export function assumptionSources(input: AdrInput, id: string): Citations {
  const answer = input.result.answers[id]
  if (answer?.source !== 'assumed') return {}
  return questionOf(input, id)?.assume.find(({ value, because }) => value === answer.value && because === answer.because)?.sources ?? {}
}

/** Everything that the arithmetic of a bill rests on. */
export const billSources = ({ derivation }: Bill): string[] => [...new Set(derivation.flatMap(({ sources }) => sources))]
