// Answers → where the steps lead, remembered by what the steps can tell apart.
//
// Whoever asks what would change the answer walks dozens of times; most of those walks differ in nothing that any
// condition looks at, or were walked for somebody else before.

import { type Memo, memo } from '../memo.ts'
import type { Measure, TierId, Tree } from '../types.ts'
import { measureNames } from '../types.ts'
import { measuredConditions, thresholdsOf } from './cells.ts'
import { tierClasses } from './paths.ts'
import { type Answer, type Asked, perSteps, tablesOf } from './tables.ts'
import { startWith, type Trail } from './trail.ts'
import { look, type Part, walkSteps } from './walk.ts'

export interface Place {
  readonly tier: TierId
  readonly parts: readonly Part[]
}

/** Where a walk leads with other answers. For changes of options; another volume takes a walk of its own. */
export interface Places {
  /** Undefined where no tier is left. */
  readonly after: (changes: readonly Answer[]) => Place | undefined
  /** The same for answers that every change takes to the same place; undefined where nothing can be remembered. */
  readonly key: string | undefined
  /** Trees that measure the least and the most; where both agree, so does the tree itself. */
  readonly bounds: readonly Tree[]
}

/** `start` stands at the start, with everything assumed. */
export function placesFrom(start: Trail): Places {
  const walked = (changes: readonly Answer[]) => placeOf(startWith(start, ...changes))
  const map = mapOf(start.tree)
  if (!map) return { after: walked, key: undefined, bounds: [] }
  const base = map.key(start)
  const atVolume = start.given.some((answer) => typeof answer?.value === 'number')
  // An assumption with conditions may shift with a change, an answer does not.
  const open = start.tables.asked.filter(({ assume, position }) => assume.length > 1 && !start.given[position])
  const [least, most] = map.bounds
  const after = (changes: readonly Answer[]) => {
    // Stryker disable next-line ConditionalExpression: a key that is made anew is the same, and takes longer to make.
    const key = changes.some(({ asked }) => asked.shifts)
      ? map.key(startWith(start, ...changes))
      : changes.reduce((sum, answer) => sum + map.step(start, answer), base)
    const at = ({ tree, places }: Bound) => places.get(key, () => placeOf(startWith({ ...start, tree }, ...changes)))
    const unmeasured = at(least)
    // Without a volume nothing is measured, and else it is for the real measure to tell the two apart.
    return !atVolume || samePlace(unmeasured, at(most)) ? unmeasured : walked(changes)
  }
  return {
    after,
    key: [base, ...open.map(({ position }) => position)].join(' '),
    bounds: atVolume ? [least.tree, most.tree] : [least.tree],
  }
}

export function samePlace(some: Place | undefined, other: Place | undefined): boolean {
  if (!some || !other) return some === other
  // Stryker disable next-line OptionalChaining: both have as many parts.
  return some.parts.length === other.parts.length && some.parts.every(({ tier }, index) => tier === other.parts[index]?.tier)
}

export function placeOf(walk: Trail): Place | undefined {
  const progress = walkSteps(walk)
  return progress.kind === 'arrived' ? { tier: progress.outcome.tier, parts: progress.outcome.parts } : undefined
}

/**
 * Numbers every combination of answers that some condition tells from others: one digit for each question. Undefined
 * where places depend on more than that, or where there are too many to number.
 */
const mapOf = perSteps((tree) => {
  const tables = tablesOf(tree)
  const classes = tierClasses(tree)
  let size = 1
  /** By position: what each option adds to the key, then whatever is no option, then no answer at all. */
  const worths = tables.asked.map(({ question }) => {
    const options = question.kind === 'choice' ? question.options : []
    // Stryker disable next-line ArrayDeclaration: every question has classes.
    const alike = classes.get(question.id) ?? []
    const told = alike.length > 1
    const digits = [...options.map(({ id }) => (told ? alike.findIndex((ids) => ids.includes(id)) : 0)), told ? alike.length : 0]
    const open = question.assume.length > 0 ? 0 : Math.max(...digits) + 1
    const unit = size
    size *= Math.max(...digits, open) + 1
    // Stryker disable next-line ArithmeticOperator: fractions number them as well.
    return [...digits, open].map((digit) => digit * unit)
  })
  // Between two bounds there is nothing else to tell apart only where one figure is reached or not.
  const bounded = thresholdsOf(tree).length <= 1 && measuredConditions(tree).every(({ below }) => !below)
  if (!Number.isSafeInteger(size) || !bounded || tables.asked.some(({ steady }) => !steady)) return undefined
  // Stryker disable next-line OptionalChaining: every question and every option of it is worth something.
  const worth = (position: number, option: number): number => worths[position]?.[option] ?? 0
  const part = (walk: Trail, asked: Asked): number => {
    const known = look(walk, asked)
    return worth(asked.position, known.kind === 'answer' ? known.option : asked.options.size + 1)
  }
  const bound = (measured: number | undefined): Bound => ({ tree: withMeasures(tree, measured), places: memo(20_000) })
  return {
    bounds: [bound(undefined), bound(Number.POSITIVE_INFINITY)] as const,
    key: (walk: Trail): number => walk.tables.asked.reduce((sum, asked) => sum + part(walk, asked), 0),
    /** By how much an answer moves the key, where no assumption depends on it. */
    step: (walk: Trail, { asked, option }: Answer): number => worth(asked.position, option) - part(walk, asked),
  }
})

/** The same tree with whatever can be measured out of reach, or above every figure. */
interface Bound {
  readonly tree: Tree
  readonly places: Memo<number, Place | undefined>
}

function withMeasures(tree: Tree, number: number | undefined): Tree {
  // Stryker disable next-line ArrayDeclaration,ArrowFunction: only the value of a bound is looked at.
  const measure: Measure = { asks: [], value: () => number, crossings: () => [] }
  return { ...tree, measures: Object.fromEntries(measureNames.map((name) => [name, measure])) }
}
