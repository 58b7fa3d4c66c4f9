// Tree and what its walks reach → every table of it, with the path of each row and what became of it.

import { type Condition, type Pick, type Rule, type Saying, type Step, type Tree, tierIds } from '../types.ts'
import type { Path } from './finding.ts'
import { anywhere, type Entry, entriesAt, type Reach, type Row, readRows } from './reach.ts'
import type { Space } from './space.ts'

export interface TableRow extends Row {
  readonly path: Path
  /** What the row does, to tell two of them apart. */
  readonly effect: string
}

export interface Table {
  readonly rows: readonly TableRow[]
  /** Whether only the first row that fits counts. */
  readonly firstOnly: boolean
  /** Whether any answers lead to it. */
  readonly entered: boolean
  /** The step whose rules these are. */
  readonly step?: Step
}

interface Raw {
  readonly conditions: readonly Condition[]
}

export function tablesIn(tree: Tree, space: Space, reach: Reach): Table[] {
  const enters = (entries: readonly Entry[]) => entries.some(({ set }) => set !== space.empty)
  const read = <T extends Raw>(rows: readonly T[], entries: readonly Entry[], naming: Naming<T>, firstOnly = true): Table => ({
    rows: named(rows, readRows(space, rows, entries), naming),
    firstOnly,
    entered: enters(entries),
  })
  const everywhere = anywhere(space)
  const outcomes = reach.outcomes()
  return [
    ...tree.steps.flatMap((step) => {
      const path = ['steps', step.id]
      const [skipped, applied] = [reach.otherwise.get(step) ?? [], reach.rules.get(step) ?? []]
      const naming: Naming<Rule> = { path: ({ id }) => [...path, 'rules', id], effect: effectOf }
      return [
        { rows: named(step.otherwise, skipped, words([...path, 'otherwise'])), firstOnly: true, entered: takesAny(skipped) },
        { rows: named(step.rules, applied, naming), firstOnly: true, entered: takesAny(applied), step },
        ...step.rules.map((rule) => {
          const decided = reach.ended().ends.filter(({ tierRule, sliceRule }) => (sliceRule ?? tierRule) === rule)
          const row = (_: unknown, index: number) => [...path, 'rules', rule.id, 'runner-up', index]
          return read(rule.runnerUp, entriesAt(decided), { path: row, effect: ({ tier }) => tier })
        }),
      ]
    }),
    ...tree.questions.map(({ id, assume }) =>
      read(assume, everywhere, { path: (_, index) => ['questions', id, 'assume', index], effect: ({ value }) => value }),
    ),
    ...tierIds.flatMap((id) => {
      const { picks, summary, ruledOut, nextSteps } = tree.tiers[id]
      const [here, elsewhere] = [outcomes.filter(({ tier }) => tier === id), outcomes.filter(({ tier }) => tier !== id)]
      const partly = outcomes.filter(({ tier, parts }) => tier === id || parts.some((part) => part === id))
      const models: Naming<Pick> = { path: (pick) => ['picks', id, pick.id], effect: (pick) => pick.models.map(({ model }) => model.id) }
      return [
        read(picks, pickEntries(space, reach), models),
        read(summary, entriesAt(here), words(['tiers', id, 'summary'])),
        read(ruledOut, entriesAt(elsewhere), words(['tiers', id, 'ruled-out'])),
        read(nextSteps, entriesAt(partly), words(['tiers', id, 'next-steps']), false),
      ]
    }),
    read(
      tree.cautions,
      entriesAt(outcomes),
      { path: ({ id }) => ['cautions', id], effect: ({ because, ifGiven }) => [because, ifGiven?.id] },
      false,
    ),
  ]
}

/** Models are picked for other tiers as well, to compare, but always with the tier of the rest, or of everything, in mind. */
export const pickEntries = (space: Space, { ended }: Reach): Entry[] =>
  [...new Set(ended().ends.map(({ tierRule }) => tierRule.tier ?? ''))].map((tier) => ({ set: space.all, tiers: new Set([tier]) }))

/** Where a row stands, and what it does. */
interface Naming<T> {
  readonly path: (row: T, index: number) => Path
  readonly effect: (row: T) => unknown
}

const words = (path: Path): Naming<Saying> => ({ path: (_, index) => [...path, index], effect: ({ because }) => because })

const named = <T extends Raw>(rows: readonly T[], read: readonly Row[], { path, effect }: Naming<T>): TableRow[] =>
  rows.flatMap((row, index) => {
    const reached = read[index]
    return reached ? [{ ...reached, path: path(row, index), effect: JSON.stringify(effect(row)) }] : []
  })

/** The last row of a table of steps has no condition, so it takes whatever enters. */
const takesAny = (rows: readonly Row[]): boolean => rows.some(({ taken }) => taken)

/** What a rule does, but for its words. */
const effectOf = ({ tier, slice, only, needs }: Rule) => ({
  tier,
  slice,
  needs: needs.map(({ id }) => id),
  only: only && { ...only, tiers: only.tiers && [...only.tiers], region: only.region?.id, regionIfGiven: only.regionIfGiven?.id },
})
