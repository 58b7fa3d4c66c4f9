// Options that an overlay adds to a question with limits → those of which some answers fall to a row that demands less.

import { perObject } from '../memo.ts'
import type { ChoiceQuestion, Rule, Step, Tree } from '../types.ts'
import type { Diagram } from './diagram.ts'
import type { Finding, FindingKind } from './finding.ts'
import { demandsIn, insideIn, isOfHosts, isWish, type Limits, looksAt } from './limits.ts'
import type { Reach } from './reach.ts'
import type { Space, Told } from './space.ts'

/** What is looked for here. */
export const newOptionKinds: readonly FindingKind[] = ['unnamed-option']

/** Each by itself, for the space. */
export const optionsToTell = (beneath: Tree, tree: Tree): Told[] =>
  newIn(beneath, tree).map(({ question, id }): Told => [question.id, new Set([id])])

/**
 * Told where a row that does not name the option takes answers that another option would put under a limit, and no rule of
 * any step demands as much of them. A row that names the option is taken at its word.
 */
export function newOptions(beneath: Tree, tree: Tree, space: Space, reach: Reach, limits: Limits): Finding[] {
  const added = newIn(beneath, tree)
  if (added.length === 0) return []
  const inside = insideIn(tree, space, limits)
  // The same for each new option of the question, of which there may be many.
  const elsewhereIn = perObject((question: ChoiceQuestion) =>
    perObject((limit: Rule) => space.union(question.options.map((option) => space.when(reach.takes(limit), question, option.id)))),
  )
  const elsewhere = (question: ChoiceQuestion, limit: Rule) => elsewhereIn(question)(limit)
  return added.flatMap(({ question, id }): Finding[] => {
    const given = space.answered(question, [id])
    for (const step of tree.steps) {
      const fallen = firstFallen(
        step,
        question,
        id,
        (limit, row) => {
          const taken = space.and(space.and(given, elsewhere(question, limit)), reach.takes(row))
          return space.union(limitsIn(limit).map((demand) => space.without(taken, kept(demand, limits, space, inside))))
        },
        space.empty,
      )
      if (fallen) return [finding(step, question, id, fallen, space)]
    }
    return []
  })
}

interface Fallen {
  readonly row: Rule
  readonly limit: Rule
  readonly set: Diagram
}

/** `lost` are the answers with the option that the row takes, although the limit would hold for them under another option. */
function firstFallen(
  { rules }: Step,
  question: ChoiceQuestion,
  option: string,
  lost: (limit: Rule, row: Rule) => Diagram,
  none: Diagram,
): Fallen | undefined {
  const limiting = rules.filter((rule) => looksAt(rule, question.id) && limitsIn(rule).length > 0)
  for (const row of rules) {
    if (looksAt(row, question.id, option)) continue
    for (const limit of limiting) {
      const set = lost(limit, row)
      if (set !== none) return { row, limit, set }
    }
  }
  return undefined
}

function finding(step: Step, question: ChoiceQuestion, id: string, { row, limit, set }: Fallen, space: Space): Finding {
  const namedBy = step.rules.find((rule) => looksAt(rule, question.id, id))
  const why = namedBy
    ? `${namedBy.id} takes only some of the answers with ${id}, so the others fall`
    : `no rule of ${step.id} names ${id}, so it falls`
  return {
    kind: 'unnamed-option',
    path: ['questions', question.id, 'options', id],
    says: `${why} to ${row.id}, which demands less than ${limit.id}`,
    proof: space.proof(set),
    other: namedBy && ['steps', step.id, 'rules', namedBy.id, 'if', question.id],
  }
}

const kept = (demand: string, limits: Limits, space: Space, inside: Diagram): Diagram =>
  space.or(limits.get(demand) ?? space.empty, isOfHosts(demand) ? inside : space.empty)

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
