// Bans and lists of hosts → what they name, found.

import type { Ban, Source } from '../types.ts'
import { citations } from './citations.ts'
import type { Linker } from './link-conditions.ts'
import type { Names, Path } from './names.ts'
import type { Ruleset } from './schema.ts'

type RawModel = Pick<NonNullable<Ruleset['models']>[string], 'origin' | 'license' | 'evidence'>

export interface Bans {
  readonly all: readonly Ban[]
  /** The first ban that a model falls under. What is not known about it never passes a ban on that. */
  readonly ofModel: (id: string, model: RawModel) => Ban | undefined
  readonly ofHost: (id: string, origin: string) => Ban | undefined
}

export function linkBans(rules: Ruleset, sources: ReadonlyMap<string, Source>, names: Names): Bans {
  const rows = Object.entries(rules.bans ?? {}).map(([id, raw]) => {
    const path: Path = ['bans', id]
    names.findAll(entries(rules.models), raw.models, 'model', [...path, 'models'])
    names.findAll(entries(rules.hosts), raw.hosts, 'host', [...path, 'hosts'])
    names.findAll(entries(rules.licenses), raw.licenses, 'license', [...path, 'licenses'])
    const cited = citations(raw.sources, sources, names, [...path, 'sources'])
    const ban: Ban = { id, liftsLimits: raw['lifts-limits'], because: raw.because, sources: cited }
    return { raw, ban }
  })
  const from = (origins: readonly string[] | undefined, origin: string) =>
    origins !== undefined && (origin === 'unknown' || origins.includes(origin))
  const under = (licenses: readonly string[] | undefined, { license, evidence }: RawModel) =>
    licenses !== undefined && (license === 'unknown' || evidence === 'none' || licenses.includes(license))
  return {
    all: rows.map(({ ban }) => ban),
    ofModel: (id, model) =>
      rows.find(({ raw }) => raw.models?.includes(id) || from(raw.origins, model.origin) || under(raw.licenses, model))?.ban,
    ofHost: (id, origin) => rows.find(({ raw }) => raw.hosts?.includes(id) || from(raw.origins, origin))?.ban,
  }
}

/** The same ids, every unknown one reported. */
export function knownHosts({ rules, names }: Linker, ids: readonly string[] | undefined, path: Path): ReadonlySet<string> | undefined {
  names.findAll(entries(rules.hosts), ids, 'host', path)
  return ids && new Set(ids)
}

const entries = <T>(section: Readonly<Record<string, T>> | undefined): ReadonlyMap<string, T> => new Map(Object.entries(section ?? {}))
