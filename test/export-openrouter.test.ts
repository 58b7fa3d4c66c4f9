// Recommendations → requests that the schema of OpenRouter's own SDK takes, or a refusal.

import { BYOKProviderSlug, ChatRequest$outboundSchema } from '@openrouter/sdk/models'
import { describe, expect, it } from 'vitest'
import type { ExportInput } from '../src/export/input.ts'
import { exportOpenrouter as exported } from '../src/export/openrouter.ts'
import { attempt, hostile, inputFor, workloads } from './export-support.ts'
import { tree } from './support.ts'

const exportOpenrouter = (input: ExportInput): string => exported(input).text

interface Exported {
  readonly notes: readonly string[]
  readonly requests: Readonly<
    Record<string, { readonly baseUrl: string; readonly body: { readonly models: string[]; readonly provider: Record<string, unknown> } }>
  >
}

const read = (text: string): Exported => JSON.parse(text) as Exported

const one = (name: string): Exported => read(exportOpenrouter(inputFor({ [name]: workloads[name] ?? {} })))

const camel = (value: unknown): unknown => {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()), camel(inner)]),
  )
}

/** What the SDK would send, without the messages and its own default. It drops keys that it does not know. */
const sent = (body: unknown): unknown => {
  const request = { ...(camel(body) as object), messages: [{ role: 'user', content: 'x' }] }
  const { messages: _, stream: __, ...rest } = ChatRequest$outboundSchema.parse(request as never)
  return rest
}

const answersOf = (name: string) => ({ [name]: workloads[name] ?? {} })

describe('the schema of the SDK', () => {
  it.each(['hosted open', 'frontier closed', 'frontier reasoning', 'hybrid'])('takes the request for "%s", to the last key', (name) => {
    const { requests } = one(name)
    expect(Object.keys(requests).length).toBeGreaterThan(0)
    for (const { body } of Object.values(requests)) expect(sent(body)).toEqual(body)
  })

  it('would not take a price as a number, nor keep a key that it does not know', () => {
    const [request] = Object.values(one('hosted open').requests)
    const wrong = { ...request?.body, provider: { ...request?.body.provider, no_such_key: true } }
    expect(sent(wrong)).not.toEqual(wrong)
    expect(() => sent({ ...request?.body, provider: { max_price: { prompt: 1 } } })).toThrow()
  })

  it('knows every host by the name that stands in the rules', () => {
    const slugs = [...tree.gateways().hosts.values()].flat().flatMap(({ openrouter }) => openrouter ?? [])
    expect(slugs.length).toBeGreaterThan(15)
    expect(Object.values(BYOKProviderSlug)).toEqual(expect.arrayContaining(slugs))
  })
})

