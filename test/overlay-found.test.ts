// A rules file in the working folder or above it: found, named, refused, and never trusted.

import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Ran, run } from './run-here.ts'

const bin = resolve('bin/pick-llm.js')
const answers = '--data-residency anywhere --yes'
const own = 'figures: { shortlist-length: { value: 1 } }\n'

let base: string
let repository: string
let deep: string
beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'pick-llm-')))
  repository = join(base, 'repository')
  deep = join(repository, 'a/b')
  mkdirSync(deep, { recursive: true })
  mkdirSync(join(repository, '.git'))
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

/** Runs the command with a folder to work in. */
const inFolder = (folder: string, words: string, env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  run([], { shell: `cd '${folder}' && exec '${process.execPath}' '${bin}' ${words}`, env })

const resultIn = async (folder: string, words = `${answers} --json`, env: Readonly<Record<string, string>> = {}) =>
  JSON.parse((await inFolder(folder, words, env)).stdout)

describe('a rules file', () => {
  it('that is found where others are named is said to be left out, and need not be readable', async () => {
    writeFileSync(join(repository, '.pick-llm.yaml'), own)
    writeFileSync(join(deep, 'other.yaml'), own)
    const says = (name: string) =>
      `The rules in ../../.pick-llm.yaml are not used, since ${name} names others; name them there too to use both.\n`
    expect((await inFolder(deep, `${answers} --json --rules other.yaml`)).stderr).toContain(says('--rules'))
    expect((await inFolder(deep, `${answers} --json`, { PICK_LLM_RULES: 'other.yaml' })).stderr).toContain(says('PICK_LLM_RULES'))
    const both = await inFolder(deep, `${answers} --json --rules other.yaml --rules ../../.pick-llm.yaml`)
    expect(both.stderr).not.toContain('not used')
    expect((await inFolder(deep, `${answers} --json --quiet --rules other.yaml`)).stderr).toBe('')
    rmSync(join(repository, '.pick-llm.yaml'))
    symlinkSync('/dev/null', join(repository, '.pick-llm.yaml'))
    const { code, stderr } = await inFolder(deep, `${answers} --json --rules other.yaml`)
    expect([code, stderr.includes('not used')]).toEqual([0, false])
  })

  it('in the working folder or above it is used, named, and needed to repeat the result', async () => {
    writeFileSync(join(repository, '.pick-llm.yaml'), own)
    const { stdout, stderr } = await inFolder(deep, `${answers} --json`)
    const result = JSON.parse(stdout)
    expect(result.shortlist).toHaveLength(1)
    expect(result.rules.overlays).toEqual(['../../.pick-llm.yaml'])
    expect(result.command).toContain(' --rules ../../.pick-llm.yaml ')
    expect(stderr.split('\n').filter((line) => line.includes('.pick-llm.yaml'))).toEqual([
      'Using the rules in ../../.pick-llm.yaml; --no-rules leaves them out.',
    ])
    const again = result.command.replace('npx pick-llm ', '')
    expect(await inFolder(deep, `${again} --json`).then((ran) => ran.stdout)).toBe(stdout)
  })

  it('is not told of with -q, nor where only the version is asked for', async () => {
    writeFileSync(join(repository, '.pick-llm.yaml'), own)
    for (const words of [`${answers} -q`, `${answers} --quiet`, `${answers} -qy`, '-V'])
      expect((await inFolder(repository, words)).stderr).not.toContain('.pick-llm.yaml')
  })

  it('is the nearest one', async () => {
    writeFileSync(join(repository, '.pick-llm.yaml'), own)
    writeFileSync(join(repository, 'a/.pick-llm.yaml'), own.replace('1', '2'))
    expect((await resultIn(deep)).rules.overlays).toEqual(['../.pick-llm.yaml'])
  })

  it('is not looked for above the repository, or above the home folder', async () => {
    writeFileSync(join(base, '.pick-llm.yaml'), own)
    expect((await resultIn(deep)).rules.overlays).toEqual([])
    rmSync(join(repository, '.git'), { recursive: true })
    expect((await resultIn(deep)).rules.overlays).toEqual(['../../../.pick-llm.yaml'])
    expect((await resultIn(deep, `${answers} --json`, { HOME: repository })).rules.overlays).toEqual([])
    expect((await resultIn(deep, `${answers} --json`, { HOME: base })).rules.overlays).toEqual(['../../../.pick-llm.yaml'])
  })

  it('is not looked for above the home folder either where that is a link, or written with a slash at its end', async () => {
    writeFileSync(join(base, '.pick-llm.yaml'), own)
    rmSync(join(repository, '.git'), { recursive: true })
    symlinkSync(repository, join(base, 'home'))
    for (const HOME of [`${repository}/`, `${repository}/a/..`, join(base, 'home'), join(base, 'home/')])
      expect((await resultIn(deep, `${answers} --json`, { HOME })).rules.overlays, HOME).toEqual([])
  })

  it('ends the search also where .git is a file, as in a worktree', async () => {
    writeFileSync(join(base, '.pick-llm.yaml'), own)
    rmSync(join(repository, '.git'), { recursive: true })
    writeFileSync(join(repository, '.git'), 'gitdir: elsewhere\n')
    expect((await resultIn(deep)).rules.overlays).toEqual([])
  })

  it('gives way to the variable, and that to the flag; each replaces the others', async () => {
    writeFileSync(join(repository, '.pick-llm.yaml'), own)
    for (const name of ['flag.yaml', 'variable.yaml']) writeFileSync(join(repository, name), own)
    const env = { PICK_LLM_RULES: 'variable.yaml' }
    expect((await resultIn(repository, `${answers} --json`, env)).rules.overlays).toEqual(['variable.yaml'])
    expect((await resultIn(repository, `${answers} --json --rules flag.yaml`, env)).rules.overlays).toEqual(['flag.yaml'])
  })

  it('that the variable names and that is not there is told with the variable', async () => {
    const { code, stderr } = await inFolder(repository, answers, { PICK_LLM_RULES: 'nowhere.yaml' })
    expect([code, stderr]).toEqual([
      3,
      'pick-llm: PICK_LLM_RULES: nowhere.yaml cannot be opened (ENOENT).\nCheck the name and that you may read it.\n',
    ])
    const empty = await inFolder(repository, answers, { PICK_LLM_RULES: ':' })
    expect([empty.code, empty.stderr]).toEqual([2, expect.stringContaining('PICK_LLM_RULES: the name of a file is missing.')])
    expect((await inFolder(repository, `${answers} --rules nowhere.yaml`)).stderr).toMatch(/^pick-llm: nowhere\.yaml cannot be opened/)
  })

  it('and the variable are left out with --no-rules, which the command repeats', async () => {
    writeFileSync(join(repository, '.pick-llm.yaml'), 'broken: [\n')
    const result = await resultIn(repository, `${answers} --no-rules --json`, { PICK_LLM_RULES: 'nowhere.yaml' })
    expect(result.rules.overlays).toEqual([])
    expect(result.command).toBe('npx pick-llm --no-rules --data-residency anywhere --yes')
    const both = await inFolder(repository, `${answers} --no-rules --rules x.yaml`)
    expect([both.code, both.stderr]).toEqual([2, expect.stringContaining('--rules and --no-rules are given together')])
  })

  it('is searched for by every command', async () => {
    writeFileSync(join(repository, '.pick-llm.yaml'), 'bans: { x: { origins: [cn], because: No. } }\n')
    expect((await resultIn(deep, 'models --json')).rules.overlays).toEqual(['../../.pick-llm.yaml'])
    expect((await resultIn(deep, 'questions --json')).rules.overlays).toEqual(['../../.pick-llm.yaml'])
    expect((await resultIn(deep, 'rules show bans --json')).leaves[0].origin).toEqual({ file: '../../.pick-llm.yaml', line: 1, column: 23 })
  })
})

const unusable: [string, (path: string) => void, RegExp][] = [
  ['a broken file', (path) => writeFileSync(path, 'figures: [\n'), /\.pick-llm\.yaml:\d+:\d+ /],
  [
    'a wrong key',
    (path) => writeFileSync(path, 'figurs: {}\n'),
    /\.pick-llm\.yaml:1:1 .*Did you mean "figures"\?\n {4}figurs: \{\}\n {4}\^/,
  ],
  ['a list', (path) => writeFileSync(path, '- x\n'), /\.pick-llm\.yaml:1:1 {2}write a map of sections/],
  ['a large file', (path) => writeFileSync(path, `# ${'x'.repeat(300_000)}\n`), /\.pick-llm\.yaml is larger than 256 KiB/],
  ['UTF-16', (path) => writeFileSync(path, Buffer.from('\uFEFFfigures: {}\n', 'utf16le')), /\.pick-llm\.yaml is UTF-16/],
  ['Latin-1', (path) => writeFileSync(path, Buffer.from([0x23, 0x20, 0xe9, 0x0a])), /\.pick-llm\.yaml is not UTF-8/],
  ['a folder', (path) => mkdirSync(path), /\.pick-llm\.yaml is not a regular file/],
  ['a link to a device', (path) => symlinkSync('/dev/zero', path), /\.pick-llm\.yaml is a link out of its folder/],
  ['a link out of the repository', (path) => symlinkSync('/etc/hostname', path), /\.pick-llm\.yaml is a link out of its folder/],
  ['a link beside the repository', (path) => symlinkSync(join(path, '../../other.yaml'), path), /leads nowhere|out of its folder/],
  ['a link that leads nowhere', (path) => symlinkSync('nowhere.yaml', path), /\.pick-llm\.yaml is a link that leads nowhere/],
  ['a link to itself', (path) => symlinkSync('.pick-llm.yaml', path), /\.pick-llm\.yaml is a link that leads nowhere/],
  [
    'an alias',
    (path) => writeFileSync(path, 'words: { kept: &a x, named-in: *a }\n'),
    /\.pick-llm\.yaml:1:16 {2}anchors are not used here/,
  ],
  ['a tag', (path) => writeFileSync(path, 'words: { kept: !!binary aGk= }\n'), /\.pick-llm\.yaml:1:\d+ .*tags? /],
  ['a merge key', (path) => writeFileSync(path, 'words: { <<: { kept: x } }\n'), /\.pick-llm\.yaml:1:10 {2}"<<" cannot be a key here/],
  ['a prototype', (path) => writeFileSync(path, 'words: { __proto__: { kept: x } }\n'), /"__proto__" cannot be a key here/],
  ['a key twice', (path) => writeFileSync(path, 'words: { kept: x, kept: y }\n'), /\.pick-llm\.yaml:1:19 {2}the key "kept" is there twice/],
  ['an escape', (path) => writeFileSync(path, 'words: { kept: "\\e[2J" }\n'), /\.pick-llm\.yaml:1:16 {2}holds control or invisible/],
  [
    'reversed text',
    (path) => writeFileSync(path, 'words: { kept: "a\u202eb" }\n'),
    /\.pick-llm\.yaml:1:18 {2}an invisible or control character \(U\+202E\) stands here/,
  ],
  ['deep nesting', (path) => writeFileSync(path, `words: ${'{a: '.repeat(500)}1${'}'.repeat(500)}\n`), /nested deeper than 64 levels/],
]

describe('a found file that cannot be used', () => {
  it.each(unusable)('such as %s is named and ends with 3', async (_, make, expected) => {
    writeFileSync(join(base, 'other.yaml'), own)
    make(join(repository, '.pick-llm.yaml'))
    const { code, stdout, stderr } = await inFolder(repository, answers)
    expect([code, stdout]).toEqual([3, ''])
    expect(stderr).toMatch(expected)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is printed is what is looked at
    expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
  })

  it.each(unusable.filter(([what]) => /broken|folder|itself/.test(what)))(
    'such as %s stands in the way of neither help, version nor a new file',
    async (_, make) => {
      make(join(repository, '.pick-llm.yaml'))
      const [help, version, made] = await Promise.all(['--help', '-V', 'rules init new.yaml'].map((words) => inFolder(repository, words)))
      expect([help?.code, help?.stdout.includes('--data-residency')]).toEqual([0, true])
      expect([version?.code, version?.stderr]).toEqual([0, ''])
      expect([made?.code, made?.stderr]).toEqual([0, expect.stringMatching(/^Your own rules cannot be used \(\.pick-llm\.yaml[ :]/)])
    },
  )

  it.runIf(process.getuid?.() !== 0)('such as one that may not be read is named and ends with 3', async () => {
    const path = join(repository, '.pick-llm.yaml')
    writeFileSync(path, own)
    chmodSync(path, 0)
    const { code, stderr } = await inFolder(repository, answers)
    expect([code, stderr]).toEqual([3, expect.stringContaining('.pick-llm.yaml cannot be opened (EACCES)')])
  })
})

describe('otherwise', () => {
  it('a link within the repository is followed', async () => {
    writeFileSync(join(repository, 'rules.yaml'), own)
    symlinkSync('../rules.yaml', join(repository, 'a/.pick-llm.yaml'))
    expect((await resultIn(deep)).shortlist).toHaveLength(1)
  })

  it('an empty file, a byte order mark and CRLF are fine', async () => {
    for (const text of ['', '# nothing yet\n', `\uFEFF${own}`, own.replace('\n', '\r\n')]) {
      writeFileSync(join(repository, '.pick-llm.yaml'), text)
      expect((await inFolder(repository, answers)).code).toBe(0)
    }
  })

  it('all mistakes in all files are told at once', async () => {
    writeFileSync(join(base, 'a.yaml'), 'figures: [\n')
    writeFileSync(join(base, 'b.yaml'), 'words: { kept: &a x }\n')
    writeFileSync(join(base, 'c.yaml'), '- x\n')
    const { code, stderr } = await inFolder(base, `${answers} --rules a.yaml --rules b.yaml --rules c.yaml`)
    expect(code).toBe(3)
    for (const place of ['a.yaml:', 'b.yaml:1:', 'c.yaml:1:1']) expect(stderr).toContain(place)
    writeFileSync(join(base, 'a.yaml'), 'figurs: {}\n')
    writeFileSync(join(base, 'b.yaml'), 'words: { kept: 5 }\n')
    const shapes = await inFolder(base, `${answers} --rules a.yaml --rules b.yaml`)
    for (const place of ['a.yaml:1:1', 'b.yaml:1:16']) expect(shapes.stderr).toContain(place)
  })

  it('a pipe that nobody writes to is refused, and not waited for', async () => {
    const { code, stderr } = await run([], {
      shell: `cd '${repository}' && mkfifo .pick-llm.yaml && exec '${process.execPath}' '${bin}' ${answers}`,
    })
    expect([code, stderr]).toEqual([3, expect.stringContaining('.pick-llm.yaml is not a regular file')])
  })

  it('a working folder that is gone is no bug', async () => {
    const { code, stdout } = await run([], {
      shell: `mkdir '${base}/gone' && cd '${base}/gone' && rmdir '${base}/gone' && exec '${process.execPath}' '${bin}' ${answers}`,
    })
    expect([code, stdout.startsWith('hosted-open')]).toEqual([0, true])
  })
})

describe('rules init', () => {
  it('says which file the new one takes the place of', async () => {
    writeFileSync(join(repository, '.pick-llm.yaml'), own)
    const { code, stderr } = await inFolder(deep, 'rules init')
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining('There it takes the place of ../../.pick-llm.yaml, which is not used there any more.'),
    ])
    expect((await inFolder(deep, 'rules init --force')).stderr).not.toContain('takes the place')
    expect((await inFolder(repository, 'rules init a/.pick-llm.yaml')).stderr).toContain('takes the place of .pick-llm.yaml,')
    const { stderr: told } = await inFolder(repository, 'rules init a/ours.yaml')
    expect(told).not.toContain('takes the place')
    expect(told).toContain('`pick-llm rules show --diff --rules a/ours.yaml`')
  })

  it('names the folder that is not there, and refuses a format that it does not have', async () => {
    const { code, stderr } = await inFolder(deep, 'rules init gone/ours.yaml')
    expect([code, stderr]).toEqual([
      4,
      'pick-llm: gone/ours.yaml cannot be written: there is no folder gone.\nMake the folder first, or name another file.\n',
    ])
    const json = await inFolder(deep, 'rules init --format json')
    expect([json.code, json.stderr]).toEqual([2, expect.stringContaining('Write one of text.')])
    expect((await inFolder(deep, 'rules init', { PICK_LLM_FORMAT: 'json' })).code).toBe(0)
  })
})
