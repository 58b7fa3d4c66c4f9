// A misspelled word and the known ones → what was probably meant.

import { distance } from 'fastest-levenshtein'

/** The known word nearest to the given one, when it is near enough to be meant; two swapped letters count as two edits. */
function nearest(word: string, known: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase()
  let best: string | undefined
  let least = Number.POSITIVE_INFINITY
  for (const candidate of known) {
    const edits = distance(wanted, candidate.toLowerCase())
    if (edits < least) [best, least] = [candidate, edits]
  }
  return least <= Math.max(wanted.length > 3 ? 2 : 1, Math.floor(wanted.length * 0.4)) ? best : undefined
}

/** Whether a single edit makes it a known word. */
export const isOneOff = (word: string, known: readonly string[]): boolean => known.some((each) => distance(word, each) === 1)

const bare = (word: string): string => word.toLowerCase().replace(/[-_. ]/g, '')

/** An id that differs in hyphens and points, or of which a part begins with the word; of several, the shortest. */
function longer(word: string, known: Iterable<string>): string | undefined {
  const wanted = bare(word)
  if (wanted.length < 3) return undefined
  const begins = (candidate: string): boolean => {
    const parts = candidate.split(/[-_. ]/)
    return parts.some((_, index) => bare(parts.slice(index).join('')).startsWith(wanted))
  }
  return [...known].filter(begins).sort((a, b) => a.length - b.length)[0]
}

/** ` Did you mean "…"?`, or nothing. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const all = [...known]
  const meant = nearest(word, all) ?? longer(word, all)
  return meant === undefined ? '' : ` Did you mean "${meant}"?`
}
