// Base rules and overlays → the rules with the first overlay, the first two and so on: what an earlier one limits holds for later ones.

import { FileError } from '../errors.ts'
import { perObject } from '../memo.ts'
import { link } from '../rules/link.ts'
import { isMap, laidOver, merge, type Plain } from '../rules/merge.ts'
import type { Parsed } from '../rules/parse.ts'
import type { Ruleset } from '../rules/schema.ts'
import type { Tree } from '../types.ts'
import type { LayerOf } from '../verify/changed-facts.ts'
import { type Finding, kinds } from '../verify/finding.ts'

export interface Earlier {
  /** Undefined where they are not whole even with what can be lent to them. */
  readonly tree: Tree | undefined
  readonly sections: Plain
  /** The last overlay in it, and those behind. */
  readonly last: Parsed
  readonly later: readonly Parsed[]
}

/** `merged` are the rules with all of them. */
export async function earlierOverlays(base: Ruleset, layers: readonly Parsed[], merged: Ruleset): Promise<Earlier[]> {
  if (layers.length < 2) return []
  const { rulesFile } = await import('../rules/schema.ts')
  return layers.slice(0, -1).map((last, index): Earlier => {
    const sections = laidOver(base, layers.slice(0, index + 1))
    const withLater = lent(sections, merged as Plain)
    // What they have no more, and something names still, may not be named by the later ones.
    const withAll = { ...lent(withLater, base as Plain), examples: {}, cautions: {} }
    for (const rules of [sections, withLater, withAll]) {
      const { data } = rulesFile.safeParse(rules)
      const tree = data && linked(data)
      if (tree) return { tree, sections, last, later: layers.slice(index + 1) }
    }
    return { tree: undefined, sections, last, later: layers.slice(index + 1) }
  })
}

type Verify = (tree: Tree, sections: Plain) => readonly Finding[]

/** What is without use in a file only because of later ones is a note there, as it is of what is built in. */
export function madeLater(found: readonly Finding[], earlier: readonly Earlier[], layerOf: LayerOf, verify: Verify): Finding[] {
  const textOf = ({ kind, path }: Finding) => JSON.stringify([kind, path])
  const before = perObject(({ tree, sections }: Earlier) => new Set((tree ? verify(tree, sections) : found).map(textOf)))
  return found.map((each) => {
    const file = kinds[each.kind].useless || each.kind === 'contradictory-rule' ? earlier[layerOf(each.path)] : undefined
    return !file || before(file).has(textOf(each)) ? each : { ...each, note: true, hint: kinds[each.kind].together }
  })
}

function linked(rules: Ruleset): Tree | undefined {
  try {
    return link(rules)
  } catch (error) {
    if (error instanceof FileError) return undefined
    throw error
  }
}

/** They say nothing of what is limited, and neither do words. A condition, an assumption or a ban of a later file is never lent. */
const facts = ['sources', 'figures', 'licenses', 'hosts', 'models', 'offers', 'gpus', 'memory', 'deployments'] as const
const texts = ['title', 'because', 'sources', 'ask', 'why', 'step', 'kind', 'means'] as const

function lent(rules: Plain, from: Plain): Plain {
  const whole = facts.flatMap((section) => (isMap(from[section]) ? [[section, merge(from[section], mapAt(rules, section))]] : []))
  const questions = Object.entries(mapAt(from, 'questions')).map(([id, theirs]) => {
    const own = mapAt(rules, 'questions')[id]
    if (!isMap(own) || !isMap(theirs)) return [id, own ?? theirs]
    const [options, more] = [mapAt(own, 'options'), mapAt(theirs, 'options')]
    return [id, { ...wordsLent(own, theirs), ...(own['kind'] === 'volume' ? {} : { options: { ...more, ...wordsLent(options, more) } }) }]
  })
  return {
    ...rules,
    ...Object.fromEntries(whole),
    questions: { ...mapAt(rules, 'questions'), ...Object.fromEntries(questions) },
    steps: wordsLent(mapAt(rules, 'steps'), mapAt(from, 'steps')),
  }
}

const mapAt = (value: Plain, key: string): Plain => {
  const found = value[key]
  return isMap(found) ? found : {}
}

function wordsLent(own: Plain, theirs: Plain): Plain {
  const missing = texts.flatMap((key) => (own[key] === undefined && theirs[key] !== undefined ? [[key, theirs[key]]] : []))
  const inner = Object.entries(own).map(([key, value]) => [key, isMap(value) ? wordsLent(value, mapAt(theirs, key)) : value])
  return { ...Object.fromEntries(inner), ...Object.fromEntries(missing) }
}
