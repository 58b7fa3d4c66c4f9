// A check → text for a terminal, and Markdown for a pull request or a job summary.

import type { CheckJson } from '../contract-check.ts'
import { sanitizeLine } from '../sanitize.ts'
import { checkedIn, movesText, nameOf, nextStep, quietMoves, summary, unreadableTexts, waiverText } from './check-words.ts'
import { wrap } from './layout.ts'
import { literally, table } from './markdown.ts'
import { type Look, styleFor } from './style.ts'

/** No line is wider than `columns`. */
export function renderCheck(check: CheckJson, look: Look): string {
  const style = styleFor(look)
  const { columns } = look
  const quiet = quietMoves(check)
  const next = nextStep(check)
  const lines = [
    ...checkedIn(check).flatMap(({ state, tier, findings, ...decision }) => [
      ...wrap(
        `${(state === 'holds' || state === 'notes' ? style.good : style.warn)(state.padEnd(7))}  ${sanitizeLine(nameOf(decision))}${tier === '' ? '' : `  ${tier}`}`,
        columns,
      ),
      ...findings.flatMap((finding) => [
        ...wrap(`${finding.fails ? '' : 'note: '}${sanitizeLine(finding.says)}`, columns, '  '),
        ...[...waiverText(finding), ...movesText(finding)].flatMap((text) => wrap(sanitizeLine(text), columns, '    ')),
      ]),
    ]),
    ...check.unreadable.flatMap((each) =>
      unreadableTexts(each).flatMap((text) => wrap(`${style.warn('cannot be read')}  ${sanitizeLine(text)}`, columns)),
    ),
    ...(quiet ? ['', ...wrap(`${quiet.title}:`, columns), ...quiet.moves.flatMap((text) => wrap(sanitizeLine(text), columns, '  '))] : []),
    '',
    ...wrap(summary(check), columns),
    ...(next ? wrap(next, columns) : []),
  ]
  return `${lines.join('\n')}\n`
}

export function renderCheckMarkdown(check: CheckJson): string {
  const all = checkedIn(check)
  const rows = [
    ...all.map((each) => [
      nameOf(each),
      each.state,
      each.tier,
      each.findings.map(({ says, fails }) => (fails ? says : `(note) ${says}`)).join(' '),
    ]),
    ...check.unreadable.map((each) => [each.location?.file ?? '', 'cannot be read', '', unreadableTexts(each).join('; ')]),
  ]
  const details = all.flatMap((each) =>
    each.findings
      .filter((finding) => movesText(finding).length + waiverText(finding).length > 0)
      .flatMap((finding) => [`**${literally(nameOf(each))}**, ${finding.kind}:`, list([...waiverText(finding), ...movesText(finding)])]),
  )
  const quiet = quietMoves(check)
  const next = nextStep(check)
  return `${[
    `# ${summary(check)}`,
    ...(next ? [literally(next)] : []),
    table(['Decision', 'Result', 'Tier', 'Findings'], rows),
    ...(details.length > 0 ? ['## What moved', ...details.filter(Boolean)] : []),
    ...(quiet ? [`## ${quiet.title}`, list(quiet.moves)] : []),
    `_pick-llm ${check.tool.version}, rules ${literally(check.rules.version)}, prices up to ${check.catalog.asOf}, checked on ${check.date}._`,
  ].join('\n\n')}\n`
}

const list = (texts: readonly string[]): string => texts.map((text) => `- ${literally(text)}`).join('\n')
