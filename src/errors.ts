// Errors that a person can act on. Anything else that is thrown is a bug of ours.

/** Exit codes are a contract: scripts tell "no" from "broken" by them. */
export const exit = { ok: 0, no: 1, usage: 2, input: 3, output: 4, bug: 70, hangup: 129, cancelled: 130, terminated: 143 } as const

export type ExitCode = (typeof exit)[keyof typeof exit]

export interface Place {
  readonly file: string
  readonly line?: number | undefined
  readonly column?: number | undefined
}

/** A question that nobody answered where nobody can be asked. */
export interface Missing {
  readonly question: string
  readonly flag: string
  readonly values: readonly string[]
  /** False when only some answers to other missing questions make it needed. */
  readonly always: boolean
}

interface Details {
  readonly location?: Place | undefined
  readonly missing?: readonly Missing[] | undefined
}

/** What is wrong, then in `hint` one sentence in the imperative: what to do about it. */
export class UserError extends Error {
  readonly code: string
  readonly hint: string
  readonly exit: ExitCode
  readonly details: Details

  constructor(code: string, message: string, hint: string, exitCode: ExitCode = exit.usage, details: Details = {}) {
    super(message)
    this.code = code
    this.hint = hint
    this.exit = exitCode
    this.details = details
  }
}

/** What kind of thing is wrong in a file that cannot be read as what it should be; each has its page in docs/findings.md. */
const problemKinds = [
  'syntax',
  'forbidden-yaml',
  'duplicate-key',
  'hidden-characters',
  'too-deep',
  'unknown-key',
  'unknown-value',
  'wrong-shape',
  'unknown-name',
  'open-end',
  'misfit',
] as const

export type ProblemKind = (typeof problemKinds)[number]

/** Stands for the file where something is in no file of the user's, and the built-in ones are not shipped beside the program. */
export const builtInRules = 'the built-in rules'

/** One thing wrong in a file, with its place and the line it stands on. */
export interface Problem extends Place {
  readonly message: string
  /** `wrong-shape` when not said. */
  readonly kind?: ProblemKind | undefined
  readonly excerpt?: string | undefined
  /** Where in the excerpt it is, counted from 1; of a long line the excerpt is only a part. */
  readonly caret?: number | undefined
  /** What it is about, such as `steps.license.rules.any`; undefined where the file cannot be read that far. */
  readonly path?: string | undefined
  /** All of them, where the message counts some that it does not name. */
  readonly names?: readonly string[] | undefined
  /** Stands for so many that are not told one by one. */
  readonly more?: number | undefined
}

/** Everything that is wrong in the files, at once. */
export class FileError extends UserError {
  readonly problems: readonly Problem[]

  constructor(what: string, problems: readonly Problem[], hint = 'Mend the places above and run the same command again.') {
    const [first] = problems
    const count = problems.reduce((sum, { more = 1 }) => sum + more, 0)
    super('E_FILE', `${what}: ${count === 1 ? '1 problem' : `${count} problems`}`, hint, exit.input, {
      location: first,
    })
    this.problems = problems
  }
}
