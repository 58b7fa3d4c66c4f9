// Where walks end, and what the rules that decide name as the next best tier → those that come to nothing, and those that a limit leaves out.

import type { Rule, Step, TierId, Tree } from '../types.ts'
import type { Finding, Path } from './finding.ts'
import { entriesAt, type Reach, readRows } from './reach.ts'
import { excused } from './reasons.ts'
import type { Space } from './space.ts'

/** Where a rule that splits the traffic decides, a hybrid comes out; else it decides only where its own tier does. */
export function idleRunnerUps({ steps }: Tree): Finding[] {
  return steps.flatMap((step) =>
    step.rules.flatMap(({ id, tier, slice, runnerUp }) => {
      const own = slice && slice !== tier ? 'hybrid' : tier
      const path: Path = ['steps', step.id, 'rules', id]
      return runnerUp.flatMap((row, index): Finding[] => {
        if (row.tier !== own) return []
        return [
          {
            kind: 'idle-runner-up',
            path: [...path, 'runner-up', index],
            also: [[...path, 'runner-up']],
            other: [...path, slice && slice !== tier ? 'slice' : 'tier'],
            says: `is ${own}, which is what comes out where ${id} decides, so it names nothing`,
            turned: `comes to ${own}, which ${id} names as its runner-up, so that names nothing`,
          },
        ]
      })
    }),
  )
}

/** What an overlay is laid over, and all of it together as plain data. */
export interface Overlay {
  readonly beneath: Tree
  readonly sections: unknown
}

/**
 * A limit of another rule holds for the next best tier too. A rule may name one that it leaves out itself, to say what that one
 * lacks; an overlay may not do so in its place without a reason.
 */
export function runnerUpsBeyond(tree: Tree, space: Space, reach: Reach, overlay: Overlay | undefined): Finding[] {
  const rules = tree.steps.flatMap((step) => step.rules.map((rule) => ({ step, rule, path: pathOf(step, rule) })))
  return rules.flatMap(({ step, rule, path }) => {
    const limitsOn = (tier: TierId) =>
      rules.filter((limit) => !isLeft(limit.rule, tier) && (limit.rule !== rule || isNew(overlay, step, rule, tier)))
    // Mostly none of them is ever left out, and nothing has to be read.
    if (rule.runnerUp.every(({ tier }) => limitsOn(tier).length === 0)) return []
    const decided = reach.ended().ends.filter(({ tierRule, sliceRule }) => (sliceRule ?? tierRule) === rule)
    // Each end by itself: together they are large, and it is only what a limit takes of them that counts.
    const read = entriesAt(decided).map((entry) => readRows(space, rule.runnerUp, [entry]))
    return rule.runnerUp.flatMap(({ tier }, index) =>
      limitsOn(tier).flatMap((limit): Finding[] => {
        const both = space.union(read.map((rows) => space.and(rows[index]?.takes() ?? space.empty, reach.takes(limit.rule))))
        if (both === space.empty) return []
        const found: Finding = {
          kind: 'forbidden-tier',
          path: [...path, 'runner-up', index],
          also: [[...path, 'runner-up']],
          other: [...limit.path, 'only', 'tiers'],
          turned: `leaves out ${tier}, which ${rule.id} names as its runner-up`,
          says: `names ${tier} as its runner-up, which ${limit.rule.id} leaves out`,
          hint: `Name a tier that is left, or ${limit.rule === rule ? 'say in `lifts-limits:` why this one' : 'give the row a condition'}.`,
          proof: space.proof(both),
        }
        return [limit.rule === rule ? excused(found, overlay?.sections, path) : found]
      }),
    )
  })
}

const pathOf = (step: Step, rule: Rule): Path => ['steps', step.id, 'rules', rule.id]

const isLeft = ({ only }: Rule, tier: TierId): boolean => !only?.tiers || (tier === 'hybrid' ? only.tiers.size > 1 : only.tiers.has(tier))

/** Named by an overlay, of a rule that had the limit and did not name it. */
function isNew(overlay: Overlay | undefined, { id }: Step, rule: Rule, tier: TierId): boolean {
  const was = overlay?.beneath.steps.find((step) => step.id === id)?.rules.find((each) => each.id === rule.id)
  return was !== undefined && !isLeft(was, tier) && was.runnerUp.every((row) => row.tier !== tier)
}
