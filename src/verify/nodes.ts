// Variables and children → numbered nodes, each kept once, in flat arrays: what decision diagrams are made of.

/** Thrown where sets of answers would take more steps to make than anyone wants to wait for. */
export class TooManyCombinations extends Error {}

/** Numbers 0 and 1 are the ends: no combination, and all of them. They come after every variable. */
export interface NodeStore {
  readonly widest: number
  readonly variableOf: (node: number) => number
  readonly childOf: (node: number, value: number) => number
  /** Whether the variable stands at the node or below it. */
  readonly dependsOn: (node: number, variable: number) => boolean
  /** Where children are written before a node is made of them. */
  readonly scratch: Int32Array
  /** Takes room for so many children, until a node is made of them. */
  readonly push: (size: number) => number
  /** The node with the children that were written, which frees their room. */
  readonly make: (variable: number, top: number) => number
  /** What an operation gave before; negative when that is not known, which counts as a step. */
  readonly recall: (operation: number, some: number, other: number) => number
  readonly remember: (operation: number, some: number, other: number, result: number) => number
  /** Allows so many steps more. */
  readonly allow: (more: number) => void
}

/** Throws `TooManyCombinations` after `most` steps. */
export function nodeStore(sizes: readonly number[], most: number): NodeStore {
  const widest = sizes.reduce((most, size) => Math.max(most, size), 1)
  // Each variable is under way once at a time, and one more node may be made meanwhile.
  const scratch = new Int32Array(sizes.reduce((sum, size) => sum + size, widest))
  /** Which variables stand at or below a node: bits in so many numbers of 32. */
  const words = Math.ceil(sizes.length / 32)
  const head = 2 + words
  let top = 0
  let count = 0
  let steps = 0
  let allowed = most
  /**
   * One node after the other, each by where it begins, so that what belongs together is read together: its variable, its
   * hash, its bits and its children. The two ends are no more than their variable.
   */
  let nodes = new Int32Array(1 << 14).fill(sizes.length, 0, 2)
  let used = 2
  /** Node by hash; 0 where there is none. */
  let slots = new Int32Array(1 << 11)
  /** Three numbers for each result: what it was made of, and what it is. A newer one takes the place of an older one. */
  let results = new Int32Array(3 << 11)

  const isMadeOf = (node: number, variable: number, from: number, size: number): boolean => {
    if (nodes[node] !== variable) return false
    const start = node + head
    for (let value = 0; value < size; value++) if (nodes[start + value] !== scratch[from + value]) return false
    return true
  }
  /** Half of the slots stay free, so that a look-up ends soon. */
  const makeSlots = (): void => {
    if (count * 2 <= slots.length) return
    slots = new Int32Array(slots.length * 4)
    for (let node = 2; node < used; node += head + (sizes[nodes[node] as number] as number)) {
      let slot = nodes[node + 1] as number
      while (slots[slot & (slots.length - 1)] !== 0) slot++
      slots[slot & (slots.length - 1)] = node
    }
    const old = results
    results = new Int32Array(old.length * 4)
    for (let place = 0; place < old.length; place += 3) {
      const some = old[place] as number
      if (some === 0) continue
      const next = placeOf(some, old[place + 1] as number)
      for (let part = 0; part < 3; part++) results[next + part] = old[place + part] as number
    }
  }
  const placeOf = (some: number, other: number): number => {
    const hash = Math.imul(Math.imul(some, 0x9e3779b1) ^ other, 0x85ebca6b)
    return 3 * ((hash ^ (hash >>> 15)) & (results.length / 3 - 1))
  }
  const written = (variable: number, hash: number, from: number, size: number): number => {
    if (used + head + widest > nodes.length) {
      const more = new Int32Array(nodes.length * 2)
      more.set(nodes)
      nodes = more
    }
    const node = used
    nodes[node] = variable
    nodes[node + 1] = hash
    for (let value = 0; value < size; value++) {
      const child = scratch[from + value] as number
      nodes[node + head + value] = child
      if (child > 1)
        for (let word = 2; word < head; word++) nodes[node + word] = (nodes[node + word] as number) | (nodes[child + word] as number)
    }
    const own = node + 2 + (variable >> 5)
    nodes[own] = (nodes[own] as number) | (1 << (variable & 31))
    used += head + size
    count++
    return node
  }
  return {
    widest,
    scratch,
    variableOf: (node) => nodes[node] as number,
    childOf: (node, value) => nodes[node + head + value] as number,
    // What no condition looks at is no variable.
    dependsOn: (node, variable) =>
      node > 1 && variable >= 0 && ((nodes[node + 2 + (variable >> 5)] as number) & (1 << (variable & 31))) !== 0,
    push: (size) => {
      top += size
      return top - size
    },
    make: (variable, from) => {
      const size = top - from
      top = from
      const first = scratch[from] as number
      let alike = true
      for (let value = 1; value < size && alike; value++) alike = scratch[from + value] === first
      if (alike) return first
      const hash = hashOf(variable, scratch, from, size)
      let slot = hash
      for (let node = slots[slot & (slots.length - 1)]; node !== 0; node = slots[++slot & (slots.length - 1)])
        if (isMadeOf(node as number, variable, from, size)) return node as number
      const node = written(variable, hash, from, size)
      slots[slot & (slots.length - 1)] = node
      // A node of many variables or values costs more than a step, in work and in memory.
      steps += (size * words) >> 4
      makeSlots()
      return node
    },
    recall: (operation, some, other) => {
      const place = placeOf(some, other * 8 + operation)
      if (results[place] === some && results[place + 1] === other * 8 + operation) return results[place + 2] as number
      if (++steps <= allowed) return -1
      top = 0
      throw new TooManyCombinations()
    },
    allow: (more) => {
      allowed += more
    },
    remember: (operation, some, other, result) => {
      const place = placeOf(some, other * 8 + operation)
      results[place] = some
      results[place + 1] = other * 8 + operation
      results[place + 2] = result
      return result
    },
  }
}

function hashOf(variable: number, numbers: Int32Array, from: number, size: number): number {
  let hash = variable
  for (let at = from; at < from + size; at++) hash = Math.imul(hash ^ (numbers[at] as number), 0x9e3779b1) ^ (hash >>> 13)
  return hash ^ (hash >>> 16)
}
