// Tree → all its paths as branchings, unfolded only as far as somebody looks.

import { once, perObject } from '../memo.ts'
import type { TierId } from '../types.ts'
import { answerFor, tierClasses, withEveryMeasure } from './paths.ts'
import { type Answer, type Asked, answerOf, perSteps } from './tables.ts'
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
export const branchingsOf = perSteps((tree) => {
  const start = startWalk(withEveryMeasure(tree), {}, false)
  return unfold(start, { ways: waysOf(tierClasses(tree)), left: mostKept })
})

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
