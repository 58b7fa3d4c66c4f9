// Each finding of docs/findings.md comes of its bad overlay at the line that is marked, and not of its good one.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { kinds, problems } from '../src/verify/finding.ts'
import { check } from './checked.ts'
import { hopeless } from './hard-rules.ts'

const sections = readFileSync('docs/findings.md', 'utf8')
  .split(/^### /m)
  .slice(1)
  .map((text) => {
    const blocks = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block]) => block ?? '')
    return { id: /^`([a-z-]+)`/.exec(text)?.[1] ?? '', blocks, isNote: /\bAlways a note\b/.test(text) }
  })

describe('docs/findings.md', () => {
  it('explains every id, each once', () => {
    expect(sections.map(({ id }) => id).sort()).toEqual([...Object.keys(kinds), ...Object.keys(problems)].sort())
  })

  it.each(sections)('$id: the bad overlay gives it and nothing else, at the line that is marked', async ({ id, blocks: [shown = ''] }) => {
    // Of rules that are too many to show, the page shows two.
    const bad = id === 'too-many-combinations' ? hopeless().replace(/^ {2}many-1:$/m, '$& # here') : shown
    const findings = await check(bad)
    const others = findings.filter((each) => each.id !== id && !each.note)
    expect(others).toEqual([])
    const found = findings.find((each) => each.id === id)
    expect(found).toBeDefined()
    const marked = bad.split('\n').findIndex((line) => line.endsWith('# here')) + 1
    expect([found?.file.endsWith('ours.yaml') ? found.line : 0]).toEqual([marked])
    expect(found?.hint).toBe({ ...kinds, ...problems }[id as keyof typeof kinds].hint)
  })

  it.each(sections)('$id: the good overlay does not', async ({ id, blocks, isNote }) => {
    expect(blocks).toHaveLength(2)
    expect((await check(blocks[1] ?? '')).filter((found) => !found.note || (isNote && found.id === id))).toEqual([])
  })
})

describe('docs/writing-rules.md', () => {
  const text = readFileSync('docs/writing-rules.md', 'utf8')
  const blocksIn = (part: string) => [...part.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block]) => block ?? '')
  const worked = /^## A worked overlay$(.*?)^## /ms.exec(text)?.[1] ?? ''
  const [policy = '', ...parts] = blocksIn(worked)
  // The worked overlay is one file; the others cite the policy of it.
  const overlays = [[policy, ...parts].join(''), ...blocksIn(text.replace(worked, ''))]

  it.each(overlays.map((block) => [block.split('\n').slice(0, 2).join(' '), block]))('%s … has no findings', async (_, block) => {
    const citesPolicy = block.includes('our-policy') && !block.startsWith(policy)
    const findings = await check(...(citesPolicy ? [policy, block] : [block]))
    expect(findings.filter(({ note }) => !note)).toEqual([])
  })
})
