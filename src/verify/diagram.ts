// Sets of answers as decision diagrams: exact, shared, and small where lists of combinations would not be.
//
// A node asks one variable and has a child for each of its values. Equal nodes are the same number and a node whose
// children are all alike is left out, so two sets are equal exactly when their numbers are, and a set depends on just the
// variables that stand in it. See R. E. Bryant's reduced ordered diagrams, here with many values instead of two.

import { nodeStore } from './nodes.ts'

declare const kind: unique symbol

/** A set of combinations. Compare with `===`. */
export type Diagram = number & { readonly [kind]: 'diagram' }

/** Values by the position of their variable; a variable that is left out does not matter. */
type Cube = ReadonlyMap<number, readonly number[]>

export interface Diagrams {
  readonly empty: Diagram
  readonly all: Diagram
  /** All combinations in which the variable has one of the values. */
  readonly where: (variable: number, values: Iterable<number>) => Diagram
  readonly and: (some: Diagram, other: Diagram) => Diagram
  readonly or: (some: Diagram, other: Diagram) => Diagram
  readonly without: (some: Diagram, other: Diagram) => Diagram
  /** The set as it is where the variable has that value; it depends on the variable no more. */
  readonly at: (set: Diagram, variable: number, value: number) => Diagram
  /** What is in the set with the one value of the variable, and not with the other. */
  readonly gains: (set: Diagram, variable: number, value: number, other: number) => Diagram
  /** Whether membership depends on the variable. */
  readonly dependsOn: (set: Diagram, variable: number) => boolean
  /** Whether all combinations with these values are in the set. */
  readonly holds: (set: Diagram, values: ReadonlyMap<number, number>) => boolean
  /** Cubes without overlap that make up the set. */
  readonly cubes: (set: Diagram) => Generator<Cube>
  /** Allows so many steps more. */
  readonly allow: (more: number) => void
}

const empty = 0 as Diagram
const all = 1 as Diagram

const [conjunction, union, difference, restriction, gain] = [0, 1, 2, 3, 4]

/**
 * `sizes` is how many values each variable has; diagrams of different makers must not meet. Throws `TooManyCombinations`
 * where sets would take more than `most` steps to make, counted over all of them: the same rules always get as far.
 */
export function diagrams(sizes: readonly number[], most: number): Diagrams {
  const store = nodeStore(sizes, most)
  const { variableOf, childOf, make, scratch } = store

  const combine = (operation: number, some: number, other: number): number => {
    const known = store.recall(operation, some, other)
    if (known >= 0) return known
    const [ours, theirs] = [variableOf(some), variableOf(other)]
    const variable = Math.min(ours, theirs)
    const size = sizes[variable] ?? 0
    const top = store.push(size)
    for (let value = 0; value < size; value++) {
      const child = apply(operation, ours === variable ? childOf(some, value) : some, theirs === variable ? childOf(other, value) : other)
      scratch[top + value] = child
    }
    return store.remember(operation, some, other, make(variable, top))
  }
  const apply = (operation: number, some: number, other: number): number => {
    if (operation === conjunction) {
      if (some === empty || other === empty) return empty
      if (some === all || some === other) return other
      if (other === all) return some
      return some < other ? combine(operation, some, other) : combine(operation, other, some)
    }
    if (operation === union) {
      if (some === all || other === all) return all
      if (some === empty || some === other) return other
      if (other === empty) return some
      return some < other ? combine(operation, some, other) : combine(operation, other, some)
    }
    if (some === empty || other === all || some === other) return empty
    return other === empty ? some : combine(operation, some, other)
  }
  const at = (set: number, variable: number, value: number): number => {
    const here = variableOf(set)
    if (here > variable || !store.dependsOn(set, variable)) return set
    if (here === variable) return childOf(set, value)
    const place = variable * store.widest + value
    const known = store.recall(restriction, set, place)
    if (known >= 0) return known
    const size = sizes[here] ?? 0
    const top = store.push(size)
    for (let each = 0; each < size; each++) {
      const child = at(childOf(set, each), variable, value)
      scratch[top + each] = child
    }
    return store.remember(restriction, set, place, make(here, top))
  }
  /** In one pass, which is less work than to restrict the set twice and take one result from the other. */
  const gains = (set: number, variable: number, value: number, other: number): number => {
    const here = variableOf(set)
    if (here > variable || !store.dependsOn(set, variable)) return empty
    if (here === variable) return apply(difference, childOf(set, value), childOf(set, other))
    const place = (variable * store.widest + value) * store.widest + other
    const known = store.recall(gain, set, place)
    if (known >= 0) return known
    const size = sizes[here] ?? 0
    const top = store.push(size)
    for (let each = 0; each < size; each++) {
      const child = gains(childOf(set, each), variable, value, other)
      scratch[top + each] = child
    }
    return store.remember(gain, set, place, make(here, top))
  }
  const below = (set: number): number[] => Array.from({ length: sizes[variableOf(set)] ?? 0 }, (_, value) => childOf(set, value))
  return {
    empty,
    all,
    where: (variable, values) => {
      const size = sizes[variable] ?? 0
      if (size === 0) return empty
      const top = store.push(size)
      scratch.fill(empty, top, top + size)
      for (const value of values) scratch[top + value] = all
      return make(variable, top) as Diagram
    },
    and: (some, other) => apply(conjunction, some, other) as Diagram,
    or: (some, other) => apply(union, some, other) as Diagram,
    without: (some, other) => apply(difference, some, other) as Diagram,
    at: (set, variable, value) => at(set, variable, value) as Diagram,
    gains: (set, variable, value, other) => gains(set, variable, value, other) as Diagram,
    dependsOn: store.dependsOn,
    holds: (set, values) => !leavesOut(set, values, new Set()),
    cubes: (set) => cubesOf(set, new Map()),
    allow: store.allow,
  }

  /** Whether some combination with these values is not in the set; nodes that were `seen` lead to none. */
  function leavesOut(node: number, values: ReadonlyMap<number, number>, seen: Set<number>): boolean {
    if (node <= all) return node === empty
    if (seen.has(node)) return false
    seen.add(node)
    const own = values.get(variableOf(node))
    if (own !== undefined) return leavesOut(childOf(node, own), values, seen)
    const size = sizes[variableOf(node)] ?? 0
    for (let value = 0; value < size; value++) if (leavesOut(childOf(node, value), values, seen)) return true
    return false
  }

  function* cubesOf(set: number, above: Cube): Generator<Cube> {
    if (set <= all) {
      if (set === all) yield above
      return
    }
    const [variable, children] = [variableOf(set), below(set)]
    for (const child of new Set(children)) {
      const values = children.flatMap((each, value) => (each === child ? [value] : []))
      yield* cubesOf(child, new Map([...above, [variable, values]]))
    }
  }
}
