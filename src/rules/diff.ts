// Rules before and after an overlay → what it changes leaf by leaf, and what it says in vain.

import type { RulesChange, RulesDiffJson } from '../contract-rules.ts'
import { valueAt } from '../value-at.ts'
import { isMap, merge, type Plain, renews } from './merge.ts'
import { isLeaf, type Keys, type Layers, leavesOf, originAt, originOf, same } from './origins.ts'

export interface Difference {
  readonly changes: readonly RulesChange[]
  readonly ineffective: RulesDiffJson['ineffective']
}

export function differenceOf(laid: Layers): Difference {
  return { changes: [...changesIn(laid, laid.base, laid.merged, [])], ineffective: ineffectiveOf(laid) }
}

/** What the layers say in vain, alone: where each change stands is much more work. */
export const ineffectiveOf = (laid: Layers): Difference['ineffective'] => [...ineffectiveIn(laid)]

function* changesIn(laid: Layers, before: unknown, after: unknown, keys: Keys): Generator<RulesChange> {
  // What no layer touches is the same object still.
  if (before === after) return
  const about = { path: keys.join('.'), keys }
  if (isMap(before) && isMap(after) && !(isLeaf(before) || isLeaf(after))) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
      yield* changesIn(laid, before[key], after[key], [...keys, key])
  } else if (after === undefined) {
    const owner = remover(laid.layers, keys)
    if (owner) yield { ...about, kind: 'removed', before, after: null, origin: originAt(owner.place(keys, true)) }
  } else if (before === undefined || !(isLeaf(before) && isLeaf(after))) {
    if (before !== undefined && !isLeaf(before))
      for (const leaf of leavesOf(before, keys)) yield* changesIn(laid, leaf.value, undefined, leaf.keys)
    for (const leaf of leavesOf(after, keys))
      yield {
        path: leaf.keys.join('.'),
        keys: leaf.keys,
        kind: 'added',
        before: null,
        after: leaf.value,
        origin: originOf(laid, leaf.keys),
      }
  } else if (!same(before, after)) yield { ...about, kind: 'changed', before, after, origin: originOf(laid, keys) }
}

/** The last that takes it out, or gives what it was the source of. */
const remover = (layers: Layers['layers'], keys: Keys) =>
  keys
    .map((_, index) => layers.findLast(({ value }) => valueAt(value, keys.slice(0, keys.length - index)) !== undefined))
    .find((layer) => layer !== undefined)

/** Layer by layer, since each is laid over those before it. */
function* ineffectiveIn({ base, layers, merged }: Layers): Generator<RulesDiffJson['ineffective'][number]> {
  let below = base as Plain
  for (const [index, layer] of layers.entries()) {
    for (const { keys, value } of leavesOf(layer.value ?? {})) {
      const because = inVain(base, below, layer.value, keys, value, merged, layers.slice(index + 1))
      if (keys.length > 0 && because) yield { path: keys.join('.'), keys, because, origin: originAt(layer.place(keys, value === null)) }
    }
    below = merge(below, (layer.value ?? {}) as Plain)
  }
}

function inVain(
  base: unknown,
  below: unknown,
  layer: unknown,
  keys: Keys,
  value: unknown,
  merged: unknown,
  later: Layers['layers'],
): RulesDiffJson['ineffective'][number]['because'] | undefined {
  const was = valueAt(below, keys)
  // In a question that is added, it says that an answer is required on purpose.
  const requires = keys[0] === 'questions' && keys.length === 3 && keys[2] === 'assume' && valueAt(base, keys.slice(0, 2)) === undefined
  if (value === null && was === undefined) return requires ? undefined : 'absent'
  // An empty map is laid over a map without a trace.
  const fact = keys.slice(0, -2)
  // A source that is repeated under new numbers would be gone without it.
  const stays = keys.at(-2) === 'sources' && renews(valueAt(below, fact), valueAt(layer, fact), fact)
  if (value !== null && !stays && (same(was, value) || (isMap(value) && isMap(was)))) return 'same'
  // A later file may delete what it is a part of.
  const isSaidLater = later.some(
    (layer) =>
      valueAt(layer.value, keys) !== undefined || keys.slice(1).some((_, index) => valueAt(layer.value, keys.slice(0, index + 1)) === null),
  )
  return isSaidLater && !same(valueAt(merged, keys), value ?? undefined) ? 'overlaid' : undefined
}
