// Tree, answers and wishes → the recommendation: one plain value, of which every output is a view.

import type { Candidate } from '../catalog/shortlist.ts'
import type { RecommendationJson } from '../contract.ts'
import { explain, holds, type View, viewOf } from '../engine/explain.ts'
import { type Outcome, type Progress, walk } from '../engine/walk.ts'
import { exit, UserError } from '../errors.ts'
import type { Answers, Request, Saying, Settled, TierId, Tree, WholeTier } from '../types.ts'
import { fill, type WordKey } from '../words.ts'
import { commandOf } from './command.ts'
import { billed, costOf } from './cost.ts'
import { inputsOf } from './inputs.ts'
import { bindMeasures } from './measures.ts'
import { aboutBans, aboutBills, aboutModels, bansOn, emptyLists, endingPrice, endingPrices, listFor, published } from './models.ts'
import { assembleSources } from './sources.ts'

/** What made the recommendation. */
export interface Maker {
  readonly version: string
  readonly sha256: string
  readonly catalogSha256: string
  readonly overlays: readonly string[]
  /** The user's own rules among the overlays, to be named in the command that repeats the result. */
  readonly files: readonly string[]
  /** Rules that a variable or a folder would bring were refused, and have to be refused again. */
  readonly refused?: boolean
}

type Arrived = Extract<Progress, { kind: 'arrived' }>
type Stuck = Extract<Progress, { kind: 'stuck' }>

/**
 * The recommendation for these answers; what nobody answered is assumed.
 *
 * Throws `UserError` when an answer without an assumption is missing, or when no tier satisfies the answers.
 */
export function recommend(unbound: Tree, request: Request, maker: Maker): RecommendationJson {
  const tree = bindMeasures(unbound, request.settings)
  const { outcome, path, consulted } = arrive(tree, request.answers)
  const view = viewOf(tree, request.answers, outcome)
  const explanation = explain(tree, request.answers, outcome, consulted)
  const listed = outcome.parts.map((part) => listFor(tree, view, part.tier, outcome, request.settings ?? {}))
  const lists = listed.map((list) => published(tree, list))
  const candidates = listed.flatMap((list) => list.candidates)
  const tier = tree.tiers[outcome.tier]
  const summary = tier.summary.find(({ conditions }) => holds(conditions, view))
  const next = nextSteps(tree, outcome, view)
  const tokens = volumeOf(tree, request.answers)
  const pricing = { tree, view, outcome, split: explanation.split, settings: request.settings ?? {} }
  const cost = costOf(pricing, tokens)
  const ending = endingPrices([...candidates, ...(tokens === undefined ? [] : billed(pricing))])
  const result: Omit<RecommendationJson, 'sources' | 'inputs'> = {
    schemaVersion: '1',
    ok: true,
    tool: { name: 'pick-llm', version: maker.version },
    rules: { version: tree.version, sha256: maker.sha256, overlays: [...maker.overlays] },
    catalog: { asOf: tree.catalog.asOf, sha256: maker.catalogSha256 },
    answers: answersOf(tree, request, consulted),
    settings: settingsOf(tree, request),
    recommendation: {
      tier: outcome.tier,
      title: tier.title,
      summary: summary?.because ?? '',
      parts: outcome.parts.map((part) => ({ ...part })),
    },
    steps: path.map(({ step, status, rule, because, sources }) => ({
      id: step.id,
      title: step.title,
      status,
      rule: rule?.id ?? null,
      because,
      sources: Object.keys(sources),
    })),
    runnerUp: explanation.runnerUp ? { tier: explanation.runnerUp.tier, ...said(explanation.runnerUp.because) } : null,
    ruledOut: explanation.ruledOut.map(({ tier: other, because, wouldTake, unsure }) => ({
      tier: other,
      ...said(because),
      wouldTake: wouldTake ? { ...wouldTake } : null,
      ...(unsure ? { unsure } : {}),
    })),
    flips: explanation.flips.map(({ question, to, at, tier: there, parts }) => ({
      question: question.id,
      ...(to === undefined ? {} : { to }),
      ...(at ? { at: at.volume, direction: at.direction } : {}),
      tier: there,
      parts: parts.map((part) => ({ ...part })),
    })),
    shortlist: lists.flatMap(({ shortlist }) => shortlist.map((entry) => ({ ...entry, sources: [...entry.sources] }))),
    notShortlisted: lists.flatMap(({ notShortlisted }) => notShortlisted.map((entry) => ({ ...entry }))),
    cost,
    cautions: [
      // What a company has decided comes first: the text has room for little more.
      ...liftedLimits(tree, path, consulted),
      ...aboutBans(tree, listed),
      ...emptyLists(tree, listed, outcome),
      ...explanation.cautions.map((caution) => ({ id: caution.id, ...said(caution) })),
      ...aboutBills(tree, listed, outcome, cost.bills),
      ...aboutModels(tree, candidates, view, outcome.narrowings),
      ...ending.map(({ model, offer, until }) => endingPrice(tree, model, offer, until)),
    ],
    nextSteps: next.map(said),
    command: commandOf(tree, request, consulted, maker),
  }
  const sources = assembleSources(tree, [
    ...citationsIn(path, summary, explanation, candidates, next),
    ...ending.map(({ offer }) => offer.sources),
    ...bansOn(listed).map(({ sources: cited }) => cited),
  ])
  return { ...result, sources, inputs: inputsOf(tree, result, tiersIn(tree, outcome, result), view.walk) }
}

