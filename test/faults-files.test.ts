// Files and folders that are not as they should be, around the built command: an exit code that says so, and nothing half written.

import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { bin, end, expectEnd, expectSound, shell } from './faults.ts'

const folder = mkdtempSync(join(tmpdir(), 'pick-llm-'))
afterAll(() => rmSync(folder, { recursive: true }))
const place = () => mkdtempSync(join(folder, 'in-'))

const flags = ['--data-residency', 'anywhere', '--yes']
const record = 'examples/acme/decisions/phone-line.json'

describe('a folder that cannot be written to', () => {
  /** A way into it that nobody has, root neither. */
  const attempts: readonly (readonly [string, readonly string[]])[] = [
    ['a result', [...flags, '-o', 'result.json']],
    ['a result in the place of another', [...flags, '--force', '-o', 'there.json']],
    ['a plan', ['plan', '--format', 'jsonl', '-o', 'plan.jsonl', 'work.jsonl']],
    ['rules', ['rules', 'init']],
    ['a record', ['check', 'there.json', '--update']],
  ]
  const permission = process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission'

  it.each(attempts)('is as it was when it should have held %s', async (what, args) => {
    const cwd = place()
    writeFileSync(join(cwd, 'there.json'), readFileSync(record, 'utf8').replace('"hosted-open"', '"frontier-closed"'))
    writeFileSync(join(cwd, 'work.jsonl'), '{"name":"a","answers":{"data-residency":"anywhere"}}\n')
    const before = readFileSync(join(cwd, 'there.json'), 'utf8')
    const ran = await end(args, {
      cwd,
      node: ['--no-warnings', permission, '--allow-fs-read=*'],
      env: { HOME: cwd, PICK_LLM_NO_CACHE: '' },
    })
    expectEnd(ran, 4, what)
    expect(ran.stderr).toMatch(/Cannot write .*(ERR_ACCESS_DENIED|EACCES)/)
    expect(readdirSync(cwd).sort()).toEqual(['there.json', 'work.jsonl'])
    expect(readFileSync(join(cwd, 'there.json'), 'utf8')).toBe(before)
  })

  it.runIf(process.getuid?.() !== 0)('by its own mode is one too (not for root, whom modes do not bind)', async () => {
    const cwd = place()
    chmodSync(cwd, 0o500)
    expectEnd(await end([...flags, '-o', 'result.json'], { cwd }), 4)
    chmodSync(cwd, 0o700)
    expect(readdirSync(cwd)).toEqual([])
  })

  it('because it is a file, gets nothing', async () => {
    const cwd = place()
    writeFileSync(join(cwd, 'file'), 'mine')
    const lines = { [`pick-llm ${flags.join(' ')} -o file/x.json`]: 4, 'pick-llm plan file/x.yaml': 3, 'pick-llm check file/x.json': 3 }
    await Promise.all(Object.entries(lines).map(async ([line, code]) => expectEnd(await shell(line, { cwd }), code, line)))
    expect([readdirSync(cwd), readFileSync(join(cwd, 'file'), 'utf8')]).toEqual([['file'], 'mine'])
  })
})

