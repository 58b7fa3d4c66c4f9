// Names that users chose → names that are safe in every output, each only once, whatever order they come in.

const longest = 40

/** Small letters, digits and single hyphens. */
export const slug = (name: string): string =>
  plain(name)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '') || 'workload'

const plain = (name: string): string => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** What stands behind the name of a workload for its slices, fallbacks, groups and comparisons, and before that the hash of a name. */
const reserved = /-(hard|rest|fallback-\d+|models|pick|runner-up|frontier|[0-9a-f]{8,})$/

/** Whether the slug could stand for another name, or for a part of another workload. */
const unclear = (name: string): boolean =>
  plain(name).length > longest ||
  /(?![a-z0-9])[\p{L}\p{N}]/u.test(plain(name)) ||
  !/[a-z0-9]/.test(plain(name)) ||
  reserved.test(slug(name))

/**
 * A name for each, in the order given. A hash of the whole name stands behind a slug that lost something or that two
 * names share, never a number by order, so another order of the same names changes no name.
 */
export function workloadNames(names: readonly string[]): string[] {
  const count = new Map<string, number>()
  const keys = names.map((name) => {
    const before = count.get(name) ?? 0
    count.set(name, before + 1)
    return { name, key: JSON.stringify([name, before]), blocks: before > 0 || unclear(name) ? 1 : 0 }
  })
  for (;;) {
    const made = keys.map(({ name, key, blocks }) => (blocks === 0 ? slug(name) : `${slug(name)}-${hash(key, blocks)}`))
    const uses = new Map<string, number>()
    for (const name of made) uses.set(name, (uses.get(name) ?? 0) + 1)
    if (uses.size === made.length) return made
    for (const [index, each] of keys.entries()) if ((uses.get(made[index] ?? '') ?? 0) > 1) each.blocks += 1
  }
}

/** FNV-1a with another start for each block of eight digits. It tells names apart and keeps no secret. */
export const hash = (text: string, blocks: number): string =>
  Array.from({ length: blocks }, (_, block) => {
    let state = 0x811c9dc5 ^ block
    for (let index = 0; index < text.length; index += 1) state = Math.imul(state ^ text.charCodeAt(index), 0x01000193)
    return (state >>> 0).toString(16).padStart(8, '0')
  }).join('')

/** Gives each name once, for names that do not come from users: what comes later gets a number. */
export function uniqueNames(): (wanted: string) => string {
  const taken = new Set<string>()
  return (wanted) => {
    let name = wanted
    for (let number = 2; taken.has(name); number += 1) name = `${wanted}-${number}`
    taken.add(name)
    return name
  }
}

/** `amazon-bedrock`, `eu` → `amazonBedrockEu`. */
export const camelCase = (...words: readonly string[]): string =>
  words
    .join('-')
    .split(/[^a-zA-Z0-9]+/)
    .filter((word) => word !== '')
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('')
