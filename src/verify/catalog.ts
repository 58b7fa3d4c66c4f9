// The catalog → facts that nothing uses, and facts with dates that cannot stand.

import { pickedModels } from '../picked.ts'
import { type Model, type Tree, tierIds } from '../types.ts'
import { valueAt } from '../value-at.ts'
import { variableName } from '../variables.ts'
import type { LayerOf } from './changed-facts.ts'
import type { Finding, FindingKind, Path } from './finding.ts'
import { keysIn, pathsUnder } from './sections.ts'

/** The day of the check, as 2026-01-31; the core reads no clock. */
export interface Calendar {
  readonly date: string
  /** The latest day that it is anywhere by now: east of UTC, tomorrow has begun. */
  readonly latest: string
  /** The day so many days earlier. */
  readonly before: (days: number) => string
}

/** Figures that the program itself computes with, and those that a wish may set. */
interface Needed {
  readonly figures: ReadonlySet<string>
  readonly settable: ReadonlySet<string>
}

/** `sections` are the merged rules as plain data. */
export const catalogFindings = (tree: Tree, sections: unknown, needed: Needed, calendar: Calendar, layerOf?: LayerOf): Finding[] => [
  ...unused(tree, sections, needed),
  ...unserved(tree),
  ...dates(tree, sections, calendar, layerOf),
]

function unused(tree: Tree, sections: unknown, needed: Needed): Finding[] {
  const models = modelsLedTo(tree)
  const hosts = keysIn(sections, ['offers']).flatMap((model) => keysIn(sections, ['offers', model]))
  const licenses = new Set([...tree.catalog.models.values()].map(({ license }) => license.id))
  const cited = citedIn(sections)
  const named = (section: string, id: string): boolean => valueAt(sections, [section, id, 'named-in']) !== undefined
  const idle = tree.settings.filter(({ id, kind }) => (kind === 'share' || kind === 'amount') && !needed.settable.has(id))
  const wishes = new Set(idle.map(({ id }) => id))
  const rows = (section: string, kind: FindingKind, says: string, isUsed: (id: string) => boolean) =>
    keysIn(sections, [section])
      .filter((id) => !isUsed(id))
      .map((id): Finding => ({ kind, path: [section, id], says: `${says} ${id}` }))
  return [
    ...rows('settings', 'setting-in-vain', 'nothing is worked out with', (id) => !wishes.has(id)),
    ...rows('sources', 'unused-source', 'nothing cites', (id) => cited.has(id)),
    ...rows('models', 'unused-model', 'no price, pick, bill or document leads to', (id) => models.has(id) || named('models', id)),
    ...rows('hosts', 'unused-host', 'there is no offer at', (id) => hosts.includes(id) || named('hosts', id)),
    ...rows('licenses', 'unused-license', 'no model has the license', (id) => licenses.has(id)),
    ...rows('figures', 'unused-figure', 'nothing is compared with', (id) => needed.figures.has(id) || comparedWith(tree).has(id)),
  ]
}

/** Every model that has a price or a place to run, or that a pick or a bill leads to. */
function modelsLedTo(tree: Tree): ReadonlySet<string> {
  const served = [...tree.catalog.models.values()].filter(({ offers, deployments }) => offers.length + deployments.length > 0)
  const found = new Set(served.map(({ id }) => id))
  const follow = (model: Model | undefined): void => {
    for (let next = model; next; next = next.replacedBy) found.add(next.id)
  }
  for (const id of tierIds) for (const pick of tree.tiers[id].picks) for (const { model } of pick.models) follow(model)
  for (const { models } of tree.bills) for (const model of models) follow(model)
  for (const { deployments } of tree.catalog.models.values())
    for (const { measuredOn } of deployments) follow(tree.catalog.models.get(measuredOn ?? ''))
  return found
}

/** What an overlay adds with a price or a place to run, but no result can name; without either, it is unused. */
export function unlistedModels(tree: Tree, sections: unknown, beneath: unknown): Finding[] {
  const [picked, led] = [pickedModels(tree), modelsLedTo(tree)]
  const isNew = (id: string): boolean => valueAt(beneath, ['models', id]) === undefined
  return keysIn(sections, ['models'])
    .filter((id) => isNew(id) && led.has(id) && !picked.has(id))
    .map((id): Finding => {
      const says = `no pick list names ${id}, and no model on one is replaced by it, so no shortlist holds it`
      return { kind: 'unlisted-model', path: ['models', id], says, note: true }
    })
}

