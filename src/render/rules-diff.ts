// What an overlay changes → text for a terminal, and Markdown for a review.

import type { Origin, RulesChange, RulesDiffJson, RulesMove } from '../contract-rules.ts'
import { sanitizeLine } from '../sanitize.ts'
import { shortTokens } from '../volume.ts'
import { wrap } from './layout.ts'
import { literally, table } from './markdown.ts'
import { flow } from './rules-show.ts'
import { type Look, styleFor } from './style.ts'

export function rulesDiffText({ rules, changes, ineffective, moves }: RulesDiffJson, look: Look): string {
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
  if (changes.length > 0) {
    lines.push(...title('Answers that lead to another tier', moves.length))
    if (moves.length === 0) lines.push(...wrap(noMoves, columns))
    for (const what of new Set(moves.map(tiersText)))
      lines.push(
        ...wrap(strong(what), columns),
        ...moves.filter((move) => tiersText(move) === what).flatMap((move) => wrap(`- ${whenText(move)}`, columns, '  ')),
      )
  }
  return `${lines.join('\n')}\n`
}

export function rulesDiffMarkdown({ rules, changes, ineffective, moves }: RulesDiffJson): string {
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
    blocks.push(
      '## Answers that lead to another tier',
      moves.length === 0
        ? noMoves
        : table(
            ['tier', 'when'],
            moves.map((move) => [tiersText(move), whenText(move)]),
          ),
    )
  return `${blocks.join('\n\n')}\n`
}

const titles: Readonly<Record<RulesChange['kind'], string>> = { changed: 'Changed', added: 'Added', removed: 'Taken out' }

const inVain: Readonly<Record<RulesDiffJson['ineffective'][number]['because'], string>> = {
  same: 'is what it was already',
  absent: 'takes out what is not there',
  overlaid: 'is changed again by a later overlay',
}

const noMoves = 'None: every path through the tree ends on the same tier as before. Models and bills may differ.'

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

const tiersText = ({ from, to }: RulesMove): string => `${from ?? 'nowhere'} → ${to ?? 'nowhere'}`

const whenText = ({ when }: RulesMove): string =>
  Object.entries(when)
    .map(([id, options]) => `${sanitizeLine(id)} ${options.map(optionText).join(' or ')}`)
    .join(', ') || 'whatever the answers are'

/** A volume with as many digits as say something. */
const optionText = (option: string): string => (/^\d{4,}$/.test(option) ? shortTokens(Number(option)) : sanitizeLine(option))
