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

/** ` Did you mean "…"?`, or nothing. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const meant = nearest(word, known)
  return meant === undefined ? '' : ` Did you mean "${meant}"?`
}
