// A deployment and a usage → the monthly bill of running it on own GPUs: a staircase of whole replicas.

import type { Deployment, Throughput } from '../types.ts'
import { plain } from './api.ts'
import type { DerivationStep, Figures, Range, Usage } from './usage.ts'

/** What a replica can serve and costs; all that a staircase needs. */
export interface Stairs {
  readonly deployment: Deployment
  readonly load: Load
  /** Tokens a month of one replica at full load, around the clock. */
  readonly rawCapacity: number
  /** Tokens a month that one replica may be planned for: what is left after latency, headroom and peaks. */
  readonly capacity: number
  readonly replicaUsd: number
  /** People, whatever the volume. */
  readonly fixedUsd: number
  readonly minReplicas: number
}

/** What one GPU was measured to do, and what that makes in tokens of the usage. */
interface Load {
  readonly measured: Throughput
  /** Tokens a second, input and output. */
  readonly perGpu: number
  /** How the measured output tokens become all tokens. */
  readonly how: string
  /** Why this measurement, of all that there are. */
  readonly why: string
}

const secondsPerHour = 3600

/** The opposite end of the range, for figures that make the bill smaller as they grow. */
const opposite: Readonly<Record<Range, Range>> = { low: 'high', value: 'value', high: 'low' }

/** `range` says which end of every figure to take: `low` gives the lowest bill. */
export function stairsOf(deployment: Deployment, usage: Usage, figures: Figures, range: Range = 'value'): Stairs {
  const load = loadOf(deployment, usage.inputShare)
  const hours = figures.get('hours-per-month')
  const rawCapacity = load.perGpu * deployment.gpus * secondsPerHour * hours
  const derate = figures.get(`${usage.latency}-derate`, opposite[range])
  const utilisation = figures.get('utilisation', opposite[range])
  const peak = figures.get(`peak-${usage.traffic}`, range)
  return {
    deployment,
    load,
    rawCapacity,
    capacity: (rawCapacity * derate * utilisation) / peak,
    replicaUsd: deployment.gpus * gpuHour(deployment, figures, range) * hours * (1 + figures.get('overhead', range)),
    fixedUsd: figures.get('engineer-hours', range) * figures.get('engineer-rate', range),
    minReplicas: Math.max(1, Math.ceil(figures.get('min-replicas', range))),
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

/**
 * Less output than was measured leaves room for more input, but less input never makes output faster than the fastest
 * measurement: where that is the narrower limit, it holds.
 */
function loadOf(deployment: Deployment, inputShare: number): Load {
  const nearest = nearestMeasurement(deployment, inputShare)
  const total = nearest.perGpu * (1 + nearest.input / nearest.output)
  const [fastest = nearest] = [...deployment.throughput].sort((a, b) => b.perGpu - a.perGpu)
  const writing = fastest.perGpu / (1 - inputShare)
  const size = ({ input, output }: Throughput) => `with ${input} tokens in and ${output} out`
  if (writing < total) {
    const why = `${size(fastest)}, the fastest output of all measurements, which no mix of tokens exceeds`
    return { measured: fastest, perGpu: writing, how: `÷ ${plain(1 - inputShare)} output of all tokens`, why }
  }
  const which =
    deployment.throughput.length === 1 ? 'the only measurement' : `of all measurements the nearest to ${plain(inputShare)} input`
  return { measured: nearest, perGpu: total, how: `× (1 + ${nearest.input}/${nearest.output})`, why: `${size(nearest)}, ${which}` }
}

/** Whole replicas: a token too many needs another one, the noise of binary fractions does not. */
export const replicasFor = ({ capacity, minReplicas }: Stairs, tokens: number): number =>
  Math.max(minReplicas, Math.ceil((tokens / capacity) * (1 - noise)))

const noise = 2e-15

export const stairsUsd = (stairs: Stairs, tokens: number): number => replicasFor(stairs, tokens) * stairs.replicaUsd + stairs.fixedUsd

/** What the cheapest of several ways costs at a volume, at least one. */
export const lowestUsd = (ways: readonly Stairs[], tokens: number): number => Math.min(...ways.map((stairs) => stairsUsd(stairs, tokens)))

export function stairsDerivation(stairs: Stairs, usage: Usage, figures: Figures): DerivationStep[] {
  const { deployment, load, rawCapacity, capacity, replicaUsd, fixedUsd, minReplicas } = stairs
  const { gpu, gpus } = deployment
  const replicas = replicasFor(stairs, usage.tokens)
  const figure = (id: string) => plain(figures.get(id))
  const ownPrice = figures.own('gpu-hour') === undefined ? '' : ', at your price for a GPU of any kind'
  const cite = (...ids: string[]) => [...new Set(ids.flatMap((id) => Object.keys(figures.sources(id))))]
  return [
    ...memoryStep(deployment),
    {
      what: 'Tokens a month of a replica at full load',
      how: `${load.measured.perGpu} output tokens/s per GPU${remark(stairs, usage)} ${load.how} × ${gpus} × 3600 × ${figure('hours-per-month')}`,
      value: rawCapacity,
      unit: 'tokens',
      sources: [...new Set([...Object.keys(load.measured.sources), ...cite('hours-per-month')])],
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
      how: `${counted(replicas, 'replica')} × ${counted(gpus, 'GPU')} × $${plain(gpuHour(deployment, figures, 'value'))} an hour (${gpu.title}${ownPrice}) × ${figure('hours-per-month')} hours × (1 + ${figure('overhead')} overhead)`,
      value: replicas * replicaUsd,
      unit: 'USD',
      sources: [
        ...new Set([
          ...(figures.own('gpu-hour') === undefined ? Object.keys(gpu.sources) : ['you']),
          ...cite('hours-per-month', 'overhead'),
        ]),
      ],
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

const counted = (amount: number, what: string): string => `${amount} ${what}${amount === 1 ? '' : 's'}`

function memoryStep({ gpu, gpus, precision, needs }: Deployment): DerivationStep[] {
  if (!needs) return []
  return [
    {
      what: 'GPU memory of a replica',
      how: `${counted(gpus, 'GPU')} × ${plain(gpu.memory)} GB (${gpu.title}; the model needs ${plain(needs.memory)} GB in ${precision.toUpperCase()})`,
      value: gpus * gpu.memory,
      unit: 'GB',
      sources: [...new Set([...Object.keys(gpu.sources), ...Object.keys(needs.sources)])],
    },
  ]
}

/** Why this measurement, and whatever makes it less than one of this model with requests of that size. */
function remark({ deployment: { measuredOn, because }, load: { measured, why } }: Stairs, { requestTokens = 0 }: Usage): string {
  const size = measured.input + measured.output
  const remarks = [
    ...(measuredOn === undefined ? [] : [`measured on ${measuredOn}${because === undefined ? '' : `: ${because.replace(/\.$/, '')}`}`]),
    ...(requestTokens > size ? [`measured with ${size} tokens a request, and slower with ${plain(requestTokens)}`] : []),
    why,
  ]
  return ` (${remarks.join('; ')})`
}
