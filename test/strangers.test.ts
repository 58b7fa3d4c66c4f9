// Files from strangers, in each of the ways in which the program reads files: what could exhaust it, act on a terminal or be
// read otherwise than it is written is refused with its place.

import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fileAnswers } from '../src/cli/answers.ts'
import { recordIn } from '../src/cli/records.ts'
import { reportOf } from '../src/cli/report.ts'
import { readWorkloads } from '../src/cli/workloads.ts'
import { FileError, UserError } from '../src/errors.ts'
import { parseYaml } from '../src/rules/parse.ts'
import { sanitize } from '../src/sanitize.ts'
import { laid } from './laid.ts'
import { run } from './run-here.ts'
import { tree } from './support.ts'

/** What reads a text, and the beginning of a line that is one of its own. */
const readers: Record<string, readonly [(text: string) => unknown, string]> = {
  rules: [(text) => laid(text), 'words:\n  kept: '],
  answers: [
    (text) => {
      const parsed = parseYaml('a.yaml', text, 'as written')
      if (!('value' in parsed)) throw new FileError('The answers cannot be read', parsed)
      return fileAnswers(tree, parsed)
    },
    'task: ',
  ],
  workloads: [
    (text) => readWorkloads(tree, 'w.yaml', text, {}, { environment: {} } as Parameters<typeof readWorkloads>[4]),
    'defaults: { data-residency: anywhere }\nworkloads:\n  - name: ',
  ],
  record: [(text) => recordIn(tree, 'r.yaml', 'r.yaml', text), 'schemaVersion: "1"\nok: true\nrecommendation: '],
}

const laughs = `a0: &a0 [x, x]\n${Array.from({ length: 9 }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]\n`).join('')}`

/** Texts that follow on what a file begins with. */
const texts: Record<string, string> = {
  'an alias': 'x\nother: *a\n',
  'an anchor': '&a x\n',
  'a circle of aliases': '&a [*a]\n',
  'aliases that multiply': `x\n${laughs}`,
  'thousands of anchors': `x\n${Array.from({ length: 8000 }, (_, index) => `k${index}: &a${index} x\n`).join('')}`,
  'something like a pattern of files': '*.yaml\n',
  'a tag': '!!binary aGk=\n',
  'an unknown tag': '!foo x\n',
  'what reads like a comparison': '!= 5\n',
  'a merge key': 'x\n<<: { a: b }\n',
  'a prototype': 'x\n__proto__: { polluted: yes }\n',
  'a prototype in braces': '{ __proto__: { polluted: yes } }\n',
  'a constructor': 'x\nconstructor: { prototype: { polluted: yes } }\n',
  'a key twice': 'x\nother: 1\nother: 2\n',
  'a key as a number and as a text': '{ 1: a, "1": b }\n',
  'thousands of keys twice': `{ ${'a: b, '.repeat(16_000)} }\n`,
  'a second document': 'x\n---\nother: y\n',
  'brackets without end': '['.repeat(20_000),
  'braces in braces': `${'{ a: '.repeat(500)}1${' }'.repeat(500)}\n`,
  'an escape sequence, written out': '"\\e[2J"\n',
  'an escape sequence': '\u001b[2J\u001b[31mred\n',
  'an escape sequence where YAML is broken': '"\u001b[2J\nother: [\n',
  'reversed text': 'a\u202eb\n',
  'reversed text in a comment': 'x # \u202eb\n',
  'a NUL': 'a\u0000b\n',
  'a key with a character that nobody sees': 'x\nta\u200bsk: y\n',
  'lines that end with a carriage return': 'x\rother: y\r',
  'half a character': '"\\ud800"\n',
}

describe.each(Object.entries(readers))('%s', (_, [read, start]) => {
  it.each(Object.entries(texts))('with %s are refused with a place, and nothing of it acts on a terminal', (_, text) => {
    let error: unknown
    try {
      read(start + text)
    } catch (thrown) {
      error = thrown
    }
    if (!(error instanceof UserError)) throw error ?? new Error('It was taken.')
    const report = reportOf(error, '0.0.0', false)
    expect(report.exit).toBe(3)
    expect(report.text).toMatch(/^ {2}\w[\w. ]*:\d+:\d+ {2}\S/m)
    expect(report.text.split('\n').length).toBeLessThan(90)
    expect(sanitize(report.text)).toBe(report.text)
    expect(sanitize(JSON.stringify(report.json))).toBe(JSON.stringify(report.json))
  })

  it('that say %YAML 1.1, by which `no` would be false, are refused', () => {
    expect(() => read(`%YAML 1.1\n---\n${start}no\n`)).toThrow(FileError)
  })
})

it('nothing of this has changed what every object is made of', () => {
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

describe('what is no file, or no text', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pick-llm-'))
    mkdirSync(join(folder, 'folder'))
    execFileSync('bash', ['-c', 'mkfifo "$0"', join(folder, 'pipe')])
    writeFileSync(join(folder, 'utf16'), Buffer.from('\ufefftask: chat\n', 'utf16le'))
    writeFileSync(join(folder, 'latin1'), Buffer.from([0x23, 0x20, 0xe9, 0x0a]))
    writeFileSync(join(folder, 'large'), `# ${'x'.repeat(17 * 1024 * 1024)}\n`)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const commands: [string, readonly string[]][] = [
    ['rules', ['--yes', '--rules']],
    ['answers', ['--yes', '--answers']],
    ['workloads', ['plan']],
    ['records', ['check']],
  ]
  const paths: [string, RegExp][] = [
    ['folder', /is not a regular file|EISDIR/],
    ['pipe', /is not a regular file/],
    ['utf16', /is UTF-16/],
    ['latin1', /is not UTF-8/],
    ['large', /is larger than \d+ KiB/],
    ['nowhere', /cannot be opened \(ENOENT\)/],
  ]

  it.each(commands.flatMap(([what, words]) => paths.map(([name, says]) => [what, name, words, says] as const)))(
    '%s from %s end with 3',
    async (_, name, words, says) => {
      const { code, stderr } = await run([...words, join(folder, name)])
      expect(stderr).toMatch(says)
      expect(code).toBe(3)
    },
  )
})
