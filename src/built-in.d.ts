// The built-in rules, parsed and checked when the package was built (scripts/built-in-rules.ts).
declare module 'virtual:built-in-rules' {
  export const rules: import('./rules/schema.ts').Ruleset
  export const sha256: string
  export const catalogSha256: string
  /** What linking them takes the longest to work out. */
  export const known: import('./known-types.ts').Known
  export const packageVersion: string
  export const issuesUrl: string
  export const recordKeys: Readonly<Record<'record' | 'plan' | 'workload', readonly string[]>>
}

// The texts of examples/overlays/*.yaml, loaded only when a file is started from them.
declare module 'virtual:overlay-examples' {
  export const overlayExamples: readonly import('./rules/starter.ts').OverlayExample[]
}
