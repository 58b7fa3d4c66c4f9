// Two trees → the answers that lead to another tier in one than in the other.

import type { TierId, Tree } from '../types.ts'
import type { Diagram } from './diagram.ts'
import { reachOf } from './reach.ts'
import { type Space, spaceOf } from './space.ts'

export interface Moved {
  /** Undefined where no tier is left. */
  readonly from: TierId | undefined
  readonly to: TierId | undefined
  /** Question or measure → the options or stretches of numbers; what is not named does not matter. */
  readonly when: Readonly<Record<string, readonly string[]>>
}

/** All answers that end elsewhere, in pieces without overlap; of questions that only one tree asks, any answer in the other. */
export function movedPaths(before: Tree, after: Tree): readonly Moved[] {
  const space = spaceOf([after, before])
  const [old, now] = [endsOf(before, space), endsOf(after, space)]
  const moved: Moved[] = []
  for (const [from, left] of old)
    for (const [to, reached] of now)
      if (from !== to) for (const when of space.pieces(space.and(left, reached))) moved.push({ from, to, when })
  return moved
}

function endsOf(tree: Tree, space: Space): Map<TierId | undefined, Diagram> {
  const { ends, lost } = reachOf(tree, space)
  const found = new Map<TierId | undefined, Diagram>([[undefined, lost]])
  for (const { tier, set } of ends) found.set(tier, space.or(found.get(tier) ?? space.empty, set))
  return found
}
