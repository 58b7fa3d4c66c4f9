// The tiers with their words and picks, and the examples.

import { type Catalog, type Example, type Model, type Pick, type Saying, type Tier, type TierId, tierIds } from '../types.ts'
import { citations } from './citations.ts'
import { endsOpen, type Linker, linkConditions, type RawSaying, saying } from './link-conditions.ts'
import { inOrder, type Path } from './names.ts'
import type { Ruleset } from './schema.ts'

export function linkTiers(linker: Linker, catalog: Catalog): Record<TierId, Tier> {
  const entries = tierIds.map((id): [TierId, Tier] => {
    const raw = linker.rules.tiers?.[id]
    const path: Path = ['tiers', id]
    if (!raw) linker.names.report(path, 'the tier is missing')
    const table = (rows: RawSaying[] | undefined, key: string, closed = true) =>
      linker.later((): Saying[] => {
        const said = (rows ?? []).map((row, index) => saying(linker, row, [...path, key, index]))
        if (closed) endsOpen(linker, said, [...path, key])
        return said
      })
    const summary = table(raw?.summary, 'summary')
    const ruledOut = table(raw?.['ruled-out'], 'ruled-out')
    const nextSteps = table(raw?.['next-steps'], 'next-steps', false)
    const tier: Tier = {
      id,
      title: raw?.title ?? id,
      get summary() {
        return summary()
      },
      get ruledOut() {
        return ruledOut()
      },
      get nextSteps() {
        return nextSteps()
      },
      weights: raw?.weights,
      hosts: new Set(raw?.hosts ?? []),
      picks: linkPicks(linker, id, catalog),
    }
    return [id, tier]
  })
  return Object.fromEntries(entries) as Record<TierId, Tier>
}

function linkPicks(linker: Linker, tier: TierId, catalog: Catalog): Pick[] {
  const path: Path = ['picks', tier]
  if (tier === 'hybrid' && linker.rules.picks?.hybrid)
    linker.names.report(path, 'nothing reads these: each part of a split has the picks of its own tier', true)
  const picks = inOrder(linker.rules.picks?.[tier] ?? {}, linker.names, 'row', path).map(([id, raw]): Pick => {
    const here: Path = [...path, id]
    const conditions = linkConditions(linker, raw.if, [...here, 'if'])
    const models = linker.later(() =>
      Object.entries(raw.models).flatMap(([modelId, because]) => {
        const model = linker.names.find(catalog.models, modelId, 'model', [...here, 'models', modelId])
        if (model) tellOtherWeights(linker, tier, model, [...here, 'models', modelId])
        return model ? [{ model, because }] : []
      }),
    )
    return {
      id,
      conditions,
      get models() {
        return models()
      },
      sources: citations(raw.sources, linker.sources, linker.names, [...here, 'sources']),
    }
  })
  endsOpen(linker, picks, path)
  return picks
}

/** What a later file makes of the model or the tier leaves the pick without use, which is no mistake of it. Newer models stand in for older ones. */
function tellOtherWeights({ rules, names }: Linker, tier: TierId, model: Model, path: Path): void {
  const weights = rules.tiers?.[tier]?.weights
  const own = names.layerOf(path)
  const isEarlier = [
    ['models', model.id, 'weights'],
    ['tiers', tier, 'weights'],
  ].some((other) => names.layerOf(other) > own)
  if (weights === undefined || own < 0 || isEarlier) return
  for (let next: Model | undefined = model; next; next = next.replacedBy) if (next.weights === weights) return
  names.report(path, `the weights of ${model.id} are ${model.weights}, and those of ${tier} ${weights}, so it is never offered`, true)
}

export function linkExamples(linker: Linker, catalog: Catalog): Example[] {
  return Object.entries(linker.rules.examples ?? {}).map(([id, raw]) => {
    const path: Path = ['examples', id]
    for (const [question, value] of Object.entries(raw.answers)) checkAnswer(linker, question, value, [...path, 'answers', question])
    linker.names.findAll(catalog.models, raw.shortlist, 'model', [...path, 'shortlist'])
    linker.names.findAll(catalog.models, raw['not-offered'], 'model', [...path, 'not-offered'])
    return example(id, raw, citations(raw.sources, linker.sources, linker.names, [...path, 'sources']))
  })
}

function checkAnswer(linker: Linker, id: string, value: string | number, path: Path): void {
  if (linker.rules.settings?.[id]) return
  const question = linker.names.find(linker.questions, id, 'question', path)
  if (question?.kind !== 'choice') return
  const options = new Map(question.options.map((option) => [option.id, option]))
  linker.names.find(options, String(value), `option of ${id}`, path)
}

function example(id: string, raw: NonNullable<Ruleset['examples']>[string], sources: Example['sources']): Example {
  return {
    id,
    says: raw.says,
    documentSays: raw['document-says'],
    answers: raw.answers,
    expect: raw.expect,
    parts: raw.parts as Example['parts'],
    shortlist: raw.shortlist ?? [],
    notOffered: raw['not-offered'] ?? [],
    because: raw.because,
    sources,
  }
}
