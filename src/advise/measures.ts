// The wishes of a request → the measures that the rules may compare with a figure.

import { type Demands, keyOf } from '../catalog/demands.ts'
import { shortlist } from '../catalog/shortlist.ts'
import { apiUsd } from '../cost/api.ts'
import { allStairs } from '../cost/bills.ts'
import { fewTurns, turningPoints } from '../cost/break-even.ts'
import { lowestUsd, type Stairs } from '../cost/own.ts'
import { figuresOf, type Usage } from '../cost/usage.ts'
import { peek, pickFor, settle } from '../engine/walk.ts'
import { type Memo, memo, perObject } from '../memo.ts'
import type { Figure, Measure, Narrowing, Pick, Question, Settings, Tree, Walk, WholeTier } from '../types.ts'
import { demandsAt } from './demanded.ts'
import { usageFor } from './usage.ts'

/** The same tree, measuring with the user's own figures; the very same one for the same wishes. */
export const bindMeasures = (tree: Tree, settings: Settings = {}): Tree =>
  boundTo(tree).get(keyOfSettings(settings), () => ({ ...tree, measures: { 'self-host-saving': selfHostSaving(tree, settings) } }))

const boundTo = perObject((_: Tree) => memo<string, Tree>(100))

const keyOfSettings = ({ context, excludeOrigin = [], figures = {} }: Settings): string =>
  `${context} ${JSON.stringify(excludeOrigin)} ${Object.entries(figures).join(' ')}`

/** Both ways to serve the rest of the traffic, as far as they are known. */
interface Rivals {
  readonly stairs: readonly Stairs[]
  readonly hostedUsdPerToken: number
  readonly crossings: Memo<Figure, readonly number[]>
}

/** What own GPUs would save of the hosted bill, as a share; negative when they cost more. Steady traffic is taken for granted. */
function selfHostSaving(tree: Tree, settings: Settings): Measure {
  const known: KnownRivals = memo()
  return {
    asks: asked(tree),
    value: (walk, narrowings) => {
      const volume = walk.tree.questions.find(({ kind }) => kind === 'volume')
      if (!volume) return undefined
      const open = settle(walk, volume)
      if (open) return open
      const tokens = volumeIn(walk)
      if (tokens === undefined) return undefined
      const rivals = rivalsOf(walk, narrowings, settings, known)
      if (!rivals || 'kind' in rivals) return rivals
      return 1 - lowestUsd(rivals.stairs, tokens) / (rivals.hostedUsdPerToken * tokens)
    },
    crossings: (walk, narrowings, figure) => {
      const rivals = rivalsOf(walk, narrowings, settings, known)
      if (!rivals || 'kind' in rivals) return []
      const perToken = (1 - figure.value) * rivals.hostedUsdPerToken
      const points = (around: number) => turningPoints(rivals.stairs, perToken, largestVolume, around)
      return fewTurns(rivals.stairs, perToken, largestVolume) ? rivals.crossings.get(figure, () => points(0)) : points(volumeIn(walk) ?? 0)
    },
  }
}

/** The volume, what the lists of both rivals go by, and how fast answers have to come. */
function asked({ questions, tiers }: Tree): Question[] {
  const picks = [...tiers['self-hosted-open'].picks, ...tiers['hosted-open'].picks]
  const listed = picks.flatMap(({ conditions }) => conditions.flatMap((each) => (each.kind === 'answer' ? [each.question] : [])))
  return [...new Set([...listed, ...questions.filter(({ id, kind }) => kind === 'volume' || id === 'latency')])]
}

function volumeIn(walk: Walk): number | undefined {
  const volume = walk.tree.questions.find(({ kind }) => kind === 'volume')
  const known = volume && peek(walk, volume)
  return known && 'value' in known && typeof known.value === 'number' ? known.value : undefined
}

/** Far above any volume that a single product reaches. */
const largestVolume = 1e12

/** They do not depend on the volume, so for the same wishes there are only few. */
type KnownRivals = Memo<string, Rivals | undefined>

/** Returns the question that has to be answered first, or undefined when one side cannot be known. */
function rivalsOf(walk: Walk, narrowings: readonly Narrowing[], settings: Settings, known: KnownRivals): Rivals | Question | undefined {
  const own = pickFor(walk, 'self-hosted-open')
  if (own && 'kind' in own) return own
  const hosted = pickFor(walk, 'hosted-open')
  if (hosted && 'kind' in hosted) return hosted
  const latency = walk.tree.questions.find(({ id }) => id === 'latency')
  const open = latency && settle(walk, latency)
  if (open) return open
  if (!own || !hosted) return undefined
  const usage = { ...usageFor(walk, settings, 1e6), traffic: 'steady' as const }
  const demands = demandsAt(walk, narrowings, settings)
  return known.get(`${own.id} ${hosted.id} ${usage.latency} ${keyOf(demands)}`, () =>
    compare(walk.tree, own, hosted, usage, demands, settings),
  )
}

function compare(tree: Tree, own: Pick, hosted: Pick, usage: Usage, demands: Demands, settings: Settings): Rivals | undefined {
  const candidates = (tier: WholeTier, pick: Pick) => shortlist(tree, tree.tiers[tier], pick, demands).candidates
  const figures = figuresOf(tree, settings.figures ?? {})
  const ways = allStairs(candidates('self-hosted-open', own), usage, figures)?.all
  const offer = candidates('hosted-open', hosted)[0]?.offer
  if (!ways || !offer) return undefined
  return {
    stairs: ways,
    hostedUsdPerToken: apiUsd(offer, demands.region, usage) / usage.tokens,
    crossings: memo(),
  }
}
