// Code → the same without what only makes JSON Schemas: those are made before the package is, and nothing makes them at run time.

import type { Plugin } from 'rolldown'
import { parseSync, Visitor } from 'rolldown/utils'

/** In the validator, each function there is replaced by one that does nothing. */
const makers = /[\\/]zod[\\/]v4[\\/]core[\\/](json-schema-processors|to-json-schema)\.js$/
const definitions = /[\\/]src[\\/].*\.ts$/

export function withoutJsonSchema(): Plugin {
  return {
    name: 'without-json-schema',
    transform: {
      filter: { id: [makers, definitions] },
      handler(code, id) {
        if (makers.test(id)) return stub(code)
        return code.includes('.meta(') ? withoutDescriptions(id, code) : undefined
      },
    },
  }
}

const stub = (code: string): string => {
  const names = [...code.matchAll(/^export (?:function|const|class) (\w+)/gm)].map(([, name]) => name)
  return `const nothing = () => undefined\nexport { ${names.map((name) => `nothing as ${name}`).join(', ')} }`
}

/** Calls of `.meta({ … })` do nothing but describe. */
function withoutDescriptions(file: string, code: string): string {
  const calls: { readonly start: number; readonly end: number }[] = []
  new Visitor({
    CallExpression({ callee, end }) {
      if (callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && callee.property.name === 'meta')
        calls.push({ start: callee.object.end, end })
    },
  }).visit(parseSync(file, code).program)
  // From the last one on, so that the others stay where they are.
  return calls.sort((a, b) => b.start - a.start).reduce((text, { start, end }) => text.slice(0, start) + text.slice(end), code)
}
