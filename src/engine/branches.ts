// Tree → all its paths as branchings, unfolded only as far as somebody looks.

import { once } from '../memo.ts'
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
export const branchingsOf = perSteps((tree) => unfold(startWalk(withEveryMeasure(tree), {}, false), tierClasses(tree)))

function unfold(start: Trail, classes: ReturnType<typeof tierClasses>): Branching {
  const progress = walkSteps(startWith(start))
  if (progress.kind !== 'asking') return { kind: 'end', tier: progress.kind === 'arrived' ? progress.outcome.tier : undefined }
  const asked = start.tables.askedOf(progress.question)
  const branches = (classes.get(progress.question.id) ?? []).map((ids): Branch => {
    const answer = answerOf(asked, answerFor(progress.question, ids))
    const options = new Set(ids.map((id) => answerOf(asked, id).option))
    return { answer, options, next: once(() => unfold(startWith(start, answer), classes)) }
  })
  return { kind: 'question', asked, branches }
}
