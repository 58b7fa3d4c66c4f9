// Tree → for every row of every table the answers that reach it: all walks at once, as sets instead of one by one.

import { once } from '../memo.ts'
import { type Condition, type Rule, type Step, type TierId, type Tree, tierIds, type WholeTier } from '../types.ts'
import { withinLimits } from './bounds.ts'
import type { Diagram } from './diagram.ts'
import type { Space } from './space.ts'

/** Walks that are alike so far, and the answers that lead to them. */
interface State {
  /** The last rule that set the tier, and the last one that split the traffic. */
  readonly decisive: Rule | undefined
  readonly slice: Rule | undefined
  readonly set: Diagram
}

/** Where walks end. */
interface End {
  readonly tier: TierId
  readonly parts: readonly WholeTier[]
  /** Where the tier of the rest, or of everything, comes from. */
  readonly tierRule: Rule
  /** Where the split comes from. */
  readonly sliceRule: Rule | undefined
  readonly set: Diagram
}

export type Outcome = Pick<End, 'tier' | 'parts' | 'set'>

/** What became of one row of a table. */
export interface Row {
  readonly conditions: readonly Condition[]
  /** The answers that its conditions fit, or some others instead, of those that reach its table; only a few rows are ever asked. */
  readonly fits: (instead?: readonly Condition[]) => Diagram
  /** Those of them that no row above takes. */
  readonly takes: () => Diagram
  /** Whether there are any of those. */
  readonly taken: boolean
  /** Whether its conditions fit any, which costs less than which. */
  readonly fitsAny: () => boolean
}

/** Answers that reach a table, with the tiers that conditions on the tier may match. */
export interface Entry {
  readonly set: Diagram
  readonly tiers: ReadonlySet<string>
}

interface Ended {
  readonly ends: readonly End[]
  /** Ends that a limit leaves out: there is no tier for these answers. */
  readonly beyond: readonly End[]
  /** Answers that end without a tier. */
  readonly lost: Diagram
}

export interface Reach {
  readonly rules: ReadonlyMap<Step, readonly Row[]>
  readonly otherwise: ReadonlyMap<Step, readonly Row[]>
  readonly takes: (rule: Rule) => Diagram
  /** What those rules take together, which costs less than one by one. */
  readonly takenBy: (rules: ReadonlySet<Rule>) => Diagram
  readonly ended: () => Ended
  /** Where walks end within the limits, of all rules that lead to the same tier and parts together. */
  readonly outcomes: () => readonly Outcome[]
}

/** `enter` is told each step before its rules are read. Throws `TooManyCombinations` as the space does. */
export function reachOf(tree: Tree, space: Space, enter: (step: Step) => void = () => undefined): Reach {
  const rules = new Map<Step, readonly Row[]>()
  const otherwise = new Map<Step, readonly Row[]>()
  const lefts = new Map<Step, readonly Left[]>()
  // Where walks end is not always asked for, and those sets are the large ones.
  let states = (): readonly State[] => [{ decisive: undefined, slice: undefined, set: space.all }]
  let lost = space.empty
  for (const step of tree.steps) {
    enter(step)
    const entries = states().map((state) => {
      const tiers = new Set([state.decisive?.tier ?? 'undecided'])
      const needed = space.and(state.set, space.fits(step.conditions, tiers))
      return { state, tiers, needed, skipped: space.without(state.set, needed) }
    })
    otherwise.set(
      step,
      readRows(
        space,
        step.otherwise,
        byTiers(
          space,
          entries.map(({ skipped, tiers }) => ({ set: skipped, tiers })),
        ),
      ),
    )
    const left = entries.map(({ needed, tiers }) => leftBy(space, step.rules, needed, tiers))
    lefts.set(step, left)
    const next = ({ state, skipped }: (typeof entries)[number], index: number): State[] => {
      const within = left[index]
      if (!within) return []
      const staying = takenFrom(space, [within], (row) => !decides(step.rules[row]))
      const deciding = step.rules.flatMap((rule, row): State[] => {
        if (!decides(rule)) return []
        const set = taken(space, within, row)
        return [{ decisive: rule.tier ? rule : state.decisive, slice: rule.slice ? rule : state.slice, set }]
      })
      // What stays comes last, as the row for the rest does: sets grow least where they are put together in that order.
      return [{ ...state, set: skipped }, ...deciding, { ...state, set: staying }]
    }
    lost = space.union([lost, ...left.map(({ sets }) => sets.at(-1) ?? space.empty)])
    rules.set(
      step,
      rowsOf(
        space,
        step.rules,
        entries.map(({ needed, tiers }) => ({ set: needed, tiers })),
        left,
      ),
    )
    states = once(() => together(space, entries.flatMap(next)))
  }
  const takenBy = (some: ReadonlySet<Rule>): Diagram =>
    space.union(
      tree.steps.map((step) => {
        const isTaker = step.rules.map((rule) => some.has(rule))
        return isTaker.includes(true) ? takenFrom(space, lefts.get(step) ?? [], (row) => isTaker[row] === true) : space.empty
      }),
    )
  const rows = new Map([...rules].flatMap(([step, all]) => all.map((row, index) => [step.rules[index], row] as const)))
  const takes = (rule: Rule) => rows.get(rule)?.takes() ?? space.empty
  const ended = once(() => {
    const ends = states().flatMap((state) => endOf(state) ?? [])
    const tierless = states().flatMap((state) => (endOf(state) ? [] : [state.set]))
    return { ...withinLimits(tree, space, ends, takes), lost: space.union([lost, ...tierless]) }
  })
  const outcomes = once(() => outcomesOf(space, ended().ends))
  return { rules, otherwise, takes, takenBy, ended, outcomes }
}

