// The wishes of a request → the measures that the rules may compare with a figure.

import { demandsOf } from '../catalog/demands.ts'
import { type Candidate, shortlist } from '../catalog/shortlist.ts'
import { apiBill } from '../cost/api.ts'
import { cheapestStairs } from '../cost/bills.ts'
import { crossings } from '../cost/break-even.ts'
import { type Stairs, stairsOf, stairsUsd } from '../cost/own.ts'
import { figuresOf, type Usage } from '../cost/usage.ts'
import { peek, pickFor, settle } from '../engine/walk.ts'
import type { Figure, Measure, Narrowing, Question, Settings, Tree, Walk, WholeTier } from '../types.ts'
import { regionOf } from './models.ts'
import { usageFor } from './usage.ts'

/** The same tree, measuring with the user's own figures. */
export const bindMeasures = (tree: Tree, settings: Settings = {}): Tree => ({
  ...tree,
  measures: { 'self-host-saving': selfHostSaving(settings) },
})

/** Both ways to serve the rest of the traffic, as far as they are known. */
interface Rivals {
  readonly usage: Usage
  readonly stairs: readonly Stairs[]
  readonly hostedUsdPerToken: number
}

/** What own GPUs would save of the hosted bill, as a share; negative when they cost more. Steady traffic is taken for granted. */
function selfHostSaving(settings: Settings): Measure {
  return {
    value: (walk, narrowings) => {
      const volume = walk.tree.questions.find(({ kind }) => kind === 'volume')
      if (!volume) return undefined
      const open = settle(walk, volume)
      if (open) return open
      const known = peek(walk, volume)
      if (!('value' in known) || typeof known.value !== 'number') return undefined
      const rivals = rivalsOf(walk, narrowings, settings)
      if (!rivals || 'kind' in rivals) return rivals
      const own = Math.min(...rivals.stairs.map((stairs) => stairsUsd(stairs, Number(known.value))))
      return 1 - own / (rivals.hostedUsdPerToken * Number(known.value))
    },
    crossings: (walk, narrowings, atLeast) => {
      const rivals = rivalsOf(walk, narrowings, settings)
      return rivals && !('kind' in rivals) ? crossingsOf(rivals, atLeast) : []
    },
  }
}

/** Far above any volume that a single product reaches. */
const largestVolume = 1e12

function crossingsOf({ stairs, hostedUsdPerToken }: Rivals, { value }: Figure): number[] {
  const perToken = (1 - value) * hostedUsdPerToken
  const points = stairs.flatMap((each) =>
    crossings(each, perToken, largestVolume).map(({ at, cheaper }) => (cheaper ? Math.ceil(at) : Math.floor(at) + 1)),
  )
  // One deployment may cross where another one is cheaper already; only the best of them counts.
  const worthIt = (tokens: number) => Math.min(...stairs.map((each) => stairsUsd(each, tokens))) <= perToken * tokens
  return [...new Set(points)].filter((point) => worthIt(point) !== worthIt(point - 1)).sort((a, b) => a - b)
}

/** Returns the question that has to be answered first, or undefined when one side cannot be known. */
function rivalsOf(walk: Walk, narrowings: readonly Narrowing[], settings: Settings): Rivals | Question | undefined {
  const own = candidates(walk, 'self-hosted-open', narrowings, settings)
  if ('kind' in own) return own
  const hosted = candidates(walk, 'hosted-open', narrowings, settings)
  if ('kind' in hosted) return hosted
  const latency = walk.tree.questions.find(({ id }) => id === 'latency')
  const open = latency && settle(walk, latency)
  if (open) return open
  const usage = { ...usageFor(walk, settings, 1e6), traffic: 'steady' as const }
  const figures = figuresOf(walk.tree, settings.figures ?? {})
  const model = cheapestStairs(own, usage, figures)?.model
  const offer = hosted[0]?.offer
  if (!model || !offer) return undefined
  const region = demands(walk, narrowings, settings).region
  return {
    usage,
    stairs: model.deployments.map((deployment) => stairsOf(deployment, usage, figures)),
    hostedUsdPerToken: apiBill(offer, region, usage).usd / usage.tokens,
  }
}

function candidates(walk: Walk, tier: WholeTier, narrowings: readonly Narrowing[], settings: Settings): readonly Candidate[] | Question {
  const pick = pickFor(walk, tier)
  if (pick && 'kind' in pick) return pick
  return pick ? shortlist(walk.tree, walk.tree.tiers[tier], pick, demands(walk, narrowings, settings)).candidates : []
}

const demands = (walk: Walk, narrowings: readonly Narrowing[], settings: Settings) =>
  demandsOf(narrowings, (narrowing) => regionOf(walk, narrowing), settings)
