// A pattern such as decisions/**/*.{json,yaml} → the files that it matches.

import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'

/** Braces multiply; that is more than anybody writes. */
const maxPatterns = 250

/**
 * `*` and `?` within a name, `[ab]`, `[a-z]` and `[!ab]`, `{a,b}`, and `**` for folders in any depth, in which links are not
 * followed. A leading dot has to be written. Folders that cannot be read hold nothing.
 */
export async function glob(pattern: string): Promise<readonly string[]> {
  const found = new Set<string>()
  for (const one of alternatives(pattern).slice(0, maxPatterns)) {
    const parts = one.split('/').filter((part, index) => part !== '' && (part !== '.' || index > 0))
    for (const path of await below(one.startsWith('/') ? '/' : '', parts)) found.add(path)
  }
  return [...found]
}

async function below(folder: string, [part, ...rest]: readonly string[]): Promise<readonly string[]> {
  if (part === undefined) return []
  if (part === '**') return deep(folder, rest)
  if (!/[*?[]/.test(part)) {
    const path = folder + part
    const stats = await stat(path).catch(() => undefined)
    if (rest.length === 0) return stats?.isFile() ? [path] : []
    return stats?.isDirectory() ? below(`${path}/`, rest) : []
  }
  const names = (await entries(folder)).map(({ name }) => name).filter((name) => matches(part, name))
  const all = await Promise.all(
    names.map(async (name) => {
      const stats = await stat(folder + name).catch(() => undefined)
      if (rest.length === 0) return stats?.isFile() ? [folder + name] : []
      return stats?.isDirectory() ? below(`${folder}${name}/`, rest) : []
    }),
  )
  return all.flat()
}

/** In this folder and in all of its folders; `**` at the end means whatever is there. */
async function deep(folder: string, rest: readonly string[]): Promise<readonly string[]> {
  const folders = (await entries(folder)).filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
  const further = folders.map(({ name }) => deep(`${folder}${name}/`, rest))
  return (await Promise.all([below(folder, rest.length > 0 ? rest : ['*']), ...further])).flat()
}

const entries = (folder: string): Promise<Dirent[]> => readdir(folder === '' ? '.' : folder, { withFileTypes: true }).catch(() => [])

/** `a{b,c}d` → `abd` and `acd`, from the innermost braces outwards. */
function alternatives(pattern: string): readonly string[] {
  const done: string[] = []
  const open = [pattern]
  for (let next = open.pop(); next !== undefined && done.length < maxPatterns; next = open.pop()) {
    const match = /\{([^{}]*,[^{}]*)\}/.exec(next)
    if (!match) {
      done.push(next)
      continue
    }
    const [braces, inside = ''] = match
    const [before, after] = [next.slice(0, match.index), next.slice(match.index + braces.length)]
    for (const each of inside.split(',').reverse()) open.push(before + each + after)
  }
  return done
}

/** Whether a name is what one part of a pattern says. No regular expression, so that no pattern can take long. */
export function matches(pattern: string, name: string): boolean {
  if (name.startsWith('.') && !pattern.startsWith('.')) return false
  const tests = testsIn(pattern)
  const characters = [...name]
  let [at, next] = [0, 0]
  let star: { readonly test: number; at: number } | undefined
  while (at < characters.length) {
    const test = tests[next]
    if (test === '*') {
      star = { test: next, at }
      next++
    } else if (test?.(characters[at] ?? '')) {
      at++
      next++
    } else if (star) {
      // The last star takes one character more.
      star.at++
      at = star.at
      next = star.test + 1
    } else return false
  }
  return tests.slice(next).every((test) => test === '*')
}

type Test = '*' | ((character: string) => boolean)

function testsIn(pattern: string): readonly Test[] {
  const tests: Test[] = []
  for (const [token] of pattern.matchAll(/\[!?\]?[^\]]*\]|./gsu)) {
    if (token === '*') tests.push('*')
    else if (token === '?') tests.push(() => true)
    else if (token.length > 1 && token.startsWith('[')) tests.push(setOf(token.slice(1, -1)))
    else tests.push((character) => character === token)
  }
  return tests
}

function setOf(inside: string): (character: string) => boolean {
  const not = inside.startsWith('!') || inside.startsWith('^')
  const ranges = [...(not ? inside.slice(1) : inside).matchAll(/(.)-(.)|(.)/gsu)]
  return (character) =>
    ranges.some(([, low, high, one]) => (one === undefined ? character >= (low ?? '') && character <= (high ?? '') : character === one)) !==
    not
}
