// Limits on walks → what they come to, as text, and the regions that they tell apart.

import type { ChoiceQuestion, Narrowing, Option, Tree } from '../types.ts'
import type { Diagram } from './diagram.ts'
import type { Space, Told } from './space.ts'

/** What they come to together, the same for the same demands: each adds to the others, and of two licenses the stricter holds. */
export function togetherIn(all: readonly Narrowing[]): string {
  const licenses = all.flatMap(({ license }) => license ?? [])
  const ids = (key: 'region' | 'regionIfGiven') => [...new Set(all.flatMap((only) => only[key]?.id ?? []))]
  const left = (key: 'hosts' | 'tiers') => {
    const lists = all.flatMap((only): ReadonlySet<string>[] => (only[key] ? [only[key]] : []))
    return lists[0] && [...lists[0]].filter((each) => lists.every((list) => list.has(each))).sort()
  }
  const license = licenses.includes('permissive') ? 'permissive' : licenses[0]
  return JSON.stringify([
    license,
    all.some(({ agreement }) => agreement),
    ids('region'),
    ids('regionIfGiven'),
    left('hosts'),
    left('tiers'),
  ])
}

/** Each region has hosts of its own, though no condition may tell it from others. */
export const regionsApart = ({ steps, questions }: Tree): Told[] => {
  const limiting = new Set(steps.flatMap(({ rules }) => rules.flatMap(({ only }) => only?.region?.id ?? [])))
  return questions.flatMap((question): Told[] =>
    question.kind === 'choice' && limiting.has(question.id) ? question.options.map(({ id }): Told => [question.id, new Set([id])]) : [],
  )
}

/** Where nobody is asked for one, there is none. */
export const optionsOf = (question: ChoiceQuestion | undefined): readonly (Option | undefined)[] => question?.options ?? [undefined]

/** A set of answers by the region, where they are asked for one. */
export function regionsOf(question: ChoiceQuestion | undefined, space: Space, set: Diagram) {
  return optionsOf(question)
    .map((option) => {
      const given = question && option ? space.answered(question, [option.id]) : space.all
      return { option, set: space.and(set, given) }
    })
    .filter((each) => each.set !== space.empty)
}
