// A check of hundreds of examples that fail is about as much work as one of examples that come out.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import type { TestsJson } from '../src/contract-findings.ts'
import { check, folder } from './checked.ts'
import { run } from './run-here.ts'

const { full } = vi.hoisted(() => ({ full: vi.fn() }))
vi.mock('../src/advise/recommend.ts', async (load) => {
  const own = await load<typeof import('../src/advise/recommend.ts')>()
  return { ...own, recommend: full.mockImplementation(own.recommend) }
})

it('tells each of them with its answers, and makes no whole result for any', async () => {
  const rows = Array.from(
    { length: 200 },
    (_, index) =>
      `  ours-${index}: { says: A case., sources: { "003": x }, answers: { data-residency: anywhere, task: chat, tokens: ${index + 1}M }, expect: hybrid }\n`,
  )
  const short = '  too-short: { says: A case., sources: { "003": x }, answers: { task: chat }, expect: hybrid }\n'
  const found = await check(`examples:\n${rows.join('')}${short}`)
  expect(found.map(({ id, line }) => [id, line])).toEqual([...rows, short].map((_, index) => ['failing-example', index + 2]))
  expect(found[7]?.proof?.answers).toEqual({ 'data-residency': 'anywhere', task: 'chat', tokens: '8M' })
  expect(found[7]?.says).toBe('ours-7 expected hybrid, came out hosted-open')
  expect(full).not.toHaveBeenCalled()
})

it('and so is a test of hundreds that an overlay makes fail, which shows each next to how it was', async () => {
  const [many, { examples }] = await tested(
    200,
    (index) => `answers: { data-residency: anywhere, task: chat, tokens: ${index + 1}M }, expect: hosted-open, shortlist: [qwen3.8-27b]`,
  )
  expect(many).toBe(0)
  expect(examples.map(({ since }) => since?.gone)).toEqual(Array(200).fill(expect.arrayContaining(['qwen3.8-27b'])))
})

async function tested(count: number, each: (index: number) => string) {
  const rows = Array.from({ length: count }, (_, index) => `  ours-${index}: { says: A case., sources: { "003": x }, ${each(index)} }\n`)
  const file = join(folder, 'tested.yaml')
  writeFileSync(file, `bans: { no-cn: { origins: [cn], because: Ours. } }\nexamples:\n${rows.join('')}`)
  full.mockClear()
  const { stdout } = await run(['rules', 'test', '--rules', file, '--json'])
  const { examples } = JSON.parse(stdout) as TestsJson
  return [full.mock.calls.length, { examples: examples.filter(({ id }) => id.startsWith('ours-')) }] as const
}
