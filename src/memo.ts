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

/** Made when it is first asked for. */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
