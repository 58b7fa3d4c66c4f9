// Citations of a row → the same, with every unknown source reported; a reason of one → the sentence that tells it.

import type { Citations, Source } from '../types.ts'
import { fill } from '../words.ts'
import type { Names, Path } from './names.ts'
import type { Ruleset } from './schema.ts'

export function citations(raw: Citations | undefined, sources: ReadonlyMap<string, Source>, names: Names, path: Path): Citations {
  for (const id in raw) if (!sources.has(id)) names.find(sources, id, 'source', [...path, id])
  return raw ?? {}
}

/** Why an entry lifts a limit of the rules beneath, in a sentence. */
export const liftedIn = ({ words }: Pick<Ruleset, 'words'>, entry: string, because: string | undefined): string | undefined =>
  because === undefined ? undefined : fill(words?.['limit-lifted-in'] ?? '', { entry, because })
