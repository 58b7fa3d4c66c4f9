// The catalog under filters → a table for a terminal, or why one model is not in it.

import stringWidth from 'fast-string-width'
import type { FilterListing, Listing, ModelListing, WhyNot } from '../listing.ts'
import type { Source } from '../types.ts'
import { cleaned } from './cost-words.ts'
import { wrap } from './layout.ts'
import { lastColumn, stackable, stackedBelow } from './stack.ts'
import { type Look, type Style, styleFor } from './style.ts'
import { rows } from './table.ts'

/** No line is wider than `columns`. */
export function renderModels(shown: Listing, sources: ReadonlyMap<string, Source>, look: Look): string {
  const listing = cleaned(shown)
  const style = styleFor(look)
  const { columns } = look
  const lines = listing.whyNot
    ? whyNotLines(listing.whyNot, sources, columns, style)
    : listing.models.length === 0
      ? emptyLines(listing, columns, style)
      : [...tableLines(listing, columns, style), '', ...footer(listing, columns, style)]
  return `${lines.join('\n')}\n`
}

interface Column {
  readonly head: string
  readonly cell: (model: ModelListing) => string
  /** What does not fit as a column goes into the last one, if it is worth the lines. */
  readonly folds: boolean
}

/** Offers are sorted by price, or by host where prices are too old to say which is the cheapest. */
const firstOffer = ({ offers }: ModelListing) => offers[0]

const columnsByWeight = ({ cheapestBecause }: Listing): readonly Column[] => [
  { head: 'Model', cell: ({ id }) => id, folds: true },
  { head: '$ in/out', cell: (model) => priceText(model) ?? '-', folds: true },
  { head: 'Context', cell: (model) => roomText(model), folds: true },
  { head: 'License', cell: ({ license }) => license.id, folds: true },
  { head: 'Origin', cell: ({ origin }) => origin, folds: true },
  { head: 'Status', cell: ({ status }) => status, folds: true },
  { head: cheapestBecause === null ? 'Cheapest at' : 'First host', cell: (model) => firstOffer(model)?.host ?? '-', folds: false },
  { head: 'Good at', cell: ({ goodAt }) => goodAt.join(', '), folds: false },
]

function priceText(model: ModelListing): string | undefined {
  const offer = firstOffer(model)
  return offer && `${offer.input}/${offer.output}`
}

const replacedByText = ({ replacedBy }: ModelListing): string => (replacedBy === null ? '' : `replaced by ${replacedBy}`)

function tableLines(listing: Listing, columns: number, style: Style): string[] {
  const { models } = listing
  const all = columnsByWeight(listing)
  const fitting = columnsThatFit(all, models, columns)
  // Without room for the ids beside anything else, as in a narrow terminal, each model is a line with its facts below.
  if (fitting.length < 2 || columns < stackedBelow)
    return rows(
      models.map((model) => [style.strong(model.id), stackedFacts(model)]),
      Math.min(columns, stackedBelow - 1),
    )
  const folded = all.filter((column) => column.folds && !fitting.includes(column))
  const head = folded.length > 0 ? folded.map((column) => column.head).join(', ') : 'Replaced by'
  return rows(
    [
      [...fitting.map((column) => column.head), head].map(style.faint),
      ...models.map((model) => [
        ...fitting.map((column) => column.cell(model)),
        [...folded.map((column) => column.cell(model)), folded.length > 0 ? replacedByText(model) : (model.replacedBy ?? '')]
          .filter((text) => text !== '')
          .join(', '),
      ]),
    ],
    columns,
  )
}

/** The first columns that leave room for the last one. */
function columnsThatFit(all: readonly Column[], models: readonly ModelListing[], columns: number): Column[] {
  const fitting: Column[] = []
  let left = columns - lastColumn
  for (const column of all) {
    left -= Math.max(column.head.length, ...models.map((model) => stringWidth(column.cell(model)))) + 2
    if (left < 0) break
    fitting.push(column)
  }
  return fitting
}

