// Numbers and bans → those that cannot be meant: out of range, in another unit, or without effect.

import { measured } from '../measured.ts'
import type { Condition, Tree } from '../types.ts'
import { valueAt } from '../value-at.ts'
import type { Finding, Path } from './finding.ts'
import { keysIn, pathsUnder } from './sections.ts'

/** `sections` are the merged rules as plain data, `beneath` those without the overlay. */
export const factFindings = (tree: Tree, sections: unknown, beneath?: unknown): Finding[] => [
  ...oddFigures(tree, sections, beneath),
  ...zeroPrices(sections, beneath),
  ...dearCached(sections, beneath),
  ...idleSizes(sections, beneath),
  ...otherUnits(tree, (figure) => isUnitChanged(beneath, sections, figure)),
  ...idleBans(tree, sections),
]

const isShare = (unit: string): boolean => /^share\b/.test(unit)

/** Nobody can take a part of one: lists are cut at them, machines rented and dates worked out by them. */
const isCount = (unit: string): boolean => ['models', 'replicas', 'months', 'days'].includes(unit)

/** A share lies between none and all, nothing that is counted here is less than none, and some figures have bounds of their own. */
function oddFigures({ figures, settings }: Tree, sections: unknown, beneath: unknown): Finding[] {
  // Some are written as a share of another amount, but may well be more than all of it.
  const amounts = new Set(settings.flatMap(({ id, kind }) => (kind === 'amount' ? [id] : [])))
  return [...figures.values()].flatMap((figure): Finding[] => {
    const { id, unit } = figure
    const isWhole = isShare(unit) && !amounts.has(id)
    // The program needs them, so no overlay lifts those of the rules beneath.
    const bound = (key: string): number | undefined => {
      const found = valueAt(beneath, ['figures', id, key]) ?? valueAt(sections, ['figures', id, key])
      return typeof found === 'number' ? found : undefined
    }
    const ends = { above: bound('more-than'), least: bound('at-least'), most: bound('at-most') }
    return (['value', 'low', 'high'] as const)
      .flatMap((key) => {
        const why = oddness(figure[key], unit, isWhole, ends)
        return why === undefined ? [] : [{ kind: 'odd-figure' as const, path: ['figures', id, key], says: `${figure[key]} ${why}` }]
      })
      .slice(0, 1)
  })
}

interface Ends {
  readonly above: number | undefined
  readonly least: number | undefined
  readonly most: number | undefined
}

function oddness(value: number, unit: string, isWhole: boolean, { above, least, most }: Ends): string | undefined {
  if (value < 0) return 'is less than none'
  if (isWhole && value > 1) return `is more than all, but the unit is "${unit}"`
  if (isCount(unit) && !Number.isInteger(value)) return `makes no sense: it has to be a whole number of ${unit}`
  if (above !== undefined && value <= above) return `makes no sense: it has to be more than ${above}`
  if (least !== undefined && value < least) return `makes no sense: it has to be at least ${least}`
  return most !== undefined && value > most ? `makes no sense: it can be at most ${most}` : undefined
}

/** Where rates of an offer stand. */
const ratesOf = (sections: unknown, offer: Path): Path[] => [
  offer,
  [...offer, 'batch'],
  ...['above', 'regions'].flatMap((key) => pathsUnder(sections, [...offer, key], 1)),
]

/** Once for each offer: mostly the one price is new, and the other was kept. A price of 0 is told by itself. */
function dearCached(sections: unknown, beneath: unknown): Finding[] {
  const found = (rates: Path): Finding[] => {
    const [path, other] = [
      [...rates, 'cached'],
      [...rates, 'input'],
    ]
    const [[cached, input], was] = [sections, beneath].map((each) => [valueAt(each, path), valueAt(each, other)]) as [unknown[], unknown[]]
    const isSame = was[0] === cached && was[1] === input
    if (typeof cached !== 'number' || typeof input !== 'number' || input === 0 || cached <= input || isSame) return []
    const says = `cached tokens cost ${cached}, and others ${input}: no host asks more for them`
    const hint = 'Write what is paid for both; `cached: null` where they cost the same.'
    return [{ kind: 'odd-figure', path, also: [other], says, hint }]
  }
  return pathsUnder(sections, ['offers'], 2).flatMap((offer) => ratesOf(sections, offer).flatMap(found).slice(0, 1))
}

