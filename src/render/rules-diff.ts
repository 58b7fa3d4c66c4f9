// What an overlay changes → text for a terminal, and Markdown for a review.

import type { Origin, RulesChange, RulesDiffJson, RulesMove, RulesPlace } from '../contract-rules.ts'
import { sanitizeLine } from '../sanitize.ts'
import { shortTokens } from '../volume.ts'
import { wrap } from './layout.ts'
import { literally, table } from './markdown.ts'
import { flow } from './rules-show.ts'
import { type Look, styleFor } from './style.ts'

/** Question → its options, new ones aside, so that most of them can be told by the few that are left out. */
type Options = ReadonlyMap<string, readonly string[]>

export function rulesDiffText(json: RulesDiffJson, options: Options, look: Look): string {
  const { rules, changes, ineffective } = json
  const { strong, faint, warn } = styleFor(look)
  const { columns } = look
  const title = (text: string, count: number): string[] => ['', ...wrap(strong(`${text} (${count})`), columns)]
  const lines = wrap(summary(rules.overlays, changes), columns)
  for (const kind of ['changed', 'added', 'removed'] as const) {
    const some = changes.filter((change) => change.kind === kind)
    if (some.length > 0) lines.push(...title(titles[kind], some.length), ...some.flatMap((change) => changeLines(change, columns, faint)))
  }
  if (ineffective.length > 0)
    lines.push(
      ...title('Without effect', ineffective.length),
      ...ineffective.flatMap(({ path, because, origin }) => [
        ...wrap(`${sanitizeLine(path)}  ${faint(placeText(origin))}`, columns),
        ...wrap(warn(inVain[because]), columns, '  '),
      ]),
    )
  if (changes.length > 0)
    for (const { heading, count, groups, notes } of sectionsOf(json, options)) {
      lines.push(...title(heading, count))
      for (const { head, items } of groups)
        lines.push(
          ...wrap(strong(head), columns),
          ...items.slice(0, mostItems).flatMap((item) => listed(item, columns)),
          ...rest(items, columns),
        )
      lines.push(...notes.flatMap((note) => wrap(note, columns)))
    }
  return `${lines.join('\n')}\n`
}

/** More items under one head are for a program to read. */
const mostItems = 30

const rest = (items: readonly string[], columns: number): string[] =>
  items.length > mostItems ? listed(`${items.length - mostItems} more; --json has them all`, columns) : []

/** Lines that go on stand below the text, not below the dash. */
const listed = (text: string, columns: number): string[] =>
  wrap(text, columns, '    ').map((line, index) => (index === 0 ? `  - ${line.trimStart()}` : line))

interface Section {
  readonly heading: string
  readonly count: number
  readonly groups: readonly { readonly head: string; readonly items: readonly string[] }[]
  readonly notes: readonly string[]
}

/** Where answers lead; the first one is always there, to say so where none lead elsewhere. */
function sectionsOf({ moves, arrivals, assumptions, examples, omitted, measured }: RulesDiffJson, options: Options): Section[] {
  const grouped = <T extends { readonly when: RulesMove['when'] }>(list: readonly T[], headOf: (each: T) => string) =>
    [...new Set(list.map(headOf))].map((head) => ({
      head,
      items: list.filter((each) => headOf(each) === head).map(({ when }) => whenText(when, options)),
    }))
  const cut = omitted === 'all' ? [notCompared] : omitted === 'some' ? [notAll] : []
  const none = moves.length === 0 && omitted !== 'all' ? [measured ? noMovesMeasured : noMoves] : []
  const sections: Section[] = [
    {
      heading: 'Answers that lead elsewhere',
      count: moves.length,
      groups: grouped(moves, endingText),
      notes: [...none, ...cut, ...(measured ? [examples.length > 0 ? `${notMeasured} ${examplesBelow}` : notMeasured] : [])],
    },
    {
      heading: 'Answers that are new',
      count: arrivals.length,
      groups: grouped(arrivals, ({ to, toParts }) => `→ ${placeName(to, toParts)}`),
      notes: [],
    },
    {
      heading: 'Assumed otherwise',
      count: assumptions.length,
      groups: grouped(assumptions, ({ question, from, to }) => sanitizeLine(`${question}: ${from ?? 'required'} → ${to ?? 'required'}`)),
      notes: [],
    },
    {
      heading: 'Examples that lead to another tier',
      count: examples.length,
      groups: [...new Set(examples.map(endingText))].map((head) => ({
        head,
        items: examples.filter((each) => endingText(each) === head).map(({ id }) => sanitizeLine(id)),
      })),
      notes: [],
    },
  ]
  return sections.filter(({ count }, index) => index === 0 || count > 0)
}

