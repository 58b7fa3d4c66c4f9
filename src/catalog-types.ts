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
  readonly unit: string
  readonly checked: string
  readonly sources: Citations
}

export interface Catalog {
  readonly models: ReadonlyMap<string, Model>
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
  readonly sources: Citations
}

export interface Host {
  readonly id: string
  readonly title: string
  readonly kind: HostKind
  readonly origin: string
  readonly agreement: Known
  readonly regions: ReadonlySet<string>
}

/** USD per million tokens. */
export interface Rates {
  readonly input: number
  readonly output: number
  readonly cached: number | undefined
}

export interface Offer extends Rates {
  readonly host: Host
  /** The model's id at the host. */
  readonly id: string
  readonly context: number | undefined
  readonly regions: ReadonlyMap<string, Rates & { readonly id: string }>
  readonly asOf: string
  readonly sources: Citations
}
