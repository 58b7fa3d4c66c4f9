// The built command in real terminals of any width, and with a shared world that nobody may change.

import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn } from '@lydell/node-pty'
import { afterAll, describe, expect, it } from 'vitest'
import { bin, end, preload } from './faults.ts'
import { answerAll, commandIn, flat, forbidden, keys, longest, pathTo, questions } from './pty/interview.ts'
import { inTerminal, type Session } from './pty/terminal.ts'

const timeout = 120_000
const folder = mkdtempSync(join(tmpdir(), 'pick-llm-'))
afterAll(() => rmSync(folder, { recursive: true }))

const flags = ['--data-residency', 'anywhere', '--yes', '--quiet']
// biome-ignore lint/suspicious/noControlCharactersInRegex: colors begin with one
const color = /\u001b\[[\d;]*m/

describe.concurrent('Ctrl-D leaves one line, no file and a clean terminal at the question', () => {
  const empty = mkdtempSync(join(folder, 'empty-'))

  it.each(questions)('$id', { timeout }, async ({ id }) => {
    const all = id === 'license' ? forbidden : longest
    const before = questions.slice(
      0,
      questions.findIndex((question) => question.id === id),
    )
    const given = before.flatMap((question) => (all[question.id] === undefined ? [] : [`--${question.id}`, all[question.id] ?? '']))
    await inTerminal({ args: [...given, '-o', join(empty, id)] }, async (session) => {
      const prompt = (await answerAll(session, all, id)).at(-1)
      expect(prompt).toMatchObject({ question: { id } })
      session.send(keys.ctrlD)
      const { code, modesRestored } = await session.exit()
      expect({ code, modesRestored, cursorVisible: session.cursorVisible }).toEqual({ code: 130, modesRestored: true, cursorVisible: true })
      expect(session.lines.at(-1)).toBe('pick-llm: Cancelled; nothing was written.')
      expect(readdirSync(empty)).toEqual([])
    })
  })
})

describe.concurrent('a terminal of', () => {
  const asked = (session: Session) => flat(session.lines).includes(flat('? Where may prompts and outputs be processed?')) || undefined

  it.each([1, 2, 19, 400])('%i columns shows the result, and a question that can be left', { timeout }, async (columns) => {
    await inTerminal({ args: flags, columns, rows: 24 }, async (session) => {
      expect((await session.exit()).code).toBe(0)
      // What is narrower than the narrowest layout breaks lines, and loses nothing.
      expect(flat(session.raw).replaceAll(new RegExp(color, 'g'), '')).toContain('hosted-open')
    })
    await inTerminal({ columns, rows: columns === 19 ? 2 : 24 }, async (session) => {
      await session.until('the question', () => asked(session))
      session.send(keys.ctrlC)
      const { code, modesRestored } = await session.exit()
      expect({ code, modesRestored, cursorVisible: session.cursorVisible }).toEqual({ code: 130, modesRestored: true, cursorVisible: true })
    })
  })
})

describe.concurrent('a terminal and a pipe of one width show the same', () => {
  it.each([flags, ['cost', '--tokens', '300M', '--quiet'], ['models', '--quiet'], ['tree'], ['rules', 'check']])(
    '%s %s',
    { timeout },
    async (...args) => {
      const piped = await end(args, { env: { COLUMNS: '90' } })
      await inTerminal({ args, columns: 90, rows: 50 }, async (session) => {
        expect((await session.exit()).code).toBe(piped.code)
        expect(session.lines).toEqual(piped.stdout.trimEnd().split('\n'))
        expect(session.tooWide).toEqual([])
      })
    },
  )
})

describe.concurrent('no color stands in a terminal', () => {
  it.each<[string, readonly string[], Readonly<Record<string, string>>]>([
    ['that is dumb', flags, { TERM: 'dumb' }],
    ['with NO_COLOR', ['cost', ...flags], { NO_COLOR: '1' }],
    ['in JSON, even where it is forced', [...flags, '--json', '--color', 'always'], { FORCE_COLOR: '3' }],
    ['in YAML and the like, even where it is forced', [...flags, '--format', 'yaml'], { FORCE_COLOR: '3' }],
    ['in Markdown, even where it is forced', [...flags, '--format', 'markdown'], { FORCE_COLOR: '3' }],
  ])('%s', { timeout }, async (_, args, env) => {
    await inTerminal({ args, env }, async (session) => {
      expect((await session.exit()).code).toBe(0)
      expect(session.raw).not.toMatch(color)
    })
  })
})

it('the interview runs to its end where no shared object can be changed', { timeout }, async () => {
  const frozen = preload(
    folder,
    'frozen',
    `for (const name of Object.getOwnPropertyNames(globalThis)) {
  const { prototype } = globalThis[name] ?? {}
  if (prototype && !(prototype === Error.prototype || prototype instanceof Error)) Object.freeze(prototype)
}`,
  )
  const env = { NODE_OPTIONS: `--disable-proto=throw --require ${frozen}` }
  await inTerminal({ env, columns: 80, rows: 30 }, async (session) => {
    await answerAll(session, pathTo.hybrid)
    expect((await session.exit()).code).toBe(0)
    expect(session.lines.filter((line) => line.startsWith('hybrid  '))).toHaveLength(1)
    expect(commandIn(session.lines)).toMatch(/^npx pick-llm --data-residency anywhere /)
  })
})

it('a terminal that is closed ends the interview', { timeout }, async () => {
  const { PATH = '' } = process.env
  const closed = spawn(process.execPath, [bin, '-o', join(folder, 'closed')], { cols: 80, rows: 24, env: { PATH, TERM: 'xterm' } })
  const ended = new Promise((resolve) => closed.onExit(({ exitCode, signal }) => resolve([exitCode, signal])))
  let shown = ''
  await new Promise<void>((resolve) => {
    closed.onData((data) => {
      shown += data
      if (shown.includes('select')) resolve()
    })
  })
  // As when its window is closed: nothing can be read or written any more, and everybody in it is told.
  Reflect.get(closed, 'destroy').call(closed)
  // By the signal, which a shell tells as 129.
  expect(await ended).toEqual([0, constants.signals.SIGHUP])
  expect(existsSync(join(folder, 'closed'))).toBe(false)
})
