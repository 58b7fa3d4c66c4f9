// Options that an overlay adds to a question with limits → those of which some answers fall to a row that demands less.

import { perObject } from '../memo.ts'
import type { ChoiceQuestion, Condition, Rule, Step, Tree } from '../types.ts'
import { valueAt } from '../value-at.ts'
import type { Diagram } from './diagram.ts'
import type { Finding, FindingKind } from './finding.ts'
import { demandsIn, insideIn, isOfHosts, isWish, type Limits, looksAt } from './limits.ts'
import type { Reach } from './reach.ts'
import { keysIn } from './sections.ts'
import { everyRow, type Space, type Told } from './space.ts'

/** What is looked for here. */
export const newOptionKinds: readonly FindingKind[] = ['unnamed-option']

/** The rules as plain data with the first overlay, the first two and so on, where there are several. */
type Earlier = readonly unknown[]

/** Each by itself, for the space. */
export const optionsToTell = (beneath: Tree, tree: Tree, earlier: Earlier = []): Told[] =>
  newIn(beneath, tree, earlier).map(({ question, id }): Told => [question.id, new Set([id])])

/**
 * Told where a row that does not name the option takes answers that another option would put under a limit, and no rule of
 * any step demands as much of them. A row that names the option is taken at its word. Of a question that comes with all of
 * its options in one overlay, one has to be left for the row for the rest; it is a note where that row is called after another.
 */
export function newOptions(beneath: Tree, tree: Tree, space: Space, reach: Reach, limits: Limits, earlier: Earlier = []): Finding[] {
  const added = newIn(beneath, tree, earlier)
  if (added.length === 0) return []
  const inside = insideIn(tree, space, limits)
  // The same for each new option of the question, of which there may be many.
  const elsewhereIn = perObject((question: ChoiceQuestion) =>
    perObject((limit: Rule) => space.union(question.options.map((option) => space.when(reach.takes(limit), question, option.id)))),
  )
  const elsewhere = (question: ChoiceQuestion, limit: Rule) => elsewhereIn(question)(limit)
  const unread = new Map<ChoiceQuestion, string[]>()
  const fallen = added.flatMap(({ question, id, isFirst }): Finding[] => {
    const given = space.answered(question, [id])
    for (const step of tree.steps) {
      const fallen = firstFallen(
        step,
        question,
        id,
        isFirst,
        (limit, row) => {
          const taken = space.and(space.and(given, elsewhere(question, limit)), reach.takes(row))
          return space.union(limitsIn(limit).map((demand) => space.without(taken, kept(demand, limits, space, inside))))
        },
        space.empty,
      )
      if (fallen) return [{ ...finding(step, question, id, fallen, space), ...(isFirst ? { note: true } : {}) }]
    }
    if (!isFirst && !isRead(tree, question, id)) unread.set(question, [...(unread.get(question) ?? []), id])
    return []
  })
  return [...fallen, ...[...unread].map(([question, ids]) => unreadOptions(tree, question, ids))]
}

/** By a condition, a figure of that name, a model that is good at it, or as the region of a host. */
function isRead(tree: Tree, question: ChoiceQuestion, id: string): boolean {
  const regions = tree.steps.flatMap(({ rules }) => rules.flatMap(({ only }) => [only?.region, only?.regionIfGiven]))
  return (
    regions.includes(question) ||
    [...tree.figures.keys()].some((figure) => figure.startsWith(`${id}-`) || figure.endsWith(`-${id}`)) ||
    [...tree.catalog.models.values()].some(({ goodAt }) => goodAt.includes(id)) ||
    everyRow(tree).some(({ conditions }) => conditions.some((each) => looksAtOption(each, question.id, id)))
  )
}

const looksAtOption = (each: Condition, question: string, option: string): boolean =>
  each.kind === 'answer' && each.question.id === question && each.oneOf.has(option)

/** That may be meant: then they stand for all that the rows do not name. */
function unreadOptions(tree: Tree, question: ChoiceQuestion, ids: readonly string[]): Finding {
  const like = question.options.find(({ id }) => !ids.includes(id) && !isRead(tree, question, id))
  const [first = '', ...others] = ids
  const [names, verb, it] =
    others.length === 0
      ? [first, 'comes', 'it']
      : [`${first} and ${others.length === 1 ? others[0] : `${others.length} others`}`, 'come', 'they']
  const says = `nothing names ${names}, so ${it} ${verb} to ${like ? `what ${like.id} comes to` : 'the rows for the rest everywhere'}`
  const hint = 'Name it in a condition, or leave it out; nothing to mend where the rows for the rest are meant for it.'
  return { kind: 'unnamed-option', path: ['questions', question.id, 'options', first], says, hint, note: true }
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
  isFirst: boolean,
  lost: (limit: Rule, row: Rule) => Diagram,
  none: Diagram,
): Fallen | undefined {
  const limiting = rules.filter((rule) => looksAt(rule, question.id) && limitsIn(rule).length > 0)
  for (const row of rules) {
    if (looksAt(row, question.id, option)) continue
    if (isFirst && !isOfAnother(row, question, option)) continue
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

interface Added {
  readonly question: ChoiceQuestion
  readonly id: string
  /** It came with its question. */
  readonly isFirst: boolean
}

/** Not there when the question first was; and of a question that is new, all of them. */
function newIn(beneath: Tree, tree: Tree, earlier: Earlier): Added[] {
  const before = new Map(beneath.questions.map((question) => [question.id, question]))
  return tree.questions.flatMap((question): Added[] => {
    if (question.kind !== 'choice') return []
    const known = before.get(question.id)
    if (known) {
      const old = new Set(known.kind === 'choice' ? known.options.map(({ id }) => id) : [])
      return known.kind === 'choice' ? question.options.flatMap(({ id }) => (old.has(id) ? [] : [{ question, id, isFirst: false }])) : []
    }
    const path = ['questions', question.id]
    const first = earlier.find((sections) => valueAt(sections, path) !== undefined)
    const old = new Set(keysIn(first, [...path, 'options']))
    return question.options
      .map(({ id }) => ({ question, id, isFirst: first === undefined || old.has(id) }))
      .filter(({ id, isFirst }) => !isFirst || tree.steps.some((step) => step.rules.some((row) => isOfAnother(row, question, id))))
  })
}

/** A row for the rest that is called after another option, and so was written for that one. */
const isOfAnother = (row: Rule, question: ChoiceQuestion, option: string): boolean =>
  row.id !== option && !looksAt(row, question.id) && question.options.some(({ id }) => id === row.id)

const limitsIn = (rule: Rule): string[] => demandsIn(rule).filter((demand) => !isWish(demand))
