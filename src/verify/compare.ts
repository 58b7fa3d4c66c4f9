// Two trees → the answers that lead elsewhere in one than in the other, and those that are new or assumed otherwise.

import { type ChoiceQuestion, type TierId, type Tree, tierIds, type WholeTier } from '../types.ts'
import type { Diagram } from './diagram.ts'
import { TooManyCombinations } from './nodes.ts'
import { fewer } from './pieces.ts'
import { anywhere, reachOf, readRows } from './reach.ts'
import { type Piece, type Space, spaceOf } from './space.ts'

interface Place {
  /** Undefined where no tier is left. */
  readonly tier: TierId | undefined
  /** The hard slice and the rest, or just the rest; empty where no tier is left. */
  readonly parts: readonly WholeTier[]
}

interface Moved {
  readonly from: Place
  readonly to: Place
  readonly when: Piece
}

interface Reassumed {
  readonly question: string
  /** Undefined where an answer is required. */
  readonly from: string | undefined
  readonly to: string | undefined
  readonly when: Piece
}

export interface Comparison {
  /** All answers that there are in both trees and that end elsewhere, in pieces without overlap. */
  readonly moves: readonly Moved[]
  /** Where answers lead that take an option that was not there before. */
  readonly arrivals: readonly Omit<Moved, 'from'>[]
  readonly assumptions: readonly Reassumed[]
  /** Whether some of it is left out, or all of it, because it is more than anyone could go through. */
  readonly omitted: 'none' | 'some' | 'all'
}

/** So many pieces of one set are gone through; the lists are for people. */
const mostPieces = 400

/** Of questions that only one tree asks, any answer in the other. `most` is how many steps the diagrams may take. */
export function compareTrees(before: Tree, after: Tree, most?: number): Comparison {
  const space = spaceOf([after, before], most)
  try {
    return compared(before, after, space)
  } catch (error) {
    if (!(error instanceof TooManyCombinations)) throw error
    return { moves: [], arrivals: [], assumptions: [], omitted: 'all' }
  }
}

function compared(before: Tree, after: Tree, space: Space): Comparison {
  let omitted: Comparison['omitted'] = 'none'
  const pieces = (set: Diagram, options: Options): Piece[] => {
    const found: Piece[] = []
    for (const piece of space.pieces(set)) {
      if (found.length === mostPieces) {
        omitted = 'some'
        // What is cut short reads no better for being put together.
        return found
      }
      found.push(piece)
    }
    return fewer(found, (id) => options.get(id) ?? space.valuesOf(id))
  }
  const { shared, fresh, both, own } = optionsIn(before, after, space)
  const [old, now] = [endsOf(before, space), endsOf(after, space)]
  const moves = old.flatMap(([from, left]) =>
    now.flatMap(([to, reached]) =>
      nameOf(from) === nameOf(to) ? [] : pieces(space.and(space.and(left, reached), shared), both).map((when) => ({ from, to, when })),
    ),
  )
  const arrivals = now.flatMap(([to, reached]) => pieces(space.and(reached, fresh), own).map((when) => ({ to, when })))
  const assumptions = pairsIn(before, after).flatMap(([was, is]) =>
    [...assumedIn(was, space)].flatMap(([from, left]) =>
      [...assumedIn(is, space)].flatMap(([to, reached]) =>
        from === to ? [] : pieces(space.and(space.and(left, reached), shared), both).map((when) => ({ question: is.id, from, to, when })),
      ),
    ),
  )
  return { moves, arrivals, assumptions, omitted }
}

const isChoice = (question: { readonly kind: string }): question is ChoiceQuestion => question.kind === 'choice'

/** Questions with options that are there in both trees. */
const pairsIn = (before: Tree, after: Tree): [ChoiceQuestion, ChoiceQuestion][] =>
  after.questions.filter(isChoice).flatMap((is): [ChoiceQuestion, ChoiceQuestion][] => {
    const was = before.questions.filter(isChoice).find(({ id }) => id === is.id)
    return was ? [[was, is]] : []
  })

type Options = ReadonlyMap<string, readonly string[]>

interface OptionsIn {
  /** Answers with options of both trees alone, and answers with options of which one at least is new. */
  readonly shared: Diagram
  readonly fresh: Diagram
  /** The options of both trees, and those of the one afterwards, by question. */
  readonly both: Options
  readonly own: Options
}

function optionsIn(before: Tree, after: Tree, space: Space): OptionsIn {
  const [both, own] = [new Map<string, string[]>(), new Map<string, string[]>()]
  let [shared, present] = [space.all, space.all]
  for (const [was, question] of pairsIn(before, after)) {
    const known = new Set(was.options.map(({ id }) => id))
    const ids = question.options.map(({ id }) => id)
    const where = (oneOf: readonly string[]) => space.answered(question, oneOf)
    const kept = ids.filter((id) => known.has(id))
    own.set(question.id, ids)
    both.set(question.id, kept)
    present = space.and(present, where(ids))
    shared = space.and(shared, where(kept))
  }
  return { shared, fresh: space.without(present, shared), both, own }
}

const nameOf = ({ parts }: Place): string => parts.join(' ')

/** In the order of the tiers, so that lists of them stay the same. */
function endsOf(tree: Tree, space: Space): [Place, Diagram][] {
  const { outcomes, ended } = reachOf(tree, space)
  const { beyond, lost } = ended()
  const nowhere = space.union([lost, ...beyond.map(({ set }) => set)])
  const found: [Place, Diagram][] = [
    [{ tier: undefined, parts: [] }, nowhere],
    ...outcomes().map(({ set, ...place }): [Place, Diagram] => [place, set]),
  ]
  const rank = ({ tier }: Place): number => (tier ? tierIds.indexOf(tier) : tierIds.length)
  return found.sort(([some], [other]) => rank(some) - rank(other) || (nameOf(some) < nameOf(other) ? -1 : 1))
}

/** Option → where it is assumed; undefined where nothing is. */
function assumedIn({ assume }: ChoiceQuestion, space: Space): Map<string | undefined, Diagram> {
  if (assume.length === 0) return new Map([[undefined, space.all]])
  const found = new Map<string | undefined, Diagram>()
  for (const [index, row] of readRows(space, assume, anywhere(space)).entries()) {
    const value = assume[index]?.value
    found.set(value, space.or(found.get(value) ?? space.empty, row.takes()))
  }
  return found
}
