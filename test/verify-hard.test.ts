// Rules that cross many questions are proven all the same; where that is too much, what was not proven is said.

import { describe, expect, it } from 'vitest'
import { link } from '../src/rules/link.ts'
import { compareTrees } from '../src/verify/compare.ts'
import type { Finding } from '../src/verify/finding.ts'
import { TooManyCombinations } from '../src/verify/nodes.ts'
import { numericFindings } from '../src/verify/numbers.ts'
import { reachOf } from '../src/verify/reach.ts'
import { spaceOf } from '../src/verify/space.ts'
import { tablesIn } from '../src/verify/tables.ts'
import { verifyTables } from '../src/verify/verify.ts'
import { families, hopeless } from './hard-rules.ts'
import { laid } from './laid.ts'
import { randomFrom } from './random.ts'
import { randomTree } from './random-trees.ts'

const billed = new Set<string>()

describe('12 questions with 5 options each', () => {
  it.each(Object.entries(families))('are proven whichever of them stand together: %s', (_, text) => {
    expect(verifyTables(laid(text()).tree, { billed }).map(({ kind }) => kind)).not.toContain('too-many-combinations')
  })

  it('that stand together in every way are too many, which is said', () => {
    const [found, ...others] = verifyTables(laid(hopeless()).tree, { billed })
    expect(others).toEqual([])
    expect(found).toMatchObject({ kind: 'too-many-combinations', path: ['steps', expect.stringMatching(/^many-[01]$/)] })
    expect(found?.says).toContain('not looked for: no-tier, forbidden-tier,')
  })
})

describe('dozens and hundreds of questions', () => {
  const cited = 'sources: { "003": x }'
  /** Rows that look at any of the questions. */
  const overlay = (questions: number, rows: number, each: number, last = (_: ReturnType<typeof randomFrom>) => 4) => {
    const random = randomFrom(5)
    const options = Array.from({ length: 5 }, (_, index) => `o${index}: { means: x }`).join(', ')
    const asked = (index: number) =>
      `  q${index}: { step: license, kind: choice, ask: a, why: b, options: { ${options} }, assume: [{ value: o0, because: x }] }\n`
    const row = (index: number) => {
      const ids = new Set(Array.from({ length: each }, () => random(questions)))
      const conditions = [...ids].map((id) => `q${id}: [o${random(3)}, o${last(random)}]`).join(', ')
      return `      r${index}: { before: permissive, if: { ${conditions} }, only: { license: permissive }, because: b, ${cited} }\n`
    }
    const lines = (count: number, line: (index: number) => string) => Array.from({ length: count }, (_, index) => line(index)).join('')
    return laid(`questions:\n${lines(questions, asked)}steps:\n  license:\n    rules:\n${lines(rows, row)}`)
  }

  it('are proven where rows of two to four limit and lead on, in half of the steps that there may be', () => {
    const { tree, base, merged } = overlay(12, 60, 4, (random) => 3 + random(2))
    const found = verifyTables(tree, { billed }, 1_000_000, { beneath: link(base), sections: merged })
    expect(found.map(({ kind }) => kind)).not.toContain('too-many-combinations')
  })

  it.each([
    [30, 60, 6],
    [400, 400, 3],
    [600, 600, 3],
  ])('%i of them in %i rows of %i are given up soon, also in comparing two trees', { timeout: 60_000 }, (questions, rows, each) => {
    const { tree, base, merged } = overlay(questions, rows, each)
    const beneath = link(base)
    const before = process.memoryUsage().arrayBuffers
    const found = verifyTables(tree, { billed }, undefined, { beneath, sections: merged })
    expect(compareTrees(beneath, tree).omitted).toBe('all')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(300e6)
    const end = found.find(({ kind }) => kind === 'too-many-combinations')
    expect(end?.says).toContain('lifted-limit, emptied-list')
    expect([end?.path, ...(end?.also ?? [])].map((path) => path?.[1])).toContain('license')
  })
})

describe('a proof that ends early', () => {
  const line = ({ kind, path, says }: Finding): string => `${kind} ${path.join('.')} ${says}`

  it('tells nothing false, and leaves out only what it says it leaves out', () => {
    let cut = 0
    for (let seed = 1; seed <= 60; seed++) {
      const tree = randomTree(randomFrom(seed), { questions: 5, options: 3, steps: 3, rules: 6 })
      const all = verifyTables(tree, { billed })
      for (const most of [0, 10, 50, 100, 200, 400, 800, 1600, 100_000]) {
        const found = verifyTables(tree, { billed }, most)
        const end = found.find(({ kind }) => kind === 'too-many-combinations')
        const unproven = end?.says.split('not looked for: ')[1]?.split(', ') ?? []
        if (end) cut++
        expect(found.filter((finding) => finding !== end).map(line)).toEqual(all.filter(({ kind }) => !unproven.includes(kind)).map(line))
      }
    }
    expect(cut).toBeGreaterThan(200)
  })
})

describe('hundreds of rows that compare numbers', () => {
  const cited = 'sources: { "003": x }'
  const figures = Array.from({ length: 52 }, (_, index) => index)
  const overlay = (rows: readonly string[]) => `figures:
${figures.map((index) => `  f${index}: { title: F, value: ${index / 100}, unit: share, checked: 2026-11-21, ${cited} }\n`).join('')}steps:
  ops-capacity:
    rules:
${rows.map((conditions, index) => `      r${index}: { before: saving, if: { ${conditions} }, because: x, ${cited} }\n`).join('')}`
  const tasks = ['chat', 'extraction', 'reasoning', 'voice', 'multimodal']
  const pairs = figures.flatMap((from) =>
    figures.filter((to) => to > from).map((to) => `self-host-saving: { at-least: f${from}, below: f${to} }`),
  )

  it.each([
    ['all at once', pairs],
    ['for tasks in turn', pairs.map((pair, index) => `${pair}, task: ${tasks[index % tasks.length]}`)],
    ['with gaps', pairs.filter((_, index) => index % 7 === 0).map((pair, index) => `${pair}, task: ${tasks[index % tasks.length]}`)],
  ])('are proven: %s', (_, rows) => {
    const { tree } = laid(overlay(rows))
    const kinds = new Set(verifyTables(tree, { billed }).map(({ kind }) => kind))
    expect(kinds).toContain('numeric-overlap')
    expect(kinds).not.toContain('too-many-combinations')
  })

  it('are given up where their pairs are too many', () => {
    const { tree } = laid(overlay(['self-host-saving: { below: f1 }, task: chat', 'self-host-saving: { at-least: f9 }, task: chat']))
    const space = spaceOf([tree])
    const tables = tablesIn(tree, space, reachOf(tree, space))
    expect(numericFindings(space, tables, 1).map(({ kind }) => kind)).toEqual(['numeric-gap'])
    expect(() => numericFindings(space, tables, 0)).toThrow(TooManyCombinations)
  })
})
