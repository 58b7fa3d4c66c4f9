// Overlays as texts → what `rules check` finds in the built-in rules with them laid over. The last one is called ours.yaml.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkedRules } from '../src/cli/check-rules.ts'
import { workingRules } from '../src/cli/overlays.ts'
import type { Terminal } from '../src/cli/terminal.ts'
import type { FindingsJson } from '../src/contract-findings.ts'

export const folder = mkdtempSync(join(tmpdir(), 'pick-llm-findings-'))
// For all files of tests that a process runs.
process.on('exit', () => rmSync(folder, { recursive: true }))

/** Noon of 2026-11-21 in UTC, when it is the day after on some islands. */
const noon = '1795262400'

export async function checkAt(epoch: string, ...texts: readonly string[]): Promise<FindingsJson['findings']> {
  const terminal = { environment: { PICK_LLM_NO_CACHE: '1', SOURCE_DATE_EPOCH: epoch }, stderr: { isTTY: false } } as unknown as Terminal
  const files = texts.map((text, index) => {
    const file = join(folder, index === texts.length - 1 ? 'ours.yaml' : `${index}.yaml`)
    writeFileSync(file, text)
    return file
  })
  const { tree, ...rules } = await workingRules(['rules', 'check', ...files.flatMap((file) => ['--rules', file])], terminal)
  return (await checkedRules({ terminal, tree, rules, color: 'never' }, { quiet: true })).findings
}

export const check = (...texts: readonly string[]) => checkAt(noon, ...texts)
