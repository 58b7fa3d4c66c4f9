// An example of the rules → how it comes out, where that is not as it says, and what the examples leave untried.

import { type Brief, briefly, type Maker, recommend } from '../advise/recommend.ts'
import { UserError } from '../errors.ts'
import type { Example, Request, Rule, TierId, Tree } from '../types.ts'
import type { Path } from './finding.ts'

/** One step of both ways: the rule that applied; null where the step was not needed. */
interface StepTaken {
  readonly step: string
  readonly expected: string | null
  readonly actual: string | null
}

export interface Outcome {
  readonly example: Example
  /** What is not as the example says, in words; none when it comes out right. */
  readonly wrong: readonly { readonly key: 'answers' | 'expect' | 'parts' | 'shortlist' | 'not-offered'; readonly says: string }[]
  /** Undefined where the answers give no recommendation at all. */
  readonly actual: Brief | undefined
  /** The way without an overlay, or the nearest one to what was expected, next to the way taken; undefined where there is none. */
  readonly steps: readonly StepTaken[] | undefined
  /** The answers by which the nearest way differs. */
  readonly wouldTake: Readonly<Record<string, string | number>> | undefined
}

export type Ask = (example: Example) => Request

/** `ask` reads an example's answers as flags are read. Nothing is said yet of other ways, which are much work to find. */
export function runExample(tree: Tree, example: Example, ask: Ask): Outcome {
  const nothing = { example, actual: undefined, steps: undefined, wouldTake: undefined }
  try {
    const actual = briefly(tree, ask(example))
    return { ...nothing, wrong: wrongIn(example, actual), actual }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { ...nothing, wrong: [{ key: 'answers', says: error.message }] }
  }
}

/** One that does not come out as it says, next to how it does under other rules; without such, next to the nearest way that leads there. */
export function explained(tree: Tree, outcome: Outcome, ask: Ask, maker: Maker, before: Brief | undefined): Outcome {
  const { example, actual, wrong } = outcome
  if (!actual) return outcome
  if (before) return { ...outcome, steps: sideBySide(before, actual) }
  if (!wrong.some(({ key }) => key === 'expect' || key === 'parts')) return outcome
  const request = ask(example)
  const { ruledOut, flips } = recommend(tree, request, maker)
  const flip = flips.find(({ tier, parts }) => tier === example.expect && partsText(parts) === wantedParts(example))
  const wouldTake =
    actual.recommendation.tier !== example.expect
      ? (ruledOut.find(({ tier }) => tier === example.expect)?.wouldTake ?? undefined)
      : flip && { [flip.question]: flip.to ?? flip.at ?? '' }
  const there = wouldTake && briefly(tree, { ...request, answers: { ...request.answers, ...wouldTake } })
  return { ...outcome, steps: there && sideBySide(there, actual), wouldTake }
}

/** What is not as it says: all that a check tells, and much less work. */
export function wrongWith(tree: Tree, example: Example, ask: Ask): Outcome['wrong'] {
  try {
    return wrongIn(example, briefly(tree, ask(example)))
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return [{ key: 'answers', says: error.message }]
  }
}

function wrongIn(example: Example, { recommendation, shortlist }: Brief): Outcome['wrong'] {
  const models = shortlist.map(({ model }) => model)
  const missing = example.shortlist.filter((model) => !models.includes(model))
  const offered = example.notOffered.filter((model) => models.includes(model))
  const [parts, wanted] = [partsText(recommendation.parts), wantedParts(example)]
  return [
    ...(recommendation.tier === example.expect
      ? []
      : [{ key: 'expect', says: `expected ${example.expect}, came out ${recommendation.tier}` } as const]),
    ...(!example.parts || parts === wanted ? [] : [{ key: 'parts', says: `expected ${wanted}, came out ${parts}` } as const]),
    ...(missing.length === 0 ? [] : [{ key: 'shortlist', says: `does not offer ${missing.join(', ')}` } as const]),
    ...(offered.length === 0 ? [] : [{ key: 'not-offered', says: `offers ${offered.join(', ')}` } as const]),
  ]
}

const partsText = (parts: Brief['recommendation']['parts']): string =>
  parts
    .map(({ slice, tier }) => `${slice}: ${tier}`)
    .sort()
    .join(', ')

const wantedParts = ({ parts = {} }: Example): string =>
  partsText(Object.entries(parts).map(([slice, tier]: [string, TierId]) => ({ slice, tier })))

/** Steps that only one of the rules have are no part of the other way. */
function sideBySide({ steps: there }: Pick<Brief, 'steps'>, { steps }: Brief): StepTaken[] {
  const gone = there.filter(({ id }) => steps.every((step) => step.id !== id))
  return [
    ...gone.map(({ id, rule }) => ({ step: id, expected: rule, actual: null })),
    ...steps.map(({ id, rule }) => ({ step: id, expected: there.find((step) => step.id === id)?.rule ?? null, actual: rule })),
  ]
}

/** By step, what is said of a rule that both ways take and that leads to another tier than under the rules before. */
export function ledElsewhere(before: Tree, after: Tree, steps: Outcome['steps'] = []): ReadonlyMap<string, string> {
  const leadsIn = (tree: Tree, { step, actual }: StepTaken): string =>
    leadsTo(tree.steps.find(({ id }) => id === step)?.rules.find(({ id }) => id === actual))
  const found = steps.flatMap((each): [string, string][] => {
    const [was, now] = [leadsIn(before, each), leadsIn(after, each)]
    return each.expected !== each.actual || was === now ? [] : [[each.step, `${each.actual} leads to ${now} now, to ${was} before`]]
  })
  return new Map(found)
}

function leadsTo(rule: Rule | undefined): string {
  const [hard, rest] = [rule?.slice, rule?.tier]
  if (!hard) return rest ?? 'no tier'
  return partsText([{ slice: 'hard', tier: hard }, ...(rest ? [{ slice: 'rest', tier: rest }] : [])])
}

/** Paths of the rules, options and tiers that no example comes past. */
export interface Coverage {
  readonly rules: { readonly of: number; readonly untried: readonly Path[] }
  readonly options: { readonly of: number; readonly untried: readonly Path[] }
  readonly tiers: { readonly of: number; readonly untried: readonly Path[] }
}

export function coverageOf(tree: Tree, outcomes: readonly Outcome[]): Coverage {
  const results = outcomes.flatMap(({ actual }) => actual ?? [])
  const rules = new Set(results.flatMap(({ steps }) => steps.map(({ id, rule }) => `${id} ${rule}`)))
  const options = new Set(results.flatMap(({ answers }) => Object.entries(answers).map(([id, { value }]) => `${id} ${value}`)))
  const tiers = new Set(results.flatMap(({ recommendation }) => [recommendation.tier, ...recommendation.parts.map(({ tier }) => tier)]))
  const count = (paths: readonly Path[], tried: (path: Path) => boolean) => ({
    of: paths.length,
    untried: paths.filter((path) => !tried(path)),
  })
  return {
    rules: count(
      tree.steps.flatMap((step) => step.rules.map(({ id }) => ['steps', step.id, 'rules', id])),
      ([, step, , rule]) => rules.has(`${String(step)} ${String(rule)}`),
    ),
    options: count(
      tree.questions.flatMap((question) =>
        question.kind === 'choice' ? question.options.map(({ id }) => ['questions', question.id, 'options', id]) : [],
      ),
      ([, question, , option]) => options.has(`${String(question)} ${String(option)}`),
    ),
    tiers: count(
      Object.keys(tree.tiers).map((id) => ['tiers', id]),
      ([, tier]) => tiers.has(tier as TierId),
    ),
  }
}
