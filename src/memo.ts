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
export function perObject<K extends WeakKey, V>(make: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>()
  return (key) => {
    const before = known.get(key)
    if (before !== undefined) return before
    const made = make(key)
    known.set(key, made)
    return made
  }
}

/** Made when it is first asked for. */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
