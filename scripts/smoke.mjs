// Where pick-llm is installed in the working folder, tries the command and the library, and says so or fails.

import { deepStrictEqual, match, strictEqual } from 'node:assert'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const folder = join(process.cwd(), 'node_modules/pick-llm')
const { version, bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

/** What a run printed; nothing on stderr but what is expected. */
function run(args, code = 0, said = /^$/) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, bin['pick-llm']), ...args], { encoding: 'utf8' })
  strictEqual(status, code, `${args.join(' ')}: ${stderr}`)
  match(stderr, said, args.join(' '))
  return stdout
}

const flags = ['--data-residency', 'contract', '--task', 'extraction', '--tokens', '300M', '--yes', '--quiet']
strictEqual(run(['--version']).trim(), version)
match(run(['--help']), /--data-residency/)
match(run(flags), /frontier-private/)
const decided = JSON.parse(run([...flags, '--json']))
run([...flags, '--format', 'yaml'])
run(['--no-input'], 2, /Answers are missing/)
run(['rules', 'check'])
run(['plan', 'nowhere.yaml'], 3, /nowhere\.yaml/)

const required = createRequire(join(process.cwd(), 'index.cjs'))('pick-llm')
const imported = await import(pathToFileURL(join(folder, 'dist/index.mjs')).href)
const answers = { 'data-residency': 'contract', task: 'extraction', tokens: '300M' }
for (const { loadRules, recommend } of [required, imported]) deepStrictEqual(recommend(await loadRules(), answers), decided)
const own = await required.loadRules([{ file: 'ours.yaml', text: 'models: {}\n' }])
strictEqual(own.overlays.length, 1)

process.stdout.write(`pick-llm ${version} works.\n`)
