// Plan → text for a terminal.

import type { PlanJson } from '../contract-plan.ts'
import { wrap } from './layout.ts'
import { markOf, notesOf } from './plan-notes.ts'
import { billText, facts, headline, lackText, pickText, short } from './plan-words.ts'
import { stackable } from './stack.ts'
import { type Look, styleFor } from './style.ts'

/** No line is wider than `columns`. */
export function renderPlan(plan: PlanJson, look: Look): string {
  const style = styleFor(look)
  const { columns } = look
  const notes = notesOf(plan)
  return `${[
    ...wrap(`${style.good(style.strong(plan.recommendation.tier))}  ${style.strong(headline(plan))}`, columns),
    ...lackText(plan).flatMap((text) => wrap(style.warn(text), columns)),
    '',
    ...stackable(
      [
        ['Workload', 'Tier', '$ a month', 'Pick, and the cautions below'],
        ...plan.workloads.map((workload) => [
          short(workload.name),
          workload.recommendation.tier,
          billText(workload),
          [pickText(workload), ...workload.cautions.map((caution) => markOf(notes, caution))].join(' '),
        ]),
      ],
      columns,
    ),
    '',
    ...stackable(facts(plan), columns),
    ...(notes.length > 0 ? ['', ...notes.flatMap((note) => wrap(`${markOf(notes, note)} ${note.because}`, columns))] : []),
  ].join('\n')}\n`
}
