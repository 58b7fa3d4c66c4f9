// Command lines → the instructions that a processor carries out for them, as valgrind counts them: the same in every run.

import { spawnSync } from 'node:child_process'
import { environment, jsonFromFlags, program } from './process.ts'

const lines: readonly { readonly name: string; readonly words: readonly string[] }[] = [
  { name: 'node -e 0', words: ['-e', '0'] },
  { name: '--version', words: [program, '--version'] },
  { name: 'JSON from flags, all bills', words: [program, ...jsonFromFlags] },
]

/** Lines of a report. Throws when a command line fails. */
export function countInstructions(): string[] {
  if (spawnSync('valgrind', ['--version']).status !== 0) return ['valgrind is not installed.']
  const counts = lines.map(({ name, words }) => ({ name, count: counted(name, words) }))
  const bare = counts[0]?.count ?? Number.NaN
  return [
    'By valgrind, of Node with one thread and without chance (`--single-threaded --predictable`).',
    '',
    '| whole process | million instructions | × bare Node |',
    '| --- | --- | --- |',
    ...counts.map(({ name, count }) => `| ${name} | ${(count / 1e6).toFixed(0)} | ${(count / bare).toFixed(2)} |`),
  ]
}

function counted(name: string, words: readonly string[]): number {
  const all = ['--tool=callgrind', '--callgrind-out-file=/dev/null', process.execPath, '--single-threaded', '--predictable', ...words]
  const { status, stderr } = spawnSync('valgrind', all, {
    env: environment(),
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  })
  const [, count] = /Collected : (\d+)/.exec(stderr) ?? []
  if (status !== 0 || count === undefined) throw new Error(`${name}: ${stderr}`)
  return Number(count)
}
