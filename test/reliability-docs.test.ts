// docs/reliability.md → every test that it names is there, every promise has its row, and so has every code of an error.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const text = readFileSync('docs/reliability.md', 'utf8')
const rows = text.split('\n').filter((line) => /^\| [UR]\d\d \|/.test(line))
const ids = (letter: string, last: number) => Array.from({ length: last }, (_, index) => `${letter}${String(index + 1).padStart(2, '0')}`)

/** `test/x.test.ts` "one title", "another" */
const named = [...text.matchAll(/`(test\/[\w/.-]+)`((?:,? "[^"]+")*)/g)].map(([, file = '', titles = '']) => ({
  file,
  titles: [...titles.matchAll(/"([^"]+)"/g)].map(([, title = '']) => title),
}))

describe('docs/reliability.md', () => {
  it('has a row for each promise, in order and once', () => {
    expect(rows.map((row) => row.slice(2, 5))).toEqual([...ids('U', 27), ...ids('R', 24)])
  })

  it('says in each row what proves it, or why nothing does', () => {
    const bare = rows.filter((row) => !/`(test|bench)\/|\*\*(open|differs|partly)\*\*/.test(row))
    expect(bare).toEqual([])
  })

  it('names tests, most of them by title', () => {
    expect(named.length).toBeGreaterThan(60)
    expect(named.filter(({ titles }) => titles.length > 0).length).toBeGreaterThan(55)
  })

  it.each(named.map(({ file, titles }, index) => [index + 1, file, titles] as const))('names what is there (%d: %s)', (_, file, titles) => {
    expect(existsSync(file), file).toBe(true)
    const tests = readFileSync(file, 'utf8')
    const missing = titles.filter((title) => ![`'${title}'`, `\`${title}\``, `"${title}"`].some((quoted) => tests.includes(quoted)))
    expect(missing).toEqual([])
  })

  it('has every code of an error, and no other', () => {
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
    const used = sources.flatMap((name) => readFileSync(`src/${name}`, 'utf8').match(/(?<=')E_[A-Z0-9_]+(?=')/g) ?? [])
    const told = [...text.matchAll(/^\| `(E_[A-Z0-9_]+)` \|/gm)].map(([, code]) => code)
    expect(told).toEqual([...new Set(used)].sort())
  })
})
