// Offers, deployments and figures with round numbers, so that a bill can be worked out in the head; none of the built-in rules.

import { type Figures, figuresOf, type Usage } from '../src/cost/usage.ts'
import type { Deployment, Figure, Gpu, Host, License, Model, Offer, Tree } from '../src/types.ts'

/** 100M tokens, three quarters of them input. */
export const usage: Usage = {
  tokens: 100e6,
  inputShare: 0.75,
  cachedShare: 0,
  batchShare: 0,
  requestTokens: undefined,
  traffic: 'steady',
  latency: 'interactive',
}

const host: Host = {
  id: 'here',
  title: 'Here',
  kind: 'inference',
  origin: 'us',
  agreement: 'yes',
  regions: new Set(),
  ban: undefined,
}

/** $2 and $8 per million, and nothing special known. */
export const offer = (more: Partial<Offer> = {}): Offer => ({
  host,
  id: 'x',
  input: 2,
  output: 8,
  cached: undefined,
  context: undefined,
  regions: new Map(),
  batch: undefined,
  above: [],
  asOf: '2026-01-02',
  until: undefined,
  lifted: undefined,
  sources: { list: 'a page' },
  ...more,
})

export const gpu: Gpu = {
  id: 'g',
  title: 'G100',
  memory: 80,
  low: 1,
  mid: 2,
  high: 4,
  asOf: '2026-03-04',
  sources: { shop: 'a page' },
}

/** Two GPUs that write 100 tokens a second each, and read three times as many. */
export const deployment = (more: Partial<Deployment> = {}): Deployment => ({
  id: 'd',
  gpu,
  gpus: 2,
  precision: 'fp8',
  needs: undefined,
  measuredOn: undefined,
  because: undefined,
  throughput: [{ input: 300, output: 100, perGpu: 100, sources: { bench: 'a table' } }],
  ...more,
})

const license: License = { id: 'l', title: 'L', permissive: 'yes', commercial: 'yes', conditions: [], bars: [] }

export const model = (more: Partial<Model> = {}): Model => ({
  id: 'm',
  title: 'M',
  lab: 'Lab',
  origin: 'us',
  weights: 'open',
  license,
  evidence: 'primary',
  status: 'current',
  context: undefined,
  goodAt: [],
  replacedBy: undefined,
  namedIn: {},
  note: undefined,
  offers: [],
  deployments: [],
  sources: {},
  ban: undefined,
  ...more,
})

const figure = (id: string, low: number, value: number, high: number): Figure => ({
  ...{ id, title: id, low, value, high, unit: '', checked: '2026-01-01' },
  sources: { [`of-${id}`]: 'a page' },
})

const all: readonly Figure[] = [
  figure('hours-per-month', 500, 1000, 2000),
  figure('interactive-derate', 0.25, 0.5, 1),
  figure('relaxed-derate', 1, 1, 1),
  figure('utilisation', 0.25, 0.5, 1),
  figure('peak-steady', 1, 2, 4),
  figure('peak-bursty', 4, 8, 16),
  figure('overhead', 0, 0.5, 1),
  figure('engineer-hours', 5, 10, 20),
  figure('engineer-rate', 50, 100, 200),
  figure('min-replicas', 1, 1, 2),
  figure('hard-share', 0.25, 0.25, 0.25),
  figure('long-request', 1, 1, 1),
]

export const figures = (set: Readonly<Record<string, number>> = {}): Figures =>
  figuresOf({ figures: new Map(all.map((each) => [each.id, each])) } as Partial<Tree> as Tree, set)
