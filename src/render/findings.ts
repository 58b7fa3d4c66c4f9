// What is wrong with rules → text for a terminal, and annotations in GitHub's form.

import type { FindingsJson } from '../contract-findings.ts'
import { sanitizeLine } from '../sanitize.ts'
import { annotations, type InRepository } from './annotations.ts'
import { fittedExcerpt } from './excerpt.ts'
import { wrap } from './layout.ts'
import { type Look, styleFor } from './style.ts'

type Finding = FindingsJson['findings'][number]

const placeText = ({ file, line, column }: Pick<Finding, 'file' | 'line' | 'column'>): string =>
  sanitizeLine([file, line, column].filter((part) => part !== null).join(':'))

function proofText({ proof }: Pick<Finding, 'proof'>): string | undefined {
  if (!proof) return undefined
  const flags = Object.entries(proof.answers).map(([id, value]) => `--${id} ${value}`)
  const measures = Object.entries(proof.measures).map(([id, where]) => `${id} ${where}`)
  const shown = [flags.join(' '), measures.join(', ')].filter(Boolean).join('; ')
  return shown === '' ? 'For any answers' : `For example ${shown}`
}

const seeText = ({ other }: Finding): string | undefined => (other ? `See ${placeText(other)}  ${sanitizeLine(other.path)}` : undefined)

/** Nobody reads more at a time. */
const mostShown = 50

/** No line is wider than `look.columns`, but for places, and excerpts where no `columns` of a terminal are given. */
export function renderFindings(result: FindingsJson, look: Look, columns?: number): string {
  const style = styleFor(look)
  const left = result.findings.length - mostShown
  const lines = result.findings
    .slice(0, mostShown)
    .flatMap((finding) => [
      `${placeText(finding)}  ${finding.note ? style.faint(`note: ${finding.id}`) : style.warn(finding.id)}`,
      ...wrap(sanitizeLine(saidOf(finding, result)), look.columns, '  '),
      ...excerptLines(finding, columns),
      ...[seeText(finding) ?? []].flat().flatMap((text) => wrap(text, look.columns, '  ')),
      ...wrap(sanitizeLine([proofText(finding), finding.hint].filter(Boolean).join('. ')), look.columns, '  '),
      '',
    ])
  const more = left > 0 ? [...wrap(`${left} more; --json has them all`, look.columns), ''] : []
  return `${[...lines, ...more, ...wrap(summary(result), look.columns)].join('\n')}\n`
}

/** What stops rules from being read names the path itself, or the one above a key that is not known. */
const saidOf = ({ path, says }: Finding, { checked }: FindingsJson): string => (checked.rules === 0 ? says : `${path}: ${says}`)

function excerptLines({ excerpt, caret: at }: Finding, columns: number | undefined): readonly string[] {
  if (excerpt === null || excerpt.trim() === '') return []
  if (columns !== undefined) return fittedExcerpt(excerpt, at ?? undefined, columns)
  const caret = at !== null && at <= excerpt.length ? [`    ${' '.repeat(at - 1)}^`] : []
  return [`    ${excerpt}`, ...caret]
}

function summary({ findings, checked }: Pick<FindingsJson, 'findings' | 'checked'>): string {
  const notes = findings.filter(({ note }) => note).length
  const wrong = findings.length - notes
  const counts = [wrong === 0 ? 'No findings' : count(wrong, 'finding'), ...(notes === 0 ? [] : [count(notes, 'note')])].join(', ')
  if (checked.rules === 0) return `${counts}. The rest is checked once the rules can be read.`
  return `${counts}. Checked ${count(checked.rules, 'row')}, ${count(checked.questions, 'question')} and ${count(checked.examples, 'example')}.`
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`

export const renderFindingsGithub = (result: FindingsJson, inRepository: InRepository): string =>
  annotations(
    result.findings.map((finding) => ({
      level: finding.note ? 'notice' : 'error',
      title: `pick-llm: ${finding.id}`,
      file: finding.file,
      line: finding.line,
      column: finding.column,
      text: [saidOf(finding, result), seeText(finding), proofText(finding), finding.hint].filter((line) => line !== undefined).join('\n'),
    })),
    summary(result),
    'with --format text or json',
    inRepository,
  )
