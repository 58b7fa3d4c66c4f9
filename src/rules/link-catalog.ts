// The catalog's sections → models with their licenses and offers, and the sources.

import { laterMap } from '../memo.ts'
import type { Catalog, Citations, Gpu, Host, License, Model, Offer, Rates, Source } from '../types.ts'
import { citations, liftedIn } from './citations.ts'
import { type Bans, linkBans } from './link-bans.ts'
import { linkDeployments, linkGpus } from './link-hardware.ts'
import type { Names, Path } from './names.ts'
import type { Ruleset } from './schema.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type RawModel = NonNullable<Ruleset['models']>[string]
type RawOffer = NonNullable<Ruleset['offers']>[string][string]

export function linkSources(rules: Ruleset): Map<string, Source> {
  return new Map(
    Object.entries(rules.sources ?? {}).map(([id, { title, url, dated, checked }]) => [id, { id, title, url, dated, checked }]),
  )
}

export function linkCatalog(rules: Ruleset, sources: ReadonlyMap<string, Source>, names: Names): Catalog {
  const parts = partsOf(rules, sources, names)
  const models = new Map<string, Mutable<Model>>()
  for (const [id, raw] of Object.entries(rules.models ?? {})) {
    const path = ['models', id]
    const found = names.find(parts.licenses, raw.license, 'license', [...path, 'license'])
    if (found) models.set(id, linkModel(parts, id, raw, found))
    else {
      names.drop(path)
      // For the names in them, so that all are told at once.
      linkOffers(parts, id)
    }
  }
  linkSuccessors(rules, models, names)
  linkOptions(rules, names)
  for (const section of ['offers', 'deployments', 'memory'] as const)
    for (const id of Object.keys(rules[section] ?? {})) names.find(models, id, 'model', [section, id])
  for (const [id, tool] of Object.entries(rules.tools ?? {})) citations(tool.sources, sources, names, ['tools', id, 'sources'])
  const dates = [...models.values()].flatMap(({ offers }) => offers.map(({ asOf }) => asOf))
  return { models, hosts: parts.hosts, bans: parts.bans.all, asOf: dates.sort().at(-1) ?? '' }
}

/** Of rules that were linked before, each model once somebody looks at it. `asOf` is the newest date of a price, where that is known. */
export function catalogAgain(rules: Ruleset, sources: ReadonlyMap<string, Source>, names: Names, asOf: string | undefined): Catalog {
  const parts = partsOf(rules, sources, names)
  const models = laterMap(Object.keys(rules.models ?? {}), (id): Model | undefined => {
    const raw = rules.models?.[id]
    const found = parts.licenses.get(raw?.license ?? '')
    return raw && found && { ...linkModel(parts, id, raw, found), replacedBy: models.get(raw['replaced-by'] ?? '') }
  })
  return {
    models,
    hosts: parts.hosts,
    bans: parts.bans.all,
    get asOf() {
      return asOf ?? newestDate(models)
    },
  }
}

const newestDate = (models: Catalog['models']): string =>
  [...models.values()].reduce((newest, { offers }) => offers.reduce((date, offer) => (offer.asOf > date ? offer.asOf : date), newest), '')

interface Parts {
  readonly rules: Ruleset
  readonly sources: ReadonlyMap<string, Source>
  readonly names: Names
  readonly licenses: ReadonlyMap<string, License>
  readonly hosts: ReadonlyMap<string, Host>
  readonly gpus: ReadonlyMap<string, Gpu>
  readonly bans: Bans
}

/** What models are made of. */
function partsOf(rules: Ruleset, sources: ReadonlyMap<string, Source>, names: Names): Parts {
  const licenses = new Map(
    Object.entries(rules.licenses ?? {}).map(([id, raw]) => {
      citations(raw.sources, sources, names, ['licenses', id, 'sources'])
      if (id === 'unknown' && [raw.permissive, raw.commercial].some((known) => known !== 'unknown'))
        names.report(['licenses', id], 'what is not known passes no filter; give a license that was read an id of its own', true)
      return [id, license(id, raw)] as const
    }),
  )
  const bans = linkBans(rules, sources, names)
  const hosts = new Map(
    Object.entries(rules.hosts ?? {}).map(([id, raw]) => {
      citations(raw.sources, sources, names, ['hosts', id, 'sources'])
      const { title, kind, origin, agreement, regions } = raw
      return [id, { id, title, kind, origin, agreement, regions: new Set(regions), ban: bans.ofHost(id, origin) } satisfies Host] as const
    }),
  )
  return { rules, sources, names, licenses, hosts, gpus: linkGpus(rules, sources, names), bans }
}

