// The cautions of all workloads → notes, each told once, with the number that stands for it.

import type { PlanJson } from '../contract-plan.ts'
import type { Planned } from './plan-words.ts'

export type Note = Planned['cautions'][number]

/** Every caution once, in the order of the workloads. */
export const notesOf = ({ workloads }: PlanJson): Note[] => [
  ...new Map(workloads.flatMap(({ cautions }) => cautions.map((caution) => [caution.because, caution]))).values(),
]

export const markOf = (notes: readonly Note[], { because }: Note): string => `[${notes.findIndex((note) => note.because === because) + 1}]`
