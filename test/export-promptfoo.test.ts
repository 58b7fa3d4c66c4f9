// Recommendations → a promptfoo comparison, checked against the fields of promptfoo's own configuration.

import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import type { ExportInput } from '../src/export/input.ts'
import { exportPromptfoo as exported } from '../src/export/promptfoo.ts'
import { attempt, hostile, inputFor, workloads } from './export-support.ts'

const exportPromptfoo = (input: ExportInput): string => exported(input).text

/** promptfoo fills in `{{env.NAME}}` when it runs, and leaves it standing when the variable is not set. */
const reference = z.string().regex(/^\{\{env\.[A-Z][A-Z0-9_]*\}\}$/)

/** A part of promptfoo's config schema: only what is written here. */
const config = z.strictObject({
  description: z.string().regex(/^pick-llm: [a-z0-9, -]+$/),
  prompts: z.tuple([z.literal('file://prompts/*.txt')]),
  providers: z
    .array(
      z.strictObject({
        id: z
          .string()
          .regex(
            /^(anthropic:messages|openai:chat|google|mistral|deepseek|cohere|xai|togetherai|fireworks|groq|cerebras|azure:chat|vertex|bedrock:converse):\S+$/,
          ),
        label: z.string().regex(/^[a-z0-9-]+$/),
        config: z
          .strictObject({
            apiBaseUrl: z.union([reference, z.url({ protocol: /^https$/ })]).optional(),
            apiKeyEnvar: z
              .string()
              .regex(/^[A-Z][A-Z0-9_]*$/)
              .optional(),
            apiHost: z.string().optional(),
            region: z.union([reference, z.string().regex(/^[a-z]{2}-[a-z]+-\d$/)]).optional(),
            projectId: reference.optional(),
            passthrough: z.strictObject({ store: z.literal(false) }).optional(),
          })
          .optional(),
      }),
    )
    .min(1),
  tests: z.literal('file://tests.csv'),
  sharing: z.literal(false).optional(),
  evaluateOptions: z.strictObject({ cache: z.literal(false) }),
  defaultTest: z.strictObject({
    assert: z
      .tuple([z.strictObject({ type: z.literal('javascript'), metric: z.literal('cost'), value: z.string() })])
      .rest(z.strictObject({ type: z.literal('latency'), metric: z.literal('latency'), threshold: z.number().positive() })),
  }),
})

const read = (text: string) => {
  const value = config.parse(parse(text))
  const labels = value.providers.map(({ label }) => label)
  expect(new Set(labels).size).toBe(labels.length)
  return value
}

const textFor = (name: string) => exportPromptfoo(inputFor({ [name]: workloads[name] ?? {} }))

const labels = (name: string) => read(textFor(name)).providers.map(({ label }) => label)

interface Context {
  readonly provider: { readonly label: string }
  readonly providerResponse: { readonly tokenUsage?: { readonly prompt?: number; readonly completion?: number } }
}

/** As promptfoo runs a check that has more than one line. */
const check = (text: string, context: Context): { readonly pass: boolean; readonly reason: string } => {
  const [cost] = read(text).defaultTest.assert
  return new Function('output', 'context', cost.value)('', context) as { pass: boolean; reason: string }
}

