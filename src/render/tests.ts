// How the examples come out → text: for each that fails, the way taken next to the nearest way that was expected.

import type { TestsJson } from '../contract-findings.ts'
import { sanitizeLine } from '../sanitize.ts'
import { wrap } from './layout.ts'
import { type Look, styleFor } from './style.ts'

type Example = TestsJson['examples'][number]

/** By example and step, what is said of a rule that both ways take and that leads elsewhere. */
type Led = ReadonlyMap<string, ReadonlyMap<string, string>>

export function renderTests(result: TestsJson, look: Look, led: Led): string {
  const style = styleFor(look)
  const different = result.examples.filter(({ passes }) => !passes)
  const [failed, differing] = [different.filter(({ counts }) => counts), different.filter(({ counts }) => !counts)]
  const place = ({ file, line }: Example) => sanitizeLine([file, line].filter((part) => part !== null).join(':'))
  const lines = [
    // What the overlay changes on purpose is short, and does not stand in front of what fails.
    ...differing.flatMap((example) => [
      `${place(example)}  ${style.faint(`differs: ${example.id}`)}`,
      ...example.wrong.slice(0, 1).flatMap(({ says }) => wrap(sanitizeLine(says), look.columns, '  ')),
      ...parting(example, led)
        .slice(0, 1)
        .flatMap((line) => wrap(line, look.columns, '  ')),
    ]),
    ...(differing.length === 0 ? [] : ['']),
    ...failed.flatMap((example) => [
      `${place(example)}  ${style.warn(`fails: ${example.id}`)}`,
      ...wrap(sanitizeLine(example.says), look.columns, '  '),
      ...example.wrong.flatMap(({ key, says }) => wrap(sanitizeLine(`${key}: ${says}`), look.columns, '    ')),
      ...ways(example, look, result.rules.overlays.length, led),
      '',
    ]),
  ]
  return `${[...lines, ...summary(result).flatMap((line) => wrap(line, look.columns))].join('\n')}\n`
}

/** The steps in which the two ways differ, first the one where they part. */
function parting({ id, steps }: Example, led: Led): string[] {
  const name = (rule: string | null) => rule ?? 'no rule'
  const rows = (steps ?? []).flatMap(({ step, expected, actual }) => {
    const says = expected === actual ? led.get(id)?.get(step) : `expected ${name(expected)}, took ${name(actual)}`
    return says === undefined ? [] : [`${step}: ${says}`]
  })
  return rows.map((row, index) => (index === 0 ? `They part at ${row}` : row))
}

/** Which file it is goes without saying where there is one. */
function ways(example: Example, { columns }: Look, overlays: number, led: Led): string[] {
  const { wouldTake, expected, actual, since, wrong } = example
  const answers = Object.entries(wouldTake ?? {}).map(([id, value]) => `--${id} ${value}`)
  const rows = parting(example, led)
  const moved = (did: string, models: readonly string[]) => (models.length === 0 ? [] : [`${did} ${models.join(', ')}`])
  // Of another tier, all models are others.
  const models =
    since && wrong.every(({ key }) => key === 'shortlist' || key === 'not-offered')
      ? `${rows.length === 0 ? ', on the same path' : ''}; that ${[...moved('takes off', since.gone), ...moved('puts on', since.came)].join(' and ')}`
      : ''
  return [
    ...rows.flatMap((row, index) => wrap(row, columns, index === 0 ? '    ' : '      ')),
    ...(answers.length === 0
      ? []
      : wrap(`${expected === actual ? 'These parts' : expected} would take ${answers.join(' ')}`, columns, '    ')),
    ...(since
      ? wrap(sanitizeLine(`Without ${overlays === 1 ? 'the overlay' : since.file} it comes out right${models}`), columns, '    ')
      : []),
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
