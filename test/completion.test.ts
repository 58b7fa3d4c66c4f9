// `pick-llm completion`: what the scripts offer in real shells, and that no text of rules is ever run by them.

import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type CommandPart, type Offer, offersOf } from '../src/render/completion.ts'
import { bashScript } from '../src/render/completion-bash.ts'
import { fishScript } from '../src/render/completion-fish.ts'
import { pwshScript } from '../src/render/completion-pwsh.ts'
import { zshScript } from '../src/render/completion-zsh.ts'
import { tierIds } from '../src/types.ts'
import fc from './fc.ts'
import { hostileNames } from './hostile.ts'
import { run } from './run.ts'
import { bashOffers, has, typed } from './shells.ts'
import { tree } from './support.ts'

const root = mkdtempSync(join(tmpdir(), 'pick-llm-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const place = () => mkdtempSync(join(root, 'x-'))

const scriptOf = async (shell: string, flags: readonly string[] = []): Promise<string> => {
  const { stdout, stderr, code } = await run(['completion', shell, ...flags])
  expect([code, stderr]).toEqual([0, ''])
  return stdout
}

const bash = await scriptOf('bash')
const optionsOf = (id: string): string[] =>
  tree.questions.flatMap((question) =>
    question.id === id && question.kind === 'choice' ? question.options.map((option) => option.id) : [],
  )

describe('in bash', () => {
  const commands = ['cost', 'tree', 'questions', 'refresh', 'models', 'plan', 'check', 'export', 'rules', 'completion']
  const cases: readonly (readonly [readonly string[], readonly string[]])[] = [
    [[''], [...commands, 'help']],
    [['c'], ['cost', 'check', 'completion']],
    [['help', 'mod'], ['models']],
    [
      ['rules', ''],
      ['check', 'test', 'show', 'init'],
    ],
    [['-q', 'rules', '--json', 'i'], ['init']],
    [
      ['export', ''],
      ['litellm', 'ai-sdk', 'openrouter', 'promptfoo', 'adr'],
    ],
    [['export', 'litellm', ''], []],
    [['export', '--task', 'chat', 'o'], ['openrouter']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish', 'pwsh'],
    ],
    [['--data-r'], ['--data-residency']],
    [['--data-residency', ''], optionsOf('data-residency')],
    [
      ['cost', '--region', 'c'],
      ['ca', 'ch'],
    ],
    [['--task', '=', 'vo'], ['voice']],
    [['--task', '='], optionsOf('task')],
    [['--task=vo'], ['--task=voice']],
    [
      ['--task', '=', 'chat', '--stage', 'pro'],
      ['prototype', 'production'],
    ],
    [
      ['-f', ''],
      ['text', 'json', 'yaml', 'markdown', 'mermaid'],
    ],
    [
      ['plan', '-f', 'json'],
      ['json', 'jsonl'],
    ],
    [['check', '--format', 'g'], ['github']],
    [['--expect', ''], tierIds],
    [
      ['--color', 'a'],
      ['auto', 'always'],
    ],
    [['models', '--task', 'long-'], ['long-context']],
    [
      ['models', '--origin', 'us,c'],
      ['us,ca', 'us,cn'],
    ],
    [['models', '--status', 'current,p'], ['current,preview']],
    [['models', '--why-not', 'claude-opus-5.'], [...tree.catalog.models.keys()].filter((id) => id.startsWith('claude-opus-5.'))],
    [['check', '--fail-on', 'tier,c'], ['tier,cost:10%']],
    [
      ['tree', '--fo'],
      ['--format', '--force'],
    ],
    [['--', '--da'], []],
    [['--tokens', ''], []],
    [['--json', '-y', '--sta'], ['--stage']],
    [['--task', 'cost', '--why-n'], []],
    [['$(touch ran)', '`touch ran`', '--task', "v'"], []],
  ]

  it('a line gets what fits at its end', () => {
    const found = bashOffers(
      bash,
      cases.map(([words]) => words),
    )
    expect(cases.map(([words], index) => [words.join(' '), found[index]])).toEqual(
      cases.map(([words, offers]) => [words.join(' '), offers]),
    )
  })

  it('every command and every flag of every help is offered, and no other', async () => {
    const look = async (path: readonly string[]): Promise<void> => {
      const { stdout } = await run([...path, '--help'])
      // Some of the program's own are told within a line.
      const flag = path.length === 0 ? /(?:(-\w), )?(--[a-z-]+)/g : /^ {2}(?:(-\w), )?(--[a-z-]+)/gm
      const flags = [...new Set([...stdout.matchAll(flag)].flatMap(([, short, long]) => [short, long]))].filter(Boolean)
      const below = [...(/\nCommands:\n((?: .*\n)+)/.exec(stdout)?.[1] ?? '').matchAll(/^ {2}([a-z]+)/gm)].map(([, name = '']) => name)
      const [offered = [], words = []] = bashOffers(bash, [
        [...path, '-'],
        [...path, ''],
      ])
      expect(offered.sort(), path.join(' ')).toEqual(flags.sort())
      if (below.length > 0) expect(words, path.join(' ')).toEqual(path.length === 0 ? [...below, 'help'] : below)
      for (const name of below) await look([...path, name])
    }
    await look([])
  })

  it('the options of an overlay are offered as soon as the script is made with it', async () => {
    const file = join(place(), 'ours.yaml')
    writeFileSync(
      file,
      'questions:\n  team: { step: license, kind: choice, ask: a, why: b, options: { red: { means: m }, blue: { means: n } }, assume: [{ value: red, because: b }] }\n',
    )
    const script = await scriptOf('bash', ['--rules', file])
    expect(bashOffers(script, [['--team', ''], ['cost', '--team', 'b'], ['--tea']])).toEqual([['red', 'blue'], ['blue'], ['--team']])
    expect(bashOffers(bash, [['--tea']])).toEqual([[]])
  })
})

/** Those that are not installed are skipped; how their scripts quote is held below for any text. */
const real = ['bash', 'zsh', 'fish']

describe('Tab in a terminal', () => {
  it.for(real)('completes words and files as they have to be written: %s', { timeout: 120_000 }, async (shell, { skip }) => {
    skip(!has(shell), `${shell} is not installed`)
    const folder = place()
    writeFileSync(join(folder, "answers it's $(touch ran).yaml"), '')
    const lines: readonly (readonly [string, string])[] = [
      ['pick-llm --expect hyb\t', '<--expect><hybrid>'],
      ['pick-llm exp\tlit\t--rul\tansw\t', `<export><litellm><--rules><answers it's $(touch ran).yaml>`],
      ['pick-llm --task=vo\t', '<--task=voice>'],
      ['pick-llm --output=answ\t', `<--output=answers it's $(touch ran).yaml>`],
      ['pick-llm --exclude-origin us,f\t', '<--exclude-origin><us,fr>'],
      ['pick-llm plan answ\t', `<plan><answers it's $(touch ran).yaml>`],
      ['pick-llm --tokens answ\t', '<--tokens><answ>'],
      ['pick-llm rules ch\t--form\tgi\t', '<rules><check><--format><github>'],
    ]
    const got = await typed(
      shell,
      folder,
      await scriptOf(shell),
      lines.map(([line]) => line),
    )
    expect(got).toEqual(lines.map(([, expected]) => expected))
    expect(existsSync(join(folder, 'ran'))).toBe(false)
  })
})

/** Would leave a file behind, whichever shell runs them. */
const hostile = [
  '$(touch ran)',
  '`touch ran`',
  "'; touch ran; '",
  "'\\''; touch ran #",
  '"; touch ran; "',
  '\\',
  "\\'; touch ran; \\'",
  '(touch ran)',
  "$'\\x27; touch ran'",
  '’; ni ran; ‘',
  'Ò; ni ran #',
  '{a,b} ~ * ? [x] ! % %F{red} : ; & | < > #',
  '\n touch ran\n',
  '\u001b[2J\r\u0000\u202e',
  '漢字 é 😀',
]

const partsWith = (texts: readonly string[]): CommandPart[] => [
  {
    path: '',
    flags: [
      {
        names: ['--it'],
        means: texts[0] ?? '',
        accepts: { kind: 'words', words: texts.map((text) => ({ id: text, means: text })), many: false },
      },
      ...texts.map((text) => ({ names: [`--${text}`], means: text, accepts: { kind: 'files' as const } })),
    ],
    operands: { kind: 'words', words: texts.map((text) => ({ id: text, means: text })), many: true },
  },
]

type Script = (offers: readonly Offer[]) => string
/** What a text in quotes is for the shell itself: PowerShell takes curly quotes for straight ones. */
const literals: Readonly<Record<string, readonly [Script, RegExp]>> = {
  bash: [bashScript, /\\'|'[^']*'/g],
  zsh: [zshScript, /\\'|'[^']*'/g],
  fish: [fishScript, /'(?:[^\\']|\\[\s\S])*'/g],
  pwsh: [pwshScript, /['‘’‚‛](?:[^'‘’‚‛]|['‘’‚‛]{2})*['‘’‚‛]/g],
}

/** The script without what stands in quotes, and without what joins quoted parts to one text. */
const code = (script: string, literal: RegExp): string =>
  script
    .replace(literal, "''")
    .replace(/\(''(?: \+ \[char\]0x[0-9a-f]{1,4} \+ '')+\)/g, "''")
    .replace(/(?:'')+/g, "''")

describe('texts of strangers', () => {
  it.each(Object.entries(literals))('are nothing but quoted texts in the script: %s', (_, [script, literal]) => {
    const plain = (count: number) => code(script(offersOf(partsWith(Array.from({ length: count }, (__, index) => `w${index}`)))), literal)
    expect(plain(1).length).toBeGreaterThan(500)
    const look = (texts: readonly string[]) => {
      const written = script(offersOf(partsWith(texts)))
      expect(code(written, literal)).toBe(plain(texts.length))
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that none comes out is what is looked at
      expect(written).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u202e]/)
    }
    look(hostile)
    look(hostileNames)
    const any = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...`'"\\$()\`‘’‚‛;\n \${}[]#=,a`) }))
    fc.assert(fc.property(fc.uniqueArray(any, { minLength: 1, maxLength: 4 }), (texts) => look(texts)))
  })

  it('are ASCII in PowerShell, whatever the code page of the console makes of other bytes', () => {
    expect(pwshScript(offersOf(partsWith(hostile)))).toMatch(/^[\n -~]*$/)
  })

  it('are offered in bash so that they are read as they were meant, and never run', () => {
    const folder = place()
    const words = hostile.filter((text) => /^[ -~]+$/.test(text))
    const script = bashScript(offersOf(partsWith(words)))
    const [offered = []] = bashOffers(script, [['--it', '']])
    const read = execFileSync('bash', ['-c', `printf '%s\\n' ${offered.join(' ')}`], { cwd: folder, encoding: 'utf8' })
    expect(read.split('\n').slice(0, -1)).toEqual(words)
    expect(readdirSync(folder)).toEqual([])
  })

  it.for(real)('in an overlay run nothing when the script is sourced and used: %s', { timeout: 120_000 }, async (shell, { skip }) => {
    skip(!has(shell), `${shell} is not installed`)
    const folder = place()
    // Rules with control characters or line breaks are refused.
    const options = hostile
      .filter((means) => !/[\n\r]/.test(means))
      // A sentence holds a letter or a digit.
      .map((means, index) => `      o${index}: { means: ${JSON.stringify(`${means} x`)} }\n`)
    const file = join(folder, 'ours.yaml')
    writeFileSync(
      file,
      `questions:\n  team:\n    step: license\n    kind: choice\n    ask: a\n    why: b\n    options:\n${options.join('')}    assume: [{ value: o0, because: b }]\n`,
    )
    const script = await scriptOf(shell, ['--rules', file])
    const got = await typed(shell, folder, script, ['pick-llm --team \t\t\u0015pick-llm --team o12\t', 'pick-llm --te\to3\t'])
    expect(got).toEqual(['<--team><o12>', '<--team><o3>'])
    expect(existsSync(join(folder, 'ran'))).toBe(false)
  })

  it('make this of PowerShell, which is read by nobody else here', async () => {
    const parts = partsWith(['plain', "it's ‘$(x)’ `n"])
    await expect(pwshScript(offersOf(parts))).toMatchFileSnapshot('snapshots/completion.ps1')
  })
})

