// Each finding of docs/findings.md comes of its bad overlay at the line that is marked, and not of its good one.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { checkedRules } from '../src/cli/check-rules.ts'
import { workingRules } from '../src/cli/overlays.ts'
import type { Terminal } from '../src/cli/terminal.ts'
import type { FindingsJson } from '../src/contract-findings.ts'
import { kinds, problems } from '../src/verify/finding.ts'
import { hopeless } from './hard-rules.ts'

const sections = readFileSync('docs/findings.md', 'utf8')
  .split(/^### /m)
  .slice(1)
  .map((text) => {
    const blocks = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block]) => block ?? '')
    return { id: /^`([a-z-]+)`/.exec(text)?.[1] ?? '', blocks }
  })

const folder = mkdtempSync(join(tmpdir(), 'pick-llm-findings-'))
afterAll(() => rmSync(folder, { recursive: true }))

const environment = { PICK_LLM_NO_CACHE: '1', SOURCE_DATE_EPOCH: '1795219200' }
const terminal = { environment, stderr: { isTTY: false } } as unknown as Terminal

async function check(text: string): Promise<FindingsJson['findings']> {
  const file = join(folder, 'ours.yaml')
  writeFileSync(file, text)
  const { tree, ...rules } = await workingRules(['rules', 'check', '--rules', file], terminal)
  return (await checkedRules({ terminal, tree, rules, color: 'never' }, { quiet: true })).findings
}

describe('docs/findings.md', () => {
  it('explains every id, each once', () => {
    expect(sections.map(({ id }) => id).sort()).toEqual([...Object.keys(kinds), ...Object.keys(problems)].sort())
  })

  it.each(sections)('$id: the bad overlay gives it and nothing else, at the line that is marked', async ({ id, blocks: [shown = ''] }) => {
    // Of rules that are too many to show, the page shows two.
    const bad = id === 'too-many-combinations' ? hopeless().replace(/^ {2}many-1:$/m, '$& # here') : shown
    const findings = await check(bad)
    const others = findings.filter((each) => each.id !== id && !each.note)
    expect(others).toEqual([])
    const found = findings.find((each) => each.id === id)
    expect(found).toBeDefined()
    const marked = bad.split('\n').findIndex((line) => line.endsWith('# here')) + 1
    expect([found?.file.endsWith('ours.yaml') ? found.line : 0]).toEqual([marked])
    expect(found?.hint).toBe({ ...kinds, ...problems }[id as keyof typeof kinds].hint)
  })

  it.each(sections)('$id: the good overlay does not', async ({ blocks }) => {
    expect(blocks).toHaveLength(2)
    expect((await check(blocks[1] ?? '')).filter(({ note }) => !note)).toEqual([])
  })
})
