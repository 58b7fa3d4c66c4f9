// Overlays over rules → the rows and steps beneath that they put in another place, and which of them a finding comes of.

import type { Parsed } from '../rules/parse.ts'
import { isWithin, valueAt } from '../value-at.ts'
import type { Path } from '../verify/finding.ts'
import { keysIn } from '../verify/sections.ts'

/** Paths of `before` in the overlays, for rows and steps that stand beneath them; nothing but their place is changed there. */
export function movedBy(layers: readonly Pick<Parsed, 'value'>[], base: unknown): readonly Path[] {
  const found = layers.flatMap(({ value }) => {
    const steps = keysIn(value, ['steps']).map((step): Path => ['steps', step])
    const rules = steps.flatMap((step) => keysIn(value, [...step, 'rules']).map((rule): Path => [...step, 'rules', rule]))
    const picks = keysIn(value, ['picks']).flatMap((tier) => keysIn(value, ['picks', tier]).map((pick): Path => ['picks', tier, pick]))
    return [...rules, ...picks, ...steps].filter(
      (entry) => typeof valueAt(value, [...entry, 'before']) === 'string' && valueAt(base, entry) !== undefined,
    )
  })
  return [...new Map(found.map((entry) => [JSON.stringify(entry), [...entry, 'before']])).values()]
}

/** The one that a finding about rows beneath comes of: of a row that it names, of its table, or else of the steps. */
export function moveBehind(moved: readonly Path[], path: Path, other: Path | undefined): Path | undefined {
  const entries = moved.map((move) => move.slice(0, -1))
  const isOf = (entry: Path) => isWithin(path, entry) || (other !== undefined && isWithin(other, entry))
  const isBeside = (entry: Path) => entry.length > 2 && isWithin(path, entry.slice(0, -1))
  const isStep = (entry: Path) => entry.length === 2 && path[0] === 'steps'
  const entry =
    entries.find((each) => each.length > 2 && isOf(each)) ?? entries.find(isBeside) ?? entries.find(isOf) ?? entries.find(isStep)
  return entry && [...entry, 'before']
}
