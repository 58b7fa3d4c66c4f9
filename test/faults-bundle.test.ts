// What the built files can do at all: no code made of text, no program started, nothing loaded by a name from outside.

import { readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { describe, expect, it } from 'vitest'

const files = ['dist/cli.cjs', 'dist/index.cjs', 'dist/index.mjs', ...readdirSync('dist/chunks').map((name) => `dist/chunks/${name}`)]
const built = files.map((file) => ({ file, text: readFileSync(file, 'utf8') }))

/** Around each place where it stands, enough to tell what it is. */
const places = (pattern: RegExp, before = 0): string[] =>
  built.flatMap(({ text }) =>
    [...text.matchAll(pattern)].map((match) => text.slice(Math.max(0, match.index - before), match.index + match[0].length)),
  )

describe('the built files', () => {
  it('make no code of text', () => {
    expect(places(/(?<![\w$.])Function\([^)]*\)/g)).toEqual([])
    expect(places(/[=(,:]Function[,;)\s]/g, 20)).toEqual([])
    expect(places(/(?<![\w$.])eval\(/g)).toEqual([])
    expect(places(/AsyncFunction|GeneratorFunction\(|\.constructor\(\s*[`'"]|runIn\w*Context|\bset(?:Timeout|Interval)\([`'"]/g)).toEqual(
      [],
    )
  })

  it('load themselves and parts of Node by fixed names, but for one file that a library names and nothing asks for', () => {
    const loaded = places(/(?<![\w$.])(?:require|import)\([^)]*\)/g)
    expect(loaded.length).toBeGreaterThan(200)
    const fixed = /^(?:require|import)\(["'`]([^"'`$]+)["'`]\)$/
    // Of the colors of tables: themes that are never set.
    expect(loaded.filter((each) => !fixed.test(each))).toEqual(["require(__dirname + '/../themes/generic-logging.js')"])
    const names = new Set(loaded.flatMap((each) => fixed.exec(each)?.[1] ?? []))
    expect([...names].filter((name) => !name.startsWith('./') && !isBuiltin(name))).toEqual([])
    expect([...names].filter((name) => /child_process|worker_threads|cluster|vm|inspector|dgram|http2|module$/.test(name))).toEqual([])
  })

  it('reach the network in one file alone, which no other command than refresh loads', () => {
    const reaching = /["'`](?:node:)?(?:https?|net|tls|dns)["'`]\)|(?<![\w$.])fetch\(|WebSocket|XMLHttpRequest/g
    const reached = built.filter(({ text }) => reaching.test(text)).map(({ file }) => file)
    expect(reached.length).toBeLessThanOrEqual(1)
  })
})

it('the source makes neither code, regular expressions nor programs of text', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  const all = sources.map((name) => readFileSync(`src/${name}`, 'utf8'))
  expect(sources.length).toBeGreaterThan(150)
  const making = /\beval\(|new Function|(?<!\w)Function\(|\bRegExp\(|child_process|worker_threads|node:vm|import\((?!['"])/
  expect(sources.filter((_, index) => making.test(all[index] ?? ''))).toEqual([])
})
