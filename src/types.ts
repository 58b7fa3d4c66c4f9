// The nouns that every layer shares. After linking, ids are objects: nothing here needs a look-up.

import type { Catalog, Citations, Figure, HostKind, Lifting, Model, Source } from './catalog-types.ts'
import type { Gateways } from './gateway-types.ts'
import type { Volume } from './volume.ts'
import type { Words } from './words.ts'

export type * from './catalog-types.ts'

export const tierIds = ['self-hosted-open', 'hosted-open', 'frontier-closed', 'frontier-private', 'hybrid'] as const
export type TierId = (typeof tierIds)[number]

export interface Tree {
  readonly version: string
  readonly steps: readonly Step[]
  readonly questions: readonly Question[]
  readonly settings: readonly Setting[]
  readonly tiers: Readonly<Record<TierId, Tier>>
  readonly cautions: readonly Caution[]
  readonly bills: readonly BillKind[]
  readonly claims: readonly Claim[]
  /** None before they are bound to the wishes of a request. */
  readonly measures: Readonly<Partial<Record<MeasureName, Measure>>>
  readonly words: Words
  readonly examples: () => readonly Example[]
  readonly sources: ReadonlyMap<string, Source>
  readonly figures: ReadonlyMap<string, Figure>
  readonly catalog: Catalog
  readonly gateways: () => Gateways
  readonly branchings?: import('./known-types.ts').Branchings | undefined
}

export interface Step {
  readonly id: string
  readonly title: string
  /** The step is needed only when these hold. */
  readonly conditions: readonly Condition[]
  readonly otherwise: readonly Saying[]
  /** Asked at this step in any case: the shortlist or the bills need the answers. */
  readonly needs: readonly Question[]
  /** Read from the top; the last one has no conditions, so one always fits. */
  readonly rules: readonly Rule[]
}

export interface Rule extends Lifting {
  readonly id: string
  readonly conditions: readonly Condition[]
  readonly tier: WholeTier | undefined
  readonly slice: WholeTier | undefined
  readonly needs: readonly Question[]
  readonly only: Narrowing | undefined
  /** The first row that fits names the next best tier. */
  readonly runnerUp: readonly { readonly conditions: readonly Condition[]; readonly tier: TierId }[]
  readonly because: string
  readonly sources: Citations
}

/** A tier that a part of the traffic can be on. */
export type WholeTier = Exclude<TierId, 'hybrid'>

/** What a rule demands of the models and hosts on the shortlist. */
export interface Narrowing {
  /** The tiers that are left; all of them where it does not say. */
  readonly tiers?: ReadonlySet<WholeTier> | undefined
  readonly license?: 'permissive' | 'commercial' | undefined
  /** The host must sign an agreement for regulated data. */
  readonly agreement?: 'yes' | undefined
  /** The question whose answer is the region that hosts must process in. */
  readonly region?: Question | undefined
  /** The same, but only for those who answered it of their own accord. */
  readonly regionIfGiven?: Question | undefined
  /** Ids of hosts, of which one must serve the model. Own machines are none of a host's. */
  readonly hosts?: ReadonlySet<string> | undefined
}

/** Fits when the answer, or the tier so far, is one of these. */
export type Condition =
  | { readonly kind: 'answer'; readonly question: Question; readonly oneOf: ReadonlySet<string> }
  | { readonly kind: 'tier'; readonly oneOf: ReadonlySet<string> }
  | MeasureCondition

/** Fits when the measured number is within these ends, of which there is at least one; what cannot be measured does not fit. */
export interface MeasureCondition {
  readonly kind: 'measure'
  readonly measure: MeasureName
  readonly atLeast: Figure | undefined
  readonly below: Figure | undefined
}

export interface Saying {
  readonly conditions: readonly Condition[]
  readonly because: string
  readonly sources: Citations
}

export interface Caution extends Saying {
  readonly id: string
  readonly ifGiven: Question | undefined
}

export type Question = ChoiceQuestion | VolumeQuestion

interface AnyQuestion extends Lifting {
  readonly id: string
  readonly step: string
  readonly ask: string
  readonly why: string
  /** The bills are shown before it is asked. */
  readonly showsBills: boolean
  /** The first row that fits is taken when nobody knows; without rows an answer is required. */
  readonly assume: readonly Assumption[]
}