function stackedFacts(model: ModelListing): string {
  const { license, origin, status } = model
  const offer = firstOffer(model)
  const price = offer ? `$${priceText(model)} at ${offer.host}` : 'no price'
  return [price, `context ${roomText(model)}`, `license ${license.id}`, `origin ${origin}`, status, replacedByText(model)]
    .filter((text) => text !== '')
    .join(', ')
}

/** At the host whose price is shown. */
function roomText(model: ModelListing): string {
  const tokens = firstOffer(model)?.context ?? model.context
  return tokens === null ? 'unknown' : shortContext(tokens)
}

/** 131072 → 131k: three digits are enough to compare by; the JSON has them all. */
function shortContext(tokens: number): string {
  const [unit, suffix] = tokens >= 1e6 ? [1e6, 'M'] : tokens >= 1000 ? [1000, 'k'] : [1, '']
  return `${Number((tokens / unit).toPrecision(3))}${suffix}`
}

function footer({ models, catalog, prices, inputShare, filters, cheapestBecause }: Listing, columns: number, style: Style): string[] {
  const percent = Math.round(inputShare * 100)
  const sentences = [
    `${models.length} of ${catalog.models} models.`,
    `USD per million tokens and context at the ${cheapestBecause === null ? 'cheapest host' : 'first host by name'}${datesText(prices)}; --price compares a blend with ${percent}% input.`,
    ...(cheapestBecause === null ? [] : [cheapestBecause]),
    ...(filters.some(({ given, id }) => !given && id !== 'bans') ? ['--all shows older models too, with what replaced them.'] : []),
  ]
  return wrap(style.faint(sentences.join(' ')), columns)
}

const datesText = (prices: Listing['prices']): string =>
  !prices ? '' : prices.oldest === prices.newest ? `, ${prices.newest}` : `, ${prices.oldest} to ${prices.newest}`

/** `--price 1`, or what holds by default. */
const filterText = ({ id, value, given }: Pick<FilterListing, 'id' | 'value' | 'given'>): string =>
  id === 'bans' ? `your bans (${value})` : `--${id} ${value}${given ? '' : ' (default; see --all)'}`

function emptyLines({ filters, catalog }: Listing, columns: number, style: Style): string[] {
  const [most] = [...filters].sort((a, b) => b.removes - a.removes)
  const what = most ? `${filterText(most)} removed the most: ${most.removes} of ${catalog.models}.` : 'The catalog is empty.'
  const counts = filters.map((filter) => [filterText(filter), `removes ${filter.removes}; ${filter.leftWithout} would be left without it`])
  return [...wrap(style.warn('No model passes these filters.'), columns), ...wrap(what, columns), '', ...stackable(counts, columns)]
}

function whyNotLines(
  { model, pickedFor, removedBy, successors }: WhyNot,
  sources: ReadonlyMap<string, Source>,
  columns: number,
  style: Style,
): string[] {
  const reasons = removedBy.map(({ id, value, because }) => [id === 'bans' ? 'your bans' : `--${id} ${value}`, because])
  const facts = [
    ...(successors.length > 0 ? [['Replaced by', successors.map(successorText).join(', then ')]] : []),
    ...(model.note === null ? [] : [['Note', model.note]]),
    ...Object.entries(model.namedIn).map(([id, place], index) => [
      index === 0 ? 'Named in' : '',
      `${id} (${sources.get(id)?.title}): ${place}`,
    ]),
  ]
  const verdict = removedBy.length === 0 ? style.good('No filter removed it.') : style.warn('Removed by:')
  return [
    ...wrap(`${style.strong(model.title)} (${model.id}), ${stackedFacts({ ...model, replacedBy: null })}`, columns),
    ...(pickedFor.length > 0 ? [] : wrap('It is on no pick list, so no shortlist holds it.', columns)),
    ...wrap(verdict, columns),
    ...stackable(reasons, columns),
    ...(facts.length > 0 ? ['', ...stackable(facts, columns)] : []),
  ]
}

const successorText = ({ id, status, passes }: WhyNot['successors'][number]): string =>
  `${id} (${status}${passes ? ', passes these filters' : ''})`
