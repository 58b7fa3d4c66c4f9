// What was worked out of rules when they were linked before.

/**
 * All paths for the tier, where rules have few: each entry a tier that is arrived at, null for none, or the position of a question
 * and for each class of its options where in this list it goes on. The last entry is the start.
 */
export type Branchings = readonly (string | null | readonly number[])[]

export interface Known {
  /** The newest date of a price. */
  readonly asOf?: string
  readonly branchings?: Branchings
}
