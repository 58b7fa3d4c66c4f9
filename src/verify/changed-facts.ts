// Facts that an overlay changes → those in another unit than before, far from it, or under somebody else's date and source.

import { valueAt } from '../value-at.ts'
import { isUnitChanged } from './facts.ts'
import type { Finding, Path } from './finding.ts'
import { keysIn, pathsUnder } from './sections.ts'

/** Which of the overlays, from 0, has the last word on a path; -1 where none has one. */
export type LayerOf = (path: Path) => number

/** `beneath` are the sections without the overlays. */
export const changedFacts = (beneath: unknown, sections: unknown, layerOf?: LayerOf): Finding[] => [
  ...changedUnits(beneath, sections),
  ...keptSources(beneath, sections, layerOf),
  ...keptThroughput(beneath, sections),
  ...keptPrices(beneath, sections, layerOf),
  ...farFromBefore(beneath, sections),
  ...farThroughput(beneath, sections),
]

function changedUnits(beneath: unknown, sections: unknown): Finding[] {
  return keysIn(sections, ['figures']).flatMap((id): Finding[] => {
    const path = ['figures', id, 'unit']
    const says = `was "${String(valueAt(beneath, path))}", and the program goes by that`
    return isUnitChanged(beneath, sections, id) ? [{ kind: 'changed-unit', path, says }] : []
  })
}

interface Cited {
  readonly section: string
  /** How many ids deep an entry is. */
  readonly depth: 1 | 2
  /** The key of its date, where it has one. */
  readonly date?: string
  readonly values: readonly string[]
  /** What cites in place of `sources`, where the entry has none of its own. */
  readonly by?: readonly string[]
}

const cited: readonly Cited[] = [
  { section: 'figures', depth: 1, date: 'checked', values: ['value', 'low', 'high'] },
  { section: 'gpus', depth: 1, date: 'checked', values: ['low', 'mid', 'high', 'memory'] },
  { section: 'offers', depth: 2, date: 'as-of', values: ['input', 'output', 'cached', 'batch', 'above', 'regions', 'id', 'context'] },
  { section: 'hosts', depth: 1, values: ['agreement', 'regions', 'origin', 'kind', 'status', 'models-dev'] },
  {
    section: 'models',
    depth: 1,
    values: ['license', 'origin', 'weights', 'context', 'evidence', 'good-at', 'status', 'replaced-by', 'lab'],
  },
  { section: 'claims', depth: 1, values: ['low', 'high', 'tokens', 'from', 'up-to', 'of', 'over'] },
  { section: 'licenses', depth: 1, values: ['permissive', 'commercial', 'conditions', 'monthly-users', 'bars'] },
  { section: 'memory', depth: 1, values: ['bf16', 'fp8', 'fp4'] },
  { section: 'deployments', depth: 2, values: ['gpu', 'gpus', 'precision', 'measured-on'], by: ['throughput', 'because'] },
]

type Kept = Pick<Cited, 'date' | 'values' | 'by'> & { readonly path: Path }

/** Numbers that are written by hand, and their unit where it is not a key beside them. */
const numbers: readonly (Pick<Cited, 'section' | 'depth' | 'values'> & { readonly unit?: string })[] = [
  { section: 'figures', depth: 1, values: ['value', 'low', 'high'] },
  { section: 'gpus', depth: 1, values: ['low', 'mid', 'high'], unit: 'dollars an hour' },
  { section: 'offers', depth: 2, values: ['input', 'output', 'cached'], unit: 'dollars per million tokens' },
]

/** Beyond that, a point or a unit was mostly lost. */
const farTimes = 20

/** Once for each fact. Where the unit is another one, that is what is told. */
function farFromBefore(beneath: unknown, sections: unknown): Finding[] {
  return numbers.flatMap(({ section, depth, values, unit }) =>
    pathsUnder(sections, [section], depth).flatMap((path): Finding[] => {
      if (section === 'figures' && isUnitChanged(beneath, sections, String(path[1]))) return []
      const found = values.flatMap((key): Finding[] => {
        const [was, is] = [beneath, sections].map((each) => valueAt(each, [...path, key]))
        return far([...path, key], was, is, unit ?? String(valueAt(sections, [...path, 'unit'])))
      })
      return found.slice(0, 1)
    }),
  )
}

const rowsOf = (all: unknown, path: Path) => (valueAt(all, path) ?? []) as readonly Readonly<Record<string, unknown>>[]

/** What a GPU serves, row by row of a list that replaces another. */
function farThroughput(beneath: unknown, sections: unknown): Finding[] {
  return pathsUnder(sections, ['deployments'], 2).flatMap((deployment) => {
    const path = [...deployment, 'throughput']
    const before = rowsOf(beneath, path)
    const found = rowsOf(sections, path).flatMap((row, index) => {
      const same = before.find(({ input, output }) => input === row['input'] && output === row['output']) ?? before[index]
      return far(path, same?.['per-gpu'], row['per-gpu'], 'tokens a second')
    })
    return found.slice(0, 1)
  })
}

