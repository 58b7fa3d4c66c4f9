// A deployment and a usage → the monthly bill of running it on own GPUs: a staircase of whole replicas.

import type { Deployment, Throughput } from '../types.ts'
import { plain } from './api.ts'
import type { DerivationStep, Figures, Range, Usage } from './usage.ts'

/** What a replica can serve and costs; all that a staircase needs. */
export interface Stairs {
  readonly deployment: Deployment
  readonly measured: Throughput
  /** Tokens a month of one replica at full load, around the clock. */
  readonly rawCapacity: number
  /** Tokens a month that one replica may be planned for: what is left after latency, headroom and peaks. */
  readonly capacity: number
  readonly replicaUsd: number
  /** People, whatever the volume. */
  readonly fixedUsd: number
  readonly minReplicas: number
}

const secondsPerHour = 3600

/** The opposite end of the range, for figures that make the bill smaller as they grow. */
const opposite: Readonly<Record<Range, Range>> = { low: 'high', value: 'value', high: 'low' }

/** `range` says which end of every figure to take: `low` gives the lowest bill. */
export function stairsOf(deployment: Deployment, usage: Usage, figures: Figures, range: Range = 'value'): Stairs {
  const measured = nearestMeasurement(deployment, usage.inputShare)
  const hours = figures.get('hours-per-month')
  const perSecond = measured.perGpu * deployment.gpus * (1 + measured.input / measured.output)
  const rawCapacity = perSecond * secondsPerHour * hours
  const derate = figures.get(`${usage.latency}-derate`, opposite[range])
  const utilisation = figures.get('utilisation', opposite[range])
  const peak = figures.get(`peak-${usage.traffic}`, range)
  return {
    deployment,
    measured,
    rawCapacity,
    capacity: (rawCapacity * derate * utilisation) / peak,
    replicaUsd: deployment.gpus * gpuHour(deployment, figures, range) * hours * (1 + figures.get('overhead', range)),
    fixedUsd: figures.get('engineer-hours', range) * figures.get('engineer-rate', range),
    minReplicas: figures.get('min-replicas', range),
  }
}

const gpuHour = ({ gpu }: Deployment, figures: Figures, range: Range): number =>
  figures.own('gpu-hour') ?? gpu[range === 'value' ? 'mid' : range]

/** Throughput depends on the shape of requests: the measurement with the nearest ratio of input to output, the slower of two equals. */
function nearestMeasurement({ throughput }: Deployment, inputShare: number): Throughput {
  const wanted = Math.log(Math.max(inputShare, 0.01) / Math.max(1 - inputShare, 0.01))
  const distance = ({ input, output }: Throughput) => Math.abs(Math.log(input / output) - wanted)
  const total = ({ input, output, perGpu }: Throughput) => perGpu * (1 + input / output)
  const [nearest] = [...throughput].sort((a, b) => distance(a) - distance(b) || total(a) - total(b))
  if (!nearest) throw new Error('a deployment has no measurement')
  return nearest
}

/** Whole replicas; the tolerance keeps a volume that fills a replica exactly from needing another one. */
const replicasFor = ({ capacity, minReplicas }: Stairs, tokens: number): number =>
  Math.max(minReplicas, Math.ceil(tokens / capacity - 1e-9))

export const stairsUsd = (stairs: Stairs, tokens: number): number => replicasFor(stairs, tokens) * stairs.replicaUsd + stairs.fixedUsd

export function stairsDerivation(stairs: Stairs, usage: Usage, figures: Figures): DerivationStep[] {
  const { deployment, measured, rawCapacity, capacity, replicaUsd, fixedUsd, minReplicas } = stairs
  const { gpu, gpus } = deployment
  const replicas = replicasFor(stairs, usage.tokens)
  const figure = (id: string) => plain(figures.get(id))
  const cite = (...ids: string[]) => [...new Set(ids.flatMap((id) => Object.keys(figures.sources(id))))]
  return [
    {
      what: 'Tokens a month of a replica at full load',
      how: `${measured.perGpu} output tokens/s per GPU${deployment.measuredOn ? ` (measured on ${deployment.measuredOn})` : ''} × ${gpus} × (1 + ${measured.input}/${measured.output}) × 3600 × ${figure('hours-per-month')}`,
      value: rawCapacity,
      unit: 'tokens',
      sources: Object.keys(measured.sources),
    },
    {
      what: 'Tokens a month to plan a replica for',
      how: `× ${figure(`${usage.latency}-derate`)} for ${usage.latency} answers × ${figure('utilisation')} target utilisation ÷ ${figure(`peak-${usage.traffic}`)} peak over mean`,
      value: capacity,
      unit: 'tokens',
      sources: cite(`${usage.latency}-derate`, 'utilisation', `peak-${usage.traffic}`),
    },
    {
      what: 'Replicas',
      how: `${plain(usage.tokens)} ÷ that, rounded up, at least ${minReplicas}`,
      value: replicas,
      unit: 'replicas',
      sources: cite('min-replicas'),
    },
    {
      what: 'GPUs',
      how: `${replicas} × ${gpus} × $${plain(gpuHour(deployment, figures, 'value'))} an hour (${gpu.title}) × ${figure('hours-per-month')} × (1 + ${figure('overhead')} overhead)`,
      value: replicas * replicaUsd,
      unit: 'USD',
      sources: figures.own('gpu-hour') === undefined ? [...Object.keys(gpu.sources), ...cite('overhead')] : ['you', ...cite('overhead')],
    },
    {
      what: 'People',
      how: `${figure('engineer-hours')} hours × $${figure('engineer-rate')}`,
      value: fixedUsd,
      unit: 'USD',
      sources: cite('engineer-hours', 'engineer-rate'),
    },
    { what: 'Bill a month', how: 'GPUs + people', value: replicas * replicaUsd + fixedUsd, unit: 'USD', sources: [] },
  ]
}