describe('pick-llm completion', () => {
  it.each([
    ['bahs', 'There is no completion for "bahs". Did you mean "bash"?'],
    ['zssh', 'There is no completion for "zssh". Did you mean "zsh"?'],
    ['PowerShell', 'There is no completion for "PowerShell". Did you mean "pwsh"?'],
    ['nushell', 'There is no completion for "nushell".'],
    ['', 'There is no completion for "".'],
  ])('refuses the shell "%s" with 2', async (name, message) => {
    const { stdout, stderr, code: ended } = await run(['completion', name])
    expect([ended, stdout]).toEqual([2, ''])
    expect(stderr).toContain(`${message}\n`)
    expect(stderr).toContain('Write one of bash, zsh, fish, pwsh')
  })

  it('names the shells where none is given, and refuses a second one', async () => {
    expect(await run(['completion'])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('The shell is missing.') })
    expect(await run(['completion', 'bash', 'zsh'])).toMatchObject({ code: 2, stderr: expect.stringContaining('"zsh"') })
    expect(await run(['completoin', 'bash'])).toMatchObject({ code: 2, stderr: expect.stringContaining('Did you mean "completion"?') })
  })

  it('goes to a file, is the same each time, and is text whatever format a variable wants', async () => {
    const file = join(place(), 'pick-llm')
    expect((await run(['completion', 'bash', '-q', '-o', file], { env: { PICK_LLM_FORMAT: 'json' } })).code).toBe(0)
    expect(readFileSync(file, 'utf8')).toBe(bash)
    expect(await run(['completion', 'bash', '--json'])).toMatchObject({ code: 2 })
  })

  it('does not fail at the start of a shell for rules that a variable names, but for those of its own line', async () => {
    const file = join(place(), 'broken.yaml')
    writeFileSync(file, 'questions: [\n')
    const { stdout, stderr, code: ended } = await run(['completion', 'bash'], { env: { PICK_LLM_RULES: file } })
    expect([ended, stdout === bash]).toEqual([0, true])
    expect(stderr).toContain('Your own rules cannot be used')
    expect((await run(['completion', 'bash', '--rules', file])).code).toBe(3)
  })
})
