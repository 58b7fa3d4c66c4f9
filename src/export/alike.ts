// The models of a slice → those that can stand in for its first one, and why the others cannot.

import type { RecommendationJson } from '../contract.ts'
import { fill } from '../words.ts'
import type { ExportInput } from './input.ts'
import { isEmbedding, type Place } from './places.ts'

/** Tasks that need a sense rather than a skill: a model without it cannot answer at all. */
const senses = ['multimodal', 'voice']

/**
 * The first, and whatever can take over from it. `listed` is the whole of the shortlist, since what has to hear does so
 * as well where the first one is left out. Notes are added to `notes`.
 */
export function alike<P extends Place>(
  { words }: Pick<ExportInput, 'words'>,
  { answers }: Pick<RecommendationJson, 'answers'>,
  listed: readonly Place[],
  places: readonly P[],
  name: string,
  notes: string[],
): readonly P[] {
  const [pick, ...others] = places
  if (!pick) return []
  // A second embedding model would fill an index with vectors that do not compare, and none can answer for a chat model.
  if (isEmbedding(pick)) {
    if (others.length > 0) notes.push(fill(words['export-embedding-fallback'], { name }))
    return [pick]
  }
  const sense = senses.find((each) => answers['task']?.value === each && listed[0]?.goodAt.includes(each))
  return places.filter((place) => {
    if (isEmbedding(place)) return false
    if (sense === undefined || place.goodAt.includes(sense)) return true
    notes.push(fill(words['export-sense-fallback'], { model: place.title, name, task: sense }))
    return false
  })
}
