// Tree and answers → how many questions may still be asked at most, for "3 of at most 9".
//
// It stands on every screen of an interview, so not every way is walked: one that cannot become the longest is left early.

import { perObject } from '../memo.ts'
import type { Answers, Condition, Question, Tree } from '../types.ts'
import { answerFor, mostPaths, shortlistClasses } from './paths.ts'
import { walk } from './walk.ts'

/** No fewer than will be asked, where there are too many ways to look for the longest. */
export function questionsLeft(tree: Tree, answers: Answers): number {
  const classes = shortlistClasses(tree)
  const open = (given: Answers, decided: number): number =>
    // Stryker disable next-line ArrayDeclaration: there is a set for each number of steps.
    [...(aheadOf(tree)[decided] ?? [])].filter(({ id }) => given[id] === undefined).length
  let walks = 0
  const longest = (given: Answers, asked: number, known: number): number => {
    if (++walks > mostPaths) return known
    const progress = walk(tree, given)
    if (progress.kind !== 'asking') return Math.max(known, asked)
    const { question, path } = progress
    const most = asked + open(given, path.length)
    let best = known
    // Stryker disable next-line ArrayDeclaration: every question has classes.
    for (const options of classes.get(question.id) ?? []) {
      if (most <= best) break
      best = longest({ ...given, [question.id]: answerFor(question, options) }, asked + 1, best)
    }
    return best
  }
  const found = longest(answers, 0, 0)
  return walks > mostPaths ? open(answers, 0) : found
}

/** By the number of steps that are decided, the questions that can be asked from there on; the last is for the shortlist. */
const aheadOf = perObject((tree: Tree): readonly ReadonlySet<Question>[] => {
  const asks = (conditions: readonly Condition[]): readonly Question[] =>
    conditions.flatMap((condition) => {
      if (condition.kind === 'answer') return [condition.question]
      // Stryker disable next-line ConditionalExpression: nothing but measures asks for anything.
      return condition.kind === 'measure' ? (tree.measures[condition.measure]?.asks ?? []) : []
    })
  const withAssumptions = (questions: readonly Question[]): ReadonlySet<Question> => {
    const all = new Set(questions)
    // What an assumption goes by is asked first. A set takes in what is added while it is gone through.
    for (const { assume } of all) for (const { conditions } of assume) for (const each of asks(conditions)) all.add(each)
    return all
  }
  const picks = Object.values(tree.tiers).flatMap((tier) => tier.picks.flatMap(({ conditions }) => asks(conditions)))
  const ahead = [withAssumptions(picks)]
  for (const { conditions, otherwise, needs, rules } of tree.steps.toReversed()) {
    const rows = [...otherwise, ...rules].flatMap((row) => asks(row.conditions))
    const needed = rules.flatMap((rule) => rule.needs)
    // Stryker disable next-line ArrayDeclaration: there is the set for the shortlist.
    ahead.unshift(withAssumptions([...(ahead[0] ?? []), ...asks(conditions), ...rows, ...needs, ...needed]))
  }
  return ahead
})
