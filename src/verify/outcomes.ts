// Where all walks end → answers without a tier, tiers that are out of bounds or out of reach.

import { type Tree, tierIds } from '../types.ts'
import type { Finding, FindingKind, Path } from './finding.ts'
import type { Reach } from './reach.ts'
import { idleRunnerUps, type Overlay, runnerUpsBeyond } from './runner-ups.ts'
import type { Space } from './space.ts'

/** What is looked for here. */
export const outcomeKinds: readonly FindingKind[] = ['no-tier', 'forbidden-tier', 'idle-runner-up', 'unreachable-tier']

export function outcomeFindings(tree: Tree, space: Space, reach: Reach, overlay?: Overlay): Finding[] {
  const ended = reach.ended()
  const lost: Finding[] =
    ended.lost === space.empty
      ? []
      : [
          {
            kind: 'no-tier',
            path: ['steps', tree.steps.at(-1)?.id ?? ''],
            also: withoutTier(tree, space, reach),
            says: 'these answers pass every step without a tier',
            proof: space.proof(ended.lost),
          },
        ]
  const unreached = tierIds
    .filter((id) => !ended.ends.some(({ tier, parts }) => tier === id || parts.some((part) => part === id)))
    .map((id): Finding => ({ kind: 'unreachable-tier', path: ['tiers', id], says: `no answers lead to ${id}` }))
  return [...lost, ...forbidden(tree, space, reach), ...runnerUpsBeyond(tree, space, reach, overlay), ...idleRunnerUps(tree), ...unreached]
}

/** Rows that take such answers and set no tier: first those of steps in which others do. */
function withoutTier({ steps }: Tree, space: Space, { ended, takes }: Reach): Path[] {
  const setting = steps.filter(({ rules }) => rules.some(({ tier }) => tier))
  return [...setting, ...steps.filter((step) => !setting.includes(step))].flatMap(({ id, rules }) =>
    rules.flatMap((rule): Path[] =>
      rule.tier || space.and(takes(rule), ended().lost) === space.empty ? [] : [['steps', id, 'rules', rule.id]],
    ),
  )
}

/** A rule that leaves only some tiers has to be kept by all that come after it. */
function* forbidden(tree: Tree, space: Space, reach: Reach): Generator<Finding> {
  const rules = tree.steps.flatMap((step) => step.rules.map((rule) => ({ rule, path: ['steps', step.id, 'rules', rule.id] as Path })))
  for (const limit of rules) {
    const { only } = limit.rule
    if (!only?.tiers) continue
    for (const { rule, path } of rules) {
      for (const key of ['tier', 'slice'] as const) {
        const tier = rule[key]
        if (!tier || only.tiers.has(tier)) continue
        const ends = reach.ended().beyond.filter(({ tierRule, sliceRule }) => (key === 'tier' ? tierRule : sliceRule) === rule)
        const both = space.and(space.union(ends.map(({ set }) => set)), reach.takes(limit.rule))
        if (both !== space.empty)
          yield {
            kind: 'forbidden-tier',
            path: [...path, key],
            other: [...limit.path, 'only', 'tiers'],
            turned: `leaves out ${tier}, which ${rule.id} leads to, so no tier comes out`,
            says: `leads to ${tier}, which ${limit.rule.id} leaves out, so no tier comes out`,
            proof: space.proof(both),
          }
      }
    }
  }
}
