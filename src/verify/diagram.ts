// Sets of answers as decision diagrams: exact, shared, and small where lists of combinations would not be.
//
// A node asks one variable and has a child for each of its values. Equal nodes are the same object and a node whose
// children are all alike is left out, so two sets are equal exactly when they are identical, and a set depends on just
// the variables that stand in it. See R. E. Bryant's reduced ordered diagrams, here with many values instead of two.

/** A set of combinations. Compare with `===`. */
export type Diagram = typeof empty | typeof all | Node

interface Node {
  readonly variable: number
  readonly children: readonly Diagram[]
  readonly id: number
}

const empty = { id: 0 } as const
const all = { id: 1 } as const

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
  /** The variables that membership depends on. */
  readonly variables: (set: Diagram) => ReadonlySet<number>
  /** One value for each variable that matters, the first ones that do; undefined when the set is empty. */
  readonly first: (set: Diagram) => ReadonlyMap<number, number> | undefined
  /** Cubes without overlap that make up the set. */
  readonly cubes: (set: Diagram) => Generator<Cube>
}

/** `sizes` is how many values each variable has; diagrams of different makers must not meet. */
export function diagrams(sizes: readonly number[]): Diagrams {
  const unique = new Map<string, Node>()
  const make = (variable: number, children: readonly Diagram[]): Diagram => {
    const [head = empty] = children
    if (children.every((child) => child === head)) return head
    const key = `${variable}:${children.map(({ id }) => id).join(' ')}`
    const known = unique.get(key)
    if (known) return known
    const node: Node = { variable, children, id: unique.size + 2 }
    unique.set(key, node)
    return node
  }
  const childrenAt = (set: Diagram, variable: number): readonly Diagram[] =>
    'children' in set && set.variable === variable ? set.children : Array.from({ length: sizes[variable] ?? 0 }, () => set)
  const combine = (ended: (some: Diagram, other: Diagram) => Diagram | undefined) => {
    const known = new Map<number, Map<number, Diagram>>()
    const go = (some: Diagram, other: Diagram): Diagram => {
      const end = ended(some, other)
      if (end) return end
      const row = known.get(some.id) ?? new Map<number, Diagram>()
      known.set(some.id, row)
      const before = row.get(other.id)
      if (before) return before
      const variable = Math.min(...[some, other].map((set) => ('variable' in set ? set.variable : Number.POSITIVE_INFINITY)))
      const [ours, theirs] = [childrenAt(some, variable), childrenAt(other, variable)]
      const result = make(
        variable,
        ours.map((child, value) => go(child, theirs[value] ?? empty)),
      )
      row.set(other.id, result)
      return result
    }
    return go
  }
  return {
    empty,
    all,
    where: (variable, values) => {
      const wanted = new Set(values)
      return make(
        variable,
        Array.from({ length: sizes[variable] ?? 0 }, (_, value) => (wanted.has(value) ? all : empty)),
      )
    },
    and: combine((some, other) => {
      if (some === empty || other === empty) return empty
      return some === all || some === other ? other : other === all ? some : undefined
    }),
    or: combine((some, other) => {
      if (some === all || other === all) return all
      return some === empty || some === other ? other : other === empty ? some : undefined
    }),
    without: combine((some, other) => {
      if (some === empty || other === all || some === other) return empty
      return other === empty ? some : undefined
    }),
    at: (set, variable, value) => {
      const known = new Map<Diagram, Diagram>()
      const go = (node: Diagram): Diagram => {
        if (!('children' in node) || node.variable > variable) return node
        if (node.variable === variable) return node.children[value] ?? empty
        const before = known.get(node)
        if (before) return before
        const result = make(node.variable, node.children.map(go))
        known.set(node, result)
        return result
      }
      return go(set)
    },
    variables: (set) => variablesOf(set),
    first: (set) => firstOf(set),
    cubes: (set) => cubesOf(set, new Map()),
  }
}

function variablesOf(set: Diagram): Set<number> {
  const found = new Set<number>()
  const seen = new Set<Diagram>()
  const visit = (node: Diagram): void => {
    if (seen.has(node) || !('children' in node)) return
    seen.add(node)
    found.add(node.variable)
    for (const child of node.children) visit(child)
  }
  visit(set)
  return found
}

/** Every node that is not empty leads to a member. */
function firstOf(set: Diagram): Map<number, number> | undefined {
  if (set === empty) return undefined
  const values = new Map<number, number>()
  for (let node = set; 'children' in node; ) {
    const value = node.children.findIndex((child) => child !== empty)
    values.set(node.variable, value)
    node = node.children[value] ?? empty
  }
  return values
}

function* cubesOf(set: Diagram, above: Cube): Generator<Cube> {
  if (!('children' in set)) {
    if (set === all) yield above
    return
  }
  const { variable, children } = set
  for (const child of new Set(children)) {
    const values = children.flatMap((each, value) => (each === child ? [value] : []))
    yield* cubesOf(child, new Map([...above, [variable, values]]))
  }
}
