// Agreement and region together, and servers of one's own under several limits: each part of a limit is held in every target.

import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { exportAiSdk } from '../src/export/ai-sdk.ts'
import type { ExportInput } from '../src/export/input.ts'
import { exportLitellm } from '../src/export/litellm.ts'
import { exportOpenrouter } from '../src/export/openrouter.ts'
import { exportPromptfoo } from '../src/export/promptfoo.ts'
import { exporters } from '../src/export/targets.ts'
import type { Answers } from '../src/types.ts'
import { attempt, inputFor, workloads } from './export-support.ts'

const contract: Answers = { 'data-residency': 'contract', 'frontier-need': 'all', tokens: 3e8 }
const both: Answers = { ...contract, region: 'eu' }
const region: Answers = { ...contract, 'data-residency': 'region', region: 'eu' }

const body = (text: string) => text.replace(/^(#|\/\/).*$/gm, '')
const modelList = (text: string) =>
  (parse(text) as { model_list: { model_name: string; litellm_params: Record<string, string> }[] }).model_list

describe('an agreement and a region', () => {
  it('litellm: regional ids in the region, the agreement in the head, prompts not logged', () => {
    const { text } = exportLitellm(inputFor({ both }))
    for (const { litellm_params } of modelList(text))
      expect(litellm_params['model']?.startsWith('bedrock/') ? litellm_params['aws_region_name'] : litellm_params['api_base']).toMatch(
        /^eu-central-1$|\.eu\./,
      )
    expect(text).toMatch(/signed agreement\. No configuration holds it.*processed only here: European Union/)
    expect(text).toContain('turn_off_message_logging: true')
    expect(body(text)).not.toMatch(/AWS_REGION|global\./)
  })

  it('ai-sdk: the region is pinned in the provider', () => {
    const { text } = exportAiSdk(inputFor({ both }))
    expect(body(text)).toMatch(/createAmazonBedrock\(\{ region: 'eu-central-1' \}\)/)
    expect(body(text)).not.toMatch(/AWS_REGION|global\./)
  })

  it('promptfoo: pick and baseline are in the region', () => {
    const { providers } = parse(exportPromptfoo(inputFor({ both })).text) as {
      providers: { id: string; config?: { region?: string; apiBaseUrl?: string } }[]
    }
    for (const { id, config } of providers) expect(config?.region ?? config?.apiBaseUrl, id).toMatch(/^eu-central-1$|\.eu\./)
  })

  it('openrouter: is refused for each part that it does not keep', () => {
    expect(attempt(exportOpenrouter, inputFor({ both }))).toMatchObject({
      code: 'E_EXPORT',
      message: expect.stringMatching(/not known to sign.*not known to keep a request there \(European Union\)/),
    })
  })

  it('shares no provider with a workload that is under one of the two alone', () => {
    const { text } = exportAiSdk(inputFor({ both, contract, region }))
    const made = [...text.matchAll(/^const (\w+) = .*createAmazonBedrock/gm)].map(([, name = '']) => name)
    expect(made.toSorted()).toEqual(['amazonBedrockContract', 'amazonBedrockContractEu', 'amazonBedrockEu'])
    expect(attempt(exportPromptfoo, inputFor({ both, region }))).toMatchObject({ message: expect.stringContaining('different limits') })
    expect(attempt(exportPromptfoo, inputFor({ both, contract }))).toMatchObject({ message: expect.stringContaining('different limits') })
  })

  it.each(Object.keys(exporters))('%s: is refused where nobody serves the region under one, and where nobody named it', async (target) => {
    const exporter = await exporters[target]?.()
    if (!exporter) throw new Error(target)
    expect(attempt(exporter, inputFor({ a: { ...both, region: 'ch' } }))).toMatchObject({ code: 'E_EXPORT', exit: 1 })
    expect(attempt(exporter, inputFor({ a: { ...both, region: 'other' } }))).toMatchObject({ code: 'E_REGION', exit: 2 })
  })
})

describe('servers of your own', () => {
  const own = (residency: string): Answers => ({ 'data-residency': residency, task: 'chat', 'ops-capacity': 'yes' })
  const addresses = (text: string) => [...body(text).matchAll(/SELF_HOSTED_(\w+)_BASE_URL/g)].map(([, name = '']) => name)

  it('have a variable for each limit and each model, whose names do not change with what stands beside them', () => {
    for (const exporter of [exportLitellm, exportAiSdk]) {
      const alone = addresses(exporter(inputFor({ a: own('own-network') })).text)
      expect(alone.length).toBeGreaterThan(1)
      expect(new Set(alone).size).toBe(alone.length)
      for (const name of alone) expect(name).toMatch(/^OWN_NETWORK__[A-Z0-9_]+$/)
      const gapped = addresses(exporter(inputFor({ a: own('air-gapped') })).text)
      expect(gapped).toEqual(alone.map((name) => name.replace('OWN_NETWORK', 'AIR_GAPPED')))
      expect(addresses(exporter(inputFor({ b: contract, a: own('own-network') })).text)).toEqual(alone)
    }
  })

  it.each([
    ['litellm', exportLitellm],
    ['ai-sdk', exportAiSdk],
  ] as const)('%s: an air-gapped workload is left out beside any other, with the reason, and stands with its own kind', (_, exporter) => {
    for (const other of [contract, own('own-network')]) {
      const { text, leftOut } = exporter(inputFor({ other, sealed: own('air-gapped') }))
      expect(leftOut).toEqual([expect.stringMatching(/^sealed is left out: .*--workload/)])
      expect(text).toContain(leftOut[0])
      expect(body(text)).not.toMatch(/AIR_GAPPED|sealed/)
    }
    const { text, leftOut } = exporter(inputFor({ sealed: own('air-gapped'), more: own('air-gapped') }))
    expect(leftOut).toEqual([])
    expect(body(text)).toMatch(/sealed/)
  })

  it('are told apart where two models would have one name', () => {
    const input = inputFor({ a: own('own-network') })
    const [first] = input.entries[0]?.result.shortlist ?? []
    const known = input.catalog.models.get(first?.model ?? '')
    if (!known) throw new Error('no model')
    const twin = known.id.replace(/[.-]/, '--')
    const catalog = { ...input.catalog, models: new Map([...input.catalog.models, [twin, { ...known, id: twin }]]) }
    const [plain = '', marked = ''] = [input, { ...input, catalog }].map((each) => addresses(exportLitellm(each).text)[0])
    expect(marked).toMatch(new RegExp(`^${plain}_[0-9A-F]{8}$`))
  })
})

describe('what the head asks for', () => {
  const everywhere = inputFor({ ...workloads, both })
  /** Credentials that the libraries look up themselves, by what calls them. */
  const found = {
    litellm: [
      [/bedrock\//, ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']],
      [/vertex_ai\//, ['GOOGLE_APPLICATION_CREDENTIALS']],
    ],
    promptfoo: [
      [/bedrock:/, ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']],
      [/vertex:/, ['GOOGLE_APPLICATION_CREDENTIALS']],
      [/anthropic:/, ['ANTHROPIC_API_KEY']],
      [/mistral:/, ['MISTRAL_API_KEY']],
      [/togetherai:/, ['TOGETHER_API_KEY']],
      [/google:/, ['GOOGLE_GENERATIVE_AI_API_KEY']],
      [/azure:/, ['AZURE_API_KEY']],
      [/id: openai:chat:\S+\n\s+label: \S+\n(?!\s+config)/, ['OPENAI_API_KEY']],
      [/xai:/, ['XAI_API_KEY']],
      [/deepseek:/, ['DEEPSEEK_API_KEY']],
      [/fireworks:/, ['FIREWORKS_API_KEY']],
      [/groq:/, ['GROQ_API_KEY']],
      [/cerebras:/, ['CEREBRAS_API_KEY']],
      [/cohere:/, ['COHERE_API_KEY']],
    ],
  } as const
  const asked = (text: string) => (/^# Set (.*); no key/m.exec(text)?.[1]?.split(', ') ?? []).toSorted()
  const derived = (text: string, read: RegExp, target: keyof typeof found) =>
    [
      ...new Set([
        ...[...body(text).matchAll(read)].map(([, name = '']) => name),
        ...found[target].flatMap(([call, names]) => (call.test(body(text)) ? names : [])),
      ]),
    ].toSorted()

  /** One workload for each offer, so that each row of gateways.yaml is met. */
  const offers = (input: ExportInput): ExportInput['entries'] => {
    const [entry] = inputFor({ a: workloads['hosted open'] ?? {} }).entries
    const [listed] = entry?.result.shortlist ?? []
    if (!entry || !listed) throw new Error('no entry')
    return [...input.catalog.models.values()].flatMap(({ id, title, offers: all }) =>
      all.map(({ host, id: idAtHost }) => {
        const shortlist = [{ ...listed, model: id, title, host: host.id, hostTitle: host.title, idAtHost }]
        return { name: `${host.id} ${id}`, rivals: [], result: { ...entry.result, runnerUp: null, shortlist } }
      }),
    )
  }
  const single = [...everywhere.entries, ...offers(everywhere)].map((entry) => ({ ...everywhere, entries: [entry] }))

  it('litellm: is what the file reads, with the credentials of the clouds', () => {
    let texts = 0
    for (const input of single) {
      const made = attempt(exportLitellm, input)
      if (!('text' in made)) continue
      texts += 1
      expect(asked(made.text)).toEqual(derived(made.text, /os\.environ\/(\w+)/g, 'litellm'))
    }
    expect(texts).toBeGreaterThan(50)
  })

  it('promptfoo: is what the file reads, with what its providers look up', () => {
    let texts = 0
    for (const input of single) {
      const made = attempt(exportPromptfoo, input)
      if (!('text' in made)) continue
      texts += 1
      expect(asked(made.text), made.text).toEqual(derived(made.text, /(?:\{\{env\.|apiKeyEnvar: )(\w+)/g, 'promptfoo'))
    }
    expect(texts).toBeGreaterThan(50)
  })
})
