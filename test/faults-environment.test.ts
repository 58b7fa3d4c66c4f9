// Environments and command lines that nobody expects → the same bytes, or a short error.

import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import stringWidth from 'fast-string-width'
import { afterAll, describe, expect, it } from 'vitest'
import { end, expectEnd, expectSound, shell } from './faults.ts'

const folder = mkdtempSync(join(tmpdir(), 'pick-llm-'))
afterAll(() => rmSync(folder, { recursive: true }))

const flags = ['--data-residency', 'anywhere', '--yes']

describe('the bytes are the same', () => {
  const acme = resolve('examples/acme')
  /** What shows days, numbers, sorted names and paths. */
  const lines: readonly (readonly string[])[] = [
    ['export', 'adr', '--from', `${acme}/decisions/phone-line.json`, '--rules', `${acme}/ours.yaml`],
    ['cost', '--tokens', '300M', '--explain', '--format', 'markdown'],
    ['plan', `${acme}/workloads.yaml`, '--rules', `${acme}/ours.yaml`, '--format', 'json'],
  ]
  const places = [
    { env: {} },
    { env: { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati', HOME: folder }, cwd: folder },
    {
      env: {
        LC_ALL: 'ar_EG.UTF-8',
        LANGUAGE: 'ar',
        TZ: 'America/Los_Angeles',
        NODE_ICU_DATA: '/nowhere',
        LINES: '3',
        EDITOR: 'vi',
        PAGER: 'less',
      },
      cwd: '/',
    },
  ]

  it('in every locale, time zone, working folder and home, and when repeated', async () => {
    for (const line of lines) {
      const all = await Promise.all(places.map((place) => end(line, place)))
      for (const ran of all) expectEnd(ran, 0, line.join(' '))
      const hashes = all.map(({ stdout, stderr }) => createHash('sha256').update(stdout).update(stderr).digest('hex'))
      expect(new Set(hashes).size, line.join(' ')).toBe(1)
    }
  })

  it('for answers in any order, from whatever mixture of flags and variables', async () => {
    const given = { 'data-residency': 'region', region: 'eu', task: 'voice', tokens: '10M/day', latency: 'realtime' }
    const pairs = Object.entries(given)
    const orders = [pairs, [...pairs].reverse(), [...pairs.slice(2), ...pairs.slice(0, 2)]]
    const all = await Promise.all(orders.map((order) => end([...order.flatMap(([id, value]) => [`--${id}`, value]), '--yes', '--json'])))
    expect(new Set(all.map(({ stdout }) => stdout)).size).toBe(1)
    expectEnd(all[0] ?? { stdout: '', stderr: '', code: null }, 0)
  })
})

describe('COLUMNS', () => {
  const widths = ['1', '20', '33', '400', '-1', 'wide']

  it('of any size leaves no word out, and no line is wider than 20 to 200 columns allow', async () => {
    const letters = (text: string) => [...text.replaceAll(/[\s\\]/g, '')].sort().join('')
    const usual = (await end(flags)).stdout
    await Promise.all(
      widths.map(async (columns) => {
        const ran = await end(flags, { env: { COLUMNS: columns } })
        expectEnd(ran, 0, columns)
        expect(letters(ran.stdout), columns).toBe(letters(usual))
        const [asked] = [Number(columns)].filter((number) => Number.isInteger(number) && number > 0)
        const most = Math.max(20, Math.min(asked ?? 80, 200))
        expect(Math.max(...ran.stdout.split('\n').map((line) => stringWidth(line))), columns).toBeLessThanOrEqual(most)
      }),
    )
  })

  it('of 1 and 400 are fine for every table and drawing', async () => {
    const lines = [
      '1 cost',
      '1 models --all',
      '1 tree',
      '1 questions',
      '1 plan examples/acme/workloads.yaml',
      '1 --help',
      '400 cost',
      '400 tree',
    ]
    await Promise.all(
      lines.map(async (line) => {
        const [COLUMNS = '', ...args] = line.split(' ')
        expectEnd(await end(args, { env: { COLUMNS } }), 0, line)
      }),
    )
  })
})

describe('a command line', () => {
  const long = 'x'.repeat(130_000)

  it('of a hundred kilobytes ends by its code, and is not repeated', async () => {
    const lines: readonly (readonly [readonly string[], number])[] = [
      [[long], 2],
      [[`--${long}`], 2],
      [[...flags, '--task', long], 2],
      [[...flags, '--tokens', long.replaceAll('x', '9')], 2],
      [[...flags, '--format', long], 2],
      [[...flags, '--expect', long], 2],
      [[...flags, `--color=${long}`], 2],
      [[...flags, '--json', '--context', long], 2],
      [['models', '--origin', long, '--why-not', long], 2],
      [['export', long], 2],
      [[...flags, '-o', long], 4],
    ]
    await Promise.all(
      lines.map(async ([args, code]) => {
        const what = args.map((word) => word.slice(0, 20)).join(' ')
        const ran = await end(args)
        expectEnd(ran, code, what)
        expect(ran.stderr.length, what).toBeLessThan(2000)
      }),
    )
  })

  it('of ten thousand words too', async () => {
    const many = (word: string, ...more: readonly string[]) => Array.from({ length: 10_000 }, () => [word, ...more]).flat()
    const lines: readonly (readonly [readonly string[], number])[] = [
      [[...flags, ...many('--quiet')], 0],
      [[...flags, ...many('--task', 'chat')], 0],
      [many('word'), 2],
      [[...flags, ...many('--rules', 'nowhere.yaml')], 3],
    ]
    await Promise.all(lines.map(async ([args, code]) => expectEnd(await end(args), code, args.slice(-2).join(' '))))
  })

  it('with help in it gives the help, whatever else it holds', async () => {
    const lines = [
      '--task chta --help',
      '--nonsense -h',
      '--color=purple --help',
      '-f jsno --help',
      'cost --task chta -h',
      '--yes --no-input -h --expect x',
    ]
    await Promise.all(
      lines.map(async (line) => {
        const ran = await end(line.split(' '))
        expectEnd(ran, 0, line)
        expect(ran.stdout).toMatch(/^ {2}-h, --help /m)
      }),
    )
  })
})

describe('what is written anywhere cannot act on a terminal, nor forge a line:', () => {
  const hostile = '\u001b[2J\u009b31m\u202egood\u200b\u0007'
  const forged = '\npick-llm: All is well.'

  it('arguments, names of files and variables', async () => {
    const word = `${hostile}${forged}`
    const runs: readonly (readonly [readonly string[], Readonly<Record<string, string>>])[] = [
      [[word], {}],
      [[`--${word}`], {}],
      [['--task', word], {}],
      [['--color', word], {}],
      [['export', word], {}],
      [['models', '--license', word, '--why-not', word], {}],
      [['refresh', '--from', word, '--timeout', word], {}],
      [['plan', word], {}],
      [['check', word, `${word}*`], {}],
      [['--answers', word], {}],
      [['--rules', word], {}],
      [[...flags, '-o', `${word}/x`], {}],
      [[...flags, '--expect', word], {}],
      [flags, { PICK_LLM_TASK: word }],
      [flags, { PICK_LLM_FORMAT: word }],
      [flags, { PICK_LLM_RULES: word }],
      [[...flags, '--tokens', '1M'], { SOURCE_DATE_EPOCH: word }],
    ]
    await Promise.all(
      runs.map(async ([args, env]) => {
        const what = JSON.stringify([args, env])
        const ran = await end(args, { env })
        expectSound(ran, what)
        expect([2, 3, 4], what).toContain(ran.code)
        expect(ran.stderr, what).not.toMatch(/^pick-llm: All is well/m)
      }),
    )
  })

  it('a name that is written is told without acting', async () => {
    const ran = await end([...flags, '-o', `${hostile}.txt`], { cwd: folder })
    expectEnd(ran, 0)
    expect(ran.stderr).toContain('\\u{1b}[2J')
  })
})

it('variables that are empty count as unset, and senseless ones are mistakes of usage', async () => {
  const names =
    'PICK_LLM_RULES PICK_LLM_FORMAT PICK_LLM_NO_INPUT PICK_LLM_DEBUG PICK_LLM_NO_CACHE PICK_LLM_CACHE PICK_LLM_TASK PICK_LLM_TOKENS CI TERM NO_COLOR FORCE_COLOR COLUMNS SOURCE_DATE_EPOCH'
  const empty = await end(flags, { env: Object.fromEntries(names.split(' ').map((name) => [name, ''])), cwd: folder })
  expect(empty).toEqual(await end(flags))
  await Promise.all(
    ['PICK_LLM_TASK', 'PICK_LLM_FORMAT', 'PICK_LLM_TOKENS', 'PICK_LLM_CONTEXT'].map(async (name) =>
      expectEnd(await end(flags, { env: { [name]: 'nonsense' } }), 2, name),
    ),
  )
})

it('a byte order mark and CRLF change nothing in any file', async () => {
  const files = {
    'answers.yaml': 'data-residency: region\nregion: eu\n',
    'rules.yaml': 'figures:\n  overhead: { value: 0.4, high: 0.6 }\n',
    'work.yaml': 'defaults: { data-residency: anywhere }\nworkloads:\n  - name: a\n    tokens: 1M\n',
  }
  const line =
    'pick-llm --answers answers.yaml --rules rules.yaml --yes --json; pick-llm plan work.yaml --rules rules.yaml --json > plan.json; cat plan.json'
  const written = async (change: (text: string) => string) => {
    const cwd = mkdtempSync(join(folder, 'text-'))
    const made = Object.entries(files).map(([name, text]) => `printf %s '${change(text)}' > ${name}`)
    const ran = await shell(`${made.join('\n')}\n${line}`, { cwd })
    expectEnd(ran, 0)
    const bytes = 'sed -i "1s/^/\\xef\\xbb\\xbf/; s/$/\\r/" plan.json; pick-llm check plan.json --rules rules.yaml'
    expectEnd(await shell(bytes, { cwd }), 0)
    return ran.stdout.replaceAll(/"sha256": "\w+"/g, '')
  }
  const [plain, marked] = await Promise.all([written((text) => text), written((text) => `\ufeff${text.replaceAll('\n', '\r\n')}`)])
  expect(marked).toBe(plain)
})
