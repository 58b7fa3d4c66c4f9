// Messages with places → workflow commands as GitHub reads them: escaped, and no more than it shows.

import { builtInRules } from '../errors.ts'
import { sanitizeLine } from '../sanitize.ts'

export interface Annotation {
  readonly level: 'error' | 'notice'
  readonly title: string
  /** Undefined where there is no file to point at. */
  readonly file: string | undefined
  readonly line: number | null
  readonly column: number | null
  readonly text: string
}

/** GitHub shows ten annotations of a level for each step and drops the rest in silence. */
const most = 10

/** The name of a file → its path as GitHub knows it. */
export type InRepository = (file: string) => string

/** Errors first, then notices, then a line of plain text. `elsewhere` is where those can be read that are too many. */
export function annotations(all: readonly Annotation[], summary: string, elsewhere: string, inRepository: InRepository): string {
  const levels = (['error', 'notice'] as const).flatMap((level) =>
    capped(
      level,
      all.filter((each) => each.level === level),
      elsewhere,
      inRepository,
    ),
  )
  return `${[...levels, data(summary)].join('\n')}\n`
}

function capped(level: Annotation['level'], all: readonly Annotation[], elsewhere: string, inRepository: InRepository): string[] {
  const shown = all.length > most ? all.slice(0, most - 1) : all
  const left = all.length - shown.length
  return [
    ...shown.map(({ title, file, line, column, text }) => {
      const place =
        file === undefined || file === builtInRules
          ? []
          : [`file=${property(inRepository(file))}`, `line=${line ?? 1}`, ...(column === null ? [] : [`col=${column}`])]
      return `::${level} ${[...place, `title=${property(title)}`].join(',')}::${data(text)}`
    }),
    ...(left > 0 ? [`::${level} title=pick-llm::${data(`${left} more ${elsewhere}.`)}`] : []),
  ]
}

/** As the runner unescapes them: the message, and the values in front of it. */
const data = (text: string): string =>
  text.split('\n').map(sanitizeLine).join('\n').replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const property = (text: string): string => data(text.replaceAll('\n', ' ')).replaceAll(':', '%3A').replaceAll(',', '%2C')
