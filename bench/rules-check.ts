// The built-in rules, and files of many questions → whole-process time of `rules check`, also as a multiple of `node -e 0`.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { families, hopeless } from '../test/hard-rules.ts'
import { environment } from './process.ts'
import { elapsed, inTurns, median, ratio } from './rounds.ts'

/** Lines of a report. Throws when a command line fails. */
export async function measureRulesCheck(rounds: number): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pick-llm-bench-'))
  try {
    const check = ['bin/pick-llm.js', 'rules', 'check']
    const crossed = Object.entries({ ...families, 'any four, in two steps of 40 rows: not proven, and said so': hopeless })
    const pieces = [
      { name: 'node -e 0', words: ['-e', '0'] },
      { name: 'rules check, built-in rules', words: check },
      ...crossed.map(([name, text], index) => {
        const file = join(folder, `crossed-${index}.yaml`)
        writeFileSync(file, text())
        return { name: `rules check, 12 more questions of 5 options: ${name}`, words: [...check, '--rules', file] }
      }),
    ]
    const [bare, ...ours] = await inTurns(
      pieces.map(({ name, words }) => ({ name, work: () => elapsed(() => run(name, words)) })),
      rounds,
    )
    return [
      `Median of ${rounds} rounds in turns. Goals: 0.3 s for the built-in rules, 2 s for 12 questions of 5 options.`,
      '',
      '| whole process | ms | × bare Node |',
      '| --- | --- | --- |',
      ...ours.map((timed) => `| ${timed.name} | ${median(timed.rounds).toFixed(0)} | ${ratio(timed, bare).toFixed(2)} |`),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Findings, exit code 1, are a result too. */
function run(name: string, words: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, words, { env: environment(), stdio: ['ignore', 'ignore', 'pipe'] })
  if (status !== 0 && status !== 1) throw new Error(`${name}: ${stderr}`)
}
