// The process as this program sees it: streams, environment, and what the terminal can do.

import { exit, UserError } from '../errors.ts'
import { withoutCommands } from '../sanitize.ts'
import type { Output } from './output.ts'

type Environment = Readonly<Record<string, string | undefined>>

export interface Terminal {
  readonly environment: Environment
  readonly stdin: NodeJS.ReadStream
  readonly stdout: Output
  readonly stderr: Output
}

/** An environment variable; empty counts as unset. */
export const variable = ({ environment }: Pick<Terminal, 'environment'>, name: string): string | undefined => environment[name] || undefined

export const isOn = (value: string | undefined): boolean => value !== undefined && !['0', 'false'].includes(value.toLowerCase())

/** Asking is fine only where somebody can see the question and answer it. */
export function canPrompt(terminal: Terminal, noInput: boolean): boolean {
  const forbidden = noInput || isOn(variable(terminal, 'PICK_LLM_NO_INPUT')) || isOn(variable(terminal, 'CI'))
  return !forbidden && variable(terminal, 'TERM') !== 'dumb' && Boolean(terminal.stdin.isTTY) && Boolean(terminal.stderr.isTTY)
}

/** Flag, then FORCE_COLOR, NO_COLOR, TERM=dumb, and last whether the stream is a terminal. */
export function wantsColor(terminal: Terminal, flag: 'auto' | 'always' | 'never', stream: { readonly isTTY?: boolean }): boolean {
  if (flag !== 'auto') return flag === 'always'
  const forced = variable(terminal, 'FORCE_COLOR')
  if (forced !== undefined) return isOn(forced)
  if (variable(terminal, 'NO_COLOR') !== undefined || variable(terminal, 'TERM') === 'dumb') return false
  return Boolean(stream.isTTY)
}

/** The width to lay out for; 80 where there is no terminal to ask. */
export function columnsOf(terminal: Terminal): number {
  const told = Number(variable(terminal, 'COLUMNS'))
  const columns = terminal.stdout.columns || (Number.isInteger(told) && told > 0 ? told : 80)
  return Math.max(20, Math.min(columns, 200))
}

/**
 * Writes everything, then returns whether somebody reads it. A reader that went away is not an error (`| head`); anything
 * else is. What is printed gives no commands to a CI runner, unless it is made of them or was seen to already. Throws `UserError` with exit code 4.
 */
export function print(output: Output, text: string, kind: 'text' | 'as-it-is' = 'text'): Promise<boolean> {
  const written = kind === 'text' ? withoutCommands(text) : text
  return new Promise((resolve, reject) => {
    const settle = (error?: NodeJS.ErrnoException | null) => {
      if (!error) resolve(true)
      else if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') resolve(false)
      else reject(cannotWrite('the output', error))
    }
    output.once('error', settle)
    output.write(written, (error) => {
      // An error is also emitted, after this callback, and must still find a listener.
      if (!error) output.off('error', settle)
      settle(error)
    })
  })
}

export const cannotWrite = (what: string, error: NodeJS.ErrnoException): UserError =>
  new UserError(
    'E_OUTPUT',
    `Cannot write ${what}: ${error.code ?? error.message}.`,
    'Free space or choose another place with --output.',
    exit.output,
  )
