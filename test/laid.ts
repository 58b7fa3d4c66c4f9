// Overlays as texts → the built-in rules with them laid over, as `rules show` looks into them. They are called a.yaml, b.yaml, ….

import { rules } from 'virtual:built-in-rules'
import { FileError } from '../src/errors.ts'
import { link } from '../src/rules/link.ts'
import { layRules } from '../src/rules/overlay.ts'

export function laid(...texts: string[]) {
  const files = texts.map((text, index) => ({ file: `${'abcd'[index]}.yaml`, text }))
  const { rules: merged, layers, place, deleted } = layRules(rules, files)
  return { builtIn: rules, base: rules, layers, merged, tree: link(merged, place, deleted) }
}

/** `file:line:column message` of everything that is wrong in them. */
export function told(...texts: string[]): string[] {
  try {
    laid(...texts)
    return []
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    return error.problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`)
  }
}