describe('--output', () => {
  it('follows a link only with --force, and then replaces what it leads to, not the link', async () => {
    const cwd = place()
    mkdirSync(join(cwd, 'other'))
    writeFileSync(join(cwd, 'other/target'), 'mine')
    symlinkSync('other/target', join(cwd, 'link'))
    expectEnd(await end([...flags, '-o', 'link'], { cwd }), 4)
    expect(readFileSync(join(cwd, 'other/target'), 'utf8')).toBe('mine')
    expectEnd(await end([...flags, '-o', 'link', '--force'], { cwd }), 0)
    expect(readlinkSync(join(cwd, 'link'))).toBe('other/target')
    expect(readFileSync(join(cwd, 'other/target'), 'utf8')).toMatch(/^hosted-open/)
    expect([...readdirSync(cwd), ...readdirSync(join(cwd, 'other'))].sort()).toEqual(['link', 'other', 'target'])
  })

  it('makes a file of a link that leads nowhere, or to itself, only with --force', async () => {
    const cwd = place()
    symlinkSync('nowhere', join(cwd, 'dangling'))
    symlinkSync('loop', join(cwd, 'loop'))
    for (const name of ['dangling', 'loop']) {
      expectEnd(await end([...flags, '-o', name], { cwd }), 4, name)
      expectEnd(await end([...flags, '-o', name, '--force'], { cwd }), 0, name)
      expect(lstatSync(join(cwd, name)).isFile()).toBe(true)
    }
    expect(readdirSync(cwd).sort()).toEqual(['dangling', 'loop'])
  })

  it('writes into pipes and devices, also where a link leads to them, and takes the place of none', async () => {
    const cwd = place()
    symlinkSync('/dev/full', join(cwd, 'full'))
    const result = (await end(flags)).stdout
    const said = flags.join(' ')
    const [piped, substituted, named, full] = await Promise.all([
      shell(`pick-llm ${said} -q -o /dev/stdout | cat`, { cwd }),
      shell(`pick-llm ${said} -q -o >(cat) | cat`, { cwd }),
      shell(`mkfifo pipe; (pick-llm ${said} -q -o pipe & cat pipe; wait $!)`, { cwd }),
      shell(`pick-llm ${said} -o full`, { cwd }),
    ])
    for (const ran of [piped, substituted, named]) expect(ran).toEqual({ stdout: result, stderr: '', code: 0 })
    expectEnd(full, 4)
    expect(full.stderr).toContain('ENOSPC')
    expect(readlinkSync(join(cwd, 'full'))).toBe('/dev/full')
    expect(lstatSync(join(cwd, 'pipe')).isFIFO()).toBe(true)
  })

  it('names a folder, a name without letters and one that is too long as what cannot be written', async () => {
    const cwd = place()
    await Promise.all(
      ['.', '..', '/', '', 'x'.repeat(300), 'no/such/folder'].map(async (name) =>
        expectEnd(await end([...flags, '--force', '-o', name], { cwd }), 4, name),
      ),
    )
    expect(readdirSync(cwd)).toEqual([])
  })
})

describe('a working folder that is gone', () => {
  const overlay = resolve('examples/overlays/own-gpu-price.yaml')
  const lines: Readonly<Record<string, number>> = {
    'pick-llm --data-residency anywhere --yes': 0,
    'pick-llm --version': 0,
    'pick-llm --help': 0,
    [`pick-llm rules test --rules '${overlay}' --json`]: 0,
    'pick-llm': 2,
    'pick-llm plan work.yaml': 3,
    "pick-llm check '*.json' ../x.json": 3,
    'pick-llm --yes --answers a.yaml': 3,
    'pick-llm --data-residency anywhere --yes -o x.json': 4,
    'pick-llm rules init': 4,
  }

  it('ends no command but by its code', async () => {
    await Promise.all(
      Object.entries(lines).map(async ([line, code]) => {
        const cwd = place()
        expectEnd(await shell(`rmdir '${cwd}'; ${line}`, { cwd }), code, line)
      }),
    )
  })
})

describe('no home', () => {
  const homes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'none at all': {},
    'an empty name': { HOME: '', XDG_CACHE_HOME: '', USERPROFILE: '' },
    'a folder that is not there': { HOME: '/no/such/home' },
    'a file': { HOME: bin },
    'a relative name': { HOME: 'home', XDG_CACHE_HOME: 'cache' },
  }

  it('is none that a result needs, and none that refresh goes without', async () => {
    const { stdout } = await end(flags)
    await Promise.all(
      Object.entries(homes).map(async ([what, env]) => {
        const [result, refreshed] = await Promise.all([
          end(flags, { cwd: place(), env: { ...env, PICK_LLM_NO_CACHE: '' } }),
          end(['refresh', '--from', 'http://127.0.0.1:9/'], { cwd: place(), env: { ...env, PICK_LLM_NO_CACHE: '' } }),
        ])
        expectEnd(result, 0, what)
        expect(result.stdout, what).toBe(stdout)
        expectSound(refreshed, what)
        expect([3, 4], refreshed.stderr).toContain(refreshed.code)
      }),
    )
  })
})
