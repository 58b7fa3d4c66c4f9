// Questions → those that nobody asks, those that are asked in vain, and assumptions that are not the safe ones.

import type { ChoiceQuestion, Condition, Question, Tree } from '../types.ts'
import { tierIds } from '../types.ts'
import type { Diagram } from './diagram.ts'
import type { Finding, FindingKind } from './finding.ts'
import { demandsIn, insideIn, isOfHosts, isWish, type Limits, looksAt } from './limits.ts'
import { anywhere, type Reach, readRows } from './reach.ts'
import type { Space } from './space.ts'
import { pickEntries } from './tables.ts'

/** What is looked for here. */
export const questionKinds: readonly FindingKind[] = ['unasked-question', 'question-in-vain', 'unsafe-assumption']

/** `billed` are the questions whose answers the bills depend on. */
export function questionFindings(tree: Tree, space: Space, reach: Reach, limits: Limits, billed: ReadonlySet<string>): Finding[] {
  const asked = askedIn(tree)
  const matters = mattering(tree, space, reach, limits)
  // Bills and measures go by the first volume alone.
  const volume = tree.questions.find(({ kind }) => kind === 'volume')
  return tree.questions.flatMap((question): Finding[] => {
    const path = ['questions', question.id]
    if (!asked.has(question)) return [{ kind: 'unasked-question', path, says: `no step needs ${question.id}` }]
    const inVain = question !== volume && !billed.has(question.id) && !matters(question)
    if (inVain)
      return [{ kind: 'question-in-vain', path, says: `no answer to ${question.id} changes the tier, the shortlist or the bills` }]
    return question.kind === 'choice' ? [...unsafe(tree, question, space, reach, limits)] : []
  })
}

/** Whatever the steps, the picks and the assumptions about those look at. */
function askedIn(tree: Tree): ReadonlySet<Question> {
  const rows = tree.steps.flatMap((step) => [step, ...step.otherwise, ...step.rules])
  const picks = tierIds.flatMap((id) => tree.tiers[id].picks)
  const asked = new Set<Question>([
    ...tree.steps.flatMap((step) => [...step.needs, ...step.rules.flatMap(({ needs }) => needs)]),
    ...[...rows, ...picks].flatMap(({ conditions }) => lookedAt(conditions)),
  ])
  // A set grows while it is walked, so that assumptions about assumptions come in as well.
  for (const question of asked) for (const { conditions } of question.assume) for (const other of lookedAt(conditions)) asked.add(other)
  return asked
}

const lookedAt = (conditions: readonly Condition[]): Question[] =>
  conditions.flatMap((each) => (each.kind === 'answer' ? [each.question] : []))

function mattering(tree: Tree, space: Space, reach: Reach, limits: Limits): (question: Question) => boolean {
  const picks = tierIds.flatMap((id) => readRows(space, tree.tiers[id].picks, pickEntries(space, reach)).map(({ takes }) => takes()))
  const sets = [...limits.values(), ...picks, ...reach.outcomes().map(({ set }) => set)]
  const regions = new Set(tree.steps.flatMap(({ rules }) => rules.flatMap(({ only }) => only?.region ?? only?.regionIfGiven ?? [])))
  return (question) => regions.has(question) || sets.some((set) => space.dependsOn(set, question))
}

/**
 * An assumption is unsafe where another option leads to the same tiers and demands more: of the tiers, the agreement or the
 * region, or a stricter license. Then "not sure" lets pass what a "yes" would not. Where it is only hosts that another option
 * would limit, that may be meant.
 */
function* unsafe(tree: Tree, question: ChoiceQuestion, space: Space, reach: Reach, limits: Limits): Generator<Finding> {
  const own = [...limits].filter(([, set]) => space.dependsOn(set, question))
  if (own.length === 0) return
  const ends = reach.outcomes().map(({ set }) => set)
  const [rows, inside] = [readRows(space, question.assume, anywhere(space)), insideIn(tree, space, limits)]
  // Own machines are strict enough for whatever the rows that name the question demand of hosts.
  const naming = tree.steps.flatMap(({ rules }) => rules.filter((rule) => looksAt(rule, question.id)))
  const byItsRows = new Map(
    own
      .filter(([demand]) => isOfHosts(demand))
      .map(([demand]) => [demand, space.union(naming.filter((rule) => demandsIn(rule).includes(demand)).map(reach.takes))]),
  )
  const firm = own.filter(([demand]) => !isWish(demand))
  const data = firm.filter(([demand]) => !demand.startsWith('license'))
  for (const [index, { value }] of question.assume.entries()) {
    const looser = (id: string, sets: readonly (readonly [string, Diagram])[]): Diagram => {
      const at = (set: Diagram, option: string) => space.when(set, question, option)
      const stricter = (demand: string) => space.and(at(inside, id), at(byItsRows.get(demand) ?? space.empty, value))
      const demands = sets.map(([demand, set]) => ({ set, own: stricter(demand) }))
      const more = space.union(
        demands.map(({ set, own }) =>
          own === space.empty ? space.gains(set, question, id, value) : space.without(space.or(at(set, id), own), at(set, value)),
        ),
      )
      // Of one demand alone, what is more is never less as well.
      const less = demands.length > 1 ? demands.map(({ set, own }) => space.without(space.gains(set, question, value, id), own)) : []
      const worse = space.and(rows[index]?.takes() ?? space.empty, space.without(more, space.union(less)))
      // Where they end is looked at last and only there, since those sets are the large ones.
      return worse === space.empty ? worse : space.union(ends.map((end) => space.and(space.and(worse, at(end, value)), at(end, id))))
    }
    const others = question.options.filter(({ id }) => id !== value)
    const sure = firstSet(space, others, ({ id }) => looser(id, data)) ?? firstSet(space, others, ({ id }) => looser(id, firm))
    const found = sure ?? (firm.length < own.length ? firstSet(space, others, ({ id }) => looser(id, own)) : undefined)
    if (!found) continue
    const { item, set } = found
    const path = ['questions', question.id, 'assume', index, 'value']
    const says = `assumes ${value}, which lets more ${sure ? '' : 'hosts '}pass than ${item.id} would`
    yield { kind: 'unsafe-assumption', path, says, proof: space.proof(set), ...(sure ? {} : { note: true }) }
  }
}

function firstSet<T>(
  space: Space,
  items: readonly T[],
  setOf: (item: T) => Diagram,
): { readonly item: T; readonly set: Diagram } | undefined {
  for (const item of items) {
    const set = setOf(item)
    if (set !== space.empty) return { item, set }
  }
  return undefined
}
