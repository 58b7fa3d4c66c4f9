// A saved record or plan → keys at its top, or of a workload, that no version of this program writes.

import { recordKeys } from 'virtual:built-in-rules'
import type { Problem } from '../errors.ts'
import type { Parsed } from '../rules/parse.ts'
import { echo } from '../sanitize.ts'
import { didYouMean } from '../suggest.ts'

type Map = Readonly<Record<string, unknown>>

/** Another version may write more. What is nearly one of ours is a mistake all the same. */
export function unknownKeys(parsed: Parsed, plan: boolean, version: string): Problem[] {
  const top = mapOf(parsed.value)
  const own = (mapOf(top['tool'])['version'] ?? version) === version
  const unknown = (map: Map, known: readonly string[], path: readonly PropertyKey[], prefix: string): Problem[] =>
    Object.keys(map).flatMap((key) => {
      const meant = didYouMean(key, known)
      if (known.includes(key) || (!own && meant === '')) return []
      return [
        { ...parsed.place([...path, key], true), message: `${prefix}there is no key "${echo(key)}" here.${meant}`, kind: 'unknown-key' },
      ]
    })
  if (!plan) return unknown(top, recordKeys.record, [], '')
  const workloads = Array.isArray(top['workloads']) ? top['workloads'].map(mapOf) : []
  return [
    // That they stand elsewhere is told by the schema.
    ...unknown(top, [...recordKeys.plan, 'waivers'], [], ''),
    ...workloads.flatMap((workload, index) =>
      unknown(workload, recordKeys.workload, ['workloads', index], `workloads, ${nameOf(workload, index)}: `),
    ),
  ]
}

const mapOf = (value: unknown): Map => (typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {})

const nameOf = ({ name }: Map, index: number): string => (typeof name === 'string' ? echo(name) : `entry ${index + 1}`)
