// What overlays say in vain → findings, and notes where a later overlay says otherwise.

import type { FindingsJson } from '../contract-findings.ts'
import { type Difference, differenceOf, ineffectiveOf } from '../rules/diff.ts'
import type { Layers } from '../rules/origins.ts'
import { didYouMean } from '../suggest.ts'
import { isWithin, valueAt } from '../value-at.ts'
import type { Path } from '../verify/finding.ts'
import { findingJson } from './finding-json.ts'
import type { Locate } from './rule-places.ts'

type Vain = Difference['ineffective'][number] & { readonly meant?: string }

/** `lifted` are the paths where it is told that a later overlay may not say otherwise. */
export function inVain(laid: Layers, lifted: readonly Path[]): Vain[] {
  const all = ineffectiveOf(laid)
  const entries = new Set(all.length === 0 ? [] : differenceOf(laid).changes.map(({ keys }) => entryOf(keys)))
  const told: Vain[] = all
    // Who writes an entry anew may well repeat a date or a source of it.
    .filter(({ keys, because }) => because !== 'same' || !entries.has(entryOf(keys)))
    .map((each) => (each.because === 'overlaid' ? { ...each, keys: takenOut(laid, each) } : each))
    .map((each) => (each.because === 'absent' ? { ...each, meant: meantBy(laid, each) } : each))
    .filter(({ keys, because }) => because !== 'overlaid' || !lifted.some((path) => isWithin(keys, path) || isWithin(path, keys)))
  // All that a later overlay takes out with one `null` is one entry.
  return [...new Map(told.map((each) => [JSON.stringify([each.origin.file, each.keys]), each])).values()]
}

function meantBy({ merged }: Layers, { keys }: Vain): string {
  const meant = didYouMean(keys.at(-1) ?? '', Object.keys(valueAt(merged, keys.slice(0, -1)) ?? {})).trim()
  return meant && `${meant} Else leave the line out.`
}

/** The whole of what a later overlay takes out, where it does. */
function takenOut({ layers }: Layers, { keys, origin }: Vain): Vain['keys'] {
  const later = layers.slice(layers.findIndex(({ place }) => place([]).file === origin.file) + 1)
  const end = keys.findIndex((_, index) => later.some(({ value }) => valueAt(value, keys.slice(0, index + 1)) === null))
  return end < 0 ? keys : keys.slice(0, end + 1)
}

/** `locate` finds places in that file alone. */
export function vainJson({ keys, because, meant }: Vain, locate: Locate): FindingsJson['findings'][number] {
  const hint = because === 'overlaid' ? 'Nothing to mend where the later file is meant to have the last word.' : meant || undefined
  const found = findingJson({ kind: 'in-vain', path: keys, says: words[because], hint }, locate, true)
  // A team may well say otherwise than its company; that is what several overlays are for.
  return { ...found, note: because === 'overlaid' }
}

const words = {
  same: 'is the same without this overlay',
  absent: 'takes out what is not there',
  overlaid: 'a later overlay says otherwise',
} as const

/** The row or fact that a leaf is a part of. */
function entryOf(keys: readonly PropertyKey[]): string {
  const parts = keys.findIndex((key, index) => index > 1 && ['sources', 'if', 'only', 'regions', 'batch'].includes(String(key)))
  return keys.slice(0, parts < 0 ? -1 : parts).join('.')
}
