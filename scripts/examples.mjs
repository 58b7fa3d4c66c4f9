// Makes the files of examples/acme anew: runs the commands in its README, and keeps the waivers that people wrote.
// Usage: node scripts/examples.mjs [folder]

import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const folder = resolve(process.argv[2] ?? join(root, 'examples/acme'))
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** The day of the example. Files have no date of their own but this one. */
const day = '1795219200'

const inFolder = ['.github/workflows/decisions.yml', '.gitlab-ci.yml', '.pre-commit-config.yaml'].map((name) => join(folder, name))
const pinned = process.argv[2] === undefined ? [...inFolder, join(root, 'docs/ci.md')] : inFolder
const records = readdirSync(join(folder, 'decisions')).map((name) => join(folder, 'decisions', name))
const read = (path) => JSON.parse(readFileSync(path, 'utf8'))
const waivers = new Map(records.map((path) => [path, read(path).waivers]))

for (const path of pinned) writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/pick-llm@\d[\w.-]*/g, `pick-llm@${version}`))

/** `npx pick-llm …` is the command of this clone. */
const bin = mkdtempSync(join(tmpdir(), 'pick-llm-'))
const npx = join(bin, 'npx')
writeFileSync(npx, `#!/bin/sh\nshift\nexec '${process.execPath}' '${join(root, 'bin/pick-llm.js')}' "$@"\n`)
chmodSync(npx, 0o755)
const { PATH = '', HOME = '' } = process.env
const env = { PATH: `${bin}${delimiter}${PATH}`, HOME, SOURCE_DATE_EPOCH: day, PICK_LLM_NO_CACHE: '1' }
try {
  const [, commands = ''] = /```sh\n([\s\S]*?)```/.exec(readFileSync(join(folder, 'README.md'), 'utf8')) ?? []
  for (const line of commands.trim().split('\n')) execFileSync('bash', ['-c', line], { cwd: folder, env, stdio: ['ignore', 1, 'pipe'] })
} finally {
  rmSync(bin, { recursive: true })
}

for (const [path, kept] of waivers)
  if (kept && existsSync(path)) writeFileSync(path, `${JSON.stringify({ ...read(path), waivers: kept }, null, 2)}\n`)
