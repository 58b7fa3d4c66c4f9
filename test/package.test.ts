// The packed tarball: what is in it, how large it is, what is told of the code of others, and whether tools and Node can use it.

import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import vm from 'node:vm'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { Ajv } from 'ajv'
import { publint } from 'publint'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ran = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'pick-llm-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Packed {
  readonly filename: string
  readonly unpackedSize: number
  readonly files: readonly { readonly path: string; readonly size: number }[]
}

let packed: Packed
let tarball: string

/** Without a build: that has run, and other tests read what it made. */
beforeAll(async () => {
  const { stdout } = await ran('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder])
  packed = (JSON.parse(stdout) as Packed[])[0] as Packed
  tarball = join(folder, packed.filename)
}, 60_000)

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Readonly<Record<string, unknown>>
const chunks = readdirSync('dist/chunks')

describe('the tarball', () => {
  it('holds these files and no others', () => {
    const schemas = readdirSync('schema')
    const expected = [
      'LICENSE',
      'README.md',
      'bin/package.json',
      'bin/pick-llm.js',
      'dist/THIRD-PARTY-LICENSES.txt',
      'dist/cli.cjs',
      ...chunks.map((file) => `dist/chunks/${file}`),
      'dist/index.cjs',
      'dist/index.d.cts',
      'dist/index.d.mts',
      'dist/index.mjs',
      'dist/sbom.cdx.json',
      'package.json',
      ...schemas.map((file) => `schema/${file}`),
    ]
    expect(packed.files.map(({ path }) => path).sort()).toEqual(expected.sort())
    expect(chunks.filter((file) => !/^[\w-]+\.cjs$/.test(file))).toEqual([])
  })

  it('is small', () => {
    expect(packed.unpackedSize).toBeLessThan(budget)
  })

  it('asks for nothing to be installed or run', () => {
    for (const field of ['dependencies', 'peerDependencies', 'optionalDependencies', 'bundleDependencies'])
      expect(manifest).not.toHaveProperty(field)
    const run = ['preinstall', 'install', 'postinstall', 'preuninstall', 'uninstall', 'postuninstall']
    expect(Object.keys(manifest['scripts'] as object).filter((script) => run.includes(script))).toEqual([])
  })

  it('pins what it is built with', () => {
    const loose = Object.entries(manifest['devDependencies'] as Record<string, string>).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
    )
    expect(loose).toEqual([])
  })
})

/** Of the whole: one mebibyte, the 1.0 MB that npm shows. */
const budget = 1_048_576
/** In bytes, as all of them. A change that needs more has to say so here. */
const budgets: Readonly<Record<string, number>> = {
  'cli.cjs': 2_000,
  'index.cjs': 4500,
}
/** Of a chunk that is not named. */
const usualBudget = 60_000
const largeChunks: readonly (readonly [string, (code: string) => boolean, number])[] = [
  ['the built-in rules', (code) => code.includes('JSON.parse(') && /\b[0-9a-f]{64}\b/.test(code), 190_000],
  ['the commands but the first', (code) => code.includes('--workloads <file>'), 76_000],
  ['the check of rules', (code) => code.includes(' as its runner-up, which '), 72_000],
  ['the YAML parser', (code) => code.includes('tag:yaml.org,2002:'), 105_000],
]

describe('each file of the program is within its budget', () => {
  it.each(readdirSync('dist').filter((file) => file.endsWith('.cjs')))('%s', (file) => {
    expect(readFileSync(`dist/${file}`).length).toBeLessThan(budgets[file] ?? 0)
  })

  it('chunks', () => {
    const large = chunks
      .map((file) => readFileSync(`dist/chunks/${file}`, 'utf8'))
      .filter((code) => code.length > usualBudget)
      .map((code) => {
        const [name, , most] = largeChunks.find(([, is]) => is(code)) ?? ['a chunk without a budget', undefined, 0]
        return [name, code.length <= most]
      })
    expect(large.sort()).toEqual(largeChunks.map(([name]) => [name, true]).sort())
  })
})

