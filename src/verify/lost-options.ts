// Rules before and after an overlay → options with limits that are gone, so that whoever meant one gives a laxer one.

import type { ChoiceQuestion, Tree } from '../types.ts'
import type { Diagram } from './diagram.ts'
import type { Finding } from './finding.ts'
import { insideIn } from './limits.ts'
import { hostsNamed, idsOf, isKeptInside, keptIn, openRegions, wordsOf } from './limits-made.ts'
import { reachOf } from './reach.ts'
import { excused } from './reasons.ts'
import { type Space, spaceOf } from './space.ts'

interface Gone {
  readonly question: ChoiceQuestion
  readonly id: string
  readonly left: readonly string[]
}

/** A note where an option that is left demands just the same. A reason in `sections`, plain data, excuses its question. Where that is gone as well, its limits are what is told. */
export function lostOptions(before: Tree, after: Tree, sections: unknown, most?: number): Finding[] {
  const gone = goneIn(before, after)
  if (gone.length === 0) return []
  const space = spaceOf([before], most, openRegions(before))
  const made = keptIn(before, space, reachOf(before, space), hostsNamed([before], after))
  const inside = insideIn(before, space, made)
  const held = [...made].map(([demand, set]) => [demand, isKeptInside(demand) ? space.or(set, inside) : set] as const)
  return gone.flatMap((each) => lostOption(each, space, held).map((told) => excused(told, sections, ['questions', each.question.id])))
}

function lostOption({ question, id, left }: Gone, space: Space, held: readonly (readonly [string, Diagram])[]): Finding[] {
  const at = (set: Diagram, option: string) => space.when(set, question, option)
  for (const laxer of left) {
    const less = held.filter(([, set]) => space.without(at(set, id), at(set, laxer)) !== space.empty)
    if (less.length === 0) continue
    const like = left.find((other) => held.every(([, set]) => at(set, other) === at(set, id)))
    const set = space.union(less.map(([, each]) => space.without(at(each, id), at(each, laxer))))
    const words = wordsOf(less.map(([demand]) => demand)).join(', ')
    return [
      {
        kind: 'lifted-limit',
        path: ['questions', question.id, 'options', id],
        says: `${id} demanded for some answers what ${laxer} does not: ${words}; ${like === undefined ? 'nobody can give it any more' : `${like} demands the same`}`,
        proof: space.proof(space.and(set, space.answered(question, [id]))),
        ...(like === undefined
          ? { hint: 'Keep the option, let all that are left demand as much, or say in `lifts-limits:` of the question why it may go.' }
          : { note: true, hint: 'Nothing to mend where those who would give it give the other one.' }),
      },
    ]
  }
  return []
}

const goneIn = (before: Tree, after: Tree): Gone[] =>
  before.questions.flatMap((question) => {
    const now = after.questions.find(({ id }) => id === question.id)
    if (question.kind !== 'choice' || now?.kind !== 'choice') return []
    const still = new Set(idsOf(now))
    const left = idsOf(question).filter((id) => still.has(id))
    return idsOf(question).flatMap((id) => (still.has(id) ? [] : [{ question, id, left }]))
  })
