// How far long work has come → a line in the terminal that is gone when the result comes.

import type { Terminal } from './terminal.ts'

const afterMs = 1000
const everyMs = 200

/** Nothing shows off a terminal, nor before the work has taken a second. */
export function showProgress({ stderr, environment }: Terminal, quiet: boolean) {
  const silent = quiet || !stderr.isTTY || environment['TERM'] === 'dumb'
  let next = Date.now() + afterMs
  let shown = false
  const update = (text: string) => {
    const now = Date.now()
    if (silent || now < next) return
    next = now + everyMs
    shown = true
    stderr.write(`\r\u001b[K${text}`)
  }
  const end = () => {
    if (shown) stderr.write('\r\u001b[K')
  }
  return { update, end }
}