function far(path: Path, was: unknown, is: unknown, unit: string): Finding[] {
  if (typeof was !== 'number' || typeof is !== 'number' || was <= 0 || is <= 0) return []
  if (is <= was * farTimes && is >= was / farTimes) return []
  const how = is > was ? `more than ${farTimes} times as much` : `less than a ${farTimes}th of it`
  return [{ kind: 'far-from-before', path, says: `is ${is} and was ${was}, ${how}; the unit is "${unit}"`, note: true }]
}

/** A new value under an old date and an old source says of them what they do not say. */
function keptSources(beneath: unknown, sections: unknown, layerOf: LayerOf | undefined): Finding[] {
  const facts = cited.flatMap((each) => pathsUnder(sections, [each.section], each.depth).map((path) => ({ ...each, path })))
  const rules = pathsUnder(sections, ['steps'], 1).flatMap((step) => pathsUnder(sections, [...step, 'rules'], 1))
  return [...facts, ...rules.map((path): Kept => ({ path, values: ['tier', 'slice'] }))].flatMap(
    ({ path, date, values, by }): Finding[] => {
      if (valueAt(beneath, path) === undefined) return []
      const isSame = (key: string) => JSON.stringify(valueAt(beneath, [...path, key])) === JSON.stringify(valueAt(sections, [...path, key]))
      // A date counts where it is written, also where it is the one that was there; without files, what differs was written.
      const isWritten = (key: string, value: string) =>
        layerOf ? layerOf([...path, key]) >= Math.max(0, layerOf([...path, value])) : !isSame(key)
      const keys = by ?? [...(date === undefined ? [] : [date]), 'sources']
      const changed = values.find((value) => !isSame(value) && !keys.some((key) => isWritten(key, value)))
      if (changed === undefined) return []
      const note = { kind: 'kept-source', path: [...path, changed], note: true } as const
      if (by) {
        const from = rowsOf(sections, [...path, 'throughput']).flatMap((row) => keysIn(row, ['sources']))
        const says = `is new, and cites nothing: the throughput beside it is still that of ${[...new Set(from)].join(', ')}`
        return [{ ...note, says, hint: 'Write its throughput with sources, or in `because` why the old one may stand in.' }]
      }
      const of = date === undefined ? '' : `, as of ${String(valueAt(sections, [...path, date]))}`
      const says = `is new, but still cites ${keysIn(sections, [...path, 'sources']).join(', ')}${of}`
      return [{ ...note, says }]
    },
  )
}

/** A list that replaces another has to cite something, be it what the other one cites. */
function keptThroughput(beneath: unknown, sections: unknown): Finding[] {
  return pathsUnder(sections, ['deployments'], 2).flatMap((deployment) => {
    const path = [...deployment, 'throughput']
    const before = rowsOf(beneath, path)
    const found = rowsOf(sections, path).flatMap((row): Finding[] => {
      const isSame = (key: string) => (was: Readonly<Record<string, unknown>>) => JSON.stringify(was[key]) === JSON.stringify(row[key])
      const [same, ...others] = ['input', 'output', 'sources'].reduce((left, key) => left.filter(isSame(key)), before)
      if (!same || [same, ...others].some(isSame('per-gpu'))) return []
      const tokens = `${String(row['input'])} and ${String(row['output'])} tokens`
      const cites = keysIn(row, ['sources']).join(', ')
      const says = `is ${String(row['per-gpu'])} for ${tokens} and was ${String(same['per-gpu'])}, but still cites ${cites}`
      return [{ kind: 'kept-source', path, says, hint: 'Write where in the source it stands.', note: true }]
    })
    return found.slice(0, 1)
  })
}

/** A new price of an offer changes no bill where others of the offer are billed. */
function keptPrices(beneath: unknown, sections: unknown, layerOf: LayerOf | undefined): Finding[] {
  const isSame = (path: Path) => JSON.stringify(valueAt(beneath, path)) === JSON.stringify(valueAt(sections, path))
  return pathsUnder(beneath, ['offers'], 2).flatMap((offer): Finding[] => {
    const path = ['input', 'output'].map((key) => [...offer, key]).find((each) => !isSame(each))
    if (!path || valueAt(sections, path) === undefined) return []
    const isKept = (each: Path) => (layerOf ? layerOf(each) < layerOf(path) : isSame(each))
    const keptIn = (each: Path): Path[] => {
      const value = valueAt(sections, each)
      if (each.at(-1) === 'id' || value === undefined) return []
      if (isKept(each)) return [each]
      return Array.isArray(value) ? [] : keysIn(sections, each).flatMap((key) => keptIn([...each, key]))
    }
    const others = ['cached', 'batch', 'above'].map((key) => [...offer, key])
    const kept = [...others, ...pathsUnder(sections, [...offer, 'regions'], 1)].flatMap(keptIn)
    if (kept.length === 0) return []
    const names = kept.map((each) => each.slice(3).join('.')).join(', ')
    const says = `is new, but these prices beside it are those that were there: ${names}`
    return [{ kind: 'kept-source', path, says, hint: 'Write yours next to it, or `null` where you have none.', note: true }]
  })
}
