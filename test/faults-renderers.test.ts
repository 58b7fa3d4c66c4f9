// Any text where rules bring their own → views that keep their width and their shape.

import stringWidth from 'fast-string-width'
import { Marked, type Token } from 'marked'
import { describe, expect, it } from 'vitest'
import { browse } from '../src/catalog/browse.ts'
import { renderMarkdown } from '../src/render/markdown.ts'
import { renderMermaid } from '../src/render/mermaid.ts'
import { renderModels } from '../src/render/models.ts'
import { renderText } from '../src/render/text.ts'
import { renderTreeText } from '../src/render/tree-text.ts'
import { isClean, sanitizeLine } from '../src/sanitize.ts'
import type { Tree } from '../src/types.ts'
import fc from './fc.ts'
import { advise, tree } from './support.ts'

const result = advise({ 'data-residency': 'region', region: 'eu', 'frontier-need': 'slice', tokens: 2e9 })

/** Keys of what people write; the others are ids and numbers. */
const written = new Set(['title', 'because', 'summary', 'hostTitle', 'license', 'says', 'what', 'how'])

function renamed<T>(value: T, name: string): T {
  if (Array.isArray(value)) return value.map((each) => renamed(each, name)) as T
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, each]) => [
    key,
    written.has(key) && typeof each === 'string' ? name : renamed(each, name),
  ])
  return Object.fromEntries(entries) as T
}

const named = (name: string): Tree => ({ ...tree, steps: tree.steps.map((step) => ({ ...step, title: name })) })

/** As it comes through the loader, which refuses what acts on a terminal. */
const text = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
    fc.string({ unit: fc.constantFrom(...'|`*_#[]()<>!&\\-+=~"\':;{}%$@^ \t1.aé漢🎉'), minLength: 1, maxLength: 60 }),
  )
  .map(sanitizeLine)
  .filter((name) => name.trim() !== '')

const runs = { numRuns: 60 }
const widest = (shown: string): number => Math.max(...shown.split('\n').map((line) => stringWidth(line)))

describe('whatever the texts of rules are,', { timeout: 120_000 }, () => {
  it('what is shown in a terminal is never wider than it, and holds nothing that acts on it', () => {
    const listing = browse(tree, [])
    const some = { ...listing, models: listing.models.slice(0, 4) }
    fc.assert(
      fc.property(text, fc.integer({ min: 20, max: 400 }), (name, columns) => {
        const look = { columns, color: false }
        const shown = [
          renderText(renamed(result, name), look),
          renderTreeText(named(name), renamed(result, name), look),
          renderModels({ ...some, models: some.models.map((model) => ({ ...model, id: name, title: name })) }, tree.sources, look),
        ]
        for (const each of shown) {
          expect(widest(each)).toBeLessThanOrEqual(columns)
          expect(isClean(each)).toBe(true)
        }
      }),
      runs,
    )
  })

  it('Markdown keeps its headings, tables, lists and blocks of code, and makes no link, image or tag of them', () => {
    const shape = (markdown: string) =>
      new Marked()
        .lexer(markdown)
        .filter(({ type }) => type !== 'space')
        .map((token) =>
          [token.type, 'depth' in token ? token['depth'] : '', 'rows' in token ? (token['rows'] as unknown[]).length : ''].join(' '),
        )
    const kinds = (tokens: readonly Token[]): string[] =>
      tokens.flatMap((token) => [
        token.type,
        ...('tokens' in token && token.tokens ? kinds(token.tokens) : []),
        ...('items' in token ? kinds(token['items'] as Token[]) : []),
        ...('rows' in token ? kinds((token['rows'] as { tokens: Token[] }[][]).flat().flatMap(({ tokens }) => tokens)) : []),
      ])
    const plain = renderMarkdown(renamed(result, 'Plain words'), renderMermaid(tree, result))
    const links = kinds(new Marked().lexer(plain)).filter((kind) => kind === 'link').length
    fc.assert(
      fc.property(text, (name) => {
        const markdown = renderMarkdown(renamed(result, name), renderMermaid(tree, result))
        expect(shape(markdown)).toEqual(shape(plain))
        const found = kinds(new Marked().lexer(markdown))
        expect(found.filter((kind) => kind === 'link')).toHaveLength(links)
        expect(found.filter((kind) => kind === 'image' || kind === 'html')).toEqual([])
      }),
      runs,
    )
  })

  it('a diagram has the same lines, and in its labels nothing that ends them', () => {
    const plain = renderMermaid(named('Plain words'), result).split('\n')
    fc.assert(
      fc.property(text, (name) => {
        const lines = renderMermaid(named(name), result).split('\n')
        expect(lines).toHaveLength(plain.length)
        for (const [index, line] of lines.entries()) {
          const bare = (each: string) => each.replaceAll(/"[^"]*"/g, '""')
          expect(bare(line)).toBe(bare(plain[index] ?? ''))
        }
      }),
      runs,
    )
  })
})
