// A finding about the merged rules → the same with its places, as it is published: an error, or a note on what nobody has to mend.

import type { FindingsJson } from '../contract-findings.ts'
import { pathText } from '../rules/path-text.ts'
import { isWithin } from '../value-at.ts'
import { type Finding, kinds, type Path } from '../verify/finding.ts'
import { moveBehind } from './moved.ts'
import type { Locate, Where } from './rule-places.ts'

type Told = FindingsJson['findings'][number]

/** Where something built-in is so because of an overlay. */
const isMostlyMeant = (kind: Finding['kind']): boolean => kind === 'unsafe-assumption' || kind === 'unnamed-option'

/** Rules that an overlay puts in the place of built-in ones, and tiers of those that it gives another one. */
const isReplacing = (kind: Finding['kind']): boolean => ['contradictory-rule', 'duplicate-rule', 'idle-runner-up'].includes(kind)

/**
 * `overlaid` is whether there are files of the user's own: what they make of the built-in rules is mostly meant. `moved` are
 * the `before` in them that change the order of built-in rows. The other end may be in more files than `locate` looks into.
 */
export function findingJson(finding: Finding, locate: Locate, overlaid: boolean, moved: readonly Path[] = [], locateOther = locate): Told {
  const { kind, names, proof } = finding
  const { path, other, says, isTurned, isMoved } = endsOf(finding, locate, moved)
  const where = locate(path)
  const there = other && locateOther(other)
  const isTheirs = isTurned || isMoved || (overlaid && !where.own)
  const isMeant = isTurned ? isReplacing(kind) : isTheirs && (kinds[kind].useless || isMostlyMeant(kind))
  return {
    id: kind,
    note: finding.note ?? isMeant,
    says,
    hint: finding.hint ?? (isTheirs ? kinds[kind].together : kinds[kind].hint),
    path: pathText(path),
    ...placeJson(where),
    excerpt: where.excerpt ?? null,
    caret: where.caret ?? null,
    other: other && there ? { path: pathText(other), ...placeJson(there) } : null,
    ...(names && { names: [...names] }),
    proof: proof ? { answers: { ...proof.answers }, measures: { ...proof.measures } } : null,
  }
}

type Ends = Pick<Finding, 'path' | 'other' | 'says'> & { readonly isTurned: boolean; readonly isMoved: boolean }

/** Told at what the user wrote, wherever that is either end, or what put them in that order, or else a cause. */
function endsOf(
  { kind, path, at = path, says, turned, also = [], note, causes, ...each }: Finding,
  locate: Locate,
  moved: readonly Path[],
): Ends {
  const other = each.other ?? each.others?.reduce((best, next) => (locate(next).layer > locate(best).layer ? next : best))
  const own = [at, path, ...also].find((each) => locate(each).own)
  // A built-in row that rows take the answers from is told where it stands, with the row of the user's own.
  const turns = own ? note === true : kind !== 'shadowed-rule'
  if (turned !== undefined && other !== undefined && turns && locate(other).layer > (own ? locate(own).layer : -1))
    return { path: other, other: own ?? path, says: turned, isTurned: true, isMoved: false }
  const ends = { path: own ?? at, other, says, isTurned: false, isMoved: false }
  const isMove = other && moved.some((move) => isWithin(move, other))
  const move =
    own || (other && locate(other).own && !isMove)
      ? undefined
      : (causes?.().find((cause) => locate(cause).own) ?? moveBehind(moved, path, other))
  return move ? { ...ends, path: move, other: path, says: `${pathText(path)}: ${says}`, isMoved: true } : ends
}

export const placeJson = ({ file, line, column }: Omit<Where, 'own' | 'layer'>) => ({ file, line: line ?? null, column: column ?? null })
