// Mutation testing part by part, each by the tests that call it directly: `npm run test:mutation -- [part …]`.

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import process from 'node:process'

/** Code and the tests that are to notice every change of it. Others take minutes for each change, or run the built command. */
const parts = JSON.parse(readFileSync(`${import.meta.dirname}/mutation.json`, 'utf8'))

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts)
const rows = names.map((name) => {
  const { status } = spawnSync('npx', ['stryker', 'run'], { stdio: 'inherit', env: { ...process.env, MUTATED_PART: name } })
  if (status !== 0) process.exit(status ?? 1)
  const { files } = JSON.parse(readFileSync(`reports/mutation-${name}.json`, 'utf8'))
  const all = Object.values(files).flatMap(({ mutants }) => mutants)
  const count = (...states) => all.filter((mutant) => states.includes(mutant.status)).length
  const [found, missed] = [count('Killed', 'Timeout'), count('Survived', 'NoCoverage')]
  return `| ${name} | ${found + missed} | ${found} | ${((100 * found) / (found + missed)).toFixed(1)} % |`
})
console.log(['| part | changes | noticed | score |', '| --- | --- | --- | --- |', ...rows].join('\n'))
