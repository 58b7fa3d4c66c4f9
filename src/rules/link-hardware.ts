// The hardware sections → GPUs with their prices, and the ways to run a model on them.

import type { Deployment, Gpu, Source } from '../types.ts'
import { citations } from './citations.ts'
import type { Names, Path } from './names.ts'
import { checkRange } from './ranges.ts'
import type { Ruleset } from './schema.ts'

export function linkGpus(rules: Ruleset, sources: ReadonlyMap<string, Source>, names: Names): Map<string, Gpu> {
  return new Map(
    Object.entries(rules.gpus ?? {}).map(([id, { title, memory, low, mid, high, sources: cited }]) => {
      const [asOf] = Object.keys(cited)
        .flatMap((source) => sources.get(source)?.dated ?? sources.get(source)?.checked ?? [])
        .sort()
      checkRange(names, ['gpus', id], 'mid', low, mid, high)
      return [id, { id, title, memory, low, mid, high, asOf, sources: citations(cited, sources, names, ['gpus', id, 'sources']) }]
    }),
  )
}

export function linkDeployments(
  rules: Ruleset,
  model: string,
  gpus: ReadonlyMap<string, Gpu>,
  sources: ReadonlyMap<string, Source>,
  names: Names,
): Deployment[] {
  return Object.entries(rules.deployments?.[model] ?? {}).flatMap(([id, raw]): Deployment[] => {
    const path: Path = ['deployments', model, id]
    const gpu = names.find(gpus, raw.gpu, 'GPU', [...path, 'gpu'])
    if (!gpu) return []
    if (raw['measured-on'] !== undefined)
      names.find(new Map(Object.entries(rules.models ?? {})), raw['measured-on'], 'model', [...path, 'measured-on'])
    const throughput = raw.throughput.map(({ input, output, 'per-gpu': perGpu, sources: cited }, index) => {
      return { input, output, perGpu, sources: citations(cited, sources, names, [...path, 'throughput', index, 'sources']) }
    })
    const memory = rules.memory?.[model]?.[raw.precision]
    const memorySources = rules.memory?.[model]?.sources ?? {}
    return [
      {
        id,
        gpu,
        gpus: raw.gpus,
        precision: raw.precision,
        needs:
          memory === undefined ? undefined : { memory, sources: citations(memorySources, sources, names, ['memory', model, 'sources']) },
        measuredOn: raw['measured-on'],
        because: raw.because,
        throughput,
      },
    ]
  })
}