/** What nobody can demand any more. It is refused where it is set, so that nothing is lost in silence. */
export const goneWishes = (before: Tree, after: Tree): Finding[] =>
  before.settings.flatMap(({ id, kind }): Finding[] => {
    if (!['tokens', 'origins'].includes(kind) || after.settings.some((each) => each.id === id)) return []
    const says = `nobody can leave models out by ${id} any more, and ${variableName(id)} is refused where it is set`
    return [{ kind: 'lifted-limit', path: ['settings', id], says, hint: 'Nothing to mend where nobody asks for it.', note: true }]
  })

function comparedWith(tree: Tree): ReadonlySet<string> {
  const conditions = tree.steps.flatMap((step) => [step, ...step.rules, ...step.otherwise]).flatMap((row) => row.conditions)
  const figures = conditions.flatMap((condition) => (condition.kind === 'measure' ? [condition.atLeast, condition.below] : []))
  return new Set(figures.flatMap((figure) => figure?.id ?? []))
}

/** Whatever stands as a key of `sources` or `named-in`, at any depth. */
function citedIn(value: unknown, cited = new Set<string>(), key = ''): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return cited
  for (const [name, child] of Object.entries(value)) {
    if (key === 'sources' || key === 'named-in') cited.add(name)
    citedIn(child, cited, key === '' && name === 'sources' ? 'catalog' : name)
  }
  return cited
}

/** A region that an answer may ask for, but in which no host is known to process anything. */
function unserved(tree: Tree): Finding[] {
  const regions = new Set(tree.steps.flatMap(({ rules }) => rules.flatMap(({ only }) => only?.region ?? only?.regionIfGiven ?? [])))
  const offers = [...tree.catalog.models.values()].flatMap((model) => model.offers)
  return [...regions].flatMap((question) =>
    (question.kind === 'choice' ? question.options : [])
      .filter(({ id, anyHost }) => !anyHost && !offers.some(({ host, regions: own }) => host.regions.has(id) || own.has(id)))
      .map(
        ({ id }): Finding => ({
          kind: 'unserved-region',
          path: ['questions', question.id, 'options', id],
          says: `no offer is known to be served in ${id}`,
        }),
      ),
  )
}

function dates(tree: Tree, sections: unknown, { date, latest, before }: Calendar, layerOf: LayerOf = () => -1): Finding[] {
  const limit = (figure: string): string => before(tree.figures.get(figure)?.value ?? 0)
  const dated = (section: string, key: string, oldest: string | undefined) =>
    pathsUnder(sections, [section], section === 'offers' ? 2 : 1).flatMap((path) =>
      datedAt(sections, [...path, key], latest, oldest, layerOf),
    )
  const ended = pathsUnder(sections, ['offers'], 2).flatMap((path): Finding[] => {
    const until = valueAt(sections, [...path, 'until'])
    const over = typeof until === 'string' && until < date
    return over ? [{ kind: 'stale-fact', path: [...path, 'until'], says: `the price was announced until ${until} only` }] : []
  })
  return [
    ...dated('figures', 'checked', limit('figure-age')),
    ...dated('gpus', 'checked', limit('refuse-age')),
    ...dated('offers', 'as-of', limit('refuse-age')),
    ...dated('sources', 'checked', undefined),
    ...dated('sources', 'dated', undefined),
    ...ended,
  ]
}

function datedAt(sections: unknown, path: Path, latest: string, oldest: string | undefined, layerOf: LayerOf): Finding[] {
  const day = valueAt(sections, path)
  if (typeof day !== 'string') return []
  // Where a later file gives the number, and no date, it is that of a source.
  const cited = [...path.slice(0, -1), 'sources']
  const from = keysIn(sections, cited).find(
    (id) => valueAt(sections, ['sources', id, 'checked']) === day && layerOf([...cited, id]) > layerOf(path),
  )
  if (day > latest && from === undefined)
    return [{ kind: 'future-date', path, says: `${day} is after today, which is ${latest} where it is latest` }]
  if (oldest === undefined || day >= oldest) return []
  const says = `last looked up on ${day}; that is before ${oldest}`
  return [{ kind: 'stale-fact', ...(from === undefined ? { path, says } : { path: [...cited, from], says: `${from} was ${says}` }) }]
}
