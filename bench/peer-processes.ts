// The main job of other command line tools → whole-process time as a multiple of `node -e 0`.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { installedVersion, peerCommand } from './peers.ts'
import { jsonFromFlags, program, timeOf } from './process.ts'
import { inTurns, type Piece, ratio } from './rounds.ts'

/** A small file, to format and to lint. */
const sample = `export function greet(names) {
  const greetings = names.map(name => "Hello, " + name);
  for (const greeting of greetings) { console.log(greeting) }
  return greetings.length
}
`
const lintRules = `export default [{ rules: { eqeqeq: 'error', 'no-unused-vars': 'error', 'no-unreachable': 'error', 'prefer-const': 'error' } }]\n`

/** What each does without a network. */
const jobs: readonly { readonly peer: string; readonly job: string; readonly words: readonly string[] }[] = [
  { peer: 'create-vite', job: '--help', words: ['--help'] },
  { peer: 'create-vite', job: 'starts a project', words: ['app', '--template', 'vanilla-ts', '--no-interactive', '--overwrite'] },
  { peer: 'whichllm', job: 'recommends models, as JSON', words: ['debug a flaky test', '--json'] },
  { peer: 'prettier', job: 'formats a small file', words: ['sample.js'] },
  { peer: 'eslint', job: 'lints a small file', words: ['--config', 'eslint.config.mjs', 'sample.js'] },
]

/** Lines of a report. Throws when a command line fails. */
export async function measurePeerProcesses(rounds: number): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pick-llm-bench-'))
  try {
    writeFileSync(join(folder, 'sample.js'), sample)
    writeFileSync(join(folder, 'eslint.config.mjs'), lintRules)
    const peers = jobs.map(({ peer, job, words }) => {
      const command = peerCommand(peer)
      const name = `${peer}${command === undefined ? '' : ` ${installedVersion(peer)}`}, ${job}`
      return { name, command, work: () => timeOf(name, [command ?? '', ...words], folder) }
    })
    const there: Piece[] = peers.filter(({ command }) => command !== undefined)
    const [bare, ...all] = await inTurns(
      [
        { name: 'node -e 0', work: () => timeOf('node -e 0', ['-e', '0'], folder) },
        { name: 'pick-llm, JSON from flags, all bills', work: () => timeOf('pick-llm', [resolve(program), ...jsonFromFlags], folder) },
        ...there,
      ],
      rounds,
    )
    const [ours] = all
    return [
      `Median of ${rounds} rounds in turns, in an empty folder.`,
      '',
      "| whole process | × bare Node | × pick-llm's time |",
      '| --- | --- | --- |',
      ...all.map((timed) => `| ${timed.name} | ${ratio(timed, bare).toFixed(2)} | ${ratio(timed, ours).toFixed(2)} |`),
      ...peers.flatMap(({ name, command }) => (command === undefined ? [`| ${name} | not installed | |`] : [])),
      '| llm-checker, recommends models | not installed: its job takes over half a minute | |',
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
