// Recommendations → a promptfoo comparison of the pick, the runner-up and the frontier on the user's own prompts.

import type { RecommendationJson } from '../contract.ts'
import { fill } from '../words.ts'
import { type Call, callOf, type Lane, leftOutText, nothing, type Workload, workloads } from './calls.ts'
import type { Exported, ExportInput } from './input.ts'
import { isInside, limitKey, limitsOf, regionOf } from './limits.ts'
import { marginOf } from './money.ts'
import { comment, leftOutOf, notesOf } from './notes.ts'
import { isEmbedding, type Place, placeOf } from './places.ts'
import { yamlText } from './yaml.ts'

const title = 'promptfoo'

type Use = 'pick' | 'runner-up' | 'frontier'

interface Compared {
  /** Of the first one that it is for. */
  readonly label: string
  readonly call: Call<'promptfoo'>
  readonly uses: { readonly name: string; readonly use: Use }[]
}

type Add = (name: string, use: Use, call: Call<'promptfoo'>) => boolean

export function exportPromptfoo(input: ExportInput): Exported {
  // Every prompt goes to every provider, so the strictest workload would leave its limits through the others.
  if (new Set(limitsOf(input).map(limitKey)).size > 1)
    throw nothing(input, title, [input.words['export-promptfoo-mixed']], input.words['export-mixed-hint'])
  const compared: Compared[] = []
  const add: Add = (name, use, call) => {
    const same = compared.find((other) => keyOf(other.call) === keyOf(call))
    if (same) same.uses.push({ name, use })
    else compared.push({ label: `${name}-${use}`, call, uses: [{ name, use }] })
    return !same
  }
  const used = workloads(input, 'promptfoo', title).map((workload) => compareIn(input, workload, add))
  const shown = compared.map(({ call }) => call)
  if (shown.length === 0)
    throw nothing(
      input,
      title,
      used.flatMap(({ notes, leftOut }) => [...notes, ...leftOut]),
    )
  const sensitive = used.some(({ limit }) => limit.kind !== 'anywhere')
  const config = {
    description: `pick-llm: ${used.map(({ name }) => name).join(', ')}`,
    prompts: ['file://prompts/*.txt'],
    providers: compared.map(({ label, call }) => ({ id: `${call.how.prefix}${call.id}`, label, ...configOf(call) })),
    tests: 'file://tests.csv',
    ...(sensitive ? { sharing: false } : {}),
    evaluateOptions: { cache: false },
    defaultTest: { assert: [costAssertion(input, compared), ...latencyAssertion(input)] },
  }
  const told = used.map((workload) => ({
    ...workload,
    lanes: workload.lanes.length > 0 ? [{ name: workload.name, tier: '', calls: mine(workload, shown) }] : [],
  }))
  const head = [
    ...input.words['export-promptfoo-use'].split('\n'),
    '',
    ...notesOf(input, told, [...labelNotes(input, compared), ...(sensitive ? [input.words['export-promptfoo-inside']] : [])]),
  ]
  return { text: `${comment('#', head)}\n\n${yamlText(config)}`, leftOut: leftOutOf(used) }
}

const mine = ({ lanes }: Workload<'promptfoo'>, shown: readonly Call<'promptfoo'>[]): Call<'promptfoo'>[] =>
  shown.filter((call) => lanes.some(({ calls }) => calls.some((other) => keyOf(other) === keyOf(call))))

/** Which label to read for whom: a model that several workloads share stands under the name of the first one. */
function labelNotes({ words }: ExportInput, compared: readonly Compared[]): string[] {
  if (compared.every(({ uses }) => new Set(uses.map(({ name }) => name)).size === 1)) return []
  const lines = compared.map(({ label, uses }) =>
    fill(words['export-promptfoo-label'], {
      label,
      uses: uses.map(({ name, use }) => fill(words[`export-promptfoo-${use}`], { name })).join(', '),
    }),
  )
  return [words['export-promptfoo-labels'], ...lines]
}

/** Adds what a workload compares. Returns it with only what is compared, and notes on what could not be. */
function compareIn(input: ExportInput, workload: Workload<'promptfoo'>, add: Add): Workload<'promptfoo'> {
  const notes = [...workload.notes]
  const leftOut = [...workload.leftOut]
  const lanes = workload.lanes.flatMap((lane): Lane<'promptfoo'>[] => {
    const embedding = lane.calls.find(isEmbedding)
    if (embedding) {
      const because = fill(input.words['export-embeddings'], { model: embedding.title })
      leftOut.push(leftOutText(input, workload.entry, lane.name, [because]))
      return []
    }
    const [pick, second] = lane.calls
    const runnerUp = second ?? beside(input, workload, [workload.entry.result.runnerUp?.tier ?? ''], notes)
    if (pick) add(lane.name, 'pick', pick)
    if (runnerUp) add(lane.name, 'runner-up', runnerUp)
    return [{ ...lane, calls: [pick, runnerUp].flatMap((call) => call ?? []) }]
  })
  const baseline = lanes.length === 0 ? undefined : frontier(input, workload, notes)
  if (baseline && !add(workload.name, 'frontier', baseline))
    notes.push(fill(input.words['export-baseline-listed'], { name: workload.name }))
  const last = lanes.at(-1)
  if (baseline && last) lanes.push({ ...last, calls: [baseline] })
  return { ...workload, lanes, notes, leftOut }
}

