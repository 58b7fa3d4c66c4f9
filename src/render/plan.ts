// Plan → text for a terminal.

import type { PlanJson } from '../contract-plan.ts'
import { wrap } from './layout.ts'
import { marksOf, namedIn, notesOf } from './plan-notes.ts'
import { assumedText, billText, facts, headline, lackText, pickText, short } from './plan-words.ts'
import { stackable } from './stack.ts'
import { type Look, styleFor } from './style.ts'

/** Room for the owners. */
const wide = 100

/** No line ends between a number and what it counts. */
const together = (text: string): string => text.replace(/(?<=\d) (?=\S)/g, '\u00a0')
const apart = (line: string): string => line.replaceAll('\u00a0', ' ')

/** No line is wider than `columns`. */
export function renderPlan(plan: PlanJson, look: Look): string {
  const style = styleFor(look)
  const { columns } = look
  const notes = notesOf(plan)
  const mark = marksOf(plan, notes)
  const named = namedIn(plan, notes)
  const assumed = assumedText(plan)
  const owned = columns >= wide && plan.workloads.some(({ owner }) => owner !== null)
  return `${[
    ...wrap(`${style.good(style.strong(plan.recommendation.tier))}  ${style.strong(together(headline(plan)))}`, columns).map(apart),
    ...lackText(plan).flatMap((text) => wrap(style.warn(text), columns)),
    '',
    ...stackable(
      [
        ['Workload', ...(owned ? ['Owner'] : []), 'Tier', '$ a month', 'Pick, and the cautions below'],
        ...plan.workloads.map((workload) => [
          short(workload.name),
          ...(owned ? [short(workload.owner ?? '')] : []),
          workload.recommendation.tier,
          billText(workload),
          [pickText(workload), ...new Set(workload.cautions.map(mark))].join(' '),
        ]),
      ],
      columns,
    ),
    '',
    ...stackable([...facts(plan), ...(assumed === undefined ? [] : [['Assumed', assumed]])], columns),
    ...(notes.length > 0 ? ['', ...notes.flatMap(({ because }, index) => wrap(`[${index + 1}] ${because}`, columns))] : []),
    ...(named.length > 0
      ? [
          '',
          ...stackable(
            named.map(({ id, title }) => [id, title]),
            columns,
          ),
        ]
      : []),
  ].join('\n')}\n`
}
