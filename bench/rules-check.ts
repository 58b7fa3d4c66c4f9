// The built-in rules, and a file of many questions → whole-process time of `rules check`, also as a multiple of `node -e 0`.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environment } from './process.ts'
import { elapsed, inTurns, median, ratio } from './rounds.ts'

const [questions, options, rows] = [12, 5, 40]

/** Lines of a report. Throws when a command line fails. */
export function measureRulesCheck(rounds: number): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'pick-llm-bench-'))
  try {
    const file = join(folder, 'many.yaml')
    writeFileSync(file, manyQuestions())
    const check = ['bin/pick-llm.js', 'rules', 'check']
    const pieces = [
      { name: 'node -e 0', words: ['-e', '0'] },
      { name: 'rules check, built-in rules', words: check },
      { name: `rules check, ${questions} more questions of ${options} options in ${rows} more rows`, words: [...check, '--rules', file] },
    ]
    const [bare, ...ours] = inTurns(
      pieces.map(({ name, words }) => ({ name, work: () => elapsed(() => run(name, words)) })),
      rounds,
    )
    return [
      `Median of ${rounds} rounds in turns. Goals: 0.3 s for the built-in rules, 2 s for ${questions} questions of ${options} options.`,
      '',
      '| whole process | ms | × bare Node |',
      '| --- | --- | --- |',
      ...ours.map((timed) => `| ${timed.name} | ${median(timed.rounds).toFixed(0)} | ${ratio(timed, bare).toFixed(2)} |`),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Each row looks at three of the questions, so that what is left for the last row depends on all of them. */
export function manyQuestions(): string {
  const sources = 'sources: { "003": x }'
  const ids = Array.from({ length: questions }, (_, index) => `many-${index}`)
  const listed = Array.from({ length: options }, (_, index) => `o${index}: { means: Option ${index} }`).join(', ')
  const asked = ids.map(
    (id) =>
      `  ${id}: { step: many, kind: choice, ask: Which?, why: It counts., options: { ${listed} }, assume: [{ value: o0, because: Mostly. }] }`,
  )
  const rules = Array.from({ length: rows }, (_, row) => {
    const conditions = [0, 1, 2].map((part) => `${ids[(row + part * (1 + (row % 4))) % questions]}: [o${row % 4}, o4]`)
    return `      r${row}: { if: { ${conditions.join(', ')} }, tier: ${row % 2 === 0 ? 'hosted-open' : 'self-hosted-open'}, because: Row ${row}., ${sources} }`
  })
  const rest = `      rest: { because: Nothing of these., ${sources} }`
  return ['questions:', ...asked, 'steps:', '  many:', '    title: Many', '    rules:', ...rules, rest, ''].join('\n')
}

/** Findings, exit code 1, are a result too. */
function run(name: string, words: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, words, { env: environment(), stdio: ['ignore', 'ignore', 'pipe'] })
  if (status !== 0 && status !== 1) throw new Error(`${name}: ${stderr}`)
}