interface Bom {
  readonly metadata: { readonly component: { readonly name: string; readonly version: string; readonly 'bom-ref': string } }
  readonly components: readonly {
    readonly group?: string
    readonly name: string
    readonly version: string
    readonly 'bom-ref': string
    readonly hashes: readonly object[]
  }[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[]
}

describe('the code of others', () => {
  const bom = JSON.parse(readFileSync('dist/sbom.cdx.json', 'utf8')) as Bom
  const listed = bom.components.map(({ group, name, version }) => `${group ? `${group}/` : ''}${name}@${version}`)
  const direct = [
    '@inquirer/input',
    '@inquirer/select',
    'chalk',
    'commander',
    'fast-string-width',
    'fast-wrap-ansi',
    'fastest-levenshtein',
    'yaml',
    'zod',
  ]

  it('is listed with the versions that are locked, each once, with its hash', () => {
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, { version: string }> }
    for (const each of listed) {
      const [name, version] = [each.slice(0, each.lastIndexOf('@')), each.slice(each.lastIndexOf('@') + 1)]
      const locked = Object.entries(lock.packages).filter(([path]) => path.endsWith(`node_modules/${name}`))
      expect(
        locked.map(([, entry]) => entry.version),
        each,
      ).toContain(version)
    }
    expect(new Set(listed).size).toBe(listed.length)
    expect(bom.components.every(({ hashes }) => hashes.length === 1)).toBe(true)
    expect(listed.map((each) => each.slice(0, each.lastIndexOf('@')))).toEqual(expect.arrayContaining(direct))
  })

  /** Marks in code that survive minifying. */
  it.each([
    ['commander', 'commander.unknownOption'],
    ['yaml', 'tag:yaml.org,2002:'],
    ['zod', 'invalid_union'],
    ['signal-exit', 'signal-exit emitter'],
    ['chalk', 'should be an integer from 0 to 3'],
  ])('is listed where a trace of it is found: %s', (name, trace) => {
    const found = ['dist/cli.cjs', ...chunks.map((file) => `dist/chunks/${file}`)].some((file) =>
      readFileSync(file, 'utf8').includes(trace),
    )
    expect([found, listed.some((each) => each.startsWith(`${name}@`))]).toEqual([true, true])
  })

  it('has its licences told, each with its holder', () => {
    const text = readFileSync('dist/THIRD-PARTY-LICENSES.txt', 'utf8')
    expect([...text.matchAll(/^((?:@[\w-]+\/)?[\w-]+@\d+\.\d+\.\d+)$/gm)].map(([, each]) => each).sort()).toEqual([...listed].sort())
    for (const each of listed) {
      const [, notice = ''] = text.split(`${each}\n`)
      const [section = ''] = notice.split('-'.repeat(72))
      expect(section, each).toMatch(/copyright/i)
      expect(section, each).toMatch(/permission|redistribution|as is/i)
    }
  })

  it('is listed as CycloneDX 1.6 says', () => {
    const base = 'node_modules/@cyclonedx/cyclonedx-library/res/schema'
    const read = (file: string): object => JSON.parse(readFileSync(`${base}/${file}`, 'utf8')) as object
    const ajv = new Ajv({ strict: false, validateFormats: false })
    for (const file of ['jsf-0.82.SNAPSHOT.schema.json', 'spdx.SNAPSHOT.schema.json'])
      ajv.addSchema({ ...read(file), $id: `http://cyclonedx.org/schema/${file}` })
    const validate = ajv.compile(read('bom-1.6.SNAPSHOT.schema.json'))
    expect(validate(bom) ? [] : validate.errors).toEqual([])
    expect(validate({ ...bom, components: [{ name: 'x' }] })).toBe(false)
    const refs = [bom.metadata.component, ...bom.components].map((each) => each['bom-ref'])
    expect(bom.dependencies.map(({ ref }) => ref).sort()).toEqual([...refs].sort())
    expect(bom.dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !refs.includes(ref))).toEqual([])
    expect(bom.metadata.component).toMatchObject({ name: 'pick-llm', version: manifest['version'] })
  })
})

