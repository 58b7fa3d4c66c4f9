// Command lines of the built program → whole-process time as a multiple of `node -e 0`.

import { spawnSync } from 'node:child_process'
import { bareInTerminal, firstPrompt } from './first-prompt.ts'
import { peaks } from './memory.ts'
import { elapsed, inTurns, ratio, type Timed } from './rounds.ts'

export const program = 'bin/pick-llm.js'
const answers = ['--data-residency', 'anywhere', '--task', 'chat', '--yes']
export const jsonFromFlags = [...answers, '--tokens', '50M', '--json']

const memoryGoal = 10
/** Newer versions of Node start slower by themselves, so less comes on top. */
const jsonGoal = Number(process.versions.node.split('.')[0]) >= 24 ? 1.3 : 1.4

interface Line {
  readonly name: string
  readonly words: readonly string[]
  readonly goal: number
}

const lines: readonly Line[] = [
  { name: '--version', words: [program, '--version'], goal: 1.4 },
  { name: '--help', words: [program, '--help'], goal: 1.4 },
  { name: 'JSON from flags, no volume', words: [program, ...answers, '--json'], goal: jsonGoal },
  { name: 'JSON from flags, all bills', words: [program, ...jsonFromFlags], goal: jsonGoal },
  { name: 'text from flags, all bills', words: [program, ...answers, '--tokens', '50M'], goal: 2 },
  { name: "JSON from flags, a user's own YAML rules", words: [program, ...jsonFromFlags, '--rules', 'examples/acme/ours.yaml'], goal: 3.5 },
]

/** Lines of a report. Throws when a command line fails. */
export async function measureProcesses(rounds: number): Promise<string[]> {
  const [bare, bareThere, prompt, ...ours] = await inTurns(
    [
      { name: 'node -e 0', work: () => timeOf('node -e 0', ['-e', '0']) },
      { name: 'node -e 0 in a terminal', work: bareInTerminal },
      { name: 'first prompt on the screen of a terminal', work: firstPrompt },
      ...lines.map(({ name, words }) => ({ name, work: () => timeOf(name, words) })),
    ],
    rounds,
  )
  const row = (timed: Timed | undefined, to: Timed | undefined, goal: number | undefined) =>
    `| ${timed?.name} | ${ratio(timed, to).toFixed(2)} | ${goal?.toFixed(1)} |`
  const peak = peaks(jsonFromFlags, Math.ceil(rounds / 2))
  return [
    `Median of ${rounds} rounds in turns. The first prompt is compared with bare Node in a terminal, which is ${ratio(bareThere, bare).toFixed(2)} × bare Node.`,
    '',
    '| whole process | × bare Node | goal |',
    '| --- | --- | --- |',
    ...ours.map((timed, index) => row(timed, bare, lines[index]?.goal)),
    row(prompt, bareThere, 2.2),
    '',
    '| peak memory | MiB | over bare Node, MiB | goal |',
    '| --- | --- | --- | --- |',
    `| JSON from flags, all bills | ${peak.ours.toFixed(1)} | ${(peak.ours - peak.bare).toFixed(1)} | ${memoryGoal} |`,
  ]
}

/** Returns milliseconds. Throws when the command line fails. */
export const timeOf = (name: string, words: readonly string[], cwd = '.'): number => elapsed(() => run(name, words, cwd))

function run(name: string, words: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync(process.execPath, words, { cwd, env: environment(), stdio: ['ignore', 'ignore', 'pipe'] })
  if (status !== 0) throw new Error(`${name}: ${stderr}`)
}

/** Nothing that slows down or speeds up Node itself, and no prices of the user's own. */
export function environment(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS, NODE_OPTIONS, NODE_COMPILE_CACHE, ...rest } = process.env
  return { ...rest, PICK_LLM_NO_CACHE: '1' }
}
