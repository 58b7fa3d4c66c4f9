// Prices against another price list, hardware against the memory that models need, and every figure with its source.

import { rules } from 'virtual:built-in-rules'
import { calcPrice, findProvider } from '@pydantic/genai-prices'
import { describe, expect, it } from 'vitest'

/** Our host → its name in genai-prices. A host that is not here is not in that list. */
const listed: Record<string, string> = {
  'amazon-bedrock': 'aws',
  anthropic: 'anthropic',
  azure: 'azure',
  cerebras: 'cerebras',
  cohere: 'cohere',
  deepseek: 'deepseek',
  fireworks: 'fireworks',
  google: 'google',
  'google-vertex': 'google',
  groq: 'groq',
  minimax: 'minimax',
  mistral: 'mistral',
  moonshot: 'moonshotai',
  nebius: 'huggingface_nebius',
  openai: 'openai',
  openrouter: 'openrouter',
  ovhcloud: 'ovhcloud',
  together: 'together',
  xai: 'x-ai',
  zai: 'zai',
}

type Rates = { input: number; output: number }

const offers = Object.entries(rules.offers ?? {}).flatMap(([model, hosts]) =>
  Object.entries(hosts).map(([host, offer]) => ({ name: `${model} at ${host}`, model, host, offer })),
)

const figure = (id: string): number => {
  const found = rules.figures?.[id]
  if (!found) throw new Error(`no figure ${id}`)
  return found.value
}

const rate = (price: unknown): number => {
  if (typeof price === 'number') return price
  return price && typeof price === 'object' && 'base' in price ? Number(price.base) : 0
}

/** The list matches by the beginning of an id, so that claude-sonnet-5-5 finds claude-sonnet-5: another version. */
const isAnotherVersion = (id: string, found: string): boolean => {
  const plain = (text: string) => text.toLowerCase().replace(/-v\d+:\d+$/, '')
  return plain(id).startsWith(plain(found)) && /^[-.]\d{1,2}$/.test(plain(id).slice(plain(found).length))
}

/** The rates of this very model at this very host; what the list borrows from another provider does not count. */
function elsewhere(host: string, id: string, asOf: string): Rates | undefined {
  const providerId = listed[host]
  if (providerId === undefined) return undefined
  const usage = { input_tokens: 1, output_tokens: 1 }
  const found = calcPrice(usage, id, { providerId, timestamp: new Date(`${asOf}T00:00:00Z`) })
  if (!found || isAnotherVersion(id, found.model.id)) return undefined
  if (!findProvider({ providerId })?.models.some((model) => model === found.model)) return undefined
  return { input: rate(found.model_price['input_mtok']), output: rate(found.model_price['output_mtok']) }
}

const isFar = (ours: number, theirs: number) => (theirs === 0 ? ours !== 0 : Math.abs(ours - theirs) / theirs > 0.25)

const disagrees = (ours: Rates, theirs: Rates) => isFar(ours.input, theirs.input) || isFar(ours.output, theirs.output)

const median = (numbers: number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2
}

const isOutlier = (model: string, { input, output }: Rates): boolean => {
  const same = offers.filter((other) => other.model === model).map(({ offer }) => offer)
  const far = (ours: number, typical: number) => ours > 10 * typical || 10 * ours < typical
  return far(input, median(same.map((offer) => offer.input))) || far(output, median(same.map((offer) => offer.output)))
}

const compared = offers.flatMap(({ name, model, host, offer }) => {
  const theirs = elsewhere(host, offer.id, offer['as-of'])
  return theirs ? [{ name, model, offer, theirs }] : []
})

describe('prices', () => {
  it('are compared with genai-prices for at least 76 offers', () => {
    expect(compared.length).toBeGreaterThanOrEqual(76)
  })

  it.each(compared)('$name agrees with genai-prices, or says why not', ({ offer, theirs }) => {
    if (offer.differs === undefined) expect(disagrees(offer, theirs), `${JSON.stringify(theirs)} there`).toBe(false)
  })

  it.each(offers.filter(({ offer }) => offer.differs !== undefined))(
    '$name says why only where something differs',
    ({ name, model, offer }) => {
      const other = compared.find((row) => row.name === name)
      expect((other !== undefined && disagrees(offer, other.theirs)) || isOutlier(model, offer)).toBe(true)
    },
  )

  it('are never zero, nor above the ceiling, nor ten times off those of other hosts without a reason', () => {
    const ceiling = figure('price-ceiling')
    for (const { name, model, offer } of offers) {
      for (const { input, output } of [offer, ...Object.values(offer.regions ?? {}), ...(offer.above ?? [])]) {
        expect(input, name).toBeGreaterThan(0)
        expect(Math.max(input, output), name).toBeLessThanOrEqual(ceiling)
      }
      if (offer.differs === undefined) expect(isOutlier(model, offer), name).toBe(false)
    }
  })

  it('are lower for work that may wait, by no more than nine tenths', () => {
    for (const { name, offer } of offers) {
      if (!offer.batch) continue
      expect(offer.batch.input, name).toBeLessThan(offer.input)
      expect(offer.batch.input, name).toBeGreaterThan(offer.input / 10)
      expect(offer.batch.output, name).toBeLessThanOrEqual(offer.output)
      expect(offer.batch.output * 10, name).toBeGreaterThanOrEqual(offer.output)
    }
  })
})

