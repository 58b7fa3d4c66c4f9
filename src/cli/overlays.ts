// Built-in rules, refreshed prices and the user's own rules → the rules to work with, and what they are called.

import { delimiter, resolve } from 'node:path'
import { rules as builtIn, catalogSha256, known, sha256 } from 'virtual:built-in-rules'
import { FileError, UserError } from '../errors.ts'
import type { PriceLayer } from '../price-changes.ts'
import { catalogText } from '../rules/catalog-text.ts'
import { link, linkAgain } from '../rules/link.ts'
import type { RulesText } from '../rules/overlay.ts'
import type { Parsed } from '../rules/parse.ts'
import type { Ruleset } from '../rules/schema.ts'
import { echo, sanitizeLine } from '../sanitize.ts'
import type { Tree } from '../types.ts'
import { hasCache } from './cache-folder.ts'
import { readInput } from './files.ts'
import { foundRules } from './found-rules.ts'
import { type Terminal, variable } from './terminal.ts'

export interface WorkingRules {
  readonly tree: Tree
  readonly sha256: string
  readonly catalogSha256: string
  /** Names of what was laid over the built-in rules, in order. */
  readonly overlays: readonly string[]
  /** The user's own files among them. */
  readonly files: readonly string[]
  /** `--no-rules` was given, so the same command without it may give another result. */
  readonly refused: boolean
  /** What `rules show` looks into: the rules beneath the user's own files, those files, and all of it merged. */
  readonly base: Ruleset
  readonly layers: readonly Parsed[]
  readonly merged: Ruleset
  /** Sentences for stderr: what nobody may miss, and what `--quiet` leaves out. */
  readonly warning: string | undefined
  readonly note: string | undefined
  /** Why the user's own files cannot be read as rules, where that is just what was asked. */
  readonly broken: FileError | undefined
}

const nothingCached = { layer: undefined, warning: undefined, unfit: undefined }

type Laid = Omit<WorkingRules, 'warning' | 'note' | 'refused' | 'broken'>

/** Read before the command line is parsed, since flags are made from the rules. Throws `UserError` or `FileError`. */
export async function workingRules(argv: readonly string[], terminal: Terminal): Promise<WorkingRules> {
  const words = beforeEnd(argv)
  const { layer, warning, unfit } = hasCache(terminal) ? await (await import('./cache.ts')).cachedLayer(terminal) : nothingCached
  const refused = words.includes('--no-rules')
  const told = { warning, note: undefined, refused, broken: undefined }
  const flags = flagFiles(words)
  if (refused && flags.length > 0) throw new UserError('E_TWICE', '--rules and --no-rules are given together.', 'Leave one of them out.')
  if (refused) return { ...(await layOver(layer, [], [])), ...told }
  let paths: readonly string[] = []
  try {
    const files = flags.length > 0 ? flags : variableFiles(terminal)
    const found = files.length > 0 ? undefined : foundRules(terminal)
    paths = found === undefined ? files : [found]
    const texts: RulesText[] = []
    for (const path of paths)
      texts.push(
        await readInput(path, terminal).catch((error: unknown) => {
          throw flags.length === 0 && found === undefined ? ofVariable(error) : error
        }),
      )
    const note = found === undefined ? leftOut(files, flags, terminal) : `Using the rules in ${echo(found)}; --no-rules leaves them out.`
    const laid = await layOver(layer, paths, texts)
    // Where it is the user's own files that are wrong, they are so over the built-in rules too, and that is told.
    return { ...laid, ...told, note, warning: layer && !laid.overlays.includes(refreshed) ? unfit : warning }
  } catch (error) {
    const broken = words[0] === 'rules' && words[1] === 'check' ? placed(error) : undefined
    if (broken) {
      const { overlays, ...laid } = await layOver(layer, [], [])
      return { ...laid, overlays: [...overlays, ...paths.map(sanitizeLine)], ...told, broken }
    }
    // What was not asked for on this very line does not stand in the way of help, or of a new file.
    if (flags.length > 0 || !(error instanceof UserError) || !worksWithout(words)) throw error
    const file = error instanceof FileError ? `${echo(error.details.location?.file ?? '')}: ` : ''
    const note = `Your own rules cannot be used (${file}${error.message.replace(/\.$/, '')}), so this goes by the built-in ones.`
    return { ...(await layOver(layer, [], [])), ...told, note }
  }
}

