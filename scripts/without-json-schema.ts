// Code → the same without what only makes JSON Schemas: those are made before the package is, and nothing makes them at run time.

import type { Plugin } from 'rolldown'
import { parseSync, Visitor } from 'rolldown/utils'

const definitions = /[\\/]src[\\/].*\.ts$/

/** Calls of `described(definition, …)` do nothing but describe. */
export function withoutJsonSchema(): Plugin {
  return {
    name: 'without-json-schema',
    transform: {
      filter: { id: definitions },
      handler: (code, id) => (code.includes('/described.ts') ? withoutDescriptions(id, code) : undefined),
    },
  }
}

function withoutDescriptions(file: string, code: string): string {
  const parts: { readonly start: number; readonly end: number }[] = []
  new Visitor({
    CallExpression({ callee, arguments: [definition], start, end }) {
      if (callee.type !== 'Identifier' || callee.name !== 'described' || !definition) return
      parts.push({ start, end: definition.start }, { start: definition.end, end })
    },
  }).visit(parseSync(file, code).program)
  // From the last one on, so that the others stay where they are.
  return parts.sort((a, b) => b.start - a.start).reduce((text, { start, end }) => text.slice(0, start) + text.slice(end), code)
}
