// The user's cache folder → prices that an earlier refresh took, and back. What cannot be trusted counts as not there.

import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { rules as builtIn, sha256 } from 'virtual:built-in-rules'
import { boundsOf, isBelievable } from '../catalog/price-bounds.ts'
import { readDate, readLayer } from '../catalog/price-layer.ts'
import { own } from '../catalog/price-list.ts'
import { exit, UserError } from '../errors.ts'
import type { PriceLayer } from '../price-changes.ts'
import { sanitizeLine } from '../sanitize.ts'
import { cacheFile, cacheFolder, hasCache } from './cache-folder.ts'
import { readInput } from './files.ts'
import { dayBefore, todayOf } from './freshness.ts'
import { cannotWrite, type Terminal } from './terminal.ts'

/** What `prices.json` holds. */
export interface Cache {
  readonly url: string
  readonly etag: string | undefined
  /** The day of the last answer, also of one that said that nothing is new. */
  readonly fetched: string
  /** So many prices of that answer were not taken. */
  readonly rejected: number
  /** The built-in rules that it was compared with. */
  readonly rules: string
  /** Offers of which that answer had every rate, as `model@host`. */
  readonly confirmed: readonly string[]
  readonly layer: PriceLayer
}

interface Read {
  readonly found: Cache | undefined
  /** For stderr, when there is something that cannot be used. */
  readonly warning: string | undefined
  readonly unfit: string | undefined
}

interface Cached {
  readonly layer: PriceLayer | undefined
  readonly warning: string | undefined
  /** For stderr, should the layer not fit the rules. */
  readonly unfit?: string | undefined
}

/** Prices to lay over the built-in rules with `layPrices`. Never throws. */
export async function cachedLayer(terminal: Terminal): Promise<Cached> {
  if (!hasCache(terminal)) return { layer: undefined, warning: undefined }
  const { found, warning, unfit } = await readCache(terminal)
  // A status has no date: after an update of the program, its own word is the newer one.
  return { layer: found && (found.rules === sha256 ? found.layer : { ...found.layer, models: {} }), warning, unfit }
}

export async function readCache(terminal: Terminal): Promise<Read> {
  const folder = cacheFolder(terminal)
  const path = folder && join(folder, cacheFile)
  if (!path || !existsSync(path)) return { found: undefined, warning: undefined, unfit: undefined }
  const unusable = (why: string) =>
    `The refreshed prices in ${sanitizeLine(path)} ${why} and are not used. \`pick-llm refresh\` writes them anew.`
  try {
    const { text } = await readInput(path, terminal)
    const found = parse(JSON.parse(text), latestDay(terminal))
    if (found) return { found, warning: undefined, unfit: unusable('do not fit the rules') }
  } catch {
    // Unreadable and unusable are told alike.
  }
  return { found: undefined, warning: unusable('cannot be read'), unfit: undefined }
}

/** Tomorrow, as it is already somewhere: by the clock, or by SOURCE_DATE_EPOCH where that is later. */
function latestDay(terminal: Terminal): string {
  const now = todayOf({ environment: {} })
  try {
    const asked = todayOf(terminal)
    return dayBefore(asked > now ? asked : now, -1)
  } catch {
    return dayBefore(now, -1)
  }
}

function parse(value: unknown, latest: string): Cache | undefined {
  const [url, rules, rejected] = [own(value, 'url'), own(value, 'rules'), own(value, 'rejected')]
  const [fetched, layer] = [readDate(own(value, 'fetched')), readLayer(own(value, 'layer'))]
  if (own(value, 'schemaVersion') !== '1' || typeof url !== 'string' || typeof rules !== 'string') return undefined
  const confirmed = readNames(own(value, 'confirmed'))
  if (!fetched || !layer || !confirmed || !Number.isSafeInteger(rejected)) return undefined
  const figure = (id: string) => builtIn.figures?.[id]?.value ?? 0
  const bounds = boundsOf(builtIn, figure('refresh-max-move'), figure('price-ceiling'))
  if (fetched > latest || !isBelievable(layer, builtIn, bounds, latest)) return undefined
  return { url, etag: safeEtag(own(value, 'etag')), fetched, rejected: rejected as number, rules, confirmed, layer }
}

const readNames = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) && value.every((name) => typeof name === 'string') ? value : undefined

/** Only what may stand in a header. */
export const safeEtag = (value: unknown): string | undefined =>
  typeof value === 'string' && /^(W\/)?"[\x21\x23-\x7e]{0,200}"$/.test(value) ? value : undefined

/** Writes the file whole or not at all, and says where it is. Throws `UserError` with exit code 4. */
export async function writeCache(terminal: Terminal, cache: Cache): Promise<string> {
  const folder = requireFolder(terminal)
  const path = join(folder, cacheFile)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
      throw cannotWrite(sanitizeLine(folder), error)
    })
    const { writeOutput } = await import('./written.ts')
    await writeOutput(path, `${JSON.stringify({ schemaVersion: '1', ...cache }, null, 2)}\n`, true)
  } catch (error) {
    if (error instanceof UserError) throw new UserError(error.code, error.message, elsewhere, exit.output)
    throw error
  }
  return path
}

/** Throws `UserError` with exit code 4 when there is no place for a cache. */
export function requireFolder(terminal: Terminal): string {
  const folder = cacheFolder(terminal)
  if (folder) return folder
  throw new UserError('E_OUTPUT', 'There is no home folder to keep refreshed prices in.', elsewhere, exit.output)
}

const elsewhere = 'Set PICK_LLM_CACHE to a folder that you can write to.'
