// A rule, model, offer, host, GPU or figure → the fact that is recorded about it.

import type { RecommendationJson } from '../contract.ts'
import { measuredText } from '../measured.ts'
import { perObject } from '../memo.ts'
import type { Condition, Deployment, Figure, Gpu, Host, Model, Offer, Pick, Rates, Rule } from '../types.ts'

type Inputs = RecommendationJson['inputs']
/** Field → value; null is unknown. */
export type Fact = Inputs[keyof Inputs][string]

const conditionsText = (conditions: readonly Condition[]): string =>
  conditions
    .map((condition) =>
      condition.kind === 'measure'
        ? measuredText(condition, ({ id }) => id)
        : `${condition.kind === 'tier' ? 'tier' : condition.question.id} ${[...condition.oneOf].join(' or ')}`,
    )
    .join(', ')

export const pickFact = perObject(
  ({ conditions, models }: Pick): Fact => ({ if: conditionsText(conditions), models: models.map(({ model }) => model.id).join(', ') }),
)

export const hostFact = perObject(
  ({ kind, origin, agreement, regions, ban }: Host): Fact => ({
    ...{ kind, origin, agreement, regions: [...regions].sort().join(', ') },
    ...(ban && { banned: ban.id }),
  }),
)

export const ruleFact = perObject(
  ({ conditions, tier, slice, only }: Rule): Fact => ({
    if: conditionsText(conditions),
    tier: tier ?? null,
    slice: slice ?? null,
    only: only
      ? Object.entries(only)
          .flatMap(([what, value]) =>
            value === undefined
              ? []
              : [`${what} ${typeof value === 'string' ? value : 'id' in value ? value.id : [...value].join(' or ')}`],
          )
          .join(', ')
      : null,
  }),
)

export const modelFact = perObject(
  ({ status, origin, weights, license, evidence, context, replacedBy, ban }: Model): Fact => ({
    status,
    origin,
    weights,
    license: license.id,
    permissive: license.permissive,
    commercial: license.commercial,
    conditions: license.conditions.join(' '),
    bars: license.bars.join(', '),
    evidence,
    context: context ?? null,
    replacedBy: replacedBy?.id ?? null,
    // Only where there is one, so that records made without bans stay as they are.
    ...(ban && { banned: ban.id }),
  }),
)

export const priceFact = perObject(
  (offer: Offer): Fact => ({
    ...ratesFact('', offer),
    'batch input': offer.batch?.input ?? null,
    'batch output': offer.batch?.output ?? null,
    ...Object.assign({}, ...[...offer.regions].map(([region, rates]) => ratesFact(`${region} `, rates))),
    ...Object.assign({}, ...offer.above.map((rates) => ratesFact(`above ${rates.tokens} `, rates))),
    ...(offer.context === undefined ? {} : { context: offer.context }),
    asOf: offer.asOf,
  }),
)

const ratesFact = (prefix: string, { input, output, cached }: Rates): Fact => ({
  [`${prefix}input`]: input,
  [`${prefix}output`]: output,
  [`${prefix}cached`]: cached ?? null,
})

export const gpuFact = perObject(({ low, mid, high }: Gpu): Fact => ({ low, mid, high }))

export const deploymentFact = perObject(
  ({ gpu, gpus, precision, throughput }: Deployment): Fact => ({
    gpu: gpu.id,
    gpus,
    precision,
    ...Object.fromEntries(throughput.map(({ input, output, perGpu }) => [`tokens/s per GPU at ${input}:${output}`, perGpu])),
  }),
)

export const figureFact = perObject(({ value, low, high, checked }: Figure): Fact => ({ value, low, high, checked }))
