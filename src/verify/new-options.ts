// Options that an overlay adds to a question with limits → those that no rule names, so that they fall to the row for the rest.

import type { ChoiceQuestion, Rule, Step, Tree } from '../types.ts'
import type { Finding, FindingKind } from './finding.ts'
import { demandsIn, isWish } from './limits.ts'
import type { Reach } from './reach.ts'
import type { Space, Told } from './space.ts'

/** What is looked for here. */
export const newOptionKinds: readonly FindingKind[] = ['unnamed-option']

/** Each by itself, for the space. */
export const optionsToTell = (beneath: Tree, tree: Tree): Told[] =>
  newIn(beneath, tree).map(({ question, id }): Told => [question.id, new Set([id])])

/** Told where the row for the rest demands less than a row that looks at the question. */
export function newOptions(beneath: Tree, tree: Tree, space: Space, reach: Reach): Finding[] {
  return newIn(beneath, tree).flatMap(({ question, id }): Finding[] => {
    const given = space.answered(question, [id])
    for (const step of tree.steps) {
      const limiting = step.rules.filter((rule) => looksAt(rule, question.id) && limitsIn(rule).length > 0)
      if (limiting.length === 0 || step.rules.some((rule) => looksAt(rule, question.id, id))) continue
      const row = loosest(step, limiting, (rule) => space.and(given, reach.takes(rule)) !== space.empty)
      if (!row) continue
      const says = `no rule of ${step.id} names ${id}, so it falls to ${row.id}, which demands less than ${limiting[0]?.id}`
      const proof = space.proof(space.and(given, reach.takes(row)))
      return [{ kind: 'unnamed-option', path: ['questions', question.id, 'options', id], says, proof }]
    }
    return []
  })
}

function newIn(beneath: Tree, tree: Tree): { readonly question: ChoiceQuestion; readonly id: string }[] {
  const before = new Map(beneath.questions.map((question) => [question.id, question]))
  return tree.questions.flatMap((question) => {
    const known = before.get(question.id)
    if (question.kind !== 'choice' || known?.kind !== 'choice') return []
    const old = new Set(known.options.map(({ id }) => id))
    return question.options.flatMap(({ id }) => (old.has(id) ? [] : [{ question, id }]))
  })
}

const limitsIn = (rule: Rule): string[] => demandsIn(rule).filter((demand) => !isWish(demand))

const looksAt = ({ conditions }: Rule, question: string, option?: string): boolean =>
  conditions.some((each) => each.kind === 'answer' && each.question.id === question && (option === undefined || each.oneOf.has(option)))

/** The first row that takes such answers and lacks something that a limiting one demands. */
function loosest({ rules }: Step, limiting: readonly Rule[], isTaker: (rule: Rule) => boolean): Rule | undefined {
  const demanded = limiting.flatMap(limitsIn)
  return rules.filter(isTaker).find((rule) => !demanded.every((demand) => limitsIn(rule).includes(demand)))
}