describe('tools that check packages find nothing', () => {
  it('publint', async () => {
    const data = readFileSync(tarball)
    const { messages } = await publint({
      pack: { tarball: data.buffer.slice(data.byteOffset, data.byteOffset + data.length) as ArrayBuffer },
      strict: true,
    })
    expect(messages).toEqual([])
  })

  it('Are the types wrong', async () => {
    const { types, problems } = (await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(tarball))))) as {
      types: unknown
      problems: unknown[]
    }
    expect(types).toMatchObject({ kind: 'included' })
    expect(problems).toEqual([])
  })
})

const clean = { PATH: process.env['PATH'] ?? '', HOME: folder, CI: '1', PICK_LLM_NO_CACHE: '1', npm_config_update_notifier: 'false' }

describe('an empty folder with the tarball installed, offline', () => {
  const managers: readonly (readonly [string, string, readonly string[]])[] = [
    ['npm', 'npm', ['install', '--offline', '--no-audit', '--no-fund', '--loglevel=error']],
    ['pnpm', process.execPath, [resolve('node_modules/pnpm/bin/pnpm.cjs'), 'add', '--offline', '--store-dir', join(folder, 'store')]],
  ]
  it.concurrent.each(managers)('by %s has one package that works', { timeout: 180_000 }, async (name, file, words) => {
    const cwd = join(folder, name)
    mkdirSync(cwd)
    writeFileSync(join(cwd, 'package.json'), '{ "private": true }')
    await ran(file, [...words, tarball], { cwd, env: clean })
    expect(readdirSync(join(cwd, 'node_modules')).filter((entry) => !entry.startsWith('.'))).toEqual(['pick-llm'])
    const linked = await ran(join(cwd, 'node_modules/.bin/pick-llm'), ['--version'], { cwd, env: clean })
    expect(linked.stdout).toBe(`${manifest['version']}\n`)
    // How the rest is done does not depend on who installed it.
    if (name !== 'npm') return
    const { stdout } = await ran(process.execPath, [resolve('scripts/smoke.mjs')], { cwd, env: clean })
    expect(stdout).toBe(`pick-llm ${manifest['version']} works.\n`)
  })
})

describe('the version gate', () => {
  const gate = readFileSync('bin/pick-llm.js', 'utf8')
  const open = (version: string) => {
    const written: string[] = []
    const loaded: string[] = []
    const fake = {
      version: `v${version}`,
      versions: { node: version },
      stderr: { write: (text: string) => written.push(text) },
      exitCode: 0,
    }
    const require = (path: string) => ({ run: () => loaded.push(path) })
    vm.runInNewContext(gate.replace(/^#!.*/, ''), { process: fake, require, Number })
    return { written: written.join(''), loaded, code: fake.exitCode }
  }

  it.each(['0.10.48', '8.17.0', '18.20.8', '20.18.3'])('says in one line what Node %s lacks', (version) => {
    expect(open(version)).toEqual({ written: `pick-llm needs Node 20.19 or newer; this is v${version}.\n`, loaded: [], code: 2 })
  })

  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0', '26.2.0'])('lets Node %s pass', (version) => {
    expect(open(version)).toEqual({ written: '', loaded: ['../dist/cli.cjs'], code: 0 })
  })

  it('asks for what the package declares', () => {
    expect(manifest['engines']).toEqual({ node: '>=20.19.0' })
  })

  it('is itself something that old versions can read', () => {
    expect(gate).not.toMatch(/=>|\bimport\b|\?\.|\?\?|`|\b(const|let|class|async)\b/)
  })
})

it('names no file that is not there', () => {
  const { bin, main, types, exports } = manifest as {
    bin: Record<string, string>
    main: string
    types: string
    exports: Record<string, unknown>
  }
  const targets = (value: unknown): string[] => (typeof value === 'string' ? [value] : Object.values(value as object).flatMap(targets))
  const named = [...Object.values(bin), main, types, ...targets(exports)]
    .map((path) => path.replace(/^\.\//, ''))
    .filter((path) => !path.includes('*'))
  expect(named.filter((path) => !packed.files.some((file) => file.path === path))).toEqual([])
  expect(createRequire(import.meta.url).resolve('pick-llm/schema/answers.schema.json')).toBe(resolve('schema/answers.schema.json'))
})
