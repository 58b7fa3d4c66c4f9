// An error → what the user reads, and the code to exit with.

import { issuesUrl } from 'virtual:built-in-rules'
import type { FailureJson } from '../contract.ts'
import { type ExitCode, exit, FileError, type Place, type Problem, UserError } from '../errors.ts'
import { type Annotation, annotations, type InRepository } from '../render/annotations.ts'
import { sanitize } from '../sanitize.ts'
import type { Output } from './output.ts'

export interface Report {
  /** For stderr. */
  readonly text: string
  /** For stdout where JSON was asked for. */
  readonly json: FailureJson
  readonly exit: ExitCode
}

/** A line of a file and a column in it, from 1 → that line, and one with a caret where there is such a column. */
type Lay = (excerpt: string, at: number | undefined) => readonly string[]

const whole: Lay = (excerpt, at) => [`    ${excerpt}`, ...(at !== undefined && at <= excerpt.length ? [`    ${' '.repeat(at - 1)}^`] : [])]

/** For `reportOf`: lines that fit the terminal; in a pipe they are whole. */
export async function layFor({ isTTY, columns }: Output): Promise<Lay> {
  if (!isTTY || !columns) return whole
  const { fittedExcerpt } = await import('../render/excerpt.ts')
  return (excerpt, at) => fittedExcerpt(excerpt, at, columns)
}

/** Nothing that a user did leads to a stack trace; one is shown only with `debug`. */
export function reportOf(error: unknown, version: string, debug: boolean, lay = whole): Report {
  const known = error instanceof UserError ? error : bug(error, version)
  const stack = debug && error instanceof Error ? `\n${error.stack}` : ''
  const places = known instanceof FileError ? known.problems.map((each) => problemLines(each, lay)) : []
  const lines = [`pick-llm: ${known.message}`, ...places, ...(known.hint ? [known.hint] : [])]
  return { text: `${lines.join('\n')}${stack}\n`, json: failureOf(known), exit: known.exit }
}

/** What failed, in GitHub's form, at the places that it has. */
export function failureAnnotations({ json: { error } }: Report, inRepository: InRepository): string {
  const problems = error.problems ?? [{ ...error.location, message: `${error.message} ${error.hint}` }]
  const all = problems.map(({ message, file, line = null, column = null }): Annotation => {
    return { level: 'error', title: `pick-llm: ${error.code}`, file, line, column, text: message }
  })
  return annotations(all, error.message, 'on stderr', inRepository)
}

function problemLines({ message, excerpt, caret, ...place }: Problem, lay: Lay): string {
  return [`  ${placeText(place)}  ${message}`, ...(excerpt ? lay(excerpt, caret) : [])].join('\n')
}

const placeText = ({ file, line, column }: Place): string => [file, line, column].filter((part) => part !== undefined).join(':')

function failureOf(error: UserError): FailureJson {
  const { location, missing } = error.details
  const problems = error instanceof FileError ? { problems: error.problems.map(problemJson) } : {}
  return {
    schemaVersion: '1',
    ok: false,
    error: {
      code: error.code,
      message: sanitize(error.message),
      hint: error.hint,
      location: location ? jsonPlace(location) : null,
      missing: (missing ?? []).map(({ question, flag, values, always }) => ({ question, flag, values: [...values], always })),
      ...problems,
    },
  }
}

const problemJson = ({ path, message, ...place }: Problem) => ({ ...jsonPlace(place), ...(path ? { path } : {}), message })

const jsonPlace = ({ file, line, column }: Place) => ({
  file,
  ...(line === undefined ? {} : { line }),
  ...(column === undefined ? {} : { column }),
})

function bug(error: unknown, version: string): UserError {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const where = `pick-llm ${version}, Node ${process.version}, ${process.platform}`
  return new UserError(
    'E_BUG',
    `This is a bug in pick-llm. ${what} (${where})`,
    `Report it at ${issuesUrl}, with --debug for details.`,
    exit.bug,
  )
}
