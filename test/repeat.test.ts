// The command at the end of an interview repeats it, and the talk stays out of the result; in a real terminal on the built command.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answers, back, follow, longest, notSure, pathTo, type Steps } from './pty/interview.ts'
import { bin, inTerminal, root } from './pty/terminal.ts'

const timeout = 120_000

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pick-llm-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Path {
  /** In this order, then `rest`. */
  readonly steps?: Steps
  readonly rest: Answers
  /** What must, and what must not, stand in the command. */
  readonly has: readonly string[]
  readonly hasNot: readonly string[]
}

const { task: _, ...frontier } = pathTo['frontier-private']
const unsure = ['task', 'fine-tuning', 'frontier-need', 'cost-dominant', 'stage', 'latency']

const paths: Record<string, Path> = {
  'straight to a closed model': { rest: pathTo['frontier-closed'], has: ['--frontier-need all'], hasNot: ['--region'] },
  'under an agreement': { rest: pathTo['frontier-private'], has: ['--data-residency contract'], hasNot: ['--region'] },
  'to a split': { rest: pathTo.hybrid, has: ['--frontier-need slice'], hasNot: ['--region'] },
  'through the most questions': { rest: longest, has: ['--region eu', '--ops-capacity yes'], hasNot: [] },
  'back to the start, and elsewhere': {
    steps: [
      ['data-residency', 'region'],
      ['region', 'eu'],
      ['task', back],
      ['region', back],
      ['data-residency', 'anywhere'],
    ],
    rest: pathTo['frontier-closed'],
    has: ['--data-residency anywhere', '--task agentic-coding'],
    hasNot: ['region eu', '--region', 'residency region'],
  },
  'not sure of anything': {
    steps: [['data-residency', 'anywhere'], ...unsure.map((id) => [id, notSure] as const)],
    rest: {},
    has: ['--data-residency anywhere', '--yes'],
    hasNot: unsure.map((id) => `--${id}`),
  },
  'sure at first, then back and not sure': {
    steps: [
      ['data-residency', 'contract'],
      ['task', 'reasoning'],
      ['fine-tuning', back],
      ['task', notSure],
    ],
    rest: frontier,
    has: ['--yes'],
    hasNot: ['--task'],
  },
  'not sure at first, then back and sure': {
    steps: [
      ['data-residency', 'contract'],
      ['task', notSure],
      ['fine-tuning', back],
      ['task', 'reasoning'],
    ],
    rest: frontier,
    has: ['--task reasoning'],
    hasNot: [],
  },
}

/** What the printed command writes to stdout where nobody can be asked; pasted as it stands. */
function paste(command: string): string {
  expect(command).toMatch(/^npx pick-llm /)
  const line = command.replace('npx pick-llm', `'${process.execPath}' '${bin}'`)
  const { PATH = '', HOME = '' } = process.env
  return execFileSync('sh', ['-c', line], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH, HOME, CI: '1' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}

function expectParts(command: string, { has, hasNot }: Path): void {
  for (const part of has) expect(command).toContain(part)
  for (const part of hasNot) expect(command).not.toContain(part)
}

type Json = { answers: Record<string, { source?: string }>; command: string }

const withoutSources = ({ answers, ...rest }: Json) => ({
  ...rest,
  answers: Object.fromEntries(Object.entries(answers).map(([id, { source: _, ...answer }]) => [id, answer])),
})

/** The lines that are neither an answered question nor a bill shown above one. */
function unasked(lines: readonly string[]): string[] {
  const start = lines.findIndex((line) => line.startsWith('Bills a month'))
  const rest = start < 0 ? lines : [...lines.slice(0, start), ...lines.slice(lines.indexOf('', start) + 1)]
  return rest.filter((line) => !line.startsWith('✔ '))
}

describe.concurrent('the interview goes to the terminal, the result to stdout, and the command repeats it to the byte:', () => {
  it.each(Object.entries(paths))('%s', { timeout }, async (name, path) => {
    const file = join(folder, `${name}.txt`)
    await inTerminal({ stdoutTo: file, columns: 100 }, async (session) => {
      await follow(session, path.steps ?? [], path.rest)
      expect((await session.exit()).code).toBe(0)
      // Nothing but the answered questions, and the bills above one of them, is left on the terminal.
      expect(unasked(session.lines)).toEqual([])
    })
    const text = readFileSync(file, 'utf8')
    const command = text.slice(text.lastIndexOf('npx pick-llm'))
    expectParts(command.replace(/ \\\n\s*/g, ' '), path)
    expect(paste(command)).toBe(text)
  })
})

describe.concurrent('the same as JSON, but for where the answers come from:', () => {
  it.each(Object.entries(paths))('%s', { timeout }, async (name, path) => {
    const file = join(folder, `${name}.json`)
    const { again, chosen } = await inTerminal({ args: ['--json'], stdoutTo: file, columns: 500 }, async (session) => {
      const chosen = await follow(session, path.steps ?? [], path.rest)
      expect((await session.exit()).code).toBe(0)
      const lines = unasked(session.lines)
      expect(lines).toEqual([expect.stringMatching(/^Again: npx pick-llm /)])
      expect(session.lines.at(-1)).toBe(lines[0])
      return { again: lines.join('').replace('Again: ', ''), chosen }
    })
    const result: Json = JSON.parse(readFileSync(file, 'utf8'))
    expect(again).toBe(`${result.command} --format json`)
    expectParts(again, path)
    const sources = Object.entries(result.answers).map(([id, { source }]) => [id, source])
    expect(sources).toEqual(sources.map(([id]) => [id, [undefined, notSure].includes(chosen.get(id ?? '')) ? 'assumed' : 'prompt']))
    for (const [id, option] of chosen) if (option !== back) expect(result.answers).toHaveProperty(id)
    expect(again.includes(' --yes ')).toBe(sources.some(([, source]) => source === 'assumed'))
    expect(withoutSources(JSON.parse(paste(again)))).toEqual(withoutSources(result))
  })
})