/** Under a limit, the frontier is the private one: the public API is what the answer rules out. */
function frontier(input: ExportInput, workload: Workload<'promptfoo'>, notes: string[]): Call<'promptfoo'> | undefined {
  const { words } = input
  if (isInside(workload.limit)) {
    notes.push(words['export-no-baseline-own'])
    return undefined
  }
  const found = beside(
    input,
    workload,
    workload.limit.kind === 'anywhere' ? ['frontier-closed', 'frontier-private'] : ['frontier-private'],
    notes,
  )
  if (!found) notes.push(words['export-no-baseline'])
  return found
}

/** The model of the first bill of a tier; bills are for models that passed the limits. */
function beside(
  input: ExportInput,
  { entry, limit }: Workload<'promptfoo'>,
  tiers: readonly string[],
  notes: string[],
): Call<'promptfoo'> | undefined {
  const bills = entry.rivals ?? entry.result.cost.bills
  for (const tier of tiers) {
    const place = bills.filter((bill) => bill.tier === tier).flatMap((bill) => billed(input, bill, limit) ?? [])[0]
    const call = place && callOf(input, place, limit, 'promptfoo', title)
    if (typeof call === 'object') return call
    if (call !== undefined) notes.push(call)
  }
  return undefined
}

/** The model of a bill where it is served. */
function billed(
  input: ExportInput,
  { tier, modelId, hostId, host }: RecommendationJson['cost']['bills'][number],
  limit: Workload['limit'],
): Place | undefined {
  const known = input.catalog.models.get(modelId ?? '')
  const offer = known?.offers.find((each) => each.host.id === hostId)
  if (!known || (hostId !== null && !offer)) return undefined
  const region = regionOf(limit)?.id
  const idAtHost = offer ? (offer.regions.get(region ?? '')?.id ?? offer.id) : null
  return placeOf(input, { tier, model: known.id, title: known.title, host: hostId, hostTitle: host, idAtHost }, limit)
}

const keyOf = ({ how, id, settings }: Call<'promptfoo'>): string => JSON.stringify([how.prefix, id, settings])

function configOf({ settings, retention }: Call): { readonly config?: Record<string, unknown> } {
  const entries = Object.entries(settings).map(([key, value]): [string, string] => [
    key,
    typeof value === 'string' ? value : `{{env.${value.variable}}}`,
  ])
  const config = { ...Object.fromEntries(entries), ...(Object.keys(retention).length > 0 ? { passthrough: retention } : {}) }
  return Object.keys(config).length > 0 ? { config } : {}
}

/** By the catalog's prices: the tool's own check fails for every model that is newer than its list. */
function costAssertion(input: ExportInput, compared: readonly Compared[]): Record<string, unknown> {
  const share = input.figures.get('input-share')?.value ?? 0.5
  const tokens = input.figures.get('eval-request-tokens')?.value ?? 0
  const prices = compared.flatMap(({ label, call }) =>
    call.rates && call.host !== undefined ? [[label, [call.rates.input, call.rates.output]] as const] : [],
  )
  const dearest = Math.max(0, ...prices.map(([, [read, written]]) => read * share + written * (1 - share)))
  const most = Number(((dearest * tokens * (1 + marginOf(input))) / 1e6).toPrecision(3))
  return { type: 'javascript', metric: 'cost', value: costCheck(Object.fromEntries(prices), most) }
}

const costCheck = (prices: Readonly<Record<string, readonly number[]>>, most: number): string =>
  `// USD per million tokens, input and output; change \`most\` to what an answer may cost you.
const prices = ${JSON.stringify(prices)}
const most = ${most}
const price = prices[context.provider?.label ?? '']
if (!price) return { pass: true, score: 1, reason: 'no price by the token' }
const used = context.providerResponse?.tokenUsage
if (used?.prompt === undefined || used?.completion === undefined) return { pass: false, score: 0, reason: 'the provider reports no tokens' }
const usd = (used.prompt * price[0] + used.completion * price[1]) / 1e6
return { pass: usd <= most, score: usd <= most ? 1 : 0, reason: 'USD ' + usd.toFixed(6) }`

/** The strictest of the answers; work that may wait has no check. */
function latencyAssertion({ entries, figures }: ExportInput): Record<string, unknown>[] {
  const answers = new Set(entries.map(({ result }) => result.cost.usage.latency))
  const figure = answers.has('realtime') ? 'realtime' : answers.has('interactive') ? 'interactive' : undefined
  const threshold = figures.get(`eval-latency-${figure}`)?.value
  return threshold === undefined ? [] : [{ type: 'latency', metric: 'latency', threshold }]
}
