// The code of a chunk → the same in forms that Node reads and runs faster, and that take less room.

import type { Plugin } from 'rolldown'
import { parseAst } from 'rolldown/parseAst'

interface Edit {
  readonly start: number
  readonly end: number
  readonly by: string
}

/** Any node of a syntax tree: its places, and other nodes by key. */
type Node = Readonly<Record<string, unknown>> & { readonly type: string; readonly start: number; readonly end: number }

/** After the minifier, which writes every text as a template. */
export const plainCode: Plugin = {
  name: 'plain-code',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk' && chunk.fileName.endsWith('.cjs')) chunk.code = plain(chunk.code)
  },
}

/** Exported for its test. */
export function plain(code: string): string {
  const edits: Edit[] = []
  const changed = new Set<string>()
  const exported: { readonly node: Node; readonly name: string; readonly local: string }[] = []
  const visit = (node: Node, above: Node | undefined) => {
    if (node.type === 'TemplateLiteral' && above?.type !== 'TaggedTemplateExpression') edits.push(...quoted(node))
    const target = node.type === 'AssignmentExpression' ? node['left'] : node.type === 'UpdateExpression' ? node['argument'] : undefined
    if (isNode(target)) changed.add(code.slice(target.start, target.end))
    const [, name, local] = exporting.exec(node.type === 'CallExpression' ? code.slice(node.start, node.end) : '') ?? []
    if (name !== undefined && local !== undefined) exported.push({ node, name, local })
    else for (const child of Object.values(node).flat()) if (isNode(child)) visit(child, node)
  }
  visit(parseAst(code, { sourceType: 'commonjs' }) as unknown as Node, undefined)
  // A getter is there for what changes after it was exported; it is a function to parse, and a call at each use.
  for (const { node, name, local } of exported)
    if (!changed.has(local)) edits.push({ start: node.start, end: node.end, by: `exports.${name}=${local}` })
  let left = code
  for (const { start, end, by } of edits.sort((a, b) => b.start - a.start)) left = `${left.slice(0, start)}${by}${left.slice(end)}`
  // Where all is ASCII, a sign takes half the memory.
  return left.replace(/[^\0-~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

const exporting = /^Object\.defineProperty\(exports,[`"]([\w$]+)[`"],\{enumerable:!0,get:function\(\)\{return ([\w$]+)\}\}\)$/

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value && 'start' in value

/** A text without anything to fill in is read twice where it is a template, once as it is written. */
function quoted({ start, end, expressions, quasis }: Node): Edit[] {
  const [only] = quasis as readonly { readonly value: { readonly cooked: string } }[]
  if (!only || (expressions as readonly unknown[]).length > 0) return []
  const { cooked } = only.value
  const quote = cooked.split("'").length > cooked.split('"').length ? '"' : "'"
  const by = cooked.replace(/[\\\n\r\u2028\u2029]/g, (sign) => escapes[sign] ?? sign).replaceAll(quote, `\\${quote}`)
  return [{ start, end, by: `${quote}${by}${quote}` }]
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
}
