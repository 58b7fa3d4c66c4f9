// Sentences and names from files → lines of a log, none of which a CI runner takes for a command to it.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { end, expectSound } from './faults.ts'

const folder = mkdtempSync(join(tmpdir(), 'pick-llm-'))
afterAll(() => rmSync(folder, { recursive: true }))

const forged = '::stop-commands::x9 and ##[error]a and ##vso[task.setvariable]b'
const wrapped = `Aaaaaaaaa bbbbbbbbbbbb cccccccccccccc dddddddddddddddd eeeeeeeeeee ${forged}`
const rules = join(folder, 'rules.yaml')
writeFileSync(
  rules,
  `tiers: { hosted-open: { summary: [ { because: "${forged}" } ] } }
questions: { task: { ask: "${forged}", why: "${wrapped}" } }
cautions: { ours: { if: { data-residency: anywhere }, because: "${wrapped}", sources: { "003": x } } }
`,
)
const workloads = join(folder, 'workloads.yaml')
writeFileSync(workloads, `defaults: { data-residency: anywhere }\nworkloads: [{ name: "${forged}" }]\n`)

const flags = ['--data-residency', 'anywhere', '--task', 'chat', '--yes']
const lines: readonly (readonly string[])[] = [
  ...['text', 'markdown', 'mermaid', 'json', 'yaml'].map((format) => ['--rules', rules, ...flags, '--format', format]),
  ...['text', 'markdown', 'mermaid', 'json'].map((format) => ['plan', workloads, '--format', format]),
  ...['adr', 'litellm', 'promptfoo'].map((target) => ['export', target, '--rules', rules, ...flags]),
  ['questions', '--rules', rules],
  ['rules', 'show', '--diff', '--rules', rules],
  ['rules', 'check', '--rules', rules],
  ['rules', 'test', '--rules', rules],
]

it.concurrent.each(lines.map((line) => [line.slice(0, 6).join(' ').replaceAll(folder, '…'), line] as const))('%s', async (_, line) => {
  const ran = await end(line)
  expectSound(ran)
  expect(`${ran.stdout}${ran.stderr}`).not.toMatch(/^\s*::|##[a-z]*\[/m)
})

it('and JSON still says what was written', async () => {
  const { stdout } = await end(['--rules', rules, ...flags, '--json'])
  expect(JSON.parse(stdout)).toMatchObject({ recommendation: { summary: forged } })
})
