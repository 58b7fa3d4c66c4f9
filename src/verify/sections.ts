// The merged rules as plain data → the keys at a path of them.

import { valueAt } from '../value-at.ts'
import type { Path } from './finding.ts'

/** The keys of a map at a path, in order. */
export function keysIn(sections: unknown, path: Path): string[] {
  const found = valueAt(sections, path)
  return typeof found === 'object' && found !== null ? Object.keys(found) : []
}

/** The paths of all entries so many ids below a path. */
export const pathsUnder = (sections: unknown, path: Path, depth: number): Path[] =>
  depth === 0 ? [path] : keysIn(sections, path).flatMap((id) => pathsUnder(sections, [...path, id], depth - 1))
