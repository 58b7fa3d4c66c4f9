// The texts of rules files, built-in and the user's own → one checked ruleset and its tree.

import { FileError, type Problem } from '../errors.ts'
import type { Tree } from '../types.ts'
import { link } from './link.ts'
import { laidOver } from './merge.ts'
import { placeIn, type RulesText } from './overlay.ts'
import { type Parsed, parseYaml } from './parse.ts'
import { type Ruleset, rulesFile } from './schema.ts'
import { validate } from './validate.ts'

export type { RulesText }

/** Layers the files in their order. Throws `FileError` with all problems of all files. */
export function loadRules(files: readonly RulesText[]): { readonly rules: Ruleset; readonly tree: Tree } {
  const problems: Problem[] = []
  const layers: Parsed[] = []
  for (const { file, text } of files) {
    const parsed = parseYaml(file, text)
    if (!('value' in parsed)) {
      problems.push(...parsed)
      continue
    }
    const valid = validate(rulesFile, parsed)
    if ('data' in valid) layers.push(parsed)
    else problems.push(...valid)
  }
  if (problems.length > 0) throw new FileError('The rules cannot be read', problems)
  const rules = laidOver({}, layers)
  return { rules: rules as Ruleset, tree: link(rules as Ruleset, placeIn(layers)) }
}
