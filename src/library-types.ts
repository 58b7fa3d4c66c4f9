// What the library takes and gives, for those who import it; none of it names anything inside pick-llm.

import type { RecommendationJson } from './contract.ts'
import type { TierId } from './types.ts'

/** The result of `pick-llm --json`, described by `schema/recommendation.schema.json`. */
export type Recommendation = RecommendationJson

/** All bills at one volume, in USD a month, and from where own GPUs would cost less. */
export type Bills = RecommendationJson['cost']

/**
 * Ids of questions and of settings with their values, as in an answers file: `{ 'data-residency': 'anywhere', tokens: '300M' }`.
 * For a question, null says "not sure": what the rules assume is taken.
 */
export type Answers = Readonly<Record<string, string | number | null | undefined>>

/** The text of one YAML file of rules. */
export interface RulesText {
  /** What it is called in messages and in `overlays`. */
  readonly file: string
  readonly text: string
}

/** Checked rules, made by `loadRules`. */
export interface Rules {
  readonly version: string
  /** Of the rules with all overlays; the same as in the JSON of the command. */
  readonly sha256: string
  /** The files laid over the built-in rules, in their order. */
  readonly overlays: readonly string[]
  readonly questions: readonly Question[]
  readonly settings: readonly Setting[]
}

interface AnyQuestion {
  readonly id: string
  /** The id of the step that asks it. */
  readonly step: string
  readonly ask: string
  readonly why: string
  /** Never assumed. */
  readonly required: boolean
}

export type Question =
  | (AnyQuestion & { readonly kind: 'choice'; readonly options: readonly Option[] })
  /** Tokens a month: a number, or a text such as `50M`, `1.5B` or `10M/day`. */
  | (AnyQuestion & { readonly kind: 'volume' })

export interface Option {
  readonly id: string
  readonly means: string
  readonly example?: string | undefined
}

/** A wish that is never asked for. */
export interface Setting {
  readonly id: string
  readonly means: string
  readonly example: string
}

/** What one of the steps did. */
export interface Step {
  readonly id: string
  readonly title: string
  readonly status: 'decided' | 'narrowed' | 'passed' | 'not-needed'
  /** Null when the step was not needed. */
  readonly rule: string | null
  readonly because: string
}

export type Walk =
  /** The next question: its answer can still change the tier, the shortlist or the bills. */
  | { readonly kind: 'asking'; readonly question: Question; readonly steps: readonly Step[] }
  | {
      readonly kind: 'arrived'
      readonly tier: TierId
      readonly parts: Recommendation['recommendation']['parts']
      readonly steps: readonly Step[]
    }
  /** No tier satisfies the answers. */
  | { readonly kind: 'stuck'; readonly steps: readonly Step[] }