describe('what is compared', () => {
  it('is the pick, the runner-up and the frontier', () => {
    const { providers } = read(textFor('hosted open'))
    const { result, rivals } = inputFor({ a: workloads['hosted open'] ?? {} }).entries[0] ?? {}
    const [pick, second] = result?.shortlist ?? []
    expect(labels('hosted open')).toEqual(['hosted-open-pick', 'hosted-open-runner-up', 'hosted-open-frontier'])
    expect(providers[0]?.id.endsWith(`:${pick?.idAtHost}`)).toBe(true)
    expect(providers[1]?.id.endsWith(`:${second?.idAtHost}`)).toBe(true)
    expect(rivals?.find(({ tier }) => tier === 'frontier-closed')?.model).toBe('Claude Sonnet 5.5')
    expect(providers[2]?.id).toBe('anthropic:messages:claude-sonnet-5-5')
  })

  it('has a baseline without a volume as well', () => {
    expect(labels('own by choice')).toContain('own-by-choice-frontier')
  })

  it('under a limit has the private frontier for a baseline, never the public one', () => {
    for (const name of ['open in a region', 'private by contract', 'private in a region', 'hybrid in europe'])
      for (const { id } of read(textFor(name)).providers) expect(id).not.toMatch(/^(anthropic|google|openai:chat:gpt-[0-9])/)
    expect(read(textFor('open in a region')).providers.at(-1)?.id).toMatch(/^bedrock:converse:eu\./)
  })

  it('of a model twice is said, not repeated', () => {
    expect(labels('frontier closed').filter((label) => label.endsWith('frontier'))).toEqual([])
    expect(textFor('frontier closed')).toContain('the frontier baseline is compared already')
  })

  it('takes the runner-up tier where the shortlist has only one model', () => {
    const input = inputFor({ a: workloads['hosted open'] ?? {} })
    const entries = input.entries.map((entry) => ({
      ...entry,
      result: {
        ...entry.result,
        runnerUp: { tier: 'self-hosted-open' as const, because: '', sources: [] },
        shortlist: entry.result.shortlist.slice(0, 1),
      },
    }))
    const { providers } = read(exportPromptfoo({ ...input, entries }))
    expect(providers.map(({ label, config: settings }) => [label, settings?.apiKeyEnvar ?? ''])).toContainEqual([
      'a-runner-up',
      expect.stringMatching(/^SELF_HOSTED_ANYWHERE__\w+_API_KEY$/),
    ])
  })

  it('is asked once where workloads share a model, and the head says what each label is for', () => {
    const text = exportPromptfoo(inputFor({ one: workloads['hosted open'] ?? {}, two: workloads['hosted open'] ?? {} }))
    const found = read(text).providers.map(({ label }) => label)
    expect(found).toEqual(['one-pick', 'one-runner-up', 'one-frontier'])
    expect(text).toContain('#   one-pick: the pick of one, the pick of two')
    expect(text).toContain('#   one-runner-up: the runner-up of one, the runner-up of two')
    expect(text).toContain('#   one-frontier: the frontier baseline of one, the frontier baseline of two')
    expect(textFor('hosted open')).not.toContain('What each label is for')
  })

  it('is never an embedding model', () => {
    expect(attempt(exportPromptfoo, inputFor({ a: workloads['embeddings'] ?? {} }))).toMatchObject({ code: 'E_EXPORT', exit: 1 })
    const both = exportPromptfoo(inputFor({ a: workloads['embeddings'] ?? {}, b: workloads['hosted open'] ?? {} }))
    expect(both).toMatch(/^# a is left out: Answers are compared here, and an embedding model such as \S.* gives none\.$/m)
    expect(read(both).providers.map(({ label }) => label)).toEqual(['b-pick', 'b-runner-up', 'b-frontier'])
  })
})

describe('the limit on the data', () => {
  it.each(['own network', 'air-gapped'])('"%s": nothing but your own server is asked, and nothing is shared', (name) => {
    const text = textFor(name)
    const { providers, sharing } = read(text)
    const own = `SELF_HOSTED_${name.toUpperCase().replaceAll(/[ -]/g, '_')}__`
    for (const { id, config: settings } of providers) {
      const model = (id.split(':').at(-1) ?? '').toUpperCase().replaceAll(/[.-]/g, '_')
      expect(settings).toEqual({ apiBaseUrl: `{{env.${own}${model}_BASE_URL}}`, apiKeyEnvar: `${own}${model}_API_KEY` })
    }
    expect(sharing).toBe(false)
    expect(text).toContain('There is no frontier baseline, since your prompts may not leave')
    expect(text).toContain('PROMPTFOO_DISABLE_TELEMETRY=1')
  })

  it.each([
    [{ 'data-residency': 'own-network' }, { 'data-residency': 'anywhere' }],
    [{ 'data-residency': 'contract' }, { 'data-residency': 'anywhere' }],
    [
      { 'data-residency': 'region', region: 'eu' },
      { 'data-residency': 'region', region: 'us' },
    ],
  ])('%j and %j are not compared together, since every prompt would go to every model', (one, other) => {
    const common = { task: 'chat', 'frontier-need': 'none' }
    const refused = attempt(exportPromptfoo, inputFor({ one: { ...common, ...one }, other: { ...common, ...other } }))
    expect(refused).toMatchObject({
      code: 'E_EXPORT',
      exit: 1,
      message: expect.stringContaining('different limits'),
      hint: expect.stringMatching(/^(?!.*other answers).*--workload/),
    })
  })

  it('a region is kept by every provider', () => {
    for (const { id, config: settings } of read(textFor('hybrid in europe')).providers) {
      const kept =
        settings?.region === 'eu-central-1' ||
        settings?.apiBaseUrl === 'https://api.eu.mistral.ai/v1' ||
        settings?.apiKeyEnvar === 'OVHCLOUD_API_KEY'
      expect(kept, id).toBe(true)
    }
  })
})

describe('the default checks', () => {
  it('work out the cost by the prices of the catalog', () => {
    const text = textFor('hosted open')
    const ask = (label: string, prompt?: number, completion?: number) =>
      check(text, {
        provider: { label },
        providerResponse: {
          tokenUsage: { ...(prompt === undefined ? {} : { prompt }), ...(completion === undefined ? {} : { completion }) },
        },
      })
    // Claude Sonnet 5.5: 2 and 10 USD per million.
    expect(ask('hosted-open-frontier', 1000, 100)).toMatchObject({ pass: true, reason: 'USD 0.003000' })
    expect(ask('hosted-open-frontier', 1_000_000, 0).pass).toBe(false)
    expect(ask('hosted-open-frontier').pass, 'unknown usage is not free').toBe(false)
  })

  it('have no price for own machines', () => {
    expect(check(textFor('own network'), { provider: { label: 'own-network-pick' }, providerResponse: {} })).toMatchObject({
      pass: true,
      reason: 'no price by the token',
    })
  })

  it('ask for speed only where somebody waits', () => {
    const thresholds = (answers: Record<string, string>) =>
      read(exportPromptfoo(inputFor({ a: { ...workloads['hosted open'], ...answers } })))
        .defaultTest.assert.slice(1)
        .map((each) => 'threshold' in each && each.threshold)
    expect([thresholds({ latency: 'relaxed' }), thresholds({ latency: 'interactive' }), thresholds({ latency: 'realtime' })]).toEqual([
      [],
      [10000],
      [2000],
    ])
  })
})

it.each(['{{env.HOME}}', 'x{% raw %}', 'a{#b#}'])('an id such as %s, which promptfoo would fill in, is left out', (id) => {
  const input = inputFor({ a: workloads['hosted open'] ?? {} })
  const { result } = input.entries[0] ?? {}
  const [pick] = result?.shortlist ?? []
  const model = input.catalog.models.get(pick?.model ?? '')
  if (!result || !pick || !model) throw new Error('no pick')
  const offers = model.offers.map((offer) => (offer.host.id === pick.host ? { ...offer, id } : offer))
  const catalog = { ...input.catalog, models: new Map([...input.catalog.models, [model.id, { ...model, offers }]]) }
  const shortlist = [{ ...pick, idAtHost: id }, ...result.shortlist.slice(1)]
  const text = exportPromptfoo({ ...input, catalog, entries: [{ name: 'a', result: { ...result, shortlist } }] })
  expect(text).toContain(`${pick.title} at ${pick.hostTitle} is left out: promptfoo would fill in`)
  expect(text.replace(/^#.*$/gm, '')).not.toContain(id)
})

describe('names of users', () => {
  it('reach no value that promptfoo would fill in', () => {
    const text = exportPromptfoo(
      inputFor(Object.fromEntries(hostile.map((name, index) => [name + ' '.repeat(index), workloads['hybrid in europe'] ?? {}]))),
    )
    const [head = '', body = ''] = text.split('\n\ndescription')
    for (const line of head.split('\n')) expect(line).toMatch(/^#/)
    expect(body).not.toMatch(/env\.SECRET|%\}|\u202e/)
    read(text)
  })
})
