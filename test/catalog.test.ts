// The catalog's facts: every one with a source, nothing unknown dressed up as known, every named thing with its row.

import { rules } from 'virtual:built-in-rules'
import { describe, expect, it } from 'vitest'
import { tree } from './support.ts'

const models = [...tree.catalog.models.values()]
const names = [...Object.values(rules.models ?? {}), ...Object.values(rules.hosts ?? {}), ...Object.values(rules.tools ?? {})]
  .map(({ title }) => title.toLowerCase())
  .join('\n')

const namedInTheDocuments = [
  ...[
    'Llama 3.1 70B',
    'Llama 3.3 70B',
    'Llama 4 Maverick',
    'Llama 4 Scout',
    'Llama 3 8B',
    'Llama 3 70B',
    'Qwen 2.5 72B',
    'Qwen 2.5 Max',
    'Qwen 3',
  ],
  ...[
    'DeepSeek V3',
    'DeepSeek R1',
    'DeepSeek V4',
    'DeepSeek Coder',
    'Mistral Large 2',
    'Mistral Large 3',
    'Mistral Small',
    'Mistral 7B',
    'GLM-5',
  ],
  ...[
    'Gemma 3',
    'Phi-4',
    'Command R+',
    'BGE',
    'Jina',
    'Nomic',
    'E5',
    'text-embedding-3-small',
    'Claude Opus 4',
    'Claude Sonnet 4',
    'Claude 3.5 Sonnet',
  ],
  ...['Claude 3.7 Opus', 'Claude Opus 4.7', 'GPT-4 Turbo', 'GPT-4o', 'GPT-4.1', 'GPT-5', 'o1', 'Gemini 2.5 Pro', 'Gemini 3'],
  ...['Together', 'Fireworks', 'Anyscale', 'Replicate', 'Groq', 'Bedrock', 'Azure', 'Vertex', 'Lambda', 'Modal'],
  ...['Martian', 'Portkey', 'OpenRouter', 'LiteLLM', 'Vercel', 'LangChain', 'vLLM', 'TGI', 'TensorRT-LLM', 'Artificial Analysis'],
]

describe('the catalog', () => {
  it.each(namedInTheDocuments)('has a row for %s, which a document names', (name) => {
    expect(names).toContain(name.toLowerCase())
  })

  it('cites a source for every fact', () => {
    for (const model of models) expect(Object.keys(model.sources).length, model.id).toBeGreaterThan(0)
    for (const { id, offers } of models)
      for (const offer of offers) {
        expect(Object.keys(offer.sources).length, `${id} at ${offer.host.id}`).toBeGreaterThan(0)
        expect(offer.asOf).toMatch(/^2026-\d\d-\d\d$/)
      }
  })

  it('has no price of zero but the output of embeddings', () => {
    for (const { id, goodAt, offers } of models)
      for (const { input, output } of offers) {
        expect(input, id).toBeGreaterThan(0)
        if (!goodAt.includes('embeddings')) expect(output, id).toBeGreaterThan(0)
      }
  })

  it('calls only Apache-2.0, MIT and BSD permissive', () => {
    for (const { license } of models) if (license.permissive === 'yes') expect(['Apache-2.0', 'MIT', 'BSD']).toContain(license.title)
  })

  it('takes no license as known that nobody verified', () => {
    for (const model of models.filter(({ evidence, weights }) => evidence === 'none' && weights === 'open'))
      expect(model.license.id, model.id).toBe('unknown')
  })

  it('knows the corrections to the documents', () => {
    const license = (id: string) => tree.catalog.models.get(id)?.license
    expect(license('llama-3.3-70b')?.permissive).toBe('no')
    expect(license('llama-4-scout')?.bars).toContain('eu')
    expect(license('mistral-large-2')?.commercial).toBe('no')
    expect(license('command-r-plus')?.commercial).toBe('no')
    expect(license('jina-embeddings')?.commercial).toBe('no')
    expect(tree.catalog.models.get('qwen-2.5-max')?.weights).toBe('closed')
    for (const id of ['claude-3.7-opus', 'deepseek-coder-v3', 'gemma-3-9b'])
      expect(tree.catalog.models.get(id)?.status).toBe('never-existed')
  })

  it('leads every superseded model to one that is not, or says nothing', () => {
    for (const model of models.filter(({ status }) => status === 'superseded')) {
      let last = model
      while (last.replacedBy) last = last.replacedBy
      if (last !== model) expect(['current', 'preview']).toContain(last.status)
    }
  })
})
