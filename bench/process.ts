// Command lines of the built program → whole-process time as a multiple of `node -e 0`.

import { spawnSync } from 'node:child_process'
import { elapsed, inTurns, ratio } from './rounds.ts'

const program = 'bin/pick-llm.js'
const answers = ['--data-residency', 'anywhere', '--task', 'chat', '--yes']

const lines: readonly { readonly name: string; readonly words: readonly string[] }[] = [
  { name: 'node -e 0', words: ['-e', '0'] },
  { name: '--version', words: [program, '--version'] },
  { name: 'JSON from flags, no volume', words: [program, ...answers, '--json'] },
  { name: 'JSON from flags, all bills', words: [program, ...answers, '--tokens', '50M', '--json'] },
  { name: 'text from flags, all bills', words: [program, ...answers, '--tokens', '50M'] },
]

/** Lines of a report. Throws when a command line fails. */
export function measureProcesses(rounds: number): string[] {
  const [bare, ...ours] = inTurns(
    lines.map(({ name, words }) => ({ name, work: () => elapsed(() => run(name, words)) })),
    rounds,
  )
  return [
    `Median of ${rounds} rounds in turns.`,
    '',
    '| whole process | × bare Node |',
    '| --- | --- |',
    ...ours.map((timed) => `| ${timed.name} | ${ratio(timed, bare).toFixed(2)} |`),
  ]
}

function run(name: string, words: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, words, { env: environment(), stdio: ['ignore', 'ignore', 'pipe'] })
  if (status !== 0) throw new Error(`${name}: ${stderr}`)
}

/** Nothing that slows down or speeds up Node itself, and no prices of the user's own. */
export function environment(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS, NODE_OPTIONS, NODE_COMPILE_CACHE, ...rest } = process.env
  return { ...rest, PICK_LLM_NO_CACHE: '1' }
}
