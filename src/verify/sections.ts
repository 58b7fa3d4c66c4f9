// The merged rules as plain data → what stands at a path of them.

import type { Path } from './finding.ts'

/** Undefined where nothing stands. */
export function valueIn(sections: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (found, step) =>
      typeof found === 'object' && found !== null && Object.hasOwn(found, step) ? (found as Record<PropertyKey, unknown>)[step] : undefined,
    sections,
  )
}

/** The keys of a map at a path, in order. */
export function keysIn(sections: unknown, path: Path): string[] {
  const found = valueIn(sections, path)
  return typeof found === 'object' && found !== null ? Object.keys(found) : []
}
