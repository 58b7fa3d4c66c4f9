// Built-in rules, refreshed prices and the user's own rules → the rules to work with, and what they are called.

import { createHash } from 'node:crypto'
import { delimiter } from 'node:path'
import { rules as builtIn, catalogSha256, sha256 } from 'virtual:built-in-rules'
import { layPrices } from '../catalog/price-layer.ts'
import { UserError } from '../errors.ts'
import { catalogText } from '../rules/catalog-text.ts'
import { link } from '../rules/link.ts'
import type { RulesText } from '../rules/overlay.ts'
import type { Ruleset } from '../rules/schema.ts'
import { echo } from '../sanitize.ts'
import type { Tree } from '../types.ts'
import { cachedLayer } from './cache.ts'
import { readInput } from './files.ts'
import { type Terminal, variable } from './terminal.ts'

export interface WorkingRules {
  readonly tree: Tree
  readonly sha256: string
  readonly catalogSha256: string
  /** Names of what was laid over the built-in rules, in order. */
  readonly overlays: readonly string[]
  /** The user's own files among them. */
  readonly files: readonly string[]
  readonly warning: string | undefined
}

/** Read before the command line is parsed, since flags are made from the rules. Throws `UserError` or `FileError`. */
export async function workingRules(argv: readonly string[], terminal: Terminal): Promise<WorkingRules> {
  const { layer, warning, unfit } = await cachedLayer(terminal)
  const files = namedFiles(argv, terminal)
  const texts = []
  for (const path of files) texts.push(await readInput(path, terminal.stdin))
  if (!layer) return { ...(await layFiles(builtIn, files, texts)), warning }
  try {
    const { overlays, ...laid } = await layFiles(layPrices(builtIn, layer), files, texts)
    return { ...laid, overlays: ['refreshed-prices', ...overlays], warning }
  } catch {
    // Where it is the user's own files that are wrong, they are so over the built-in rules too, and that is told.
    return { ...(await layFiles(builtIn, files, texts)), warning: unfit }
  }
}

async function layFiles(base: Ruleset, files: readonly string[], texts: readonly RulesText[]): Promise<Omit<WorkingRules, 'warning'>> {
  if (files.length === 0) {
    const catalogHash = base === builtIn ? catalogSha256 : hash(catalogText(base))
    return { tree: link(base), sha256, catalogSha256: catalogHash, overlays: [], files }
  }
  const { layRules } = await import('../rules/overlay.ts')
  const { rules, place } = layRules(base, texts)
  return {
    tree: link(rules, place),
    sha256: hash(JSON.stringify(rules)),
    catalogSha256: hash(catalogText(rules)),
    overlays: files.map(echo),
    files,
  }
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')

/** `--rules a.yaml --rules=b.yaml`, else the variable, in which paths are separated as in PATH. */
function namedFiles(argv: readonly string[], terminal: Terminal): string[] {
  const end = argv.indexOf('--')
  const words = end < 0 ? argv : argv.slice(0, end)
  const flags = words.flatMap((word, index) => {
    if (word.startsWith('--rules=')) return [word.slice('--rules='.length)]
    return word === '--rules' ? [words[index + 1] ?? ''] : []
  })
  const files = flags.length > 0 ? flags : (variable(terminal, 'PICK_LLM_RULES')?.split(delimiter) ?? [])
  if (files.includes('')) throw new UserError('E_VALUE', '--rules: the name of a file is missing.', 'Name a YAML file of rules.')
  return files
}