const deployments = Object.entries(rules.deployments ?? {}).flatMap(([model, ways]) =>
  Object.entries(ways).map(([way, deployment]) => ({ name: `${model} on ${way}`, model, way, deployment })),
)

const kinds = Object.entries(rules.gpus ?? {})

/** Millions of tokens a month, input and output, at full load around the clock. */
const capacity = (model: string, way: string, input: number, output: number): number => {
  const deployment = rules.deployments?.[model]?.[way]
  const row = deployment?.throughput.find((one) => one.input === input && one.output === output)
  if (!deployment || !row) throw new Error(`${model} on ${way} was not measured with ${input} and ${output} tokens`)
  return Math.round((row['per-gpu'] * deployment.gpus * (1 + input / output) * figure('hours-per-month') * 3600) / 1e6)
}

/** From the table of our research, which was calculated by another program. */
const known: [string, string, number, number, number][] = [
  ['llama-3.3-70b', 'h100x2', 8192, 1024, 18_827],
  ['llama-3.1-8b', 'h100x1', 1000, 1000, 79_996],
  ['gpt-oss-120b', 'h200x1', 8192, 1024, 43_236],
  ['qwen3-235b-a22b-2507', 'h200x4', 8192, 1024, 59_319],
  ['llama-4-maverick', 'h200x8', 8192, 1024, 241_440],
  ['deepseek-r1', 'b200x4', 8192, 1024, 110_502],
]

describe('own hardware', () => {
  it.each(kinds)('%s costs from low to high, with a source', (_, { low, mid, high, sources }) => {
    expect(low).toBeLessThanOrEqual(mid)
    expect(mid).toBeLessThanOrEqual(high)
    expect(Object.keys(sources).length).toBeGreaterThan(0)
  })

  it('needs memory only for open models of the catalog', () => {
    for (const id of Object.keys(rules.memory ?? {})) expect(rules.models?.[id]?.weights, id).toBe('open')
  })

  it('needs no more memory with fewer bits', () => {
    for (const [id, { bf16 = Infinity, fp8 = bf16, fp4 = fp8 }] of Object.entries(rules.memory ?? {})) {
      expect(fp8, id).toBeLessThanOrEqual(bf16)
      expect(fp4, id).toBeLessThanOrEqual(fp8)
    }
  })

  it.each(deployments)('$name has the memory that it needs', ({ model, deployment }) => {
    const need = rules.memory?.[model]?.[deployment.precision]
    expect(need).toBeDefined()
    expect((rules.gpus?.[deployment.gpu]?.memory ?? 0) * deployment.gpus).toBeGreaterThanOrEqual(need ?? Infinity)
  })

  it.each(deployments.filter(({ deployment }) => deployment['measured-on'] !== undefined))(
    '$name borrows its throughput from a measurement on the same kind of GPU, and says why',
    ({ deployment }) => {
      const measured = Object.values(rules.deployments?.[deployment['measured-on'] ?? ''] ?? {})
      const rows = measured.filter((one) => one.gpu === deployment.gpu && one['measured-on'] === undefined).map((one) => one.throughput)
      expect(rows).toContainEqual(deployment.throughput)
      expect(deployment.because).toMatch(/slow side/)
    },
  )

  it.each(known)('%s on %s with %d and %d tokens can do %d million tokens a month', (model, way, input, output, expected) => {
    expect(capacity(model, way, input, output)).toBe(expected)
  })
})

describe('a figure', () => {
  it.each(Object.entries(rules.figures ?? {}))('%s has a unit, a date, a source and a value within its range', (_, found) => {
    expect(found.unit).not.toBe('')
    expect(found.checked).toMatch(/^2026-\d\d-\d\d$/)
    expect(Object.keys(found.sources).length).toBeGreaterThan(0)
    expect(found.low ?? found.value).toBeLessThanOrEqual(found.value)
    expect(found.high ?? found.value).toBeGreaterThanOrEqual(found.value)
  })
})
