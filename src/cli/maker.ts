// What made a result: this program, its rules, and whether refreshed prices were laid over them.

import { packageVersion, sha256 } from 'virtual:built-in-rules'
import type { Maker } from '../advise/recommend.ts'
import type { ModelsJson } from '../contract-models.ts'
import type { Context } from './context.ts'

export const makerOf = ({ refreshed }: Pick<Context, 'refreshed'>): Maker => ({
  version: packageVersion,
  sha256,
  overlays: refreshed ? ['refreshed-prices'] : [],
})

/** How the JSON of every command starts. */
export function headOf(context: Pick<Context, 'refreshed' | 'tree'>): Pick<ModelsJson, 'schemaVersion' | 'ok' | 'tool' | 'rules'> {
  const { version, sha256: hash, overlays } = makerOf(context)
  return {
    schemaVersion: '1',
    ok: true,
    tool: { name: 'pick-llm', version },
    rules: { version: context.tree.version, sha256: hash, overlays },
  }
}