/** Without what came after it. */
function linkModel(parts: Parts, id: string, raw: RawModel, found: License): Mutable<Model> {
  const { rules, sources, names, gpus, bans } = parts
  const path = ['models', id]
  return {
    id,
    title: raw.title,
    lab: raw.lab,
    origin: raw.origin,
    weights: raw.weights,
    license: found,
    evidence: raw.evidence,
    status: raw.status,
    context: raw.context === 'unknown' ? undefined : raw.context,
    goodAt: raw['good-at'],
    replacedBy: undefined,
    namedIn: citations(raw['named-in'], sources, names, [...path, 'named-in']),
    note: raw.note,
    offers: linkOffers(parts, id),
    deployments: linkDeployments(rules, id, gpus, sources, names),
    sources: citations(raw.sources, sources, names, [...path, 'sources']),
    ban: bans.ofModel(id, raw),
  }
}

function license(id: string, raw: NonNullable<Ruleset['licenses']>[string]): License {
  const { title, permissive, commercial, conditions, bars } = raw
  return { id, title, permissive, commercial, conditions: conditions ?? [], bars: bars ?? [] }
}

function linkSuccessors(rules: Ruleset, models: ReadonlyMap<string, Mutable<Model>>, names: Names): void {
  for (const [id, raw] of Object.entries(rules.models ?? {})) {
    const model = models.get(id)
    if (!model || raw['replaced-by'] === undefined) continue
    const path = ['models', id, 'replaced-by']
    const successor = names.find(models, raw['replaced-by'], 'model', path)
    if (!successor) continue
    const line = successions(successor)
    if (line.includes(model)) {
      const others = line.map((each) => ['models', each.id, 'replaced-by'])
      names.report(path, `goes round in a circle by "${successor.id}"`, false, 'misfit', others)
    } else model.replacedBy = successor
  }
}

/** Tasks and regions of what an overlay names: the others may be there for options that it takes out. */
function linkOptions(rules: Ruleset, names: Names): void {
  const steps = Object.values(rules.steps ?? {}).flatMap(({ rules: rows }) => Object.values(rows ?? {}))
  const asked = steps.flatMap(({ only }) => only?.region ?? only?.['region-if-given'] ?? [])
  const finder = (questions: readonly string[]) => {
    const options = new Map(questions.flatMap((id) => Object.entries(rules.questions?.[id]?.options ?? {})))
    return (id: string, path: Path) =>
      options.size > 0 && names.layerOf(path) >= 0 && names.find(options, id, `option of ${questions[0]}`, path)
  }
  const [findTask, findRegion] = [finder(['task']), finder(asked)]
  for (const [id, model] of Object.entries(rules.models ?? {}))
    for (const [index, task] of model['good-at'].entries()) findTask(task, ['models', id, 'good-at', index])
  for (const [id, host] of Object.entries(rules.hosts ?? {}))
    for (const [index, region] of host.regions.entries()) findRegion(region, ['hosts', id, 'regions', index])
  for (const [id, hosts] of Object.entries(rules.offers ?? {}))
    for (const [host, { regions }] of Object.entries(hosts))
      for (const region of Object.keys(regions ?? {})) findRegion(region, ['offers', id, host, 'regions', region])
}

/** The model and all that came after it, the newest last. */
function successions(model: Model): Model[] {
  const line: Model[] = []
  for (let next: Model | undefined = model; next; next = next.replacedBy) line.push(next)
  return line
}

function linkOffers({ rules, hosts, sources, names }: Parts, model: string): Offer[] {
  return Object.entries(rules.offers?.[model] ?? {}).flatMap(([hostId, raw]) => {
    const path = ['offers', model, hostId]
    const host = names.find(hosts, hostId, 'host', path)
    const cited = citations(raw.sources, sources, names, [...path, 'sources'])
    return host ? [offer(host, raw, liftedIn(rules, path.join('.'), raw['lifts-limits']), cited)] : []
  })
}

function offer(host: Host, raw: RawOffer, lifted: string | undefined, cited: Citations): Offer {
  const regions = Object.entries(raw.regions ?? {}).map(([region, at]) => [region, { id: at.id, ...rates(at) }] as const)
  return {
    host,
    id: raw.id,
    ...rates(raw),
    context: raw.context,
    regions: new Map(regions),
    batch: raw.batch,
    above: (raw.above ?? []).map((tier) => ({ tokens: tier.tokens, ...rates(tier) })).sort((a, b) => a.tokens - b.tokens),
    asOf: raw['as-of'],
    until: raw.until,
    lifted,
    sources: cited,
  }
}

const rates = ({ input, output, cached }: { input: number; output: number; cached?: number | undefined }): Rates => ({
  input,
  output,
  cached,
})
