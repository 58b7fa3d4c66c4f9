// Command lines → golden files that hold the command, what it printed and how it exited: the folder reads as a manual.

import { mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { wholeProgram } from '../scripts/reference.ts'
import { commandNames } from '../src/cli/flags.ts'
import { run, runLine } from './run.ts'

const commands = [
  'pick-llm --data-residency anywhere --yes',
  'pick-llm --data-residency contract --task extraction --frontier-need none --yes',
  'pick-llm --data-residency region --region eu --frontier-need slice --yes',
  'pick-llm --data-residency own-network --task agentic-coding --license permissive --yes',
  'pick-llm --data-residency anywhere --fine-tuning yes --ops-capacity yes --yes',
  'pick-llm --data-residency anywhere --stage prototype --yes --format markdown',
  'pick-llm --data-residency anywhere --frontier-need all --task reasoning --json',
  'pick-llm --data-residency anywhere --frontier-need none --yes --exclude-origin cn --context 500k',
  'pick-llm',
  'pick-llm --yes',
  'pick-llm --data-residency contract --json',
  'pick-llm --data-residency anywhere --tokens 1,5 --task chta --yes',
  'pick-llm --data-residency anywhere --task chat --task voice --yes',
  'pick-llm --data-residnecy anywhere',
  'pick-llm qestions',
  'pick-llm --data-residency anywhere --yes --format jsno',
  'pick-llm --data-residency anywhere --yes --expect frontier-closed',
  'pick-llm --data-residency anywhere --yes --expect hosted-opn',
  'pick-llm --answers nowhere.yaml',
  'pick-llm tree',
  'pick-llm tree --data-residency air-gapped',
  'pick-llm tree --format mermaid',
  'pick-llm questions',
  'pick-llm questions --json',
  'pick-llm --help',
]

const nameOf = (command: string): string =>
  command
    .replace(/^pick-llm ?/, '')
    .replace(/^--/, '')
    .replaceAll(/[^\w-]+/g, '_')
    .replaceAll(/_?--/g, '+')
    .slice(0, 100) || 'no-flags'

describe('golden', () => {
  it.concurrent.for(commands)('%s', async (command, { expect }) => {
    const { stdout, stderr, code } = await runLine(command)
    const rules = /"sha256": "[0-9a-f]{64}"/
    const text = [
      `$ ${command}`,
      stdout.replace(rules, '"sha256": "…"'),
      ...(stderr ? [`[stderr]\n${stderr}`] : []),
      `[exit ${code}]`,
    ].join('\n')
    await expect(`${text}\n`).toMatchFileSnapshot(`golden/${nameOf(command)}.txt`)
  })
})

describe('the help', () => {
  it('fits a screen, examples first, and names every flag, the documentation and where to report', async () => {
    const { stdout, code } = await run(['--help'])
    expect(code).toBe(0)
    const lines = stdout.trimEnd().split('\n')
    expect(lines.length).toBeLessThanOrEqual(60)
    expect(lines.filter((line) => line.length > 80)).toEqual([])
    expect(lines[0]).toBe('Examples:')
    for (const { long } of (await wholeProgram()).options) expect(stdout).toContain(long)
    expect(stdout).toContain(`Docs: ${manifest.homepage}\nIssues: ${manifest.bugs.url}\n`)
    // Whichever way it is asked for.
    for (const words of [['-h'], ['help'], ['--yes', '--help'], ['--help', '--task', 'chat']])
      expect((await run(words)).stdout).toBe(stdout)
  })

  const commands = ['', 'cost', 'tree', 'questions', 'models', 'refresh', 'export', 'plan', 'check', 'completion']

  it.concurrent.for(commands)('of pick-llm %s lists just the formats that it takes', async (command, { expect }) => {
    const words = command === '' ? [] : [command]
    const { stdout } = await run([...words, '--help'])
    const listed = /--format <format> +(.+)$/m.exec(stdout)?.[1]?.split(', ') ?? []
    expect(listed.length).toBeGreaterThan(0)
    expect(listed.includes('json')).toBe(/^ +--json /m.test(stdout))
    const operands: Record<string, string[]> = {
      export: ['litellm'],
      completion: ['bash'],
      plan: ['nowhere.yaml'],
      check: ['nowhere.json'],
    }
    const { stderr, code } = await run([...words, ...(operands[command] ?? []), '--format', 'none'])
    expect(code).toBe(2)
    expect(stderr).toContain(`Write one of ${listed.join(', ')}.`)
  })
})

describe('answers come by flag, environment or file, and mean the same', () => {
  const answers = { 'data-residency': 'region', region: 'eu', task: 'extraction', 'frontier-need': 'none', tokens: '10M/day' }
  const flags = Object.entries(answers).flatMap(([id, value]) => [`--${id}`, value])
  const env = Object.fromEntries(Object.entries(answers).map(([id, value]) => [`PICK_LLM_${id.toUpperCase().replaceAll('-', '_')}`, value]))
  const folder = mkdtempSync(join(tmpdir(), 'pick-llm-'))
  const yaml = join(folder, 'answers.yaml')
  const json = join(folder, 'answers.json')
  writeFileSync(
    yaml,
    Object.entries(answers)
      .map(([id, value]) => `${id}: ${value}\n`)
      .join(''),
  )
  writeFileSync(json, JSON.stringify(answers))

  it('but for where they came from', async () => {
    const results = await Promise.all([
      run([...flags, '--yes', '--json']),
      run(['--yes', '--json'], { env }),
      run(['--yes', '--json', '--answers', yaml]),
      run(['--yes', '--json', '--answers', json]),
      run(['--yes', '--json', '--answers', '-'], { input: JSON.stringify(answers) }),
    ])
    const sourceless = results.map(({ stdout }) => stdout.replace(/"source": "(flag|env|file)"/g, '"source": "…"'))
    expect(new Set(sourceless).size).toBe(1)
    expect(results.map(({ stdout }) => /"source": "(flag|env|file)"/.exec(stdout)?.[1])).toEqual(['flag', 'env', 'file', 'file', 'file'])
  })

  it('flag over environment over file, and an empty variable counts as unset', async () => {
    const { stdout } = await run(['--yes', '--json', '--answers', yaml, '--task', 'voice'], {
      env: { PICK_LLM_TASK: 'chat', PICK_LLM_REGION: 'ch', PICK_LLM_TOKENS: '' },
    })
    const { answers: read } = JSON.parse(stdout) as { answers: Record<string, { value: string; source: string }> }
    expect(read).toMatchObject({
      task: { value: 'voice', source: 'flag' },
      region: { value: 'ch', source: 'env' },
      tokens: { value: '10M/day', source: 'file' },
    })
  })

  it.each([
    [
      'unknown keys and values, all at once with their places',
      'taks: chat\ntask: chta\n',
      /answers\.yaml:1:1 {2}there is no question "taks"\. Did you mean "task"\?[\s\S]*answers\.yaml:2:7 {2}task: "chta" is not an option/,
    ],
    ['a list', '- task\n', /write a map/],
    ['a nested value', 'task: { a: b }\n', /task: write a word or a number/],
    ['broken YAML', 'task: "chat\n', /answers\.yaml:\d+:\d+/],
  ])('a file with %s exits with 3', async (_, text, message) => {
    const file = join(mkdtempSync(join(tmpdir(), 'pick-llm-')), 'answers.yaml')
    writeFileSync(file, text)
    const { stderr, stdout, code } = await run(['--yes', '--answers', file])
    expect([code, stdout]).toEqual([3, ''])
    expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  it.each([
    ['UTF-16', Buffer.from('\ufefftask: chat', 'utf16le'), /is UTF-16/],
    ['Latin-1', Buffer.from([0x74, 0x61, 0x73, 0x6b, 0x3a, 0x20, 0xe9]), /is not UTF-8/],
    ['300 KiB', Buffer.alloc(300 * 1024, 0x23), /is larger than 256 KiB/],
    ['a NUL', Buffer.from('task: "a\0b"'), /holds control|NUL|\\u\{0\}|character/i],
  ])('a file of %s exits with 3', async (_, bytes, message) => {
    const file = join(mkdtempSync(join(tmpdir(), 'pick-llm-')), 'answers.yaml')
    writeFileSync(file, bytes)
    const { stderr, code } = await run(['--yes', '--answers', file])
    expect(code).toBe(3)
    expect(stderr).toMatch(message)
  })

  it.each(['/dev/zero', '/dev', '/no/such/file'])('%s as a file exits with 3 at once', async (file) => {
    expect((await run(['--yes', '--answers', file])).code).toBe(3)
  })
})

describe('--output', () => {
  const flags = ['--data-residency', 'anywhere', '--yes', '--json']
  const place = () => mkdtempSync(join(tmpdir(), 'pick-llm-'))

  it('writes the whole result, says so on stderr, and leaves nothing else behind', async () => {
    const folder = place()
    const { stdout, stderr, code } = await run([...flags, '-o', join(folder, 'out.json')])
    expect([stdout, code]).toEqual(['', 0])
    expect(stderr).toMatch(/^Wrote .*out\.json\.\n$/)
    expect(readFileSync(join(folder, 'out.json'), 'utf8')).toBe((await run(flags)).stdout)
    expect(readdirSync(folder)).toEqual(['out.json'])
  })

  it('refuses to overwrite, and does with --force', async () => {
    const folder = place()
    const file = join(folder, 'out.json')
    writeFileSync(file, 'mine')
    const refused = await run([...flags, '-o', file])
    expect(refused.code).toBe(4)
    expect(refused.stderr).toContain('Add --force')
    expect(readFileSync(file, 'utf8')).toBe('mine')
    expect((await run([...flags, '-o', file, '--force'])).code).toBe(0)
    expect(readFileSync(file, 'utf8')).toContain('"ok": true')
    expect(readdirSync(folder)).toEqual(['out.json'])
  })

  it('does not write through a link that leads somewhere else', async () => {
    const folder = place()
    symlinkSync(join(folder, 'target'), join(folder, 'link'))
    expect((await run([...flags, '-o', join(folder, 'link')])).code).toBe(4)
    expect(readdirSync(folder)).toEqual(['link'])
  })

  it.each(['/no/such/folder/out.json', '/dev/full/x'])('%s exits with 4', async (file) => {
    expect((await run([...flags, '-o', file])).code).toBe(4)
  })
})

describe('streams', () => {
  const flags = ['--data-residency', 'anywhere', '--yes']

  it('a reader that goes away is no error', async () => {
    const { code, stderr } = await run([], {
      shell: `node bin/pick-llm.js ${flags.join(' ')} --json | head -1 > /dev/null; exit \${PIPESTATUS[0]}`,
    })
    expect([code, stderr]).toEqual([0, ''])
  })

  it('a full disk exits with 4', async () => {
    const { code, stderr } = await run([], { shell: `node bin/pick-llm.js ${flags.join(' ')} > /dev/full` })
    expect(code).toBe(4)
    expect(stderr).toContain('ENOSPC')
  })

  it('no color in pipes; color by flag and FORCE_COLOR; NO_COLOR and TERM=dumb win over a terminal only', async () => {
    const colored = async (env: Record<string, string>, ...more: string[]) =>
      (await run([...flags, ...more], { env })).stdout.includes('\u001b[')
    expect(await colored({})).toBe(false)
    expect(await colored({ FORCE_COLOR: '1' })).toBe(true)
    expect(await colored({ FORCE_COLOR: '' })).toBe(false)
    expect(await colored({ NO_COLOR: '1' }, '--color', 'always')).toBe(true)
    expect(await colored({ FORCE_COLOR: '1' }, '--no-color')).toBe(false)
    expect(await colored({ FORCE_COLOR: '1' }, '--json')).toBe(false)
  })

  it('what is echoed cannot act on the terminal', async () => {
    const { stderr } = await run(['--task', '\u001b[31mred\u0007\u202e', '--data-residency', 'anywhere'])
    expect(stderr).toContain('\\u{1b}[31mred\\u{7}\\u{202e}')
  })

  it('a failure under --json is JSON on stdout and words on stderr', async () => {
    const { stdout, stderr, code } = await run(['--json', '--data-residency', 'anywere'])
    expect(code).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'E_VALUE' } })
    expect(stderr).toContain('Did you mean "anywhere"?')
  })

  it('the line that a failure offers works when pasted', async () => {
    for (const given of [
      '',
      '--data-residency own-network',
      '--data-residency region --task voice',
      '--data-residency contract --frontier-need none',
    ]) {
      const { stderr, code } = await runLine(`pick-llm ${given}`)
      expect(code).toBe(2)
      const line = /For example:\n {2}npx (.+)\n/.exec(stderr)?.[1] ?? ''
      expect((await runLine(line)).code).toBe(0)
    }
  })
})

it('knows its commands by name before it loads them', async () => {
  const { stdout } = await run(['--help'])
  const listed = [...stdout.slice(stdout.indexOf('\nCommands:')).matchAll(/^ {2}([a-z]+) .*/gm)].map(([, name]) => name)
  expect(listed).toEqual(commandNames)
})
