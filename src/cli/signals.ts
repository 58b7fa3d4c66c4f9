// Signals that ask the process to end → one orderly end of long work, without a partial file.

import process from 'node:process'
import { exit, UserError } from '../errors.ts'

const codes = { SIGINT: exit.cancelled, SIGTERM: exit.terminated, SIGHUP: exit.hangup } as const

/** Output that nobody takes would keep the process from ending. */
const patienceMs = 500

/** `aborted` has the `UserError` to end with; `stop` leaves the signals to themselves again. */
export function onSignal(end: (reason: UserError) => void): { readonly aborted: AbortSignal; readonly stop: () => void } {
  const controller = new AbortController()
  const listener = (signal: keyof typeof codes) => {
    const code = codes[signal]
    const reason = new UserError('E_CANCELLED', code === exit.cancelled ? 'Cancelled.' : 'Stopped.', '', code)
    controller.abort(reason)
    end(reason)
    setTimeout(() => process.exit(code), patienceMs).unref()
  }
  const all = Object.keys(codes) as (keyof typeof codes)[]
  for (const signal of all) process.on(signal, listener)
  const stop = () => {
    for (const signal of all) process.off(signal, listener)
  }
  return { aborted: controller.signal, stop }
}
