// Recommendation → GitHub-flavored Markdown for a pull request or a wiki, with the walked tree as a Mermaid diagram.

import type { RecommendationJson } from '../contract.ts'
import { usd } from '../money.ts'
import { sanitizeLine } from '../sanitize.ts'
import { aboutTokens } from '../volume.ts'
import { rangeLegend, usageText } from './bill-notes.ts'
import { breakEvenRows, rangeText, tokensText, whatText } from './cost-words.ts'

/** `diagram` is the walked tree in Mermaid. */
export function renderMarkdown(result: RecommendationJson, diagram: string): string {
  const { recommendation, runnerUp } = result
  const blocks = [
    `# ${literally(recommendation.title)}`,
    `**Tier:** \`${recommendation.tier}\`${split(recommendation)}`,
    literally(recommendation.summary),
    '## The five steps',
    table(
      ['Step', 'Did', 'Because', 'Sources'],
      result.steps.map(({ title, status, because, sources }, index) => [`${index + 1} ${title}`, status, because, sources.join(', ')]),
    ),
    fence('mermaid', diagram),
    '## Models',
    result.shortlist.length > 0
      ? table(['Tier', 'Model', 'Host', 'License', 'Origin', 'Because'], result.shortlist.map(modelRow))
      : 'No model passes every limit.',
    ...bills(result.cost),
    ...section(
      'Not on the shortlist',
      result.notShortlisted.map(({ title, tier, because }) => `${title} (${tier}): ${because}`),
    ),
    '## Other tiers',
    ...(runnerUp ? [`**Runner-up:** \`${runnerUp.tier}\`. ${literally(runnerUp.because)}`] : []),
    table(
      ['Ruled out', 'Because', 'Sources', 'It would take'],
      result.ruledOut.map(({ tier, because, sources, wouldTake, unsure }) => [
        tier,
        because,
        sources.join(', '),
        changeText(wouldTake, unsure),
      ]),
    ),
    ...section('What would change the answer', result.flips.map(flipText)),
    ...section(
      'Cautions',
      result.cautions.map(({ because, sources }) => because + cited(sources)),
    ),
    ...section(
      'Next steps',
      result.nextSteps.map(({ because, sources }) => because + cited(sources)),
    ),
    '## Answers',
    table(
      ['Question', 'Answer', 'From'],
      Object.entries(result.answers).map(([id, { value, source, because }]) => [
        id,
        String(value),
        because ? `${source}: ${because}` : source,
      ]),
    ),
    '## Sources',
    ...result.sources.map(({ id, title, url, dated, checked, at }) => {
      return `- **${literally(id)}** ${link(title, url)}${dated === null ? '' : `, ${dated}`} (checked ${checked}): ${at.map(literally).join('; ')}`
    }),
    '## Again',
    fence('sh', result.command),
    `_pick-llm ${result.tool.version}, rules ${literally(result.rules.version)}, prices up to ${result.catalog.asOf}._`,
  ]
  return `${joined(blocks)}\n`
}

/** List items stand together; everything else has an empty line in between. */
const joined = (blocks: readonly string[]): string =>
  blocks.reduce(
    (text, block) => text + (text === '' ? '' : block.startsWith('- ') && /(^|\n)- [^\n]*$/.test(text) ? '\n' : '\n\n') + block,
    '',
  )

const split = ({ parts }: RecommendationJson['recommendation']): string =>
  parts.length > 1 ? ` (${parts.map(({ slice, tier }) => `${slice}: \`${tier}\``).join(', ')})` : ''

export const modelRow = ({ tier, title, hostTitle, license, origin, because }: RecommendationJson['shortlist'][number]): string[] => [
  tier,
  title,
  hostTitle ?? 'your own machines',
  license,
  origin,
  because,
]

/** Where the volume is known. */
function bills(cost: RecommendationJson['cost']): string[] {
  if (cost.tokensPerMonth === null) return []
  return [
    `## Bills a month at ${tokensText(cost)}`,
    table(
      ['Bill', 'USD a month', 'Range', 'Model'],
      cost.bills.map((bill) => [bill.title, usd(bill.monthlyUsd), rangeText(bill), whatText(bill)]),
    ),
    ...items([...rangeLegend(cost.bills), usageText(cost.usage)]),
    ...section(
      'Where own GPUs first cost less',
      breakEvenRows({ volumes: [cost], breakEvens: cost.breakEvens }).map(([versus, says]) => `${versus}: ${says}`),
    ),
  ]
}

const changeText = (change: RecommendationJson['ruledOut'][number]['wouldTake'], unsure = false): string =>
  change
    ? Object.entries(change)
        .map(([id, value]) => `${id} ${value}`)
        .join(', ')
    : unsure
      ? 'no way there found, of too many to try'
      : 'no answers lead there'

function flipText({ question, to, at, direction, tier, parts }: RecommendationJson['flips'][number]): string {
  const where = parts.length > 1 ? `${tier} (${parts.map(({ slice, tier: on }) => `${slice}: ${on}`).join(', ')})` : tier
  // Farther up or down it may flip again, so this is no "or more".
  return `${question} ${to ?? `${direction === 'down' ? 'up to' : 'from'} ${aboutTokens(at ?? 0)}`} → ${where}`
}

export const cited = (sources: readonly string[]): string => (sources.length > 0 ? ` [${sources.join(', ')}]` : '')

const section = (title: string, says: readonly string[]): string[] => (says.length > 0 ? [`## ${title}`, ...items(says)] : [])

const items = (says: readonly string[]): string[] => says.map((each) => `- ${literally(each)}`)

/** Cells are plain text. */
export const table = (head: readonly string[], body: readonly (readonly string[])[]): string =>
  tableOf(
    head.map(literally),
    body.map((cells) => cells.map(literally)),
  )

/** Cells are Markdown already. */
export function tableOf(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `|${cells.map((cell) => (cell === '' ? ' ' : ` ${cell} `)).join('|')}|`
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...body.map(line)].join('\n')
}

/** No text from rules or answers may turn into markup, a mention or a link. */
export const literally = (text: string): string =>
  sanitizeLine(text)
    .trim()
    .replace(/[\\`*_{}[\]<>|#~]/g, (character) => `\\${character}`)
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/^[-+=](?=[-+=\s]|$)/, (character) => `\\${character}`)
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
    .replace(/:\/\//g, ':\\//')
    .replace(/\bwww\./gi, 'www\\.')
    .replace(/@(?=\w)/g, '@&#8203;')

/** A title that leads to an address, if it has one. */
export function link(title: string, url: string | null): string {
  if (url === null) return literally(title)
  // Some readers undo escapes in the text of a link and read it again.
  const text = literally(title).replace(/\\([[\]])/g, (_, bracket: string) => (bracket === '[' ? '&#91;' : '&#93;'))
  return `[${text}](${url.replace(/[\s()<>[\]|\\`]/g, (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`)})`
}

export function fence(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const ticks = '`'.repeat(longest + 1)
  return `${ticks}${language}\n${text.trimEnd()}\n${ticks}`
}
