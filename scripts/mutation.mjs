// Mutation testing, each part by the tests that call it directly: `npm run test:mutation -- [part …]`.
//
// File by file: what a file came to is kept in reports/, so that a run which was stopped goes on there, and what did not
// change is not tried again.

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { globSync } from 'tinyglobby'

/** Code and the tests that are to notice every change of it. Others take minutes for each change, or run the built command. */
const parts = JSON.parse(readFileSync(`${import.meta.dirname}/mutation.json`, 'utf8'))

/** The changes of a file, each with what it came to. */
function mutantsOf(part, file) {
  const env = { ...process.env, MUTATED_PART: part, MUTATED_FILE: file }
  const { status } = spawnSync('npx', ['stryker', 'run'], { stdio: 'inherit', env })
  if (status !== 0) process.exit(status ?? 1)
  const { files } = JSON.parse(readFileSync(`reports/mutation/${file.replaceAll('/', '-')}.json`, 'utf8'))
  return Object.values(files).flatMap(({ mutants }) => mutants)
}

/** Those that run once while a file is loaded are left out; all others that are ignored have their reason in the source. */
function rowOf(name, mutants) {
  const count = (...states) => mutants.filter(({ status }) => states.includes(status)).length
  const accepted = mutants.filter(
    ({ status, statusReason = '' }) => status === 'Ignored' && !statusReason.startsWith('Static mutant'),
  ).length
  const [killed, late, survived, uncovered] = [count('Killed'), count('Timeout'), count('Survived'), count('NoCoverage')]
  const all = killed + late + survived + uncovered
  const score = all === 0 ? '' : `${((100 * (killed + late)) / all).toFixed(1)} %`
  return `| ${[name, all, killed, late, survived, uncovered, score, accepted].join(' | ')} |`
}

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts)
const rows = names.flatMap((name) => {
  const files = globSync(parts[name].mutate).sort()
  const found = files.map((file) => [file, mutantsOf(name, file)])
  const all = found.flatMap(([, mutants]) => mutants)
  return [rowOf(`**${name}**`, all), ...found.map(([file, mutants]) => rowOf(`\`${file}\``, mutants))]
})
const head = ['', 'changes', 'killed', 'timed out', 'survived', 'not covered', 'score', 'accepted']
console.log([`| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`, ...rows].join('\n'))
