// `pick-llm refresh`: the network's prices → the difference on stdout, and what may be taken in the user's cache folder.

import { packageVersion, rules, sha256 } from 'virtual:built-in-rules'
import { boundsOf } from '../../catalog/price-bounds.ts'
import { joinLayers, layPrices, redate } from '../../catalog/price-layer.ts'
import { isMap } from '../../catalog/price-list.ts'
import { comparePrices } from '../../catalog/refresh.ts'
import { UserError } from '../../errors.ts'
import type { RefreshResult } from '../../price-changes.ts'
import { sanitizeLine } from '../../sanitize.ts'
import { type Cache, readCache, requireFolder, writeCache } from '../cache.ts'
import { type Context, emit, formatOf, lookOf } from '../context.ts'
import { type Answer, download, readUrl, unusable } from '../download.ts'
import { type Flags, listFormats } from '../flags.ts'
import { todayOf } from '../freshness.ts'
import { type RefreshOptions, readRefreshOptions } from '../refresh-options.ts'
import { isOn, print, type Terminal, variable } from '../terminal.ts'

/** Returns the exit code: 1 when prices were rejected. */
export async function refresh(context: Context, flags: Flags, options: Readonly<Record<string, unknown>>): Promise<number> {
  const { terminal } = context
  const format = formatOf(context, flags, listFormats)
  const wish = readRefreshOptions(options)
  refuseOffline(terminal)
  const url = readUrl(wish.from)
  const date = todayOf(terminal)
  if (!wish.dryRun) requireFolder(terminal)
  // What cannot be read there is told when the program starts.
  const { found: before } = await readCache(terminal)
  const answer = await fetchList(context, flags, wish, url, before)
  const { cache, result } =
    answer.kind === 'unchanged' && before ? unchanged(before, date) : changed(answer, context, wish, url, date, before)
  const written = wish.dryRun ? undefined : await writeCache(terminal, cache)
  const { refreshJson, refreshText } = await import('../../render/refresh.ts')
  const text = format === 'json' ? `${JSON.stringify(refreshJson(result, written), null, 2)}\n` : refreshText(result, lookOf(context))
  await emit(context, flags, text)
  if (!flags.quiet) await print(terminal.stderr, written ? `Wrote ${sanitizeLine(written)}.\n` : 'Nothing was written.\n')
  return cache.rejected > 0 ? 1 : 0
}

/** A build must not depend on what a site says on the day. */
function refuseOffline(terminal: Terminal): void {
  const name = ['CI', 'PICK_LLM_OFFLINE'].find((one) => isOn(variable(terminal, one)))
  if (name === undefined) return
  throw new UserError('E_OFFLINE', `refresh does not run where ${name} is set.`, `Run it by hand, or unset ${name}.`)
}

async function fetchList(
  { terminal }: Context,
  { quiet }: Flags,
  { accept, seconds }: RefreshOptions,
  url: URL,
  before: Cache | undefined,
) {
  // An unchanged list has to be read again for other rules, and to take what was rejected.
  const same = before?.url === url.href && before.rules === sha256 && !accept
  const progress = showProgress(terminal, quiet, url)
  try {
    const agent = `pick-llm/${packageVersion}`
    return await download({ url, etag: same ? before.etag : undefined, seconds, agent, onBytes: progress.update })
  } finally {
    progress.end()
  }
}

/** In terminals only, on a line that is gone when the result comes. */
function showProgress({ stderr, environment }: Terminal, quiet: boolean, { host }: URL) {
  const silent = quiet || !stderr.isTTY || environment['TERM'] === 'dumb'
  let tenths = -1
  const update = (bytes: number) => {
    const now = Math.floor((bytes / 1024 / 1024) * 10)
    if (silent || now === tenths) return
    tenths = now
    stderr.write(`\r\u001b[KFetching prices from ${host}${now > 0 ? `, ${(now / 10).toFixed(1)} MiB` : ''}`)
  }
  update(0)
  return { update, end: () => void (silent || stderr.write('\r\u001b[K')) }
}

interface Refreshed {
  readonly cache: Cache
  readonly result: RefreshResult
}

function changed(
  answer: Answer,
  { tree }: Context,
  { accept }: RefreshOptions,
  url: URL,
  date: string,
  before: Cache | undefined,
): Refreshed {
  const list = answer.kind === 'data' ? answer.value : undefined
  if (!isMap(list)) throw unusable(url, 'is not a map of hosts')
  const now = before ? layPrices(rules, before.layer) : rules
  const figure = (id: string) => tree.figures.get(id)?.value ?? 0
  const maxMove = figure('refresh-max-move')
  const caution = { asOf: date, maxMove, bounds: boundsOf(rules, maxMove, figure('price-ceiling')), accept }
  const { layer, confirmed, ...changes } = comparePrices(list, now, caution)
  if (changes.unlisted.length === changes.known) throw unusable(url, `lists none of the ${changes.known} known offers`)
  const cache: Cache = {
    url: url.href,
    etag: answer.kind === 'data' ? answer.etag : undefined,
    fetched: date,
    rejected: changes.differences.filter(({ verdict }) => verdict === 'rejected').length,
    rules: sha256,
    confirmed,
    layer: before ? joinLayers(before.layer, layer) : layer,
  }
  return { cache, result: { ...changes, url: url.href, date, unchanged: null } }
}

function unchanged(before: Cache, date: string): Refreshed {
  const cache = { ...before, layer: redate(before.layer, before.confirmed, date), fetched: date }
  const nothing = { differences: [], unlisted: [], known: 0 }
  const unchangedSince = { rejected: before.rejected }
  return { cache, result: { ...nothing, url: before.url, date, unchanged: unchangedSince } }
}
