// A finding about the merged rules → the same with its places, as it is published: an error, or a note on what nobody has to mend.

import type { FindingsJson } from '../contract-findings.ts'
import { type Finding, kinds } from '../verify/finding.ts'
import type { Locate, Where } from './rule-places.ts'

type Told = FindingsJson['findings'][number]

const isMutual: readonly Finding['kind'][] = ['numeric-gap', 'numeric-overlap']

/** Where something built-in is so because of an overlay. */
const isMostlyMeant = (kind: Finding['kind']): boolean => kind === 'unsafe-assumption' || kind === 'unnamed-option'

/** `overlaid` is whether there are files of the user's own: what they make of the built-in rules is mostly meant. */
export function findingJson(finding: Finding, locate: Locate, overlaid: boolean): Told {
  const { kind, says, proof } = finding
  const { path, other } = endsOf(finding, locate)
  const where = locate(path)
  const there = other && locate(other)
  return {
    id: kind,
    note: finding.note ?? ((kinds[kind].useless || isMostlyMeant(kind)) && overlaid && !where.own),
    says,
    hint: kinds[kind].hint,
    path: path.map(String).join('.'),
    ...placeJson(where),
    excerpt: where.excerpt ?? null,
    other: other && there ? { path: other.map(String).join('.'), ...placeJson(there) } : null,
    proof: proof ? { answers: { ...proof.answers }, measures: { ...proof.measures } } : null,
  }
}

function endsOf({ kind, path, other, also = [] }: Finding, locate: Locate): Pick<Finding, 'path' | 'other'> {
  // Of two rows that share out numbers, the one that the user wrote is the one to mend.
  if (isMutual.includes(kind) && other !== undefined && !locate(path).own && locate(other).own) return { path: other, other: path }
  return { path: [path, ...also].find((each) => locate(each).own) ?? path, other }
}

export const placeJson = ({ file, line, column }: Omit<Where, 'own'>) => ({ file, line: line ?? null, column: column ?? null })
