// How the interview ends early, and where it does not begin, kept in a real terminal on the built command.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Answers,
  answer,
  answerAll,
  choices,
  forbidden,
  keys,
  longest,
  nextPrompt,
  type Prompt,
  point,
  promptOn,
} from './pty/interview.ts'
import { inTerminal, type Session } from './pty/terminal.ts'

const timeout = 120_000

const hideCursor = '\u001b[?25l'

let [folder, stdoutFolder] = ['', '']
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pick-llm-'))
  stdoutFolder = mkdtempSync(join(tmpdir(), 'pick-llm-'))
})
afterAll(() => {
  for (const each of [folder, stdoutFolder]) rmSync(each, { recursive: true, force: true })
})

/** One line after the prompt that stood there, no file, and a terminal as it was before. */
async function expectEnded(session: Session, code: number, line: string): Promise<void> {
  const exit = await session.exit()
  const last = session.lines.findLastIndex((shown) => shown.includes('⏎ select'))
  expect(session.lines.slice(last + 1).filter((shown) => shown !== '')).toEqual([line])
  expect({ code: exit.code, modesRestored: exit.modesRestored, cursorVisible: session.cursorVisible }).toEqual({
    code,
    modesRestored: true,
    cursorVisible: true,
  })
  expect(readdirSync(folder)).toEqual([])
}

async function promptAt(session: Session, id: string, answers: Answers = longest): Promise<Prompt> {
  const prompt = (await answerAll(session, answers, id)).at(-1)
  if (prompt?.question.id !== id) throw new Error(`The question ${id} was not asked.`)
  return prompt
}

const cancelled = 'pick-llm: Cancelled; nothing was written.'
const stopped = 'pick-llm: Stopped; nothing was written.'

describe.concurrent('Ctrl-C leaves one line, no file and a clean terminal at the question', () => {
  it.each(choices)('$id', { timeout }, async ({ id }) => {
    await inTerminal({ args: ['-o', join(folder, `${id}.txt`)] }, async (session) => {
      await promptAt(session, id, id === 'license' ? forbidden : longest)
      session.send(keys.ctrlC)
      await expectEnded(session, 130, cancelled)
    })
  })
})

describe.concurrent('so does every other way to end a prompt:', () => {
  const send = (key: string) => (session: Session) => session.send(key)
  const signal = (name: NodeJS.Signals) => (session: Session) => session.signal(name)
  const ways = [
    ['Ctrl-D', send(keys.ctrlD), 130, cancelled],
    ['SIGINT', signal('SIGINT'), 130, cancelled],
    ['SIGTERM', signal('SIGTERM'), 143, stopped],
    ['SIGHUP', signal('SIGHUP'), 129, stopped],
  ] as const

  it.each(ways)('%s at the first question', { timeout }, async (name, end, code, line) => {
    await inTerminal({ args: ['-o', join(folder, `${name}-first.txt`)] }, async (session) => {
      await promptAt(session, 'data-residency')
      end(session)
      await expectEnded(session, code, line)
    })
  })

  it.each(ways)('%s at a later question, with something typed and stdout elsewhere', { timeout }, async (name, end, code, line) => {
    const stdoutTo = join(stdoutFolder, `${name}.json`)
    await inTerminal({ args: ['--json', '-o', join(folder, `${name}.json`)], stdoutTo }, async (session) => {
      await point(session, await promptAt(session, 'task'), 'reasoning')
      end(session)
      await expectEnded(session, code, line)
      expect(JSON.parse(readFileSync(stdoutTo, 'utf8'))).toMatchObject({ ok: false, error: { code: 'E_CANCELLED' } })
    })
  })
})

describe('where nobody can answer, nothing is asked and the command ends at once:', () => {
  const places = [
    ['CI=1', { env: { CI: '1' } }],
    ['TERM=dumb', { env: { TERM: 'dumb' } }],
    ['--no-input', { args: ['--no-input'] }],
  ] as const

  // The time is the promise here, and a machine that is busy with something else deserves a second look.
  it.each(places)('%s', { timeout, retry: 2 }, async (_, options) => {
    await inTerminal(options, async (session) => {
      const { code, milliseconds } = await session.exit()
      expect(code).toBe(2)
      expect(session.lines[0]).toBe('pick-llm: Answers are missing, and nobody can be asked here:')
      expectNoPrompt(session)
      expect(milliseconds).toBeLessThan(2000)
    })
  })
})

function expectNoPrompt({ raw, lines }: Session): void {
  expect(raw).not.toContain(hideCursor)
  expect(raw).not.toContain('of at most')
  expect(lines.filter((line) => /^[?✔] /.test(line))).toEqual([])
}

describe.concurrent('nothing is asked that is answered already:', () => {
  it.each([
    ['--yes and the data residency', ['--yes', '--data-residency', 'anywhere'], 'hosted-open'],
    [
      'a flag for every question',
      [...Object.entries(longest).flatMap(([id, option]) => [`--${id}`, option]), '--tokens', '50M'],
      'self-hosted-open',
    ],
  ] as const)('%s', { timeout }, async (_, args, tier) => {
    await inTerminal({ args, rows: 40 }, async (session) => {
      expect((await session.exit()).code).toBe(0)
      expectNoPrompt(session)
      expect(session.lines[0]).toMatch(new RegExp(`^${tier}  `))
    })
  })

  it('--yes alone leaves the data residency to ask', { timeout }, async () => {
    await inTerminal({ args: ['--yes'], rows: 40 }, async (session) => {
      const prompts = await answerAll(session, { 'data-residency': 'anywhere' })
      expect((await session.exit()).code).toBe(0)
      expect(prompts.map(({ question, position, atMost }) => [question.id, position, atMost])).toEqual([['data-residency', 1, 1]])
    })
  })
})

describe.concurrent('colors', () => {
  const colorsIn = (raw: string): string[] => raw.split('\u001b[').filter((part, index) => index > 0 && /^[\d;:]*m/.test(part))

  async function whole(session: Session): Promise<string[]> {
    for (let prompt = await nextPrompt(session); prompt !== 'end'; prompt = await nextPrompt(session)) {
      if (prompt.question.kind === 'choice') {
        session.send(keys.down)
        await session.until('the pointer moved', () => promptOn(session)?.highlighted !== prompt.highlighted || undefined)
      }
      await answer(session, promptOn(session) ?? prompt, longest[prompt.question.id] ?? '?')
    }
    expect((await session.exit()).code).toBe(0)
    return colorsIn(session.raw)
  }

  it('are there without NO_COLOR', { timeout }, async () => {
    await inTerminal({ rows: 40 }, async (session) => expect((await whole(session)).length).toBeGreaterThan(20))
  })

  it.each([
    ['NO_COLOR=1', { env: { NO_COLOR: '1' } }],
    ['--no-color', { args: ['--no-color'] }],
    ['--color never', { args: ['--color', 'never'] }],
  ] as const)('are nowhere with %s', { timeout }, async (_, options) => {
    await inTerminal({ rows: 40, ...options }, async (session) => expect(await whole(session)).toEqual([]))
  })
})
