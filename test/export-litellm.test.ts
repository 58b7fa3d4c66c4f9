// Recommendations → LiteLLM, checked against the fields that LiteLLM types (litellm/types/router.py, proxy docs).

import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import type { ExportInput } from '../src/export/input.ts'
import { exportLitellm as exported } from '../src/export/litellm.ts'
import { upToCent } from '../src/export/money.ts'
import type { Gateway, Gateways } from '../src/gateway-types.ts'
import { attempt, hostile, inputFor, workloads } from './export-support.ts'
import { tree } from './support.ts'

const exportLitellm = (input: ExportInput): string => exported(input).text

const reference = z.string().regex(/^os\.environ\/[A-Z][A-Z0-9_]*$/)
const money = z.number().nonnegative()

/** LiteLLM_Params, as far as it is written here. LiteLLM takes any further key as a parameter of the call, so none may slip in. */
const deployment = z.strictObject({
  model_name: z.string().regex(/^[a-z0-9-]+$/),
  litellm_params: z.strictObject({
    model: z.string().regex(/^[a-z_]+\/\S+$/),
    api_key: reference.optional(),
    api_base: z.union([reference, z.url({ protocol: /^https$/ })]).optional(),
    api_version: reference.optional(),
    aws_region_name: z.union([reference, z.string().regex(/^[a-z]{2}-[a-z]+-\d$/)]).optional(),
    vertex_project: reference.optional(),
    vertex_location: reference.optional(),
    input_cost_per_token: money.optional(),
    output_cost_per_token: money.optional(),
    cache_read_input_token_cost: money.optional(),
    extra_body: z.strictObject({ store: z.literal(false) }).optional(),
  }),
  // ModelInfo types `tier` as free or paid, so ours has another name.
  model_info: z.strictObject({
    mode: z.enum(['chat', 'embedding']),
    access_groups: z.tuple([z.string().regex(/^[a-z0-9-]+-models$/)]),
    pick_llm_tier: z.string(),
    pick_llm_model: z.string(),
  }),
})

const proxyConfig = z.strictObject({
  model_list: z.array(deployment).min(1),
  router_settings: z.strictObject({ fallbacks: z.array(z.record(z.string(), z.array(z.string()).min(1))).min(1) }).optional(),
  litellm_settings: z
    .strictObject({
      turn_off_message_logging: z.literal(true).optional(),
      max_budget: money.positive().optional(),
      budget_duration: z.literal('30d').optional(),
    })
    .optional(),
  general_settings: z.strictObject({ master_key: reference, store_prompts_in_spend_logs: z.literal(false).optional() }),
})

type ProxyConfig = z.infer<typeof proxyConfig>

/** PyYAML, which LiteLLM reads with, knows YAML 1.1. */
const read = (text: string): ProxyConfig => {
  const config = proxyConfig.parse(parse(text, { version: '1.1' }))
  expect(parse(text)).toEqual(config)
  const names = config.model_list.map(({ model_name }) => model_name)
  expect(new Set(names).size).toBe(names.length)
  for (const row of config.router_settings?.fallbacks ?? [])
    for (const [from, to] of Object.entries(row)) expect(names).toEqual(expect.arrayContaining([from, ...to]))
  return config
}

/** The budgets that the head of a file says how to set, by access group. */
const budgets = (text: string): Record<string, number> =>
  Object.fromEntries(
    [...text.matchAll(/^# {3}PUT \/access_group\/([a-z0-9-]+)\/budget (\{.*\})$/gm)].map(([, group = '', body = '']) => {
      const { max_budget } = z.strictObject({ max_budget: money.positive(), budget_duration: z.literal('30d') }).parse(JSON.parse(body))
      return [group, max_budget]
    }),
  )

/** Without any setting that keeps a host's requests in a region. */
const forgetting = (gateways: Gateways, host: string): Gateways => {
  const rows = (gateways.hosts.get(host) ?? []).map((row): Gateway => {
    return { ...row, inRegion: new Set(), litellm: row.litellm && { ...row.litellm, regions: new Map() } }
  })
  return { ...gateways, hosts: new Map([...gateways.hosts, [host, rows]]) }
}

const one = (name: string): ProxyConfig => read(exportLitellm(inputFor({ [name]: workloads[name] ?? {} })))

const models = ({ model_list }: ProxyConfig) => model_list.map(({ litellm_params }) => litellm_params)

