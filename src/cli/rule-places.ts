// Path in the merged rules → where it stands: in the user's own files, or in the built-in ones as they ship.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Problem } from '../errors.ts'
import { memo } from '../memo.ts'
import { placeIn } from '../rules/overlay.ts'
import { type Parsed, parseYaml } from '../rules/parse.ts'
import { valueAt } from '../value-at.ts'
import { workingFolder } from './files.ts'

export type Where = Omit<Problem, 'message'> & {
  readonly own: boolean /** Which of the user's own files, or -1. */
  readonly layer: number
}

export type Locate = (path: readonly PropertyKey[]) => Where

/** `layers` are the user's own files. The built-in ones are read only once something is looked for in them. */
export function locator(layers: readonly Parsed[]): Locate {
  let shipped: readonly Parsed[] | undefined
  let last: { readonly path: readonly PropertyKey[]; readonly where: Where } | undefined
  const find = (path: readonly PropertyKey[]): Where => {
    const layer = layers.findLastIndex(({ value }) => valueAt(value, path) !== undefined)
    const own = layer >= 0
    if (!own) shipped ??= shippedFrom.get(workingFolder(), shippedRules)
    const from = own ? layers : (shipped ?? [])
    const found = from.findLast(({ value }) => valueAt(value, path) !== undefined)
    // A map or a list is pointed at by its key.
    const onKey = typeof valueAt(found?.value, path) === 'object'
    return { ...placeIn(from)(path, onKey), own, layer }
  }
  // Whoever looks whether a path is of the user's own mostly wants its place next, and in large files that is work.
  return (path) => {
    if (last?.path !== path) last = { path, where: find(path) }
    return last.where
  }
}

/** They are named as seen from there. */
const shippedFrom = memo<string | undefined, readonly Parsed[]>(1)

/** None where they are not shipped beside the program. */
function shippedRules(): Parsed[] {
  const folder = packageFolder(dirname(fileURLToPath(import.meta.url)))
  if (folder === undefined) return []
  return readdirSync(join(folder, 'rules'))
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => {
      const path = join(folder, 'rules', name)
      const parsed = parseYaml(nameFromHere(path), readFileSync(path, 'utf8'))
      return 'value' in parsed ? [parsed] : []
    })
}

function packageFolder(folder: string): string | undefined {
  if (existsSync(join(folder, 'rules', 'steps.yaml'))) return folder
  return dirname(folder) === folder ? undefined : packageFolder(dirname(folder))
}

/** Where the package is not part of the working folder, its files go by its name. */
function nameFromHere(path: string): string {
  const here = workingFolder()
  const way = here === undefined ? ['..', ...path.split(sep)] : relative(here, path).split(sep)
  return way[0] === '..' || way.includes('node_modules') ? ['pick-llm', ...way.slice(-2)].join('/') : way.join('/')
}
