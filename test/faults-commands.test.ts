// Every command in a process that may do next to nothing → the same result: no file is written, no connection opened, no program
// started, no code made of text, and no object changed that everybody shares.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { bin, everyCommand, expectEnd, preload, shell } from './faults.ts'

const folder = mkdtempSync(join(tmpdir(), 'pick-llm-'))
afterAll(() => rmSync(folder, { recursive: true }))

const guard = preload(
  folder,
  'guard',
  `const refuse = (what) => () => { throw new Error('refused: ' + what) }
const { Socket, Server } = require('node:net')
Socket.prototype.connect = refuse('connection')
Server.prototype.listen = refuse('server')
for (const name of ['http', 'https', 'tls', 'http2', 'dgram', 'dns']) {
  const module = require('node:' + name)
  for (const key of ['request', 'get', 'connect', 'createSocket', 'lookup', 'resolve']) if (key in module) module[key] = refuse(name)
}
globalThis.fetch = refuse('fetch')
// Errors are left out: who makes one sets its name, which a frozen prototype forbids; Node's own code does so too.
for (const name of Object.getOwnPropertyNames(globalThis)) {
  const { prototype } = globalThis[name] ?? {}
  if (prototype && !(prototype === Error.prototype || prototype instanceof Error)) Object.freeze(prototype)
}`,
)

/** Under Node's own permissions, which bind root as well: files may be read and nothing else. */
const permission = process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission'
const bound = `${permission} --allow-fs-read=* --disallow-code-generation-from-strings --disable-proto=throw --require ${guard}`

describe.concurrent('the same comes out where nothing is allowed:', () => {
  it.each(everyCommand)('pick-llm %s', async (line) => {
    const [plain, hardened] = await Promise.all([
      shell(`pick-llm ${line}`),
      // With nobody to talk to or to answer, and without a home.
      shell(`'${process.execPath}' ${bound} '${bin}' ${line} <&- 2>&-`, { env: { HOME: '/nowhere' } }),
    ])
    expectEnd(plain, 0)
    expect(plain.stdout).not.toBe('')
    expect(hardened).toEqual({ ...plain, stderr: '' })
  })
})

it('a full disk is told, whatever was to be written to it', async () => {
  await Promise.all(
    everyCommand
      .filter((_, index) => index % 4 === 0)
      .map(async (line) => {
        const ran = await shell(`pick-llm ${line} > /dev/full`)
        expectEnd(ran, 4, line)
        expect(ran.stderr).toContain('pick-llm: Cannot write the output: ENOSPC.')
      }),
  )
})

it('each of these bounds holds', async () => {
  const attempts = {
    'a file': `require('node:fs').writeFileSync('${folder}/x', '')`,
    'a program': "require('node:child_process').spawnSync('true')",
    'a thread': "new (require('node:worker_threads').Worker)('0', { eval: true })",
    'code of text': "new Function('')",
    __proto__: '({}).__proto__',
    'a shared object': "'use strict'; Object.prototype.polluted = true",
    'another one': "'use strict'; Map.prototype.get = 1",
    'a connection': "require('node:net').connect(1)",
    'a request': "require('node:https').get('https://localhost')",
    'a name': "require('node:dns').lookup('localhost')",
  }
  const tries = Object.entries(attempts).map(
    ([what, code]) => `try { (() => { ${code} })(); console.log(${JSON.stringify(what)}) } catch {}`,
  )
  const file = preload(folder, 'attempts', `${tries.join('\n')}\nconsole.log('tried')`)
  expect(await shell(`'${process.execPath}' --no-warnings ${bound} '${file}'`)).toEqual({ stdout: 'tried\n', stderr: '', code: 0 })
})

it('nothing is left in the working folder, at home or among temporary files', async () => {
  const empty = mkdtempSync(join(folder, 'empty-'))
  const from = `cd '${empty}' && TMPDIR='${empty}' HOME='${empty}' XDG_CACHE_HOME= PICK_LLM_NO_CACHE=`
  const lines = ['--data-residency anywhere --yes', 'plan nowhere.yaml', 'rules check', 'refresh --dry-run --from http://127.0.0.1:9/']
  await Promise.all(lines.map((line) => shell(`${from} '${process.execPath}' '${bin}' ${line}`)))
  expect(readdirSync(empty)).toEqual([])
})
