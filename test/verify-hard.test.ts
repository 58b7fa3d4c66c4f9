// Rules that cross many questions are proven all the same; where that is too much, what was not proven is said.

import { describe, expect, it } from 'vitest'
import type { Finding } from '../src/verify/finding.ts'
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
