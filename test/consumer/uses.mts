// What someone who imports the library may write; compiled against the shipped declarations, never run.

import {
  type Answers,
  type Bills,
  bills,
  FileError,
  loadRules,
  type Recommendation,
  recommend,
  type TierId,
  UserError,
  walk,
} from 'pick-llm'
import type { RecommendationJson } from '../../src/contract.ts'
import type { Frozen } from '../../src/contract-parts.ts'

type Same<A, B> = [A, B] extends [B, A] ? true : never

/** The declared type of the result says what the contract says. */
export const sameResult: Same<Recommendation, Frozen<RecommendationJson>> = true
export const sameBills: Same<Bills, Recommendation['cost']> = true

const answers: Answers = { 'data-residency': 'anywhere', tokens: 300e6, task: null, region: undefined }
const rules = await loadRules([{ file: 'ours.yaml', text: '' }])

export const tier: TierId = recommend(rules, answers).recommendation.tier
export const usd: readonly (number | null)[] = bills(rules, answers, [1e6, '300M']).flatMap((at) =>
  at.bills.map(({ monthlyUsd }) => monthlyUsd),
)

const at = walk(rules, answers)
if (at.kind === 'asking' && at.question.kind === 'choice') at.question.options[0]?.means.toUpperCase()
if (at.kind === 'arrived') at.parts[0]?.slice satisfies 'hard' | 'rest' | undefined

export const told = (error: unknown): string | undefined =>
  error instanceof FileError ? error.problems[0]?.message : error instanceof UserError ? error.hint : undefined

// @ts-expect-error: only loadRules makes rules.
recommend({ version: '1' }, answers)
// @ts-expect-error: nothing of it can be written to.
recommend(rules, answers).recommendation.tier = 'hybrid'
// @ts-expect-error: an answer is a text, a number or null.
walk(rules, { task: true })
// @ts-expect-error: a question that is open has no tier yet.
walk(rules, answers).tier