describe('the limit on the data', () => {
  it('anywhere: hosts that keep or train on prompts are denied, and only hosts of the shortlist may serve', () => {
    for (const { body, baseUrl } of Object.values(one('hosted open').requests)) {
      expect(baseUrl).toBe('https://openrouter.ai/api/v1')
      expect(body.provider).toMatchObject({ data_collection: 'deny', allow_fallbacks: false, require_parameters: true })
      expect(body.provider['only']).toEqual(body.provider['order'])
      expect(body.provider['only']).not.toEqual([])
    }
  })

  it.each([
    ['own network', /a third party, and nothing may leave/],
    ['air-gapped', /a third party, and nothing may leave/],
    ['private by contract', /not known to sign the agreement/],
    ['private in a region', /not known to keep a request there \(European Union\)/],
    ['open in switzerland', /not known to keep a request there \(Switzerland\)/],
    ['own by choice', /runs on your own machines, which no router reaches/],
    ['embeddings', /its id at OpenRouter is not known/],
  ])('"%s" is refused with exit code 1', (name, why) => {
    expect(attempt(exportOpenrouter, inputFor(answersOf(name)))).toMatchObject({
      code: 'E_EXPORT',
      exit: 1,
      message: expect.stringMatching(why),
    })
  })

  it('a contract stays one when a region is answered as well', () => {
    const answers = { 'data-residency': 'contract', region: 'us', task: 'chat' }
    expect(attempt(exportOpenrouter, inputFor({ both: answers }))).toMatchObject({
      exit: 1,
      message: expect.stringMatching(/not known to sign the agreement/),
    })
  })

  it('of several workloads, those that can be kept are written, and each of the others is named with its reason', () => {
    const names = ['own network', 'hosted open', 'private by contract', 'embeddings']
    const { text, leftOut } = exported(inputFor(Object.assign({}, ...names.map(answersOf))))
    const { notes, requests } = read(text)
    expect(Object.keys(requests)).toEqual(['hosted-open'])
    expect(leftOut).toEqual([
      expect.stringMatching(/^own-network \(own network\) is left out: OpenRouter is a third party/),
      expect.stringMatching(/^private-by-contract \(private by contract\) is left out: OpenRouter is not known to sign/),
      expect.stringMatching(/^embeddings is left out: .* its id at OpenRouter is not known/),
    ])
    expect(notes).toEqual(expect.arrayContaining([...leftOut]))
  })

  it('a slice that cannot be served is named, and the other one is written', () => {
    const own = { 'data-residency': 'anywhere', 'fine-tuning': 'yes', 'ops-capacity': 'yes', 'frontier-need': 'slice' }
    const { text, leftOut } = exported(inputFor({ 'By phone': own }))
    expect(Object.keys(read(text).requests)).toEqual(['by-phone-hard'])
    expect(leftOut).toEqual([expect.stringMatching(/^by-phone-rest \(By phone\) is left out: .*runs on your own machines/)])
  })

  it('where none can be kept, the refusal names them all', () => {
    const both = inputFor({ ...answersOf('private by contract'), ...answersOf('own network') })
    const refused = attempt(exportOpenrouter, both)
    expect(refused).toMatchObject({
      exit: 1,
      message: expect.stringMatching(/private by contract\) is left out.*\n.*own network\) is left out/),
    })
  })

  it('a region that the router keeps goes to the address of that region', () => {
    const { requests, notes } = one('hybrid in a region')
    const hard = requests['hybrid-in-a-region-hard']
    expect(hard?.baseUrl).toBe('https://us.openrouter.ai/api/v1')
    expect(hard?.body.provider['only']).toEqual(['amazon-bedrock'])
    expect(sent(hard?.body)).toEqual(hard?.body)
    expect(notes.join(' ')).toContain('Business and Enterprise')
  })

  it('a contract is kept where the router signs it, with no retention', () => {
    const input = inputFor(answersOf('private by contract'))
    const [router] = input.gateways.routers.values()
    if (!router) throw new Error('no router')
    const signed = new Map([['openrouter', { ...router, host: { ...router.host, agreement: 'yes' as const } }]])
    const { requests } = read(exportOpenrouter({ ...input, gateways: { ...input.gateways, routers: signed } }))
    for (const { body } of Object.values(requests)) {
      expect(body.provider['zdr']).toBe(true)
      expect(sent(body)).toEqual(body)
    }
  })
})

describe('a request', () => {
  it('has the shortlist in its order, by the ids of the router', () => {
    const [entry] = inputFor(answersOf('hosted open')).entries
    const [router] = tree.gateways().routers.values()
    const [request] = Object.values(one('hosted open').requests)
    expect(request?.body.models).toEqual(entry?.result.shortlist.map(({ model }) => router?.models.get(model)))
  })

  it('costs at most the dearest price of the shortlist and a fifth', () => {
    const { shortlist } = inputFor(answersOf('hosted open')).entries[0]?.result ?? {}
    const prices = shortlist?.map(
      ({ model, host }) => tree.catalog.models.get(model)?.offers.find((offer) => offer.host.id === host)?.input ?? 0,
    )
    const [request] = Object.values(one('hosted open').requests)
    expect(request?.body.provider['max_price']).toMatchObject({
      prompt: String(Number((Math.max(...(prices ?? [])) * 1.2).toPrecision(6))),
    })
  })

  it('says what is left out: a model without an id there', () => {
    const input = inputFor(answersOf('hosted open'))
    const [router] = input.gateways.routers.values()
    const [first] = input.entries[0]?.result.shortlist ?? []
    if (!router || !first) throw new Error('no router')
    const models = new Map([...router.models].filter(([id]) => id !== first.model))
    const { notes, requests } = read(
      exportOpenrouter({ ...input, gateways: { ...input.gateways, routers: new Map([['openrouter', { ...router, models }]]) } }),
    )
    expect(notes.join('\n')).toContain(`${first.title} is left out: its id at OpenRouter is not known.`)
    expect(Object.values(requests)[0]?.body.models).toHaveLength(2)
  })

  it('stands under a name of its own, whatever the user called it', () => {
    const text = exportOpenrouter(
      inputFor(Object.fromEntries(hostile.map((name, index) => [name + ' '.repeat(index), workloads['hybrid'] ?? {}]))),
    )
    expect(Object.keys(read(text).requests)).toHaveLength(hostile.length * 2)
    for (const name of Object.keys(read(text).requests)) expect(name).toMatch(/^[a-z0-9-]+$/)
  })
})
