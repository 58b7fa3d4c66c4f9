// Patterns match what a shell and the usual library would match.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { glob as library } from 'tinyglobby'
import { afterAll, describe, expect, it } from 'vitest'
import { glob, matches } from '../src/cli/glob.ts'

const folder = mkdtempSync(join(tmpdir(), 'pick-llm-'))
afterAll(() => rmSync(folder, { recursive: true }))
const files = ['a.json', 'b.yaml', 'ab.json', '.hidden.json', 'x/a.json', 'x/b/c.json', 'x/.git/a.json', 'y z/ä.json', '[x].json']
for (const file of files) {
  mkdirSync(join(folder, dirname(file)), { recursive: true })
  writeFileSync(join(folder, file), '')
}
symlinkSync('a.json', join(folder, 'link.json'))
symlinkSync('x', join(folder, 'linked'))
symlinkSync('nowhere', join(folder, 'dead.json'))

const found = async (pattern: string) => (await glob(`${folder}/${pattern}`)).map((path) => path.slice(folder.length + 1)).sort()

describe('a pattern', () => {
  it.each<[string, readonly string[]]>([
    ['*.json', ['[x].json', 'a.json', 'ab.json', 'link.json']],
    ['?.{json,yaml}', ['a.json', 'b.yaml']],
    ['[ab]*.json', ['a.json', 'ab.json']],
    ['[!a]*.json', ['[x].json', 'link.json']],
    ['[a-b].*', ['a.json', 'b.yaml']],
    ['.*.json', ['.hidden.json']],
    ['*/a.json', ['linked/a.json', 'x/a.json']],
    ['**/*.json', ['[x].json', 'a.json', 'ab.json', 'link.json', 'x/a.json', 'x/b/c.json', 'y z/ä.json']],
    ['x/**', ['x/a.json', 'x/b/c.json']],
    ['{x,y*}/**/?.json', ['x/a.json', 'x/b/c.json', 'y z/ä.json']],
    ['x/../a*.json', ['x/../a.json', 'x/../ab.json']],
    ['none/*.json', []],
    ['*', ['[x].json', 'a.json', 'ab.json', 'b.yaml', 'link.json']],
  ])('%s', async (pattern, expected) => {
    expect(await found(pattern)).toEqual([...expected].sort())
  })

  it('with many stars or braces does not take long', async () => {
    expect(matches('*a'.repeat(60), `${'a'.repeat(250)}b`)).toBe(false)
    expect(await found('{a,b}'.repeat(40))).toEqual([])
  })
})

it('matches what the usual library matches', async () => {
  const part = fc.array(fc.constantFrom('*', '?', 'a', 'b', 'x', '.json', '[ab]', '{a,b}', '{x,ab}'), {
    minLength: 1,
    maxLength: 4,
  })
  const patterns = fc.array(
    fc.oneof(
      part.map((tokens) => tokens.join('')),
      fc.constant('**'),
    ),
    { minLength: 1, maxLength: 3 },
  )
  await fc.assert(
    fc.asyncProperty(patterns, async (parts) => {
      const pattern = parts.join('/')
      // Two stars are more than one only where they are a whole part; and the library takes a file for a folder before them.
      fc.pre(parts.every((one) => one === '**' || !one.includes('**')) && (parts.length === 1 || parts.at(-1) !== '**'))
      const expected = await library(pattern, { cwd: folder, expandDirectories: false, followSymbolicLinks: false })
      const unlinked = (paths: readonly string[]) => paths.filter((path) => !path.startsWith('link')).sort()
      expect(unlinked(await found(pattern))).toEqual(unlinked(expected))
    }),
    { numRuns: 100 },
  )
})
