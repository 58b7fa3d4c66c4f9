// @vitest-environment happy-dom
// Markdown and Mermaid are parsed by independent parsers, for every path and for hostile names.

import { Marked } from 'marked'
import { beforeAll, describe, expect, it } from 'vitest'
import type { RecommendationJson } from '../src/contract.ts'
import { everyPath } from '../src/engine/paths.ts'
import { renderMarkdown } from '../src/render/markdown.ts'
import { renderMermaid } from '../src/render/mermaid.ts'
import type { Tree } from '../src/types.ts'
import { hostileNames } from './hostile.ts'
import { advise, tree } from './support.ts'

const results = [...everyPath(tree, 'tier')].map(({ answers }) =>
  advise(Object.fromEntries(answers.map(({ question, options }) => [question.id, options[0]]))),
)

const hostile = [...hostileNames, '%%{init}%%', '~~~', '{{x}}', '-->|y|']

let parse: (text: string) => Promise<unknown>

beforeAll(async () => {
  const { default: mermaid } = await import('mermaid')
  parse = (text) => mermaid.parse(text)
})

const tokens = (markdown: string) => new Marked().lexer(markdown)

describe('markdown', () => {
  it('has one title, four tables and one diagram on every path', () => {
    for (const result of results) {
      const parsed = tokens(renderMarkdown(result, renderMermaid(tree, result)))
      expect(parsed.filter((token) => token.type === 'heading' && token['depth'] === 1)).toHaveLength(1)
      expect(parsed.filter(({ type }) => type === 'table').length).toBe(result.shortlist.length > 0 ? 4 : 3)
      expect(parsed.filter((token) => token.type === 'code').map((token) => String((token as { lang?: string }).lang))).toEqual([
        'mermaid',
        'sh',
      ])
    }
  })

  it('has the bills where the volume is known', () => {
    const result = advise({ 'data-residency': 'anywhere', tokens: 304_166_667 })
    const markdown = renderMarkdown(result, renderMermaid(tree, result))
    expect(tokens(markdown).filter(({ type }) => type === 'table')).toHaveLength(5)
    expect(markdown).toContain('## Bills a month at about 304M tokens')
    for (const { title } of result.cost.bills) expect(markdown).toMatch(new RegExp(`^\\| ${title} \\| \\$[\\d,.]+ \\|`, 'm'))
    expect(markdown).toContain('- Usage: 75% of the tokens are input')
    expect(markdown).toContain('- Closed small: Never')
  })

  it('tells a volume that flips the answer by where that begins', () => {
    const result = advise(
      { 'data-residency': 'anywhere', 'frontier-need': 'none', 'ops-capacity': 'yes', tokens: 300e6 },
      { figures: { 'gpu-hour': 0.9, 'engineer-hours': 10 } },
    )
    const flip = result.flips.find(({ question }) => question === 'tokens')
    expect(flip?.direction).toBe('up')
    expect(renderMarkdown(result, '')).toMatch(/^- tokens from about [\d.]+[MB] → self-hosted-open$/m)
  })

  it.each(hostile)('keeps %j from turning into markup', (name) => {
    const base = advise({ 'data-residency': 'anywhere' })
    const result: RecommendationJson = {
      ...base,
      shortlist: base.shortlist.map((entry) => ({ ...entry, title: name, because: name, hostTitle: name })),
      cautions: [{ id: 'x', because: name, sources: [name] }],
      recommendation: { ...base.recommendation, title: name, summary: name },
    }
    const markdown = renderMarkdown(result, renderMermaid(tree, result))
    const parsed = tokens(markdown)
    expect(parsed.filter(({ type }) => type === 'heading').length).toBe(
      tokens(renderMarkdown(base, '')).filter(({ type }) => type === 'heading').length + (base.cautions.length > 0 ? 0 : 1),
    )
    const html = new Marked().parse(markdown, { async: false })
    expect(html).not.toMatch(/<script|<img|href="javascript/i)
  })
})

describe('mermaid', () => {
  it('is parsed by something that refuses a broken diagram', async () => {
    await expect(parse('flowchart TD\n  a["x"] -->|"y| b')).rejects.toThrow()
  })

  it('parses on every path, and without one', async () => {
    await expect(parse(renderMermaid(tree, undefined))).resolves.toBeTruthy()
    for (const text of new Set(results.map((result) => renderMermaid(tree, result)))) await expect(parse(text)).resolves.toBeTruthy()
  })

  it.each(hostile)('parses with a step called %j', async (name) => {
    const named: Tree = { ...tree, steps: tree.steps.map((step) => ({ ...step, title: name })) }
    await expect(parse(renderMermaid(named, undefined))).resolves.toBeTruthy()
  })
})
