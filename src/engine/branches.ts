// Tree → all its paths as branchings, unfolded only as far as somebody looks.

import type { Branchings } from '../known-types.ts'
import { memo, once, perObject } from '../memo.ts'
import type { TierId, Tree } from '../types.ts'
import { answerFor, tierClasses, withEveryMeasure } from './paths.ts'
import { type Answer, type Asked, answerOf, perSteps, tablesOf } from './tables.ts'
import { startWalk, startWith, type Trail } from './trail.ts'
import { walkSteps } from './walk.ts'

export type Branching =
  /** Undefined where no rule leads to a tier. */
  | { readonly kind: 'end'; readonly tier: TierId | undefined }
  | { readonly kind: 'question'; readonly asked: Asked; readonly branches: readonly Branch[] }

interface Branch {
  /** The answer that stands for all options that lead this way. */
  readonly answer: Answer
  /** The positions of those options. */
  readonly options: ReadonlySet<number>
  readonly next: () => Branching
}

/** In the order of `everyPath` for the tier, with measures that any wishes could give. */
export const branchingsOf = perSteps((tree) => (tree.branchings ? known(tree, tree.branchings) : unfoldedOf(tree)))

/** Without what is known of them. */
function unfoldedOf(tree: Tree): Branching {
  const start = startWalk(withEveryMeasure(tree), {}, false)
  return unfold(start, { ways: waysOf(tierClasses(tree)), left: mostKept })
}

/** All paths, where they are worth keeping with the rules: those that go on alike are there once. Only for few paths. */
export function branchingsFor(tree: Tree): Branchings {
  const places = new Map<string, number>()
  const add = (entry: Branchings[number]): number => {
    const key = JSON.stringify(entry)
    const at = places.get(key) ?? places.size
    places.set(key, at)
    return at
  }
  const fold = (node: Branching): number =>
    add(node.kind === 'end' ? (node.tier ?? null) : [node.asked.position, ...node.branches.map(({ next }) => fold(next()))])
  fold(unfoldedOf(tree))
  return [...places.keys()].map((key) => JSON.parse(key) as Branchings[number])
}

function known(tree: Tree, branchings: Branchings): Branching {
  const { asked } = tablesOf(tree)
  const ways = waysOf(tierClasses(tree))
  const at = memo<number, Branching>()
  const node = (index: number): Branching =>
    at.get(index, () => {
      const entry = branchings[index]
      const [position = -1, ...next] = Array.isArray(entry) ? (entry as readonly number[]) : []
      const question = asked[position]
      if (!question) return { kind: 'end', tier: (entry as TierId | null) ?? undefined }
      const branches = ways(question).map((way, branch) => ({ ...way, next: () => node(next[branch] ?? 0) }))
      return { kind: 'question', asked: question, branches }
    })
  return node(branchings.length - 1)
}

/** So many are kept, some hundred bytes each; what lies beyond them is unfolded anew each time, which gives the same. */
const mostKept = 40_000

interface Unfolding {
  readonly ways: (asked: Asked) => readonly Way[]
  left: number
}

type Way = Omit<Branch, 'next'>

/** The same for a question wherever it is asked. */
const waysOf = (classes: ReturnType<typeof tierClasses>) =>
  perObject((asked: Asked): readonly Way[] =>
    // Stryker disable next-line ArrayDeclaration: every question has classes.
    (classes.get(asked.question.id) ?? []).map((ids) => {
      const options = new Set(ids.map((id) => answerOf(asked, id).option))
      return { answer: answerOf(asked, answerFor(asked.question, ids)), options }
    }),
  )

function unfold(start: Trail, under: Unfolding): Branching {
  const progress = walkSteps(startWith(start))
  if (progress.kind !== 'asking') return { kind: 'end', tier: progress.kind === 'arrived' ? progress.outcome.tier : undefined }
  const asked = start.tables.askedOf(progress.question)
  const branches = under.ways(asked).map((way): Branch => {
    const next = () => unfold(startWith(start, way.answer), under)
    // Stryker disable next-line ConditionalExpression,EqualityOperator,UpdateOperator: what is not kept is unfolded again, which gives the same.
    return { ...way, next: --under.left < 0 ? next : once(next) }
  })
  return { kind: 'question', asked, branches }
}
