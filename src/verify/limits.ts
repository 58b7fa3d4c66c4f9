// Rules that narrow → each thing that they demand, with the answers for which they demand it.

import type { Rule, Tree } from '../types.ts'
import type { Diagram } from './diagram.ts'
import type { Reach } from './reach.ts'
import type { Space } from './space.ts'

/** Which hosts to go to is a wish: no harm is done by another one that passes. */
export const isWish = (demand: string): boolean => demand.startsWith('hosts ')

/** Demand → the answers under which some rule makes it. The more of them hold, the less passes. */
export type Limits = ReadonlyMap<string, Diagram>

export function limitsOf(tree: Tree, space: Space, reach: Reach): Limits {
  const limits = new Map<string, Diagram>()
  for (const rule of tree.steps.flatMap(({ rules }) => rules))
    for (const demand of demandsIn(rule)) limits.set(demand, space.or(limits.get(demand) ?? space.empty, reach.takes(rule)))
  return limits
}

/** The stricter of two demands makes the other as well. */
function demandsIn({ only }: Rule): string[] {
  if (!only) return []
  const licenses = only.license === 'permissive' ? ['license permissive', 'license commercial'] : only.license ? ['license commercial'] : []
  const others = Object.entries(only).flatMap(([key, value]) => {
    if (key === 'license' || value === undefined) return []
    if (value instanceof Set) return [`${key} ${[...value].sort().join(' ')}`]
    return [`${key} ${typeof value === 'object' ? value.id : value}`]
  })
  return [...licenses, ...others]
}
