// Citations of a row → the same, with every unknown source reported.

import type { Citations, Source } from '../types.ts'
import type { Names, Path } from './names.ts'

export function citations(raw: Citations | undefined, sources: ReadonlyMap<string, Source>, names: Names, path: Path): Citations {
  for (const id in raw) if (!sources.has(id)) names.find(sources, id, 'source', [...path, id])
  return raw ?? {}
}
