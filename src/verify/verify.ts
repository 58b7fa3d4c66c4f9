// Tree → everything that is wrong with it, each with a proof. Exact: all answers at once, none sampled.

import type { Tree } from '../types.ts'
import { type Calendar, catalogFindings } from './catalog.ts'
import type { Outcome } from './examples.ts'
import type { Finding } from './finding.ts'
import { limitsOf } from './limits.ts'
import { outcomeFindings } from './outcomes.ts'
import { questionFindings } from './questions.ts'
import { reachOf } from './reach.ts'
import { rowFindings } from './rows.ts'
import { spaceOf } from './space.ts'
import { tablesIn } from './tables.ts'

/** What the program itself does with answers and figures, beyond the rules. */
export interface Program {
  /** Questions whose answers the bills depend on. */
  readonly billed: ReadonlySet<string>
  /** Figures that it computes with. */
  readonly figures: ReadonlySet<string>
}

/** What is wrong with the tables and questions, in the order of the rules. */
export function verifyTables(tree: Tree, { billed }: Pick<Program, 'billed'>): Finding[] {
  const space = spaceOf([tree])
  const reach = reachOf(tree, space)
  const limits = limitsOf(tree, space, reach)
  return [
    ...outcomeFindings(tree, space, reach),
    ...rowFindings(space, tablesIn(tree, space, reach)),
    ...questionFindings(tree, space, reach, limits, billed),
  ]
}

/** The same, with the facts of the catalog; `sections` are the merged rules as plain data. */
export const verify = (tree: Tree, sections: unknown, program: Program, calendar: Calendar): Finding[] => [
  ...verifyTables(tree, program),
  ...catalogFindings(tree, sections, program.figures, calendar),
]

/** An example that fails is a finding about the rules, or about the example. */
export const exampleFindings = (outcomes: readonly Outcome[]): Finding[] =>
  outcomes.flatMap(({ example, wrong }) =>
    wrong.map(({ key, says }): Finding => {
      const answers = Object.fromEntries(Object.entries(example.answers).map(([id, value]) => [id, String(value)]))
      return {
        kind: 'failing-example',
        path: ['examples', example.id, key],
        says: `${example.id} ${says}`,
        proof: { answers, measures: {} },
      }
    }),
  )
