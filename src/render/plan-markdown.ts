// Plan → GitHub-flavored Markdown for a pull request.

import type { PlanJson } from '../contract-plan.ts'
import { fence, literally, table } from './markdown.ts'
import { renderPlanMermaid } from './plan-mermaid.ts'
import { marksOf, notesOf } from './plan-notes.ts'
import { billText, facts, headline, lackText, pickText, rangeText, volumeText } from './plan-words.ts'

/** Names come from users, so every cell is taken literally. */
export function renderPlanMarkdown(plan: PlanJson): string {
  const { recommendation, workloads, rules, tool, catalog } = plan
  const notes = notesOf(plan)
  const mark = marksOf(plan, notes)
  return `${[
    `# ${literally(headline(plan))}`,
    `**Tier:** \`${recommendation.tier}\``,
    ...lackText(plan).map((text) => `**${literally(text)}**`),
    table(
      ['Workload', 'Owner', 'Tier', 'Pick', 'USD a month', 'Low to high', 'Tokens a month', 'Cautions'],
      workloads.map((workload) => [
        workload.name,
        workload.owner ?? '',
        workload.recommendation.tier,
        pickText(workload),
        billText(workload),
        rangeText(workload),
        workload.cost.tokensPerMonth === null ? 'unknown' : volumeText(workload.cost.tokensPerMonth),
        workload.cautions.map((caution) => `${caution.id.replaceAll('-', ' ')} ${mark(caution)}`).join(', '),
      ]),
    ),
    '## Routing and total',
    fence('mermaid', renderPlanMermaid(plan)),
    table(['', ''], facts(plan)),
    ...(notes.length > 0
      ? [
          '## Cautions',
          table(
            ['', 'Caution', 'Sources'],
            notes.map(({ because, sources }, index) => [`[${index + 1}]`, because, sources.join(', ')]),
          ),
          ...(plan.sources.length > 0
            ? [
                plan.sources
                  .map(({ id, title, dated }) => `- **${literally(id)}** ${literally(title)}${dated === null ? '' : `, ${dated}`}`)
                  .join('\n'),
              ]
            : []),
        ]
      : []),
    '## Answers',
    table(
      ['Workload', 'Answers', 'Again'],
      workloads.map(({ name, answers, command }) => [
        name,
        Object.entries(answers)
          .map(([id, { value, source }]) => `${id} ${value}${source === 'assumed' ? ' (assumed)' : ''}`)
          .join(', '),
        command,
      ]),
    ),
    `_pick-llm ${tool.version}, rules ${literally(rules.version)}, prices up to ${catalog.asOf}._`,
  ].join('\n\n')}\n`
}