/** The tier, its parts, the way there and the ids on the shortlist of `recommend`, without the rest of it. Throws the same. */
export function briefly(unbound: Tree, request: Request): Brief {
  const tree = bindMeasures(unbound, request.settings)
  const { outcome, path, consulted } = arrive(tree, request.answers)
  const view = viewOf(tree, request.answers, outcome)
  const lists = outcome.parts.map((part) => published(tree, listFor(tree, view, part.tier, outcome, request.settings ?? {})))
  return {
    recommendation: outcome,
    steps: path.map(({ step, rule }) => ({ id: step.id, rule: rule?.id ?? null })),
    answers: answersOf(tree, request, consulted),
    shortlist: lists.flatMap(({ shortlist }) => shortlist),
  }
}

/** What an example of the rules can say about a recommendation. */
export interface Brief {
  readonly recommendation: { readonly tier: TierId; readonly parts: readonly { readonly slice: string; readonly tier: TierId }[] }
  readonly steps: readonly Pick<RecommendationJson['steps'][number], 'id' | 'rule'>[]
  readonly answers: RecommendationJson['answers']
  readonly shortlist: readonly Pick<RecommendationJson['shortlist'][number], 'model'>[]
}

/** The tiers whose models are named, and those whose bills are weighed against each other. */
const tiersIn = ({ tiers }: Tree, { parts }: Outcome, { cost }: Pick<RecommendationJson, 'cost'>): WholeTier[] => [
  ...parts.map(({ tier }) => tier),
  ...cost.bills.flatMap(({ tier, modelId }) => (modelId === null || tier === 'hybrid' || tiers[tier].weights !== 'open' ? [] : [tier])),
]

/** Why a limit was lifted: by each rule on the way, by each question that was decisive, and by each ban, since a ban holds for all. */
function liftedLimits({ words, catalog }: Tree, path: Arrived['path'], consulted: readonly Settled[]): RecommendationJson['cautions'] {
  const caution = (word: WordKey, id: string, because: string | undefined, sources: Saying['sources'] = {}) =>
    because === undefined
      ? []
      : [{ id: `lifted-limit-${id}`, ...said({ because: fill(words[word], { rule: id, entry: id, because }), sources }) }]
  return [
    ...path.flatMap(({ rule }) => (rule ? caution('limit-lifted', rule.id, rule.liftsLimits, rule.sources) : [])),
    ...consulted.flatMap(({ question }) => caution('limit-lifted-in', `questions.${question.id}`, question.liftsLimits)),
    ...catalog.bans.flatMap(({ id, liftsLimits, sources }) => caution('limit-lifted-in', `bans.${id}`, liftsLimits, sources)),
  ]
}

