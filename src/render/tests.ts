// How the examples come out → text: for each that fails, the way taken next to the nearest way that was expected.

import type { TestsJson } from '../contract-findings.ts'
import { sanitizeLine } from '../sanitize.ts'
import { wrap } from './layout.ts'
import { type Look, styleFor } from './style.ts'

type Example = TestsJson['examples'][number]

export function renderTests(result: TestsJson, look: Look): string {
  const style = styleFor(look)
  const different = result.examples.filter(({ passes }) => !passes)
  const [failed, differing] = [different.filter(({ counts }) => counts), different.filter(({ counts }) => !counts)]
  const place = ({ file, line }: Example) => sanitizeLine([file, line].filter((part) => part !== null).join(':'))
  const lines = [
    // What the overlay changes on purpose is short, and does not stand in front of what fails.
    ...differing.flatMap((example) => [
      `${place(example)}  ${style.faint(`differs: ${example.id}`)}`,
      ...example.wrong.slice(0, 1).flatMap(({ says }) => wrap(sanitizeLine(says), look.columns, '  ')),
    ]),
    ...(differing.length === 0 ? [] : ['']),
    ...failed.flatMap((example) => [
      `${place(example)}  ${style.warn(`fails: ${example.id}`)}`,
      ...wrap(sanitizeLine(example.says), look.columns, '  '),
      ...example.wrong.flatMap(({ key, says }) => wrap(sanitizeLine(`${key}: ${says}`), look.columns, '    ')),
      ...ways(example, look),
      '',
    ]),
  ]
  return `${[...lines, ...summary(result).flatMap((line) => wrap(line, look.columns))].join('\n')}\n`
}

/** The steps in which the two ways differ, first the one where they part. */
function ways({ steps, wouldTake, expected }: Example, { columns }: Look): string[] {
  if (!steps) return []
  const name = (rule: string | null) => rule ?? 'no rule'
  const rows = steps
    .filter((step) => step.expected !== step.actual)
    .map((step) => `${step.step}: expected ${name(step.expected)}, took ${name(step.actual)}`)
  const answers = Object.entries(wouldTake ?? {}).map(([id, value]) => `--${id} ${value}`)
  return [
    ...(rows[0] === undefined ? [] : wrap(`They part at ${rows[0]}`, columns, '    ')),
    ...rows.slice(1).flatMap((row) => wrap(row, columns, '      ')),
    ...(answers.length === 0 ? [] : wrap(`${expected} would take ${answers.join(' ')}`, columns, '    ')),
  ]
}

function summary({ examples, coverage }: TestsJson): string[] {
  const failed = examples.filter(({ passes, counts }) => !passes && counts).length
  const built = examples.filter(({ passes, counts }) => !passes && !counts)
  const differing = built.length
  const models = built.filter(({ wrong }) => wrong.every(({ key }) => key === 'shortlist' || key === 'not-offered')).length
  const untried = [...coverage.rules.untried, ...coverage.options.untried, ...coverage.tiers.untried]
  const share = ({ of, untried: left }: { readonly of: number; readonly untried: readonly string[] }) => `${of - left.length} of ${of}`
  return [
    `${examples.length - failed - differing} examples pass${failed === 0 ? '' : `, ${failed} fail`}.`,
    ...(differing === 0
      ? []
      : [
          `${differing} built-in ${differing === 1 ? 'example comes' : 'examples come'} out otherwise because of the overlay: ${differing - models} by the tier, ${models} by the models alone.`,
        ]),
    `They try ${share(coverage.rules)} rules, ${share(coverage.options)} options and ${share(coverage.tiers)} tiers.`,
    ...(untried.length === 0 ? [] : [`Untried: ${untried.map(sanitizeLine).join(', ')}.`]),
  ]
}
