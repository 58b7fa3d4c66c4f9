// The built program in a pseudo-terminal → how long until its first prompt stands on the screen.

import { resolve } from 'node:path'
import { spawn } from '@lydell/node-pty'
import { environment } from './process.ts'

/** The line of keys is the last thing that is drawn. */
const lastOfPrompt = '⏎'
const patience = 30_000

/** Returns milliseconds. Throws when no prompt comes. */
export const firstPrompt = (): Promise<number> => inTerminal([resolve('bin/pick-llm.js')], lastOfPrompt)

/** Returns the milliseconds until it has ended. */
export const bareInTerminal = (): Promise<number> => inTerminal(['-e', '0'], undefined)

function inTerminal(words: string[], until: string | undefined): Promise<number> {
  return new Promise((done, fail) => {
    // Under CI it would not ask.
    const { CI, ...env } = { ...environment(), TERM: 'xterm-256color' } as Record<string, string>
    const start = performance.now()
    const terminal = spawn(process.execPath, words, { cols: 80, rows: 24, env })
    let text = ''
    let took: number | undefined
    const timer = setTimeout(() => terminal.kill('SIGKILL'), patience)
    terminal.onData((data) => {
      text += data
      if (took !== undefined || until === undefined || !text.includes(until)) return
      took = performance.now() - start
      terminal.kill('SIGKILL')
    })
    terminal.onExit(() => {
      clearTimeout(timer)
      if (until === undefined) took = performance.now() - start
      if (took === undefined) fail(new Error(`No prompt came:\n${text}`))
      else done(took)
    })
  })
}
