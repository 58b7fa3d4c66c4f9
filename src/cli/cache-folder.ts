// The environment → where refreshed prices are kept, and whether there are any.

import { existsSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { isOn, type Terminal, variable } from './terminal.ts'

export const cacheFile = 'prices.json'

/** Whether there is something to read that is not to be ignored. Most runs find nothing, and need nothing of what reads it. */
export function hasCache(terminal: Terminal): boolean {
  const folder = cacheFolder(terminal)
  return folder !== undefined && !isOn(variable(terminal, 'PICK_LLM_NO_CACHE')) && existsSync(join(folder, cacheFile))
}

/** Undefined where there is no home. */
export function cacheFolder(terminal: Terminal): string | undefined {
  const own = variable(terminal, 'PICK_LLM_CACHE')
  if (own !== undefined) return own
  const base = variable(terminal, 'XDG_CACHE_HOME')
  // The specification has relative paths ignored.
  if (base !== undefined && isAbsolute(base)) return join(base, 'pick-llm')
  const home = variable(terminal, 'HOME') ?? variable(terminal, 'USERPROFILE')
  return home === undefined ? undefined : join(home, '.cache', 'pick-llm')
}
