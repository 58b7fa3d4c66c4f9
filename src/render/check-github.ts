// A check → annotations in GitHub's form: workflow commands, one to a line.

import type { CheckJson } from '../contract-check.ts'
import { sanitizeLine } from '../sanitize.ts'
import { checkedIn, movesText, quietMoves, summary, waiverText } from './check-words.ts'

/** GitHub shows ten annotations of a level for each step and drops the rest in silence. */
const mostAnnotations = 10

interface Annotation {
  readonly file: string | undefined
  readonly line: number
  readonly title: string
  readonly lines: readonly string[]
}

/** Workflow commands; failures are errors, the rest notices. */
export function renderCheckGithub(check: CheckJson): string {
  const all = checkedIn(check).flatMap(({ file, line, name, findings }) =>
    findings.map((finding) => ({
      fails: finding.fails,
      file,
      line,
      title: `pick-llm: ${finding.kind}${name === null ? '' : `, ${name}`}`,
      lines: [finding.says, ...waiverText(finding), ...movesText(finding)],
    })),
  )
  const unreadable = check.unreadable.map(({ message, hint, location, problems }): Annotation => {
    const places = (problems ?? []).map((each) => `${[each.line, each.column].filter(Boolean).join(':')} ${each.message}`)
    return { file: location?.file, line: location?.line ?? 1, title: 'pick-llm: unreadable', lines: [message, ...places, hint] }
  })
  const quiet = quietMoves(check)
  const notices = [
    ...all.filter(({ fails }) => !fails),
    ...(quiet ? [{ file: undefined, line: 1, title: 'pick-llm: inputs', lines: [`${quiet.title}:`, ...quiet.moves] }] : []),
  ]
  const errors = [...unreadable, ...all.filter(({ fails }) => fails)]
  return `${[...annotations('error', errors), ...annotations('notice', notices), data(summary(check))].join('\n')}\n`
}

function annotations(level: 'error' | 'notice', all: readonly Annotation[]): string[] {
  const shown = all.length > mostAnnotations ? all.slice(0, mostAnnotations - 1) : all
  const left = all.length - shown.length
  return [
    ...shown.map(({ file, line, title, lines }) => {
      const place = file === undefined || file === 'standard input' ? '' : `file=${property(file)},line=${line},`
      return `::${level} ${place}title=${property(title)}::${data(lines.join('\n'))}`
    }),
    ...(left > 0 ? [`::${level} title=pick-llm::${data(`${left} more in the job summary.`)}`] : []),
  ]
}

/** As the runner unescapes them: the message, and the values in front of it. */
const data = (text: string): string =>
  text.split('\n').map(sanitizeLine).join('\n').replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const property = (text: string): string => data(text.replaceAll('\n', ' ')).replaceAll(':', '%3A').replaceAll(',', '%2C')
