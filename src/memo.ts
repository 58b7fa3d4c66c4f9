// Results by key, up to a number of them: a stream of ever new keys does not fill the memory.

export interface Memo<K, V> {
  /** What was made for the key before, or else is made now. `make` must depend on nothing but the key. */
  readonly get: (key: K, make: () => V) => V
}

/** Forgets everything once it is full: what is still in use comes back at the price of making it once more. */
export function memo<K, V>(limit = 1000): Memo<K, V> {
  const known = new Map<K, V>()
  return {
    get: (key, make) => {
      const before = known.get(key)
      if (before !== undefined || known.has(key)) return before as V
      const made = make()
      if (known.size >= limit) known.clear()
      known.set(key, made)
      return made
    },
  }
}

/** One result for each object, for as long as the object lives. */
export const perObject = <K extends WeakKey, V>(make: (key: K) => V): ((key: K) => V) => perKey((key) => key, make)

/** One result for all things with the same key object, made of the first of them. */
export function perKey<T, V>(keyOf: (thing: T) => WeakKey, make: (thing: T) => V): (thing: T) => V {
  const known = new WeakMap<WeakKey, { readonly made: V }>()
  return (thing) => {
    const key = keyOf(thing)
    const before = known.get(key)
    if (before) return before.made
    const made = make(thing)
    known.set(key, { made })
    return made
  }
}

/**
 * One result for all lists with the same key objects in the same order, made of the first of them; what has no key does
 * not count. Forgets everything once it holds so many keys.
 */
export function perPath<T, V extends object>(
  keyOf: (thing: T) => object | undefined,
  make: (things: readonly T[]) => V,
  limit = 5000,
): (things: readonly T[]) => V {
  let root: Fork<V> = { next: new Map(), made: undefined }
  let held = 0
  return (things) => {
    let at = root
    for (const thing of things) {
      const key = keyOf(thing)
      if (!key) continue
      let next = at.next.get(key)
      if (!next) {
        next = { next: new Map(), made: undefined }
        at.next.set(key, next)
        held++
      }
      at = next
    }
    const made = at.made ?? make(things)
    at.made = made
    if (held >= limit) {
      root = { next: new Map(), made: undefined }
      held = 0
    }
    return made
  }
}

interface Fork<V> {
  readonly next: Map<object, Fork<V>>
  made: V | undefined
}

/** Made when it is first asked for. */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** A map with these keys, of which each value is made when it is first looked at, and left out where it is undefined. */
export function laterMap<V>(keys: readonly string[], make: (key: string) => V | undefined): ReadonlyMap<string, V> {
  const open = new Set(keys)
  const made = new Map<string, V>()
  const get = (key: string): V | undefined => {
    if (open.delete(key)) {
      const value = make(key)
      if (value !== undefined) made.set(key, value)
    }
    return made.get(key)
  }
  const all = once(() => {
    const entries = keys.flatMap((key): [string, V][] => {
      const value = get(key)
      return value === undefined ? [] : [[key, value]]
    })
    return new Map(entries)
  })
  return {
    get,
    has: (key) => get(key) !== undefined,
    get size() {
      return all().size
    },
    forEach: (each) => all().forEach(each),
    keys: () => all().keys(),
    values: () => all().values(),
    entries: () => all().entries(),
    [Symbol.iterator]: () => all()[Symbol.iterator](),
  }
}
