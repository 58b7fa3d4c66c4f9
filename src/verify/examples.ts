// An example of the rules → how it comes out, where that is not as it says, and what the examples leave untried.

import { type Brief, briefly, type Maker, recommend } from '../advise/recommend.ts'
import { UserError } from '../errors.ts'
import type { Example, Request, TierId, Tree } from '../types.ts'
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
  /** The nearest way to what was expected, next to the way taken; undefined where the tier is right or out of reach. */
  readonly steps: readonly StepTaken[] | undefined
  /** The answers by which the nearest way differs. */
  readonly wouldTake: Readonly<Record<string, string | number>> | undefined
}

export type Ask = (example: Example) => Request

/** `ask` reads an example's answers as flags are read. */
export function runExample(tree: Tree, example: Example, ask: Ask, maker: Maker): Outcome {
  const nothing = { example, actual: undefined, steps: undefined, wouldTake: undefined }
  let request: Request
  let actual: Brief
  try {
    request = ask(example)
    actual = briefly(tree, request)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { ...nothing, wrong: [{ key: 'answers', says: error.message }] }
  }
  const wrong = wrongIn(example, actual)
  // Other ways are much work to find, and those that come out right have no use for them.
  if (actual.recommendation.tier === example.expect) return { ...nothing, wrong, actual }
  const wouldTake = recommend(tree, request, maker).ruledOut.find(({ tier }) => tier === example.expect)?.wouldTake ?? undefined
  const there = wouldTake && briefly(tree, { ...request, answers: { ...request.answers, ...wouldTake } })
  return { example, wrong, actual, steps: there && sideBySide(there, actual), wouldTake }
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
  const parts = recommendation.parts
    .map(({ slice, tier }) => `${slice}: ${tier}`)
    .sort()
    .join(', ')
  const wanted = Object.entries(example.parts ?? {})
    .map(([slice, tier]: [string, TierId]) => `${slice}: ${tier}`)
    .sort()
    .join(', ')
  return [
    ...(recommendation.tier === example.expect
      ? []
      : [{ key: 'expect', says: `expected ${example.expect}, came out ${recommendation.tier}` } as const]),
    ...(!example.parts || parts === wanted ? [] : [{ key: 'parts', says: `expected ${wanted}, came out ${parts}` } as const]),
    ...(missing.length === 0 ? [] : [{ key: 'shortlist', says: `does not offer ${missing.join(', ')}` } as const]),
    ...(offered.length === 0 ? [] : [{ key: 'not-offered', says: `offers ${offered.join(', ')}` } as const]),
  ]
}

const sideBySide = (there: Pick<Brief, 'steps'>, actual: Brief): StepTaken[] =>
  actual.steps.map(({ id, rule }, index) => ({ step: id, expected: there.steps[index]?.rule ?? null, actual: rule }))

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
