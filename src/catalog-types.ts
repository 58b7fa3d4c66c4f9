// The nouns of the catalog: facts with their sources. Undefined means unknown, and unknown never passes.

/** Source id → where in it. */
export type Citations = Readonly<Record<string, string>>

export interface Source {
  readonly id: string
  readonly title: string
  readonly url: string | undefined
  readonly dated: string | undefined
  readonly checked: string
}

/** A number with where it came from. */
export interface Figure {
  readonly id: string
  readonly title: string
  readonly value: number
  readonly low: number
  readonly high: number
  readonly unit: string
  readonly checked: string
  readonly sources: Citations
}

/** What can say why a limit of the rules beneath holds no longer. */
export interface Lifting {
  readonly liftsLimits?: string | undefined
}

/** What a company rules out altogether, and why. */
export interface Ban extends Lifting {
  readonly id: string
  readonly because: string
  readonly sources: Citations
}

export interface Catalog {
  readonly models: ReadonlyMap<string, Model>
  readonly hosts: ReadonlyMap<string, Host>
  readonly bans: readonly Ban[]
  /** The newest date of any price. */
  readonly asOf: string
}

type Known = 'yes' | 'no' | 'unknown'
export type HostKind = 'lab' | 'inference' | 'cloud' | 'router'

export interface License {
  readonly id: string
  readonly title: string
  readonly permissive: Known
  readonly commercial: 'yes' | 'conditions' | 'no' | 'unknown'
  readonly conditions: readonly string[]
  /** Regions whose companies get no rights. */
  readonly bars: readonly string[]
}

export interface Model {
  readonly id: string
  readonly title: string
  readonly lab: string
  readonly origin: string
  readonly weights: 'open' | 'closed'
  readonly license: License
  readonly evidence: 'primary' | 'card' | 'secondary' | 'none'
  readonly status: 'current' | 'preview' | 'superseded' | 'retired' | 'never-existed' | 'unknown'
  /** Tokens; undefined when unknown. */
  readonly context: number | undefined
  readonly goodAt: readonly string[]
  readonly replacedBy: Model | undefined
  /** Where the documents name it. */
  readonly namedIn: Citations
  readonly note: string | undefined
  readonly offers: readonly Offer[]
  /** Known ways to run it on own GPUs; none means that its capacity is not known. */
  readonly deployments: readonly Deployment[]
  readonly sources: Citations
  /** The first ban that it falls under. */
  readonly ban: Ban | undefined
}

export interface Host {
  readonly id: string
  readonly title: string
  readonly kind: HostKind
  readonly origin: string
  readonly agreement: Known
  readonly regions: ReadonlySet<string>
  readonly ban: Ban | undefined
}

/** USD per million tokens. */
export interface Rates {
  readonly input: number
  readonly output: number
  readonly cached: number | undefined
}

/** What an hour of a GPU costs, in USD on demand. */
export interface Gpu {
  readonly id: string
  readonly title: string
  /** GB. */
  readonly memory: number
  readonly low: number
  readonly mid: number
  readonly high: number
  /** The oldest date of a source of these prices, or of the last look at one without a date. */
  readonly asOf: string | undefined
  readonly sources: Citations
}

/** So many GPUs of a kind make one replica. */
export interface Deployment {
  readonly id: string
  readonly gpu: Gpu
  readonly gpus: number
  readonly precision: string
  /** GB that the model needs at that precision, with room to serve; undefined where no source says it. */
  readonly needs: { readonly memory: number; readonly sources: Citations } | undefined
  /** The model that was measured, where it is another one. */
  readonly measuredOn: string | undefined
  /** Why that measurement may stand in, and which way it errs. */
  readonly because: string | undefined
  readonly throughput: readonly Throughput[]
}

/** Output tokens a second for each GPU at full load, for requests of such a size. */
export interface Throughput {
  readonly input: number
  readonly output: number
  readonly perGpu: number
  readonly sources: Citations
}

export interface Offer extends Rates {
  readonly host: Host
  /** The model's id at the host. */
  readonly id: string
  readonly context: number | undefined
  readonly regions: ReadonlyMap<string, Rates & { readonly id: string }>
  /** For work that may wait. */
  readonly batch: { readonly input: number; readonly output: number } | undefined
  /** Dearer rates for requests with more input tokens than that, the smallest first. */
  readonly above: readonly (Rates & { readonly tokens: number })[]
  readonly asOf: string
  /** The last day for which the price is announced, where another one follows. */
  readonly until: string | undefined
  /** Why it is called otherwise than in the rules beneath, in a sentence. */
  readonly lifted: string | undefined
  readonly sources: Citations
}
