// Usage, answers and ranges → the sentences that say what bills were worked out for, and how to read them.

import type { CostJson } from '../contract-cost.ts'

type Volume = CostJson['volumes'][number]

const percent = (share: number): string => `${Number((share * 100).toPrecision(3))}%`

/** "Usage: 75% of the tokens are input, …" */
export const usageText = ({ inputShare, cachedShare, batchShare, traffic, latency }: Volume['usage']): string =>
  `Usage: ${percent(inputShare)} of the tokens are input, ${percent(cachedShare)} of the input comes from a cache, ${percent(batchShare)} of the work runs in batches; traffic ${traffic}, latency ${latency}.`

/** What the two amounts beside a bill are; empty where no bill has any. */
export const rangeLegend = (bills: readonly Pick<Volume['bills'][number], 'low' | 'high'>[]): string[] =>
  bills.some(({ low, high }) => low !== high)
    ? ['Range: at an API, from the cheapest to the dearest suitable host; on own GPUs, with every figure at its low and at its high end.']
    : []

const pickedText = 'Each bill is for the one model that is picked for these answers; other answers can pick another one.'

/** What the models and the usage were picked for, given and assumed apart. */
function answersText(answers: CostJson['answers']): string {
  const all = Object.entries(answers)
  const listed = (assumed: boolean) =>
    all.filter(([, { source }]) => (source === 'assumed') === assumed).map(([id, { value }]) => `${id} ${value}`)
  const [given, assumed] = [listed(false), listed(true)]
  const parts = [...(given.length > 0 ? [given.join(', ')] : []), ...(assumed.length > 0 ? [`assumed ${assumed.join(', ')}`] : [])]
  return `Answers: ${parts.join('; ')}.`
}

/** All of it, a sentence or two a line. */
export const billNotes = ({ volumes, answers }: Pick<CostJson, 'volumes' | 'answers'>): readonly string[] => [
  ...rangeLegend(volumes.length === 1 ? (volumes[0]?.bills ?? []) : []),
  ...(volumes[0] ? [usageText(volumes[0].usage)] : []),
  pickedText,
  ...(Object.keys(answers).length > 0 ? [answersText(answers)] : []),
]
