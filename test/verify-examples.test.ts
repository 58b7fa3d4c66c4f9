// A check of hundreds of examples that fail is about as much work as one of examples that come out.

import { expect, it, vi } from 'vitest'
import { check } from './checked.ts'

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
