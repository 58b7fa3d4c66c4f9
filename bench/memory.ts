// Code that tells the peak of its own memory → the peak of a command over that of bare Node.

import { spawnSync } from 'node:child_process'
import { environment } from './process.ts'
import { median } from './rounds.ts'

/**
 * Tells the peak of its memory, in KiB, on a fourth stream. What the system counts for a process begins with the size of
 * the one that started it, and a benchmark is large; what Linux counts for its memory begins with the program.
 */
export const tellPeak = `process.on('exit', () => {
  const fs = require('node:fs')
  const own = fs.existsSync('/proc/self/status') && /VmHWM:\\s*(\\d+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))
  fs.writeSync(3, own ? own[1] : String(process.resourceUsage().maxRSS))
});`

/** The built program inside of code. */
export const programInside = `${tellPeak} process.argv.splice(1, 0, 'pick-llm'); require(require('node:path').resolve('bin/pick-llm.js'))`

/** Returns MiB: medians of so many rounds. Throws when the command fails. */
export function peaks(words: readonly string[], rounds: number): { readonly bare: number; readonly ours: number } {
  const pairs = Array.from({ length: rounds }, () => [peakOf(tellPeak, []), peakOf(programInside, words)] as const)
  return { bare: median(pairs.map(([bare]) => bare)) / 1024, ours: median(pairs.map(([, ours]) => ours)) / 1024 }
}

function peakOf(code: string, words: readonly string[]): number {
  const { status, stderr, output } = spawnSync(process.execPath, ['-e', code, '--', ...words], {
    env: environment(),
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  if (status !== 0) throw new Error(String(stderr))
  return Number(output[3])
}