/** The file that would have been found, where others are named instead. */
function leftOut(files: readonly string[], flags: readonly string[], terminal: Terminal): string | undefined {
  try {
    const found = files.length > 0 ? foundRules(terminal) : undefined
    if (found === undefined || files.some((file) => resolve(file) === resolve(found))) return undefined
    return `The rules in ${echo(found)} are not used, since ${flags.length > 0 ? '--rules' : rulesVariable} names others; name them there too to use both.`
  } catch {
    // What is not used need not be readable.
    return undefined
  }
}

/** What has a place in a file; of a text that cannot be decoded, that is where it begins to be something else. */
function placed(error: unknown): FileError | undefined {
  if (error instanceof FileError) return error
  const location = error instanceof UserError ? error.details.location : undefined
  if (!(error instanceof UserError) || location?.line === undefined) return undefined
  return new FileError('The rules cannot be read', [{ ...location, message: `${error.message} ${error.hint}`, kind: 'syntax' }])
}

const rulesVariable = 'PICK_LLM_RULES'

/** Nobody sees on the command line where the name of the file comes from. */
const ofVariable = (error: unknown): unknown =>
  error instanceof UserError
    ? new UserError(error.code, `${rulesVariable}: ${error.message}`, error.hint, error.exit, error.details)
    : error

/** The user's files over refreshed prices; over the built-in ones where they do not fit together. */
async function layOver(layer: PriceLayer | undefined, files: readonly string[], texts: readonly RulesText[]): Promise<Laid> {
  if (!layer) return layFiles(builtIn, files, texts)
  try {
    const { layPrices } = await import('../catalog/price-layer.ts')
    const { overlays, ...laid } = await layFiles(layPrices(builtIn, layer), files, texts)
    return { ...laid, overlays: [refreshed, ...overlays] }
  } catch {
    return layFiles(builtIn, files, texts)
  }
}

const refreshed = 'refreshed-prices'

async function layFiles(base: Ruleset, files: readonly string[], texts: readonly RulesText[]): Promise<Laid> {
  if (files.length === 0) {
    const catalogHash = base === builtIn ? catalogSha256 : await hash(catalogText(base))
    return {
      tree: base === builtIn ? linkAgain(base, known) : link(base),
      sha256,
      catalogSha256: catalogHash,
      overlays: [],
      files,
      base,
      layers: [],
      merged: base,
    }
  }
  const { layRules } = await import('../rules/overlay.ts')
  const { rules, place, deleted, layers } = layRules(base, texts)
  return {
    tree: link(rules, place, deleted),
    sha256: await hash(JSON.stringify(rules)),
    catalogSha256: await hash(catalogText(rules)),
    overlays: files.map(sanitizeLine),
    files,
    base,
    layers,
    merged: rules,
  }
}

/** Loading what it takes is a third of Node's own start, and most runs need no hash. */
async function hash(text: string): Promise<string> {
  const { createHash } = await import('node:crypto')
  return createHash('sha256').update(text).digest('hex')
}

/** `--rules a.yaml --rules=b.yaml`. */
function flagFiles(words: readonly string[]): readonly string[] {
  return named(
    words.flatMap((word, index) => {
      if (word.startsWith('--rules=')) return [word.slice('--rules='.length)]
      return word === '--rules' ? [words[index + 1] ?? ''] : []
    }),
  )
}

/** Paths are separated as in PATH. */
const variableFiles = (terminal: Terminal): readonly string[] =>
  named(variable(terminal, rulesVariable)?.split(delimiter) ?? [], rulesVariable)

function named(files: readonly string[], by = '--rules'): readonly string[] {
  if (files.includes('')) throw new UserError('E_VALUE', `${by}: the name of a file is missing.`, 'Name a YAML file of rules.')
  return files
}

function beforeEnd(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--')
  return end < 0 ? argv : argv.slice(0, end)
}

const helping: readonly string[] = ['-h', '--help', '-V', '--version']

/** Whether the words ask for something that broken rules must not prevent. */
const worksWithout = (words: readonly string[]): boolean =>
  words.some((word) => helping.includes(word)) ||
  words[0] === 'help' ||
  words[0] === 'completion' ||
  (words[0] === 'rules' && words[1] === 'init')
