// What made a result: this program, its rules, and what was laid over them.

import { packageVersion } from 'virtual:built-in-rules'
import type { Maker } from '../advise/recommend.ts'
import type { ModelsJson } from '../contract-models.ts'
import type { Context } from './context.ts'

export const makerOf = ({ rules }: Pick<Context, 'rules'>): Maker => ({
  version: packageVersion,
  sha256: rules.sha256,
  catalogSha256: rules.catalogSha256,
  overlays: rules.overlays,
  files: rules.files,
  refused: rules.refused,
})

/** How the JSON of every command starts. */
export function headOf(context: Pick<Context, 'rules' | 'tree'>): Pick<ModelsJson, 'schemaVersion' | 'ok' | 'tool' | 'rules'> {
  const { version, sha256: hash, overlays } = makerOf(context)
  return {
    schemaVersion: '1',
    ok: true,
    tool: { name: 'pick-llm', version },
    rules: { version: context.tree.version, sha256: hash, overlays },
  }
}
