// Facts that limits, verdicts and questions go by → told where an overlay changes them under somebody else's source, or in vain.

import { describe, expect, it } from 'vitest'
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

describe('a changed fact that is not cited anew', () => {
  const kept = async (...texts: string[]) =>
    (await check(...texts)).flatMap(({ id, note, path, says }) => (id === 'kept-source' ? [{ note, path, says }] : []))
  const noted = (path: string, says: string) => [{ note: true, path, says }]
  const sources = 'sources: { "003": x }'

  it.each([
    ['memory: { gpt-oss-120b: { fp4: 9', 'memory.gpt-oss-120b.fp4', 'vllm-recipes'],
    ['memory: { gpt-oss-120b: { fp8: 9', 'memory.gpt-oss-120b.fp8', 'vllm-recipes'],
    ['hosts: { groq: { models-dev: [openai]', 'hosts.groq.models-dev', undefined],
    ['models: { gpt-oss-120b: { lab: Mistral', 'models.gpt-oss-120b.lab', undefined],
  ])('is noted: %s', async (text, path, source) => {
    const says = source === undefined ? expect.stringMatching(/^is new, but still cites /) : `is new, but still cites ${source}`
    expect(await kept(`${text} } }\n`)).toEqual(noted(path, says))
    expect(await kept(`${text}, ${sources} } }\n`)).toEqual([])
  })

  describe('in a deployment', () => {
    const deployment = (more: string) => `deployments: { gpt-oss-120b: { h100x4: { ${more} } } }\n`
    const says = 'is new, and cites nothing: the throughput beside it is still that of tensorrt-llm'
    const row = (perGpu: number, more: string) => `{ input: 1000, output: 1000, per-gpu: ${perGpu}, ${more} }`
    const own = `throughput: [${row(900, sources)}]`

    it.each(['gpus: 1', 'gpu: h200', 'precision: fp8', 'measured-on: gpt-oss-20b'])('is noted: %s', async (change) => {
      const key = change.split(':')[0]
      expect(await kept(deployment(change))).toEqual(noted(`deployments.gpt-oss-120b.h100x4.${key}`, says))
      expect(await kept(deployment(`${change}, ${own}`))).toEqual([])
      expect(await kept(deployment(`${change}, because: It errs on the slow side.`))).toEqual([])
      expect(await kept(deployment(change), deployment(own))).toEqual([])
      expect(await kept(deployment(own), deployment(change))).toHaveLength(1)
    })

    it('is noted of a throughput that cites the same place as before', async () => {
      const same = 'sources: { tensorrt-llm: "gpt-oss-120b, 4 H100" }'
      const again = (perGpu: number, cites: string) => deployment(`throughput: [${row(perGpu, cites)}]`)
      expect(await kept(again(37480, same))).toEqual(
        noted('deployments.gpt-oss-120b.h100x4.throughput', 'is 37480 for 1000 and 1000 tokens and was 4685, but still cites tensorrt-llm'),
      )
      expect(await kept(again(4685, same))).toEqual([])
      expect(await kept(again(37480, sources))).toEqual([])
      expect(await kept(again(4900, 'sources: { tensorrt-llm: "gpt-oss-120b, 4 H100, version 2" }'))).toEqual([])
    })

    it('is not noted of one that is new', async () => {
      expect(
        await kept(
          `deployments: { gpt-oss-120b: { h200x2: { gpu: h200, gpus: 2, precision: fp4, throughput: [${row(900, sources)}] } } }\n`,
        ),
      ).toEqual([])
    })
  })
})
