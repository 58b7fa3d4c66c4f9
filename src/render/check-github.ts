// A check → annotations in GitHub's form.

import type { CheckJson } from '../contract-check.ts'
import { type Annotation, annotations, type InRepository } from './annotations.ts'
import { checkedIn, movesText, quietMoves, summary, waiverText } from './check-words.ts'

/** Failures are errors, the rest notices. `elsewhere` is where those can be read that are too many. */
export function renderCheckGithub(check: CheckJson, elsewhere: string, inRepository: InRepository): string {
  const found = checkedIn(check).flatMap(({ file, line, name, findings }) =>
    findings.map(
      (finding): Annotation => ({
        ...{ level: finding.fails ? 'error' : 'notice', file: placed(file), line, column: null },
        title: `pick-llm: ${finding.kind}${name === null ? '' : `, ${name}`}`,
        text: [finding.says, ...waiverText(finding), ...movesText(finding)].join('\n'),
      }),
    ),
  )
  const unreadable = check.unreadable.map(({ message, hint, location, problems }): Annotation => {
    const places = (problems ?? []).map((each) => `${[each.line, each.column].filter(Boolean).join(':')} ${each.message}`)
    return {
      ...{ level: 'error', title: 'pick-llm: unreadable', file: placed(location?.file), line: location?.line ?? 1, column: null },
      text: [message, ...places, hint].join('\n'),
    }
  })
  const quiet = quietMoves(check)
  const inputs: Annotation[] = quiet
    ? [
        {
          level: 'notice',
          title: 'pick-llm: inputs',
          file: undefined,
          line: null,
          column: null,
          text: [`${quiet.title}:`, ...quiet.moves].join('\n'),
        },
      ]
    : []
  return annotations([...unreadable, ...found, ...inputs], summary(check), elsewhere, inRepository)
}

const placed = (file: string | undefined): string | undefined => (file === 'standard input' ? undefined : file)