const decides = (rule: Rule | undefined): boolean => rule?.tier !== undefined || rule?.slice !== undefined

function together(space: Space, states: readonly State[]): State[] {
  const merged = new Map<Rule | undefined, Map<Rule | undefined, State>>()
  for (const state of states) {
    if (state.set === space.empty) continue
    const row = merged.get(state.decisive) ?? new Map<Rule | undefined, State>()
    merged.set(state.decisive, row)
    row.set(state.slice, { ...state, set: space.or(row.get(state.slice)?.set ?? space.empty, state.set) })
  }
  return [...merged.values()].flatMap((row) => [...row.values()])
}

function endOf({ decisive, slice, set }: State): End | undefined {
  if (!decisive?.tier) return undefined
  const rest = decisive.tier
  const hard = slice?.slice
  if (!slice || !hard || hard === rest) return { tier: rest, parts: [rest], tierRule: decisive, sliceRule: undefined, set }
  return { tier: 'hybrid', parts: [hard, rest], tierRule: decisive, sliceRule: slice, set }
}

function outcomesOf(space: Space, ends: readonly End[]): Outcome[] {
  const found = new Map<string, Outcome>()
  for (const { tier, parts, set } of ends) {
    const key = parts.join(' ')
    found.set(key, { tier, parts, set: space.or(found.get(key)?.set ?? space.empty, set) })
  }
  return [...found.values()]
}

interface Conditional {
  readonly conditions: readonly Condition[]
}

/** Reads a table from the top: of several rows that fit, the first takes the answers. */
export const readRows = (space: Space, rows: readonly Conditional[], entries: readonly Entry[]): Row[] =>
  rowsOf(
    space,
    rows,
    entries,
    entries.map(({ set, tiers }) => leftBy(space, rows, set, tiers)),
  )

/** What comes to each row of a table, and at last what no row takes; beside it where the conditions of each row hold. */
export interface Left {
  readonly sets: readonly Diagram[]
  readonly fits: readonly Diagram[]
}

export function leftBy(space: Space, rows: readonly Conditional[], set: Diagram, tiers: ReadonlySet<string>): Left {
  const sets = [set]
  const fits = rows.map(({ conditions }) => space.fits(conditions, tiers))
  for (const each of fits) sets.push(space.without(sets.at(-1) ?? set, each))
  return { sets, fits }
}

/** What some rows take. Of rows that follow each other it is made in one piece, without what each of them takes. */
export function takenFrom(space: Space, lefts: readonly Left[], isTaker: (row: number) => boolean): Diagram {
  const pieces = lefts.flatMap((left) => {
    const starts = left.fits.flatMap((_, row) => (isTaker(row) && (row === 0 || !isTaker(row - 1)) ? [row] : []))
    return starts.map((start) => {
      const end = left.fits.findIndex((_, row) => row > start && !isTaker(row))
      return end === start + 1
        ? taken(space, left, start)
        : space.without(left.sets[start] ?? space.empty, left.sets.at(end) ?? space.empty)
    })
  })
  return space.union(pieces)
}

const taken = (space: Space, { sets, fits }: Left, row: number): Diagram => space.and(sets[row] ?? space.empty, fits[row] ?? space.empty)

const rowsOf = (space: Space, rows: readonly Conditional[], entries: readonly Entry[], lefts: readonly Left[]): Row[] =>
  rows.map(({ conditions }, index) => {
    const own = once(() => ({ set: space.union(lefts.map((left) => taken(space, left, index))) }))
    return {
      conditions,
      fits: (instead = conditions) => space.union(entries.map(({ set, tiers }) => space.and(set, space.fits(instead, tiers)))),
      fitsAny: () => entries.some(({ set, tiers }) => space.and(set, space.fits(conditions, tiers)) !== space.empty),
      takes: () => own().set,
      taken: lefts.some(({ sets }) => sets[index] !== sets[index + 1]),
    }
  })

/** For sentences about a result: they may match any tier of it. */
export const entriesAt = (ends: readonly Outcome[]): Entry[] =>
  ends.map(({ set, tier, parts }) => ({ set, tiers: new Set<string>([tier, ...parts]) }))

/** Entries with the same tiers as one, since a table reads them alike. */
function byTiers(space: Space, entries: readonly Entry[]): Entry[] {
  const found = new Map<string, Entry>()
  for (const { set, tiers } of entries) {
    const key = [...tiers].sort().join(' ')
    found.set(key, { set: space.or(found.get(key)?.set ?? space.empty, set), tiers })
  }
  return [...found.values()]
}

/** For assumptions and picks, which are read at any time of a walk. */
export const anywhere = (space: Space): Entry[] => [{ set: space.all, tiers: new Set<string>(['undecided', ...tierIds]) }]
