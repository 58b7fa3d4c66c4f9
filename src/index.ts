// The library: rules and answers → a recommendation, the next question, or bills. No files, terminal, clock or network; it runs in a browser as well.

import { rules as builtIn, known as builtInKnown, sha256 as builtInSha256, catalogSha256, packageVersion } from 'virtual:built-in-rules'
import { nextQuestion } from './advise/ask.ts'
import { costsOf } from './advise/costs.ts'
import { bindMeasures } from './advise/measures.ts'
import { type Maker, recommend as recommendFor } from './advise/recommend.ts'
import { collect } from './cli/answers.ts'
import type { Decision } from './engine/tables.ts'
import { walk as walkThrough } from './engine/walk.ts'
import { UserError } from './errors.ts'
import type { Answers, Bills, Question, Recommendation, Rules, RulesText, Step, Walk } from './library-types.ts'
import { catalogText } from './rules/catalog-text.ts'
import { link, linkAgain } from './rules/link.ts'
import { echo } from './sanitize.ts'
import { sha256 } from './sha256.ts'
import { didYouMean } from './suggest.ts'
import type { Question as Asked, Request, Tree } from './types.ts'
import { acceptedVolumes, parseVolume } from './volume.ts'

export { FileError, type Problem, UserError } from './errors.ts'
export type { Answers, Bills, Option, Question, Recommendation, Rules, RulesText, Setting, Step, Walk } from './library-types.ts'
export type { TierId } from './types.ts'

interface Made {
  readonly tree: Tree
  readonly maker: Maker
}

const known = new WeakMap<Rules, Made>()

/**
 * The built-in rules, with the user's own laid over them in their order; what parses YAML is loaded only for those.
 *
 * Throws `FileError` with all problems of all texts.
 */
export async function loadRules(overlays: readonly RulesText[] = []): Promise<Rules> {
  const files = overlays.map(({ file }) => file)
  if (overlays.length === 0) return publish(linkAgain(builtIn, builtInKnown), { sha256: builtInSha256, catalogSha256 }, files)
  const { layRules } = await import('./rules/overlay.ts')
  const { rules, place, deleted } = layRules(builtIn, overlays)
  const hashes = { sha256: sha256(JSON.stringify(rules)), catalogSha256: sha256(catalogText(rules)) }
  return publish(link(rules, place, deleted), hashes, files)
}

/**
 * Where these answers lead, or the next question; questions that cannot matter any more are skipped.
 *
 * Throws `UserError` for an answer that is none.
 */
export function walk(rules: Rules, answers: Answers): Walk {
  const { tree } = madeOf(rules)
  const { question, request } = nextQuestion(tree, requestOf(tree, answers), false)
  const progress = walkThrough(bindMeasures(tree, request.settings), request.answers)
  const steps = progress.path.map(stepOf)
  if (question) return { kind: 'asking', question: questionOf(question), steps }
  if (progress.kind !== 'arrived') return { kind: 'stuck', steps }
  const { tier, parts } = progress.outcome
  return { kind: 'arrived', tier, parts: parts.map((part) => ({ ...part })), steps }
}

/**
 * The recommendation for these answers; what is not answered is assumed, and the result lists it.
 *
 * Throws `UserError` for an answer that is none, for a missing one that is never assumed, and when no tier is left.
 */
export function recommend(rules: Rules, answers: Answers): Recommendation {
  const { tree, maker } = madeOf(rules)
  return recommendFor(tree, requestOf(tree, answers), maker)
}

/**
 * The bills of all tiers at each of these volumes, in tokens a month (`300_000_000`, `'300M'`, `'10M/day'`).
 *
 * Throws `UserError` as `recommend` does, and for a volume that is none.
 */
export function bills(rules: Rules, answers: Answers, volumes: readonly (number | string)[]): readonly Bills[] {
  const { tree } = madeOf(rules)
  const { volumes: priced } = costsOf(tree, requestOf(tree, answers), volumes.map(tokensIn), undefined)
  return priced.map(({ cheapest: _, ...cost }) => cost)
}

function publish(tree: Tree, hashes: Pick<Maker, 'sha256' | 'catalogSha256'>, files: readonly string[]): Rules {
  const overlays = files.map(echo)
  const rules: Rules = {
    version: tree.version,
    sha256: hashes.sha256,
    overlays,
    questions: tree.questions.map(questionOf),
    settings: tree.settings.map(({ id, means, example }) => ({ id, means, example })),
  }
  known.set(rules, { tree, maker: { version: packageVersion, ...hashes, overlays, files } })
  return rules
}

function madeOf(rules: Rules): Made {
  const made = known.get(rules)
  if (!made) throw new TypeError('rules: pass what loadRules() returned.')
  return made
}

/** Read as an answers file is; numbers are written out for that. */
function requestOf(tree: Tree, answers: Answers): Request {
  const ids = [...tree.questions, ...tree.settings].map(({ id }) => id)
  const texts: Record<string, string> = {}
  const unsure: Record<string, null> = {}
  for (const [id, value] of Object.entries(answers)) {
    if (!ids.includes(id)) throw unusable(`There is no question "${echo(id)}".${didYouMean(id, ids)}`, `Accepted: ${ids.join(', ')}.`)
    if (value === null) unsure[id] = null
    else if (value !== undefined) texts[id] = textOf(value)
  }
  const { from: _, ...request } = collect(tree, {}, { environment: {} }, texts)
  return { ...request, answers: { ...request.answers, ...unsure } }
}

/** Without the exponent that JavaScript writes large and small numbers with. */
const textOf = (value: string | number): string =>
  typeof value === 'number' && /e/.test(String(value)) ? value.toFixed(20).replace(/\.?0+$/, '') : String(value)

function tokensIn(volume: number | string): number {
  const read = parseVolume(textOf(volume))
  if (!read) throw unusable(`"${echo(String(volume))}" is no volume.`, `Accepted: ${acceptedVolumes}.`)
  return read.perMonth
}

const unusable = (what: string, accepted: string): UserError =>
  new UserError('E_VALUE', `${what} ${accepted}`, 'Write one of the accepted values.')

function questionOf(question: Asked): Question {
  const { id, step, ask, why, assume } = question
  const shared = { id, step, ask, why, required: assume.length === 0 }
  if (question.kind === 'volume') return { ...shared, kind: 'volume' }
  const options = question.options.map(({ id: option, means, example }) => ({ id: option, means, ...(example ? { example } : {}) }))
  return { ...shared, kind: 'choice', options }
}

const stepOf = ({ step: { id, title }, status, rule, because }: Decision): Step => ({ id, title, status, rule: rule?.id ?? null, because })
