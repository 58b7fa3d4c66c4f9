// What each command loads: parsers, prompts and what opens connections only where they are needed.

import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'pick-llm-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Writes down, as the last thing, the files that were run as modules and the parts of Node that were loaded. */
const hook = join(folder, 'hook.cjs')
writeFileSync(
  hook,
  `const { Module } = require('node:module')
const before = new Set(process.moduleLoadList)
const { _compile } = Module.prototype
const files = []
Module.prototype._compile = function (code, file, ...rest) {
  files.push(file)
  return _compile.call(this, code, file, ...rest)
}
process.on('exit', () => {
  const builtins = process.moduleLoadList.filter((each) => !before.has(each)).map((each) => each.split(' ').pop())
  require('node:fs').writeFileSync(process.env.LOADED, JSON.stringify({ files, builtins }))
})`,
)

interface Loaded {
  readonly files: readonly string[]
  readonly builtins: readonly string[]
}

let runs = 0
async function loadedBy(line: string): Promise<Loaded> {
  const file = join(folder, `loaded-${runs++}.json`)
  const words = line === '' ? [] : line.split(' ')
  await promisify(execFile)(process.execPath, ['--require', hook, 'bin/pick-llm.js', ...words], {
    env: { PATH: process.env['PATH'], HOME: folder, LOADED: file, PICK_LLM_NO_CACHE: '1' },
  }).catch(() => undefined)
  return JSON.parse(readFileSync(file, 'utf8')) as Loaded
}

/** By a text that is nowhere else. */
const marks: Readonly<Record<string, string>> = {
  'YAML parser': 'Block collections are not allowed within flow collections',
  validator: 'Encountered Promise during synchronous parse',
  prompts: 'signal-exit emitter',
  styles: 'should be an integer from 0 to 3',
}

const all = (code: string): string[] => Object.keys(marks).filter((name) => code.includes(marks[name] ?? ''))

/** With the most bytes of code that it may read. */
const lines: readonly (readonly [string, readonly string[], number])[] = [
  ['--version', [], 7_500],
  ['--help', [], 320_000],
  ['--data-residency anywhere --yes --json', [], 370_000],
  ['--data-residency region --region eu --frontier-need slice --tokens 300M --yes --json', [], 370_000],
  ['questions --json', ['styles'], 385_000],
  ['cost --tokens 300M --json', [], 385_000],
  ['models --json', [], 385_000],
  ['--data-residency anywhere --yes --format markdown', [], 390_000],
  ['--data-residency anywhere --yes', ['styles'], 425_000],
  ['--rules examples/overlays/own-gpu-price.yaml --data-residency anywhere --yes --json', ['YAML parser', 'validator'], 580_000],
  ['export litellm --data-residency anywhere --yes', ['YAML parser'], 490_000],
]

/** Each takes a third of Node's own start: streams, and what makes hashes. */
const slow = /^(net|tty|stream|crypto|fs\/promises)$/

/** What opens connections or starts programs. */
const reaching = /(^|\/)(http|https|http2|tls|dns|dgram|child_process|cluster|worker_threads|undici)$/

describe('loads no more than it needs', () => {
  it.concurrent.each(lines)('pick-llm %s', async (line, expected, most) => {
    const { files, builtins } = await loadedBy(line)
    const codes = files.filter((file) => file !== hook).map((file) => readFileSync(file, 'utf8'))
    expect(files.filter((file) => file.includes('node_modules'))).toEqual([])
    expect(codes.flatMap(all).sort()).toEqual([...expected].sort())
    expect(
      codes.reduce((sum, code) => sum + code.length, 0),
      files.map((file) => basename(file)).join(' '),
    ).toBeLessThan(most)
    expect(builtins.filter((name) => reaching.test(name))).toEqual([])
  })
})

it.concurrent.each(['--version', '--data-residency anywhere --yes --tokens 300M --json'])(
  'pick-llm %s writes into a pipe without what is slow',
  async (line) => {
    const { builtins } = await loadedBy(line)
    expect(builtins.filter((name) => slow.test(name))).toEqual([])
  },
)

it('each mark stands for one thing that is there', async () => {
  const { files } = await loadedBy('rules check --rules examples/overlays/own-gpu-price.yaml')
  expect(files.flatMap((file) => all(readFileSync(file, 'utf8')))).toEqual(expect.arrayContaining(['YAML parser', 'validator']))
  const refreshed = await loadedBy('refresh --from http://127.0.0.1:9/')
  expect(refreshed.builtins.filter((name) => reaching.test(name))).not.toEqual([])
  expect(refreshed.builtins.filter((name) => slow.test(name))).not.toEqual([])
})