export function rulesDiffMarkdown(json: RulesDiffJson, options: Options): string {
  const { rules, changes, ineffective } = json
  const blocks = ['# What the overlays change', literally(summary(rules.overlays, changes))]
  if (changes.length > 0)
    blocks.push(
      table(
        ['path', 'before', 'after', 'place'],
        changes.map(({ path, kind, before, after, origin }) => [
          path,
          kind === 'added' ? '' : valueText(before),
          kind === 'removed' ? 'removed' : valueText(after),
          placeText(origin),
        ]),
      ),
    )
  if (ineffective.length > 0)
    blocks.push(
      '## Without effect',
      table(
        ['path', 'why', 'place'],
        ineffective.map(({ path, because, origin }) => [path, inVain[because], placeText(origin)]),
      ),
    )
  if (changes.length > 0)
    for (const { heading, groups, notes } of sectionsOf(json, options)) {
      blocks.push(`## ${heading}`)
      const cells = groups.flatMap(({ head, items }) => items.map((item) => [head, item]))
      if (cells.length > 0) blocks.push(table(['what', heading.startsWith('Examples') ? 'example' : 'when'], cells))
      blocks.push(...notes.map(literally))
    }
  return `${blocks.join('\n\n')}\n`
}

const titles: Readonly<Record<RulesChange['kind'], string>> = { changed: 'Changed', added: 'Added', removed: 'Taken out' }

const inVain: Readonly<Record<RulesDiffJson['ineffective'][number]['because'], string>> = {
  same: 'is what it was already',
  absent: 'takes out what is not there',
  overlaid: 'is changed again by a later overlay',
}

const noMoves = 'None: every path through the tree ends on the same tiers as before. Models and bills may differ.'
const noMovesMeasured =
  'None by the answers alone: every path through the tree can end on the same tiers as before. Models and bills may differ.'
const notCompared = 'The rules combine too many answers to compare them all, so which of them lead elsewhere is not told here.'
const notAll = 'These are not all: there are too many to list.'
const notMeasured =
  'Whatever can be measured counts as possible before and after, so what only prices or GPUs move is not in this list: at a given volume, they may lead elsewhere.'
const examplesBelow = 'Examples that they move are told below.'

function summary(overlays: readonly string[], changes: readonly RulesChange[]): string {
  const own = overlays.filter((overlay) => overlay !== 'refreshed-prices').map(sanitizeLine)
  if (own.length === 0) return 'No overlay is used, so nothing is changed. Name one with --rules.'
  if (changes.length === 0) return `Nothing is changed by ${own.join(', ')}.`
  return `${own.join(', ')}: ${changes.length === 1 ? '1 value' : `${changes.length} values`}.`
}

function changeLines({ path, kind, before, after, origin }: RulesChange, columns: number, faint: (text: string) => string): string[] {
  const value = kind === 'changed' ? `${valueText(before)} → ${valueText(after)}` : valueText(kind === 'added' ? after : before)
  return [...wrap(`${sanitizeLine(path)}  ${faint(placeText(origin))}`, columns), ...wrap(value, columns, '  ')]
}

/** Of a map that was taken out whole, how much is gone is enough. */
function valueText(value: unknown): string {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const count = Object.keys(value).length
    return count === 0 ? '{}' : `all of it (${Object.keys(value).slice(0, 6).join(', ')}${count > 6 ? ', …' : ''})`
  }
  return sanitizeLine(typeof value === 'string' ? value : flow(value))
}

const placeText = ({ file, line, column }: Origin): string => [sanitizeLine(file), line, column].filter((part) => part !== null).join(':')

const placeName = (tier: RulesPlace['to'], parts: RulesPlace['toParts']): string =>
  tier === null ? 'nowhere' : parts.length > 1 ? `${tier} (hard: ${parts[0]}, rest: ${parts[1]})` : tier

const endingText = ({ from, fromParts, to, toParts }: Omit<RulesMove, 'when'>): string =>
  `${placeName(from, fromParts)} → ${placeName(to, toParts)}`

const whenText = (when: RulesMove['when'], options: Options): string =>
  Object.entries(when)
    .map(([id, values]) => `${sanitizeLine(id)} ${valuesText(values, options.get(id) ?? [])}`)
    .join(', ') || 'in any case'

function valuesText(values: readonly string[], all: readonly string[]): string {
  const left = all.filter((option) => !values.includes(option))
  if (left.length > 0 && left.length < values.length) return `any but ${left.map(optionText).join(' or ')}`
  return values.map(optionText).join(' or ')
}

/** A volume with as many digits as say something. */
const optionText = (option: string): string => (/^\d{4,}$/.test(option) ? shortTokens(Number(option)) : sanitizeLine(option))
