// Sentences that an overlay says in other words → those that lose what the program fills in, or hold what it never does.

import { type Words, wordKeys } from '../words.ts'
import { isMap, type Plain } from './merge.ts'

/** Those that carry a reason, or tell what to confirm, sign or keep in: whatever they leave out, nobody would learn. */
const whole = /^(limit-lifted|ban-took|removed-ban|confirm-|license-conditions|empty-shortlist|price-ends|export-(limit|retention|region))/

/** It is copied to a file, where braces are variables of another program. */
const copied = 'export-promptfoo-use'

const placeholdersOf = (sentence: string): readonly string[] => [...new Set(sentence.match(/\{\w+\}/g))]

/** Of one layer, against the sentences that ship. */
export function* placeholderSlips(
  layer: Plain,
  shipped: Partial<Words> | undefined,
): Generator<{ readonly path: readonly string[]; readonly message: string }> {
  const words = layer['words']
  if (!isMap(words)) return
  for (const key of wordKeys) {
    const [own, built] = [words[key], shipped?.[key]]
    if (typeof own !== 'string' || built === undefined || key === copied) continue
    const [held, known] = [placeholdersOf(own), placeholdersOf(built)]
    const unknown = held.filter((each) => !known.includes(each))
    const missing = whole.test(key) ? known.filter((each) => !held.includes(each)) : []
    const message = [
      ...(missing.length > 0 ? [`write ${missing.join(', ')} in it, which is filled in`] : []),
      ...(unknown.length > 0 ? [`nothing is filled in for ${unknown.join(', ')}; known here are ${known.join(', ') || 'none'}`] : []),
    ]
    if (message.length > 0) yield { path: ['words', key], message: message.join('; ') }
  }
}
