// @vitest-environment happy-dom
// Markdown and Mermaid of plans and checks, read by independent parsers, for every tier and for hostile names.

import { Marked } from 'marked'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CheckJson } from '../src/contract-check.ts'
import type { PlanJson } from '../src/contract-plan.ts'
import { planOf } from '../src/decisions/plan.ts'
import { everyPath } from '../src/engine/paths.ts'
import { renderCheckMarkdown } from '../src/render/check.ts'
import { renderPlanMarkdown } from '../src/render/plan-markdown.ts'
import { renderPlanMermaid } from '../src/render/plan-mermaid.ts'
import { hostileNames } from './hostile.ts'
import { maker, tree } from './support.ts'

let parse: (text: string) => Promise<unknown>

beforeAll(async () => {
  const { default: mermaid } = await import('mermaid')
  parse = (text) => mermaid.parse(text)
})

const everything = planOf(
  tree,
  [...everyPath(tree, 'tier')].map(({ answers }, index) => ({
    name: `w${index}`,
    owner: undefined,
    request: {
      answers: Object.fromEntries(answers.map(({ question, options }) => [question.id, question.kind === 'volume' ? 1e9 : options[0]])),
    },
  })),
  maker,
)

const renamed = (plan: PlanJson, name: string): PlanJson => ({
  ...plan,
  workloads: plan.workloads.slice(0, 3).map((each, index) => ({ ...each, name: `${name}${index === 0 ? '' : index}`, owner: name })),
  routing: plan.routing.map((each) => ({ ...each, workloads: [{ name, slice: 'hard' }] })),
  total: { ...plan.total, everythingFrontier: { ...plan.total.everythingFrontier, not: [{ name, because: name }] } },
})

interface Parsed {
  readonly headings: number
  readonly tables: readonly number[]
  readonly code: readonly string[]
}

function parsed(markdown: string): Parsed {
  const tokens = new Marked().lexer(markdown)
  return {
    headings: tokens.filter(({ type }) => type === 'heading').length,
    tables: tokens.flatMap((token) => (token.type === 'table' ? [(token['rows'] as unknown[]).length] : [])),
    code: tokens.flatMap((token) => (token.type === 'code' ? [String(token['lang'])] : [])),
  }
}

const live = /<(script|img)|href="javascript|<a href/i

describe('a plan', () => {
  it('of every path parses', async () => {
    expect(everything.workloads.length).toBeGreaterThan(100)
    await expect(parse(renderPlanMermaid(everything))).resolves.toBeTruthy()
    for (let index = 0; index < everything.workloads.length; index += 30) {
      const some = { ...everything, workloads: everything.workloads.slice(index, index + 30) }
      await expect(parse(renderPlanMermaid(some))).resolves.toBeTruthy()
    }
    const { tables, code } = parsed(renderPlanMarkdown(everything))
    expect(tables[0]).toBe(everything.workloads.length)
    expect(code).toEqual(['mermaid'])
  })

  it('of many workloads draws those that go the same way as one, and stays below what Mermaid takes', () => {
    const text = renderPlanMermaid(everything)
    expect(text.match(/-->/g)?.length).toBeLessThan(40)
    const counts = [...text.matchAll(/"(\d+) workloads"/g)].map(([, count]) => Number(count))
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(everything.workloads.length)
    const long = { ...everything, workloads: everything.workloads.slice(0, 40).map((each) => ({ ...each, name: '"'.repeat(200) })) }
    expect(renderPlanMermaid(long).length).toBeLessThan(50_000)
  })

  it.each(hostileNames)('keeps %j from turning into markup', async (name) => {
    const plan = renamed(everything, name)
    await expect(parse(renderPlanMermaid(plan))).resolves.toBeTruthy()
    const markdown = renderPlanMarkdown(plan)
    expect(parsed(markdown)).toEqual(parsed(renderPlanMarkdown(renamed(everything, 'plain'))))
    expect(new Marked().parse(markdown, { async: false })).not.toMatch(live)
  })
})

const moved = (name: string) => ({ kind: 'models' as const, id: name, field: name, was: name, now: name })
const finding = (name: string) => ({
  kind: 'tier' as const,
  says: name,
  was: name,
  now: name,
  moved: [moved(name)],
  waiver: { for: 'tier' as const, reason: name, owner: name, expires: '2099-01-01' },
  fails: true,
})
const check = (name: string): CheckJson => ({
  schemaVersion: '1',
  ok: true,
  tool: everything.tool,
  rules: everything.rules,
  catalog: everything.catalog,
  date: '2026-11-21',
  holds: false,
  files: [{ file: name, kind: 'plan', holds: false, findings: [finding(name)], updated: false }],
  unreadable: [{ code: 'E_FILE', message: name, hint: name, location: { file: name }, missing: [] }],
  decisions: [
    {
      file: name,
      line: 1,
      name,
      holds: false,
      tier: { was: 'hybrid', now: null },
      findings: [finding(name)],
      moved: [moved(name), moved(`${name} `)],
    },
  ],
})

it.each(hostileNames)('a check keeps %j from turning into markup', (name) => {
  const markdown = renderCheckMarkdown(check(name))
  expect(parsed(markdown)).toEqual(parsed(renderCheckMarkdown(check('plain'))))
  expect(new Marked().parse(markdown, { async: false })).not.toMatch(live)
})
