// How the examples come out → text: for each that fails, the way taken next to the nearest way that was expected.

import type { TestsJson } from '../contract-findings.ts'
import { sanitizeLine } from '../sanitize.ts'
import { wrap } from './layout.ts'
import { type Look, styleFor } from './style.ts'

type Example = TestsJson['examples'][number]

export function renderTests(result: TestsJson, look: Look): string {
  const style = styleFor(look)
  const different = result.examples.filter(({ passes }) => !passes)
  const lines = different.flatMap((example) => [
    `${sanitizeLine([example.file, example.line].filter((part) => part !== null).join(':'))}  ${example.counts ? style.warn(`fails: ${example.id}`) : style.faint(`differs: ${example.id}`)}`,
    ...wrap(sanitizeLine(example.says), look.columns, '  '),
    ...example.wrong.flatMap(({ key, says }) => wrap(sanitizeLine(`${key}: ${says}`), look.columns, '    ')),
    ...ways(example, look),
    '',
  ])
  return `${[...lines, ...summary(result).flatMap((line) => wrap(line, look.columns))].join('\n')}\n`
}

/** From the first step where the two ways part. */
function ways({ steps, wouldTake, expected }: Example, { columns }: Look): string[] {
  if (!steps) return []
  const parts = steps.findIndex((step) => step.expected !== step.actual)
  const name = (rule: string | null) => rule ?? 'not needed'
  const rows = parts < 0 ? [] : steps.slice(parts).map((step) => `${step.step}: expected ${name(step.expected)}, took ${name(step.actual)}`)
  const answers = Object.entries(wouldTake ?? {}).map(([id, value]) => `--${id} ${value}`)
  return [
    ...(rows[0] === undefined ? [] : wrap(`They part at ${rows[0]}`, columns, '    ')),
    ...rows.slice(1).flatMap((row) => wrap(row, columns, '      ')),
    ...(answers.length === 0 ? [] : wrap(`${expected} would take ${answers.join(' ')}`, columns, '    ')),
  ]
}

function summary({ examples, coverage }: TestsJson): string[] {
  const failed = examples.filter(({ passes, counts }) => !passes && counts).length
  const differing = examples.filter(({ passes, counts }) => !passes && !counts).length
  const untried = [...coverage.rules.untried, ...coverage.options.untried, ...coverage.tiers.untried]
  const share = ({ of, untried: left }: { readonly of: number; readonly untried: readonly string[] }) => `${of - left.length} of ${of}`
  return [
    `${examples.length - failed - differing} examples pass${failed === 0 ? '' : `, ${failed} fail`}.`,
    ...(differing === 0
      ? []
      : [`${differing} built-in ${differing === 1 ? 'example comes' : 'examples come'} out otherwise because of the overlay.`]),
    `They try ${share(coverage.rules)} rules, ${share(coverage.options)} options and ${share(coverage.tiers)} tiers.`,
    ...(untried.length === 0 ? [] : [`Untried: ${untried.map(sanitizeLine).join(', ')}.`]),
  ]
}
