// The cautions of all workloads → notes, each told once, with the number that stands for it.

import type { PlanJson } from '../contract-plan.ts'
import type { Planned } from './plan-words.ts'

type Caution = Planned['cautions'][number]

export interface Note {
  readonly key: string
  readonly because: string
  readonly sources: readonly string[]
}

/** Every caution once, in the order of the workloads. What says the same of several models is one note that names them all. */
export function notesOf({ workloads }: PlanJson): Note[] {
  const titles = titlesOf(workloads)
  const groups = new Map<string, { readonly models: Set<string>; readonly sources: Set<string>; readonly says: string }>()
  for (const caution of workloads.flatMap(({ cautions }) => cautions)) {
    const { key, models, says } = partsOf(caution, titles)
    const group = groups.get(key) ?? { models: new Set(), sources: new Set(), says }
    for (const model of models) group.models.add(model)
    for (const source of caution.sources) group.sources.add(source)
    groups.set(key, group)
  }
  return [...groups].map(([key, { models, sources, says }]) => ({
    key,
    because: models.size > 0 ? `${[...models].join(', ')}: ${says}` : says,
    sources: [...sources],
  }))
}

/** "A, B: …" is a sentence about models where all that stands before it are models. */
function partsOf({ id, because }: Caution, titles: ReadonlySet<string>): { key: string; models: readonly string[]; says: string } {
  const at = because.indexOf(': ')
  const models = at < 0 ? [] : because.slice(0, at).split(', ')
  if (models.length === 0 || !models.every((model) => titles.has(model))) return { key: because, models: [], says: because }
  const says = because.slice(at + 2)
  return { key: `${id} ${says}`, models, says }
}

const titlesOf = (workloads: readonly Planned[]): ReadonlySet<string> =>
  new Set(workloads.flatMap(({ shortlist }) => shortlist.map(({ title }) => title)))

/** The numbers of the notes that a workload has. */
export function marksOf(plan: PlanJson, notes: readonly Note[]): (caution: Caution) => string {
  const titles = titlesOf(plan.workloads)
  const numbers = new Map(notes.map(({ key }, index) => [key, `[${index + 1}]`]))
  return (caution) => numbers.get(partsOf(caution, titles).key) ?? ''
}

/** The sources that these notes speak of by their ids. */
export const namedIn = ({ sources }: PlanJson, notes: readonly Note[]): PlanJson['sources'] =>
  sources.filter(({ id }) => notes.some(({ because }) => because.match(/(?<![\w.,$-])[\w-]+(?![\w-]|[.,]\d)/g)?.includes(id)))