export interface ChoiceQuestion extends AnyQuestion {
  readonly kind: 'choice'
  readonly options: readonly Option[]
}

export interface VolumeQuestion extends AnyQuestion {
  readonly kind: 'volume'
  /** What an unknown volume means for the result. */
  readonly unknown: string
}

export interface Option {
  readonly id: string
  readonly means: string
  readonly example: string | undefined
  /** As a region: every host passes, and has to confirm. */
  readonly anyHost: boolean
}

export interface Assumption extends Saying {
  readonly value: string
}

/** One of the bills that stand side by side. */
export interface BillKind {
  readonly id: string
  readonly title: string
  readonly tier: TierId
  /** The first that passes the limits is billed; without any, the first of the tier's shortlist. */
  readonly models: readonly Model[]
}

/** What a document claims about cost: the ratio of two bills, or one bill by the day, lies between two numbers. */
export interface Claim {
  readonly id: string
  readonly says: string
  readonly tokens: number
  readonly of: string
  readonly over: string | undefined
  /** The volumes that it speaks of; undefined where it names no such end. */
  readonly from: Volume | undefined
  readonly upTo: Volume | undefined
  readonly low: number
  readonly high: number
  readonly sources: Citations
}

export interface Setting {
  readonly id: string
  readonly kind: 'tokens' | 'origins' | 'share' | 'amount'
  readonly means: string
  readonly example: string
}

export interface Tier {
  readonly id: TierId
  readonly title: string
  readonly summary: readonly Saying[]
  readonly ruledOut: readonly Saying[]
  readonly nextSteps: readonly Saying[]
  readonly weights: 'open' | 'closed' | undefined
  /** Kinds of hosts that serve this tier; none when the user's own machines do. */
  readonly hosts: ReadonlySet<HostKind>
  readonly picks: readonly Pick[]
}

export interface Pick {
  readonly id: string
  readonly conditions: readonly Condition[]
  readonly models: readonly { readonly model: Model; readonly because: string }[]
  readonly sources: Citations
}

export interface Example {
  readonly id: string
  readonly says: string
  readonly documentSays: TierId | undefined
  readonly answers: Readonly<Record<string, string | number>>
  readonly expect: TierId
  readonly parts: Readonly<Record<string, TierId>> | undefined
  readonly shortlist: readonly string[]
  readonly notOffered: readonly string[]
  readonly because: string | undefined
  readonly sources: Citations
}

export const measureNames = ['self-host-saving'] as const
export type MeasureName = (typeof measureNames)[number]

/** A number worked out from the answers so far; a question, one of `asks`, that has to be answered first; or undefined when it cannot be known. */
export interface Measure {
  readonly asks: readonly Question[]
  readonly value: (walk: Walk, narrowings: readonly Narrowing[]) => number | Question | undefined
  /** Volumes at which the number crosses a figure, in order. */
  readonly crossings: (walk: Walk, narrowings: readonly Narrowing[], figure: Figure) => readonly number[]
}

export interface Settled {
  readonly question: Question
  readonly value: string | number
  /** The row that was taken because nobody knew. */
  readonly assumed: Assumption | undefined
}

/** One walk under way; what it knows is for `peek` and `settle` of the engine to tell. */
export interface Walk {
  readonly tree: Tree
  /** Take the assumption for whatever nobody answered. */
  readonly assume: boolean
  /** What was decisive, in that order. */
  readonly consulted: readonly Settled[]
  tier: WholeTier | undefined
}

/** Question id → option id, or tokens a month. `null` says "not sure": take the assumption. */
export type Answers = Readonly<Record<string, string | number | null | undefined>>

/** Wishes that are never asked for. */
export interface Settings {
  /** Tokens that a request may need. */
  readonly context?: number | undefined
  readonly excludeOrigin?: readonly string[] | undefined
  /** Figure id → the user's own value. */
  readonly figures?: Readonly<Record<string, number>> | undefined
}

export type AnswerSource = 'flag' | 'env' | 'file' | 'prompt'

export interface Request {
  readonly answers: Answers
  readonly settings?: Settings | undefined
  /** Where each answer came from; `flag` when not said. */
  readonly from?: Readonly<Record<string, AnswerSource>> | undefined
  /** How to write an answer or a setting, where that differs from its value (`10M/day`). */
  readonly written?: Readonly<Record<string, string>> | undefined
}
