// Facts that limits, verdicts and questions go by → told where an overlay changes them under somebody else's source, or in vain.

import { expect, it } from 'vitest'
import { check } from './checked.ts'

const notes = async (text: string) => (await check(text)).map(({ id, says, line }) => `${line} ${id} ${says}`)

it.each([
  ['offers: { qwen3.8-27b: { deepinfra: { context: 90000000 } } }', 'is new, but still cites'],
  ['claims: { "000-own-wins-from-50m": { high: 1000 } }', 'is new, but still cites'],
  ['models: { qwen3.8-27b: { good-at: [voice, embeddings] } }', 'is new, but still cites'],
  ['hosts: { deepinfra: { status: changed } }', 'is new, but still cites'],
])('%s', async (text, says) => {
  expect((await notes(text)).filter((note) => note.includes('kept-source')).join('\n')).toContain(says)
})

it('what a GPU serves is noted where it is far from before', async () => {
  const row = (perGpu: number) =>
    `deployments: { qwen3.8-27b: { h100x1: { throughput: [{ input: 8192, output: 1024, per-gpu: ${perGpu}, sources: { "003": x } }] } } }`
  expect((await notes(row(400_000))).join('\n')).toMatch(/1 far-from-before is 400000 and was 398, more than 20 times as much/)
  expect((await notes(row(500))).join('\n')).not.toContain('far-from-before')
})

it('a second volume is asked in vain: bills go by the first', async () => {
  const question =
    '{ step: cost-dominance, kind: volume, ask: What then?, why: It matters., unknown: None., assume: [{ value: unknown, because: so. }] }'
  const found = await check(`questions:\n  budget: ${question}\nsteps:\n  cost-dominance: { needs: [tokens, budget] }\n`)
  expect(found.map(({ id, line }) => [id, line])).toEqual([['question-in-vain', 2]])
})
