// Figures that a wish may set → the bills, which depend on all of those and on no others.

import { expect, it } from 'vitest'
import { recommend } from '../src/advise/recommend.ts'
import { settableFigures } from '../src/advise/usage.ts'
import { laid } from './laid.ts'
import { maker } from './support.ts'

const { tree } = laid('')

const ways = ['relaxed', 'interactive', 'realtime'].flatMap((latency) =>
  ['steady', 'bursty'].map((traffic) => ({ 'data-residency': 'anywhere', 'frontier-need': 'slice', latency, traffic, tokens: 20e9 })),
)

const bills = (figures: Readonly<Record<string, number>>): string =>
  JSON.stringify(ways.map((answers) => recommend(tree, { answers, settings: { figures } }, maker).cost.bills))

it('the figures that a wish may set are those that change a bill', () => {
  const before = bills({})
  const changing = [...tree.figures.keys(), 'gpu-hour', 'team-size'].filter(
    (id) => bills({ [id]: id === 'min-replicas' ? 99 : 0.123 }) !== before,
  )
  expect(changing.sort()).toEqual([...settableFigures].sort())
})