const said = ({ because, sources }: Pick<Saying, 'because' | 'sources'>) => ({ because, sources: Object.keys(sources) })

export const arrive = (tree: Tree, answers: Answers): Arrived => arrived(walk(tree, answers, true))

export function arrived(progress: Progress): Arrived {
  switch (progress.kind) {
    case 'arrived':
      return progress
    case 'asking':
      throw new UserError('E_MISSING_ANSWER', `No answer to "${progress.question.ask}"`, `Add --${progress.question.id}.`)
    case 'stuck':
      throw new UserError('E_NO_TIER', noTier(progress), 'Run `pick-llm rules check` on your rules.', exit.no)
  }
}

/** No tier is better than one that a limit leaves out: the limit is named, with the rule that would break it. */
function noTier({ beyond }: Pick<Stuck, 'beyond'>): string {
  if (!beyond) return 'No tier satisfies these answers.'
  const { rule, tier, limit, left } = beyond
  const which = left.length === 0 ? 'no tier' : `only ${left.join(', ')}`
  return `No tier satisfies these answers: the rule "${rule.id}" leads to ${tier}, but the rule "${limit.id}" leaves ${which}.`
}

export function answersOf(tree: Tree, { answers, from, written }: Request, consulted: readonly Settled[]): RecommendationJson['answers'] {
  const result: RecommendationJson['answers'] = {}
  for (const { id } of tree.questions) {
    const given = answers[id]
    if (given !== undefined && given !== null) {
      result[id] = { value: written?.[id] ?? given, source: from?.[id] ?? 'flag' }
      continue
    }
    const row = consulted.find(({ question }) => question.id === id)?.assumed
    if (row) result[id] = { value: row.value, source: 'assumed', because: row.because }
  }
  return result
}

/** Wishes as they would be written in a command. */
function settingsOf(tree: Tree, { settings = {}, written }: Request): RecommendationJson['settings'] {
  const { context, excludeOrigin, figures = {} } = settings
  return Object.fromEntries(
    tree.settings.flatMap(({ id, kind }): [string, string][] => {
      const value = kind === 'tokens' ? context : kind === 'origins' ? excludeOrigin?.join(',') : figures[id]
      return value === undefined ? [] : [[id, written?.[id] ?? String(value)]]
    }),
  )
}

export function volumeOf(tree: Tree, answers: Answers): number | undefined {
  const question = tree.questions.find(({ kind }) => kind === 'volume')
  const volume = question && answers[question.id]
  return typeof volume === 'number' ? volume : undefined
}

function nextSteps(tree: Tree, { tier, parts }: Outcome, view: View): Saying[] {
  const tiers = new Set([tier, ...parts.map((part) => part.tier)])
  const all = [...tiers].flatMap((id) => tree.tiers[id].nextSteps).filter(({ conditions }) => holds(conditions, view))
  return [...new Map(all.map((step) => [step.because, step])).values()]
}

function citationsIn(
  path: Arrived['path'],
  summary: Saying | undefined,
  { runnerUp, ruledOut, cautions }: ReturnType<typeof explain>,
  candidates: readonly Candidate[],
  next: readonly Saying[],
): Saying['sources'][] {
  return [
    ...path,
    ...(summary ? [summary] : []),
    ...(runnerUp ? [runnerUp.because] : []),
    ...ruledOut.map(({ because }) => because),
    ...candidates,
    ...candidates.map(({ model }) => model),
    ...candidates.flatMap(({ offer }) => offer ?? []),
    ...cautions,
    ...next,
  ].map(({ sources }) => sources)
}