describe('the limit on the data', () => {
  it('region: only calls that stay there are written', () => {
    for (const name of ['private in a region', 'open in a region'])
      for (const { model, api_base, aws_region_name } of models(one(name))) {
        const kept =
          (model.startsWith('bedrock/converse/eu.') && aws_region_name === 'eu-central-1') ||
          (model.startsWith('mistral/') && api_base === 'https://api.eu.mistral.ai/v1') ||
          model.startsWith('ovhcloud/') ||
          model.startsWith('scaleway/')
        expect(kept, model).toBe(true)
      }
  })

  it('region: a host that no setting keeps there is left out, and it is said', () => {
    const input = inputFor({ a: workloads['hybrid in europe'] ?? {} })
    expect(exportLitellm(input)).toContain('model: mistral/')
    const without = { ...input, gateways: forgetting(input.gateways, 'mistral') }
    const text = exportLitellm(without)
    expect(text).not.toContain('model: mistral/')
    expect(text).toMatch(/# Mistral Large 3 at Mistral is left out: no setting is known that keeps a request there \(European Union\)/)
    const nowhere = { ...without, gateways: [...input.gateways.hosts.keys()].reduce(forgetting, input.gateways) }
    expect(attempt(exportLitellm, nowhere)).toMatchObject({ code: 'E_EXPORT', exit: 1 })
  })

  it('a host that nobody knows how to call is left out, and it is said', () => {
    const input = inputFor({ a: workloads['hybrid in europe'] ?? {} })
    const hosts = new Map([...input.gateways.hosts].filter(([id]) => id !== 'mistral'))
    const text = exportLitellm({ ...input, gateways: { ...input.gateways, hosts } })
    expect(text).toMatch(/# Mistral Large 3 at Mistral is left out: how LiteLLM calls it is not known\./)
    expect(read(text).router_settings?.fallbacks).toContainEqual({ 'a-rest': ['a-rest-fallback-1'] })
  })

  it('own machines: a server by reference, prompts not logged, no budget, no price list from outside', () => {
    const text = exportLitellm(inputFor({ a: workloads['own network'] ?? {} }))
    const config = read(text)
    for (const { model, api_base, api_key, ...more } of models(config)) {
      const [route, id = ''] = model.split('/')
      const own = `os.environ/SELF_HOSTED_OWN_NETWORK__${id.toUpperCase().replaceAll(/[.-]/g, '_')}`
      expect([route, api_base, api_key]).toEqual(['hosted_vllm', `${own}_BASE_URL`, `${own}_API_KEY`])
      expect(more).toEqual({ input_cost_per_token: 0, output_cost_per_token: 0 })
    }
    expect(config.litellm_settings).toEqual({ turn_off_message_logging: true })
    expect(config.general_settings.store_prompts_in_spend_logs).toBe(false)
    expect(text).toContain('LITELLM_LOCAL_MODEL_COST_MAP=True')
  })

  it('contract: the agreement is named as open, and prompts are not logged', () => {
    const text = exportLitellm(inputFor({ a: workloads['private by contract'] ?? {} }))
    expect(text).toMatch(/signed agreement\. No configuration holds it: sign it with Amazon Bedrock/)
    expect(read(text).litellm_settings?.turn_off_message_logging).toBe(true)
  })

  it('a model outside it is never called, even if a record lists it', () => {
    const { entries, ...rest } = inputFor({ a: workloads['own network'] ?? {}, b: workloads['hosted open'] ?? {} })
    const [own, hosted] = entries
    if (!own || !hosted) throw new Error('no entries')
    const shortlist = hosted.result.shortlist.map((entry) => ({ ...entry, tier: 'self-hosted-open' as const }))
    const forged = { ...own, result: { ...own.result, shortlist } }
    expect(() => exportLitellm({ ...rest, entries: [forged] })).toThrow(/prompts may not leave your own machines/)
  })
})

describe('a saved result', () => {
  it('with an id that the catalog does not have is not called: it may be old, or made to reach a secret', () => {
    const input = inputFor({ a: workloads['hosted open'] ?? {} })
    const entries = input.entries.map((entry) => {
      const shortlist = entry.result.shortlist.map((listed, index) => (index === 0 ? { ...listed, idAtHost: 'os.environ/SECRET' } : listed))
      return { ...entry, result: { ...entry.result, shortlist } }
    })
    const text = exportLitellm({ ...input, entries })
    expect(read(text).model_list).toHaveLength(2)
    expect(text).not.toContain('SECRET')
    expect(text).toContain('the catalog does not have it there under that id')
  })
})

describe('fallbacks', () => {
  it('follow the shortlist', () => {
    const { result } = inputFor({ a: workloads['hosted open'] ?? {} }).entries[0] ?? {}
    const config = read(exportLitellm(inputFor({ a: workloads['hosted open'] ?? {} })))
    expect(config.model_list.map(({ model_info }) => model_info.pick_llm_model)).toEqual(result?.shortlist.map(({ model }) => model))
    expect(config.router_settings?.fallbacks).toEqual([{ a: ['a-fallback-1', 'a-fallback-2'] }])
  })

  it('stay on the slice of a hybrid', () => {
    const config = one('hybrid')
    const tiers = new Map(config.model_list.map(({ model_name, model_info }) => [model_name, model_info.pick_llm_tier]))
    for (const row of config.router_settings?.fallbacks ?? [])
      for (const [from, to] of Object.entries(row)) for (const name of to) expect(tiers.get(name)).toBe(tiers.get(from))
    expect([...new Set(tiers.values())]).toEqual(['frontier-closed', 'hosted-open'])
  })

  it('hear and speak, or see, where the pick does and the task needs it', () => {
    for (const [task, limit] of [
      ['voice', 'anywhere'],
      ['voice', 'air-gapped'],
      ['multimodal', 'anywhere'],
      ['voice', 'contract'],
    ] as const) {
      const input = inputFor({ a: { 'data-residency': limit, task, 'frontier-need': 'none' } })
      const config = read(exportLitellm(input))
      for (const { model_info } of config.model_list)
        expect(tree.catalog.models.get(model_info.pick_llm_model)?.goodAt, `${task} ${model_info.pick_llm_model}`).toContain(task)
      for (const { model, title } of input.entries[0]?.result.shortlist ?? [])
        if (!tree.catalog.models.get(model)?.goodAt.includes(task))
          expect(exportLitellm(input)).toContain(`${title} is no fallback of a: it is not known for ${task}`)
    }
  })

  it('do not take the place of a pick that hears, where that one is left out', () => {
    const { text, leftOut } = exported(
      inputFor({ a: { 'data-residency': 'anywhere', task: 'voice', 'frontier-need': 'slice', latency: 'interactive' } }),
    )
    expect(read(text).model_list.map(({ model_info }) => model_info.pick_llm_model)).not.toContain('gemini-4-argon')
    expect(leftOut).toEqual([expect.stringMatching(/^a-hard \(a\) is left out: .*realtime connection/)])
  })

  it('are none for embeddings, whose vectors do not mix', () => {
    const config = one('embeddings')
    expect(config.model_list.map(({ model_info }) => model_info.mode)).toEqual(['embedding'])
    expect(config.router_settings).toBeUndefined()
  })
})

describe('spend', () => {
  it('is limited to the bill and a fifth, once for a workload with its fallbacks, and for the proxy', () => {
    const { result } = inputFor({ a: workloads['hosted open'] ?? {} }).entries[0] ?? {}
    const bill = result?.cost.bills.find(({ tier }) => tier === 'hosted-open')
    const limit = Math.ceil((bill?.high ?? bill?.monthlyUsd ?? Number.NaN) * 1.2 * 100) / 100
    const text = exportLitellm(inputFor({ a: workloads['hosted open'] ?? {} }))
    const config = read(text)
    expect(limit).toBeGreaterThan(0)
    expect(config.litellm_settings).toMatchObject({ max_budget: limit, budget_duration: '30d' })
    expect(config.model_list.map(({ model_info }) => model_info.access_groups)).toEqual([['a-models'], ['a-models'], ['a-models']])
    expect(budgets(text)).toEqual({ 'a-models': limit })
  })

  it('is not a cent above for what binary fractions add', () => {
    expect([22.5 * 1.1, 3774 * 1.1, 0.1 + 0.2, 10.001].map(upToCent)).toEqual([24.75, 4151.4, 0.3, 10.01])
  })

  it('says so where the bill counts batches, which no gateway makes', () => {
    const input = inputFor({ a: workloads['hosted open'] ?? {} })
    const [entry] = input.entries
    if (!entry) throw new Error('no entry')
    const { result } = entry
    const usage = { ...result.cost.usage, batchShare: 0.8 }
    const text = exportLitellm({ ...input, entries: [{ ...entry, result: { ...result, cost: { ...result.cost, usage } } }] })
    expect(text).toContain('The bill counts 80% of the work at batch prices')
    expect(exportLitellm(input)).not.toContain('batch prices')
  })

  it('has no limit for each deployment: over it, LiteLLM would go on to the next one', () => {
    const text = exportLitellm(inputFor(workloads))
    for (const { litellm_params } of read(text).model_list) expect(litellm_params).not.toHaveProperty('max_budget')
  })

  it('counts the fallbacks of a workload with it, and those of no other', () => {
    const text = exportLitellm(inputFor(workloads))
    const { model_list, router_settings } = read(text)
    const groupOf = new Map(model_list.map(({ model_name, model_info }) => [model_name, model_info.access_groups[0]]))
    for (const row of router_settings?.fallbacks ?? [])
      for (const [from, to] of Object.entries(row)) for (const name of to) expect(groupOf.get(name)).toBe(groupOf.get(from))
    expect([...new Set(groupOf.values())]).toEqual(expect.arrayContaining(Object.keys(budgets(text))))
  })

  it('of a split with own machines is what hosts bill, since no gateway counts the machines', () => {
    const answers = { 'data-residency': 'anywhere', 'fine-tuning': 'yes', 'ops-capacity': 'yes', 'frontier-need': 'slice', tokens: 3e8 }
    const [entry] = inputFor({ a: answers }).entries
    const bill = entry?.result.cost.bills.find(({ tier }) => tier === 'hybrid')
    const [hard, rest] = bill?.slices ?? []
    expect([hard?.hostId === null, rest?.hostId]).toEqual([false, null])
    const text = exportLitellm(inputFor({ a: answers }))
    expect(budgets(text)['a-models']).toBeCloseTo((hard?.monthlyUsd ?? Number.NaN) * 1.2, 1)
    expect(text).toContain('own machines are billed by the hour')
    expect(text).toMatch(/Each fallback on own machines needs GPUs of its own, .*: a-rest\./)
  })

  it('has no limit without a bill, and says so', () => {
    const text = exportLitellm(inputFor({ a: workloads['frontier reasoning'] ?? {} }))
    expect(text).not.toContain('max_budget')
    expect(text).toContain('no bill is known, so there is no spend limit')
  })

  it('of several workloads is limited together, own machines costing nothing by the token', () => {
    const names = ['hosted open', 'hybrid', 'own network']
    const all = read(exportLitellm(inputFor(Object.fromEntries(names.map((name) => [name, workloads[name] ?? {}])))))
    const apart = names.map((name) => one(name).litellm_settings?.max_budget ?? 0)
    expect(all.litellm_settings?.max_budget).toBeCloseTo(
      apart.reduce((sum, usd) => sum + usd, 0),
      1,
    )
  })

  it('is not limited as a whole when one bill is unknown: it would stop the others', () => {
    const some = Object.fromEntries(['hosted open', 'private by contract'].map((name) => [name, workloads[name] ?? {}]))
    const config = read(exportLitellm(inputFor(some)))
    expect(config.litellm_settings?.max_budget).toBeUndefined()
    expect(Object.keys(budgets(exportLitellm(inputFor(some))))).toEqual(['hosted-open-models'])
  })

  it('is counted by the prices of the region', () => {
    const [pick] = models(one('private in a region'))
    const offer = [...tree.catalog.models.values()]
      .flatMap(({ offers }) => offers)
      .find((each) => pick?.model.endsWith(each.regions.get('eu')?.id ?? '?'))
    expect((pick?.input_cost_per_token ?? 0) * 1e6).toBeCloseTo(offer?.regions.get('eu')?.input ?? Number.NaN, 9)
  })
})

describe('names of users', () => {
  it('cannot leave their place, and stay apart', () => {
    const text = exportLitellm(
      inputFor(
        Object.fromEntries(
          hostile.map((name, index) => [`${name}${index === 0 ? '' : ' '.repeat(index)}`, workloads['hosted open'] ?? {}]),
        ),
      ),
    )
    const config = read(text)
    expect(config.model_list).toHaveLength(hostile.length * 3)
    expect(text).not.toMatch(/[\u202e\u2028]/)
    const [head = ''] = text.split('\n\nmodel_list')
    for (const line of head.split('\n')) expect(line).toMatch(/^#/)
  })

  it('are the same for the same input', () => {
    expect(exportLitellm(inputFor(workloads))).toBe(exportLitellm(inputFor(workloads)))
  })
})

describe('voice', () => {
  it('says that a model has no fallback', () => {
    const text = exportLitellm(inputFor({ a: { 'data-residency': 'air-gapped', task: 'voice' } }))
    expect(read(text).model_list).toHaveLength(1)
    expect(text).toMatch(/^# a has no fallback: when \S.* fails, so does it\.$/m)
    expect(text).not.toContain('takes and gives text')
    expect(exportLitellm(inputFor({ a: workloads['hosted open'] ?? {} }))).not.toContain('has no fallback')
  })

  it('says what a text model lacks, where nothing that hears is called', () => {
    const text = exportLitellm(inputFor({ a: { 'data-residency': 'region', region: 'eu', task: 'voice', 'frontier-need': 'all' } }))
    const [pick] = read(text).model_list
    expect(tree.catalog.models.get(pick?.model_info.pick_llm_model ?? '')?.goodAt).not.toContain('voice')
    expect(text).toMatch(
      /^# a: \S.* takes and gives text\. Speech-to-text before it and text-to-speech after it are in neither bill nor this file\.$/m,
    )
  })
})
