// A finding and the answers that show it → what an overlay may have changed on their way, the nearest first.

import type { Rule, Tree } from '../types.ts'
import { isWithin } from '../value-at.ts'
import type { Finding, Path } from './finding.ts'
import { TooManyCombinations } from './nodes.ts'
import type { Reach } from './reach.ts'
import type { Proof, Space } from './space.ts'

/** None where that takes too many steps. */
export function causesOf({ path, other = [], proof }: Finding, beneath: Tree, tree: Tree, space: Space, reach: Reach): Path[] {
  if (!proof) return []
  try {
    const shown = Object.entries({ ...proof.answers, ...proof.measures })
    const point = shown.reduce((set, [id, value]) => space.and(set, space.answered({ id }, [value])), space.all)
    const [rows, before] = [rowsOf(tree), rowsOf(beneath)]
    const onWay = rows.filter(({ rule }) => space.and(reach.takes(rule), point) !== space.empty)
    // All of a row that is new or gone, and of others whatever is more than words.
    const changesOf = (row: Row) => ([rows, before].every((each) => isIn(each, row)) ? partsOf(row) : [row.path])
    const isNamed = (row: Row) => isWithin(path, row.path) || isWithin(other, row.path)
    const isNew = ([id, value]: readonly [string, string]) =>
      beneath.questions.some((each) => each.id === id && each.kind === 'choice' && each.options.every((option) => option.id !== value))
    return [
      ...[...onWay.filter(isNamed), ...onWay].flatMap(changesOf),
      ...Object.entries(proof.answers).flatMap((each): Path[] => (isNew(each) ? [['questions', each[0], 'options', each[1]]] : [])),
      // Rows that took them before, and do no more.
      ...before.filter(({ rule }) => mayFit(rule, proof)).flatMap(changesOf),
      ...tree.steps.flatMap(({ id }) => ['if', 'before'].map((key): Path => ['steps', id, key])),
      ...beneath.steps.flatMap(({ id }): Path[] => (tree.steps.some((step) => step.id === id) ? [] : [['steps', id]])),
    ]
  } catch (error) {
    if (error instanceof TooManyCombinations) return []
    throw error
  }
}

interface Row {
  readonly rule: Rule
  readonly path: Path
}

const rowsOf = ({ steps }: Tree): Row[] =>
  steps.flatMap(({ id, rules }) => rules.map((rule) => ({ rule, path: ['steps', id, 'rules', rule.id] })))

const isIn = (rows: readonly Row[], { path }: Row): boolean => rows.some((each) => each.path.join() === path.join())

const partsOf = ({ rule, path }: Row): Path[] => [
  ...rule.conditions.map(
    (each): Path => [...path, 'if', each.kind === 'answer' ? each.question.id : each.kind === 'measure' ? each.measure : 'tier'],
  ),
  ...['if', 'tier', 'slice', 'only', 'needs', 'before'].map((key): Path => [...path, key]),
  ...rule.conditions
    .flatMap((each) => (each.kind === 'measure' ? [each.atLeast, each.below] : []))
    .flatMap((figure): Path[] => (figure ? [['figures', figure.id, 'value']] : [])),
]

const mayFit = ({ conditions }: Rule, { answers }: Proof): boolean =>
  conditions.every((each) => each.kind !== 'answer' || each.oneOf.has(answers[each.question.id] ?? [...each.oneOf][0] ?? ''))
