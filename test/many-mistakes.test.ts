// Files with more mistakes than anybody reads → an answer at once, with the first of them and how many more there are.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FileError } from '../src/errors.ts'
import { laid } from './laid.ts'
import { run } from './run-here.ts'

const list = (count: number, each: (index: number) => string): string => Array.from({ length: count }, (_, index) => each(index)).join(',')

const files: [string, number, string][] = [
  ['a key 125,000 times', 124_999, `{${'a,'.repeat(125_000)}}`],
  ['wrong figures', 15_000, `figures: {${list(15_000, (index) => `a${index}: x`)}}`],
  ['unknown keys in one map', 20_000, `figures: { overhead: {${list(20_000, (index) => `a${index}: 1`)}} }`],
  ['unknown names', 20_000, `bills: { closed-small: { models: [${list(20_000, (index) => `a${index}`)}] } }`],
  ['anchors', 60_000, `words: [${'&a,'.repeat(60_000)}]`],
  ['brackets that close nothing', 200_000, `words: ${'}'.repeat(200_000)}`],
  ['invisible characters in a comment', 80_000, `# ${'\u200b'.repeat(80_000)}`],
  ['brackets that nothing closes', 1, '['.repeat(200_000)],
]

describe.each(files)('%s', (_, count, text) => {
  it('are told', () => {
    let error: unknown
    try {
      laid(text)
    } catch (thrown) {
      error = thrown
    }
    if (!(error instanceof FileError)) throw error
    expect(error.message).toContain(count === 1 ? ': 1 problem' : `: ${count} problems`)
    if (count > 20) {
      expect(error.problems).toHaveLength(21)
      expect(error.problems.at(-1)).toMatchObject({ file: 'a.yaml', message: `and ${count - 20} more` })
    }
  })
})

it('of many findings in several overlays, text shows the first and counts the others; JSON has them all', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pick-llm-many-'))
  const overlays = Array.from({ length: 6 }, (_, index) => {
    const file = join(folder, `${index}.yaml`)
    const rows = Array.from({ length: 30 }, (_, row) => `  s${index}-${row}: { title: A memo, kind: decision, checked: 2026-11-20 }\n`)
    writeFileSync(file, `sources:\n${rows.join('')}`)
    return ['--rules', file]
  }).flat()
  const [text, json] = await Promise.all(['text', 'json'].map((format) => run(['rules', 'check', ...overlays, '--format', format])))
  rmSync(folder, { recursive: true })
  const lines = text?.stdout.trimEnd().split('\n') ?? []
  expect(lines.filter((line) => line.endsWith('  unused-source'))).toHaveLength(50)
  expect(lines.slice(-3)).toEqual(['130 more; --json has them all', '', expect.stringMatching(/^180 findings\. Checked /)])
  expect(JSON.parse(json?.stdout ?? '').findings).toHaveLength(180)
})

it('the command says so as text and as JSON', async () => {
  const input = `{${'a,'.repeat(1000)}}`
  const text = await run(['--rules', '-', '--json'], { input })
  expect([text.code, text.stderr.includes('\n  standard input  and 979 more\n')]).toEqual([3, true])
  expect(JSON.parse(text.stdout).error.problems.at(-1)).toEqual({ file: 'standard input', message: 'and 979 more' })
})
