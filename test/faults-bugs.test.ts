// Errors forced from outside, in whatever part of the program → always 70, with what to report and where, and no trace.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { end, expectEnd, preload } from './faults.ts'

const folder = mkdtempSync(join(tmpdir(), 'pick-llm-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Lets a function that everybody has throw, wherever the built program calls it. */
const broken = preload(
  folder,
  'broken',
  `const path = process.env.BROKEN.split('.')
const name = path.pop()
const owner = path.reduce((found, key) => found[key], { __proto__: globalThis, fs: require('node:fs') })
const whole = owner[name]
let looking = false
const { captureStackTrace } = Error
const ours = process.argv[1].replace('bin/pick-llm.js', 'dist/')
owner[name] = function (...args) {
  if (!looking) {
    looking = true
    const at = {}
    captureStackTrace(at)
    const inside = at.stack.includes(ours)
    looking = false
    if (inside) throw new TypeError('bro\\u001b[31mken\\u202e')
  }
  return whole.apply(this, args)
}`,
)

/** Each is called somewhere else: while parts are loaded, while flags are read, in the walk, in what prints, in what tells of errors. */
const functions = [
  'JSON.parse',
  'Object.keys',
  'Object.entries',
  'Object.fromEntries',
  'Array.prototype.map',
  'Array.prototype.flatMap',
  'Array.prototype.join',
  'Array.prototype.includes',
  'String.prototype.replace',
  'String.prototype.split',
  'String.prototype.startsWith',
  'RegExp.prototype.test',
  'Map.prototype.get',
  'Math.max',
  'fs.writeSync',
]

describe.concurrent('an error of ours in', () => {
  it.each(functions)('%s', async (name) => {
    const ran = await end(['--data-residency', 'anywhere', '--yes'], { node: ['--require', broken], env: { BROKEN: name } })
    expectEnd(ran, 70)
    expect(ran.stderr).toContain('This is a bug in pick-llm.')
    expect(ran.stderr).toContain('TypeError: bro')
    expect(ran.stderr).toContain(manifest.bugs.url)
    expect(ran.stderr).toContain(manifest.version)
    expect(ran.stderr).toContain(process.version)
  })
})

const thrown = (code: string) => ['--import', `data:text/javascript,${encodeURIComponent(code)}`]
const flags = ['--data-residency', 'anywhere', '--yes']

it('what is thrown may be anything, also nothing', async () => {
  const values = ['null', 'undefined', '"text"', '({})', 'Object.create(null)', 'Symbol("s")', '({ get name() { throw 1 } })']
  await Promise.all(
    values.map(async (value) => {
      const ran = await end(flags, { node: thrown(`Array.prototype.findLastIndex = () => { throw ${value} }`) })
      expectEnd(ran, 70, value)
      expect(ran.stderr).toContain(manifest.bugs.url)
    }),
  )
})

it('as JSON it is JSON, and --debug shows where it comes from', async () => {
  const node = thrown("Array.prototype.findLastIndex = () => { throw new TypeError('broken') }")
  const [json, debug] = await Promise.all([end([...flags, '--json'], { node }), end([...flags, '--debug'], { node })])
  expectEnd(json, 70)
  expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, error: { code: 'E_BUG' } })
  expect(debug.code).toBe(70)
  expect(debug.stderr).toMatch(/^ {4}at /m)
})

it('also where it comes up when nobody waits for it any more', async () => {
  const late = {
    'a timer': "setTimeout(() => { throw new Error('late') }, 1)",
    'a promise': "Promise.reject(new Error('late'))",
  }
  await Promise.all(
    Object.entries(late).map(async ([what, code]) => {
      const node = thrown(`import fs from 'node:fs'
const { writeSync } = fs
fs.writeSync = function (descriptor, bytes) { ${code}; fs.writeSync = writeSync; return bytes.length }`)
      const ran = await end(flags, { node })
      expectEnd(ran, 70, what)
      expect(ran.stderr, what).toContain('late')
    }),
  )
})