/** Once for each offer. Rows are read by size, in whatever order they stand. */
function idleSizes(sections: unknown, beneath: unknown): Finding[] {
  return pathsUnder(sections, ['offers'], 2).flatMap((offer): Finding[] => {
    const list = [...offer, 'above']
    const [rows, was] = [sections, beneath].map((each) => valueAt(each, list))
    if (!Array.isArray(rows) || JSON.stringify(rows) === JSON.stringify(was)) return []
    const sizes = rows.map((row) => Number(valueAt(row, ['tokens'])))
    const context = valueAt(sections, [...offer, 'context']) ?? valueAt(sections, ['models', offer[1] ?? '', 'context'])
    const found = sizes.flatMap((size, index): Finding[] => {
      const path = [...list, index, 'tokens']
      const odd = (says: string, hint: string): Finding[] => [{ kind: 'odd-figure', path, also: [list], says: `${size} ${says}`, hint }]
      if (sizes.indexOf(size) < index) return odd('is the size of two rows, of which one is never used', 'Keep one of them.')
      const isBeyond = typeof context === 'number' && size >= context
      return isBeyond ? odd(`is never exceeded: the context is ${context}`, 'Write the size from which the host asks more.') : []
    })
    return found.slice(0, 1)
  })
}

/** Once for each offer. Of an embedding model nothing is paid for what comes out. */
function zeroPrices(sections: unknown, beneath: unknown): Finding[] {
  const offers = pathsUnder(sections, ['offers'], 2).map((offer) => {
    const own = ratesOf(sections, offer)
    const goodAt = valueAt(sections, ['models', offer[1] ?? '', 'good-at'])
    const paid = Array.isArray(goodAt) && goodAt.includes('embeddings') ? ['input'] : ['input', 'output']
    return own.flatMap((rates) => paid.map((key): Path => [...rates, key]))
  })
  return offers.flatMap((prices): Finding[] => {
    const path = prices.find((price) => valueAt(sections, price) === 0 && valueAt(beneath, price) !== 0)
    if (!path) return []
    const also = path.slice(3).map((_, index) => path.slice(0, path.length - 1 - index))
    const hint = 'Write what is paid; where nothing is, what it costs to run.'
    return [{ kind: 'odd-figure', path, also, says: '0 is no price: it would be the cheapest of all', hint }]
  })
}

/** Where the unit of the figure was changed, that is what is told, and not each condition with it. */
function otherUnits({ steps }: Tree, isChanged: (figure: string) => boolean): Finding[] {
  const inRow = (conditions: readonly Condition[], path: Path): Finding[] =>
    conditions.flatMap((condition) => {
      if (condition.kind !== 'measure') return []
      const { measure, atLeast, below } = condition
      const ends = [['at-least', atLeast] as const, ['below', below] as const]
      return ends.flatMap(([key, figure]): Finding[] => {
        if (!figure || isShare(figure.unit) || isChanged(figure.id)) return []
        const says = `${measure} is a ${measured[measure].unit}, but the unit of ${figure.id} is "${figure.unit}"`
        return [{ kind: 'other-unit', path: [...path, 'if', measure, key], says }]
      })
    })
  return steps.flatMap((step) => [
    ...inRow(step.conditions, ['steps', step.id]),
    ...step.rules.flatMap(({ id, conditions }) => inRow(conditions, ['steps', step.id, 'rules', id])),
  ])
}

/** Entries are told one by one; where another entry of the same ban does name something, they may be there for the future. */
function idleBans({ catalog }: Tree, sections: unknown): Finding[] {
  const [models, hosts] = [[...catalog.models.values()], [...catalog.hosts.values()]]
  const origins = new Set([...models, ...hosts].map(({ origin }) => origin))
  const licenses = new Set(models.map(({ license }) => license.id))
  return keysIn(sections, ['bans']).flatMap((id) => {
    const listed = (key: string): string[] => {
      const found = valueAt(sections, ['bans', id, key])
      return Array.isArray(found) ? found.map(String) : []
    }
    const idle = (key: 'origins' | 'licenses', known: ReadonlySet<string>, what: string) =>
      listed(key).flatMap((entry, index) =>
        known.has(entry) ? [] : [{ path: ['bans', id, key, index] as Path, says: `${what} ${entry}, so this rules out nothing` }],
      )
    const all = [...idle('origins', origins, 'no lab and no host is from'), ...idle('licenses', licenses, 'no model has the license')]
    const entries = ['origins', 'licenses', 'models', 'hosts'].flatMap(listed)
    return all.map((each): Finding => ({ kind: 'idle-ban', ...each, ...(all.length < entries.length ? { note: true } : {}) }))
  })
}

export function isUnitChanged(beneath: unknown, sections: unknown, figure: string): boolean {
  const was = valueAt(beneath, ['figures', figure, 'unit'])
  return was !== undefined && was !== valueAt(sections, ['figures', figure, 'unit'])
}
